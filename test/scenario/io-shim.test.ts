import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseJournal, writeDiskImage } from '../support/disk-image.ts';
import { IoShim } from '../support/io-shim.ts';

// The proof of no loss stands on this shim: first a proof that it sees what Node and SQLite do.
describe('the disk shim', () => {
  let directory: string;
  let shim: IoShim;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millrace-shim-test-'));
    shim = new IoShim({ journal: true });
  });
  afterEach(() => {
    shim.dispose();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Runs a piece of JavaScript in a process under the shim; `dir` is the data directory. */
  function run(code: string) {
    const preamble = `const fs = require('node:fs'), { join } = require('node:path'); const dir = ${JSON.stringify(directory)};`;
    return spawnSync(process.execPath, ['-e', preamble + code], {
      encoding: 'utf8',
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { ...process.env, ...shim.environment(directory) },
    });
  }

  it('counts every call that changes the directory, and none elsewhere', () => {
    const result = run(`
      const fd = fs.openSync(join(dir, 'spool-a'), 'w');
      fs.writeSync(fd, 'one'); fs.writevSync(fd, [Buffer.from('two'), Buffer.from('three')]); fs.writeSync(fd, 'X', 0);
      fs.fdatasyncSync(fd); fs.fsyncSync(fd); fs.ftruncateSync(fd, 2); fs.closeSync(fd);
      fs.renameSync(join(dir, 'spool-a'), join(dir, 'spool-b')); fs.mkdirSync(join(dir, 'spool-c'));
      fs.unlinkSync(join(dir, 'spool-b')); fs.writeFileSync(join(dir, 'search.db-wal'), 'not counted');`);
    expect(result.stderr).toBe('');
    expect(parseJournal(shim.journal()).map((call) => call.kind)).toEqual(
      'create write write write sync sync truncate rename mkdir unlink'.split(' '),
    );
    expect(shim.calls).toBe(10);
  });

  it.each([
    ['before', ''],
    ['partial', 'ab'],
    ['after', 'abcd'],
  ] as const)('kills %s a write', (flavour, left) => {
    shim.killAt(2, flavour);
    const result = run(`fs.writeFileSync(join(dir, 'spool-a'), 'abcd'); process.stdout.write('survived');`);
    expect(result).toMatchObject({ signal: 'SIGKILL', stdout: '' });
    expect(readFileSync(join(directory, 'spool-a'), 'utf8')).toBe(left);
  });

  it('makes calls fail, in one area, and so many of them', () => {
    shim.fail({ kinds: ['write'], areas: ['spool'], error: 'ENOSPC', skip: 1, count: 1 });
    const result = run(`
      for (const name of ['spool-1', 'other', 'spool-2', 'spool-3'])
        try { fs.writeFileSync(join(dir, name), 'abcd'); } catch (error) { process.stdout.write(name + ' ' + error.code); }`);
    expect(result.stdout).toBe('spool-2 ENOSPC');
    expect(shim.failed).toBe(1);
  });

  it('sees what SQLite writes and syncs', () => {
    const result = run(`
      const db = new (require('better-sqlite3'))(join(dir, 'millrace.db'));
      db.pragma('journal_mode = WAL'); db.pragma('synchronous = FULL');
      db.exec('create table t (a)'); db.exec('insert into t values (1)');`);
    expect(result.stderr).toBe('');
    const calls = parseJournal(shim.journal());
    expect(calls.some((call) => call.kind === 'sync' && call.path.endsWith('millrace.db-wal'))).toBe(true);
    expect(calls.some((call) => call.kind === 'write' && call.path.endsWith('millrace.db-wal'))).toBe(true);
  });

  it('rebuilds a disk that holds only what was synced', () => {
    run(`
      const synced = fs.openSync(join(dir, 'synced'), 'w'); fs.writeSync(synced, 'kept'); fs.fdatasyncSync(synced); fs.writeSync(synced, ' lost');
      const direct = fs.openSync(join(dir, 'direct'), fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_DSYNC); fs.writeSync(direct, 'kept too');
      fs.fsyncSync(fs.openSync(dir, 'r'));
      const nameless = fs.openSync(join(dir, 'nameless'), 'w'); fs.writeSync(nameless, 'bytes'); fs.fsyncSync(nameless);
      fs.renameSync(join(dir, 'direct'), join(dir, 'renamed'));`);
    const calls = parseJournal(shim.journal());
    const image = join(directory, 'image');
    writeDiskImage(calls, calls.length, directory, image);
    expect(readFileSync(join(image, 'synced'), 'utf8')).toBe('kept');
    expect(readFileSync(join(image, 'direct'), 'utf8')).toBe('kept too');
    expect(existsSync(join(image, 'nameless'))).toBe(false);
    expect(existsSync(join(image, 'renamed'))).toBe(false);
  });
});
