import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../test/support/run-cli.ts';
import type { Config } from '../config.ts';
import { configOptions } from '../config.ts';
import { MillraceError } from '../errors.ts';

let directory: string;
let served: Config[];
let serve: (config: Config) => Promise<number>;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'millrace-cli-'));
  served = [];
  serve = async (config) => {
    served.push(config);
    return 0;
  };
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const run = (args: readonly string[], env: Record<string, string> = {}) => runCli(args, { env, actions: { serve } });
const file = (name: string, content: string) => {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
};

describe('serve', () => {
  it('takes defaults without options', async () => {
    expect(await run(['serve'])).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(served[0]).toMatchObject({ data: './data', smtp: { host: '127.0.0.1', port: 1025 }, store: 'segments' });
  });

  it('options win over the environment, the environment over the file', async () => {
    const config = file('millrace.yaml', 'store: eml\nspool:\n  drainMs: 1s\n  fullWaitMs: 2s\nlogLevel: warn\n');
    const env = { MILLRACE_SPOOL_DRAIN_MS: '3s', MILLRACE_LOG_LEVEL: 'error', MILLRACE_HOSTNAME: '' };
    await run(['serve', '--config', config, '--log-level', 'debug'], env);
    expect(served[0]).toMatchObject({
      store: 'eml',
      logLevel: 'debug',
      spool: { drainMs: 3000, fullWaitMs: 2000 },
    });
  });

  it('reads JSON, and the name of the file from the environment', async () => {
    const config = file('millrace.json', JSON.stringify({ smtp: '127.0.0.1:0', campaignHeaders: ['X-One', 'X-Two'] }));
    await run(['serve'], { MILLRACE_CONFIG: config });
    expect(served[0]).toMatchObject({ smtp: { port: 0 }, campaignHeaders: ['X-One', 'X-Two'] });
  });

  it('flags stand alone or have true or false behind them', async () => {
    await run(['serve', '--insecure-no-auth', '--http', '0.0.0.0:8025', '--verification-waived', 'false']);
    expect(served[0]).toMatchObject({ insecureNoAuth: true, verificationWaived: false });
  });

  it('has an option and a variable for every setting, described in the help', async () => {
    const { stdout, exitCode } = await run(['serve', '--help']);
    expect(exitCode).toBe(0);
    for (const { flag, variable } of configOptions()) {
      expect(stdout).toContain(`${flag} `);
      expect(stdout).toContain(`[${variable}]`);
    }
  });

  it.each([
    [['serve', '--nonsense'], /unknown option '--nonsense'/],
    [['serve', 'extra'], /too many arguments/],
    [['serve', '--smtp'], /argument missing/],
    [['serve', '--smtp', 'nowhere'], /^error: The setting smtp is wrong: it must be HOST:PORT.*\(option\)\.\n$/],
    [['serve', '--store', 'tape'], /it must be one of segments, eml/],
    [['serve', '--insecure-no-auth', 'maybe'], /it must be true or false/],
    [['serve', '--http', '0.0.0.0:80'], /--insecure-no-auth/],
    [['serve', '--config', '/nowhere/at/all.yaml'], /cannot be read/],
    [['fly'], /unknown command 'fly'/],
  ])('%j is refused with a sentence and exit code 2', async (args, message) => {
    const { exitCode, stdout, stderr } = await run(args);
    expect(stderr).toMatch(message);
    expect({ exitCode, stdout, served }).toEqual({ exitCode: 2, stdout: '', served: [] });
  });

  it.each([
    ['store: [', /neither YAML nor JSON/],
    ['- store', /must hold settings by name/],
    ['storr: eml', /There is no setting "storr" \(.*bad\.yaml\)/],
  ])('a file that says %j is refused with exit code 2', async (content, message) => {
    const { exitCode, stderr } = await run(['serve', '--config', file('bad.yaml', content)]);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });

  it('a wrong environment variable is refused with exit code 2', async () => {
    const { exitCode, stderr } = await run(['serve'], { MILLRACE_HTTP: 'x' });
    expect(stderr).toMatch(/The setting http is wrong.*\(environment\)/);
    expect(exitCode).toBe(2);
  });

  it("ends with the server's exit code, or 1 and the sentence of its fault", async () => {
    serve = async () => 7;
    expect(await run(['serve'])).toMatchObject({ exitCode: 7 });
    serve = async () => {
      throw new MillraceError('data-directory-locked', 'Another server uses ./data.');
    };
    expect(await run(['serve'])).toEqual({ exitCode: 1, stdout: '', stderr: 'error: Another server uses ./data.\n' });
  });
});

describe('commands on files', () => {
  it('spool inspect and reindex are handed on', async () => {
    const calls: unknown[] = [];
    const actions = {
      inspectSpool: async (path: string, options: { records: boolean }, output: NodeJS.WritableStream) => {
        calls.push([path, options]);
        output.write('segments\n');
      },
      resetSearchIndex: async (path: string) => {
        calls.push(path);
      },
    };
    expect(await runCli(['spool', 'inspect', 'data', '--no-records'], { actions })).toMatchObject({
      exitCode: 0,
      stdout: 'segments\n',
    });
    await runCli(['reindex'], { actions, env: { MILLRACE_DATA: '/data' } });
    await runCli(['reindex', '--data', 'here'], { actions });
    expect(calls).toEqual([['data', { records: false }], '/data', 'here']);
  });

  it('version and --help', async () => {
    expect(await runCli(['version'])).toEqual({ exitCode: 0, stdout: '1.2.3\n', stderr: '' });
    const { exitCode, stdout } = await runCli(['--help']);
    expect(exitCode).toBe(0);
    for (const command of ['serve', 'apply', 'domain', 'chaos', 'campaign', 'emails', 'export', 'reindex', 'spool']) {
      expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    }
  });
});
