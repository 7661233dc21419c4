import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobReport } from '../../src/ports/job-status.ts';
import { TestServer } from '../support/server.ts';
import { SmtpClient } from '../support/smtp-client.ts';
import { waitFor } from '../support/wait-for.ts';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'millrace-start-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const main = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(dist, 'main.js'), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

/** proc(5): `nice` is the 19th field of stat. */
function nicenessByThread(pid: number): Record<string, number> {
  const found: Record<string, number> = {};
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    found[stat.slice(stat.indexOf('(') + 1, end)] = Number(stat.slice(end + 2).split(' ')[16]);
  }
  return found;
}

describe('millrace serve', () => {
  it('a wrong value ends with one sentence and exit code 2', () => {
    const { status, stdout, stderr } = main('serve', '--data', data, '--smtp', 'nowhere');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^error: The setting smtp is wrong: it must be HOST:PORT.*\n$/);
  });

  it('an unknown option ends with exit code 2', () => {
    expect(main('serve', '--nothing')).toMatchObject({ status: 2, stderr: expect.stringContaining('--nothing') });
  });

  it('--help tells the options', () => {
    expect(main('serve', '--help')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('--spool-full-wait-ms'),
    });
  });

  it('an address in use ends with one sentence and exit code 2', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const { status, stderr } = main('serve', '--data', data, '--smtp', `127.0.0.1:${port}`, '--http', '127.0.0.1:0');
    taken.close();
    expect(status).toBe(2);
    expect(stderr).toMatch(new RegExp(`^error: SMTP cannot listen on 127\\.0\\.0\\.1:${port}: .*EADDRINUSE`));
  });

  it('a data directory in use ends with one sentence and exit code 1', async () => {
    const server = await TestServer.start({ dataDirectory: data });
    try {
      const { status, stderr } = main('serve', '--data', data, '--smtp', '127.0.0.1:0', '--http', '127.0.0.1:0');
      expect({ status, stderr }).toEqual({ status: 1, stderr: `error: Another server is using ${data}.\n` });
    } finally {
      await server.stop();
    }
  });

  it('tells what its jobs have done', async () => {
    const server = await TestServer.start({ dataDirectory: data });
    try {
      const client = await SmtpClient.open(server.smtp);
      await client.send('a@example.test', ['b@example.test'], Buffer.from('Subject: jobs\r\n\r\nhello\r\n'));
      await client.quit();
      const jobs = await waitFor('the email to be indexed', async () => {
        const { items } = (await (await fetch(`${server.httpUrl}/api/v1/jobs`)).json()) as { items: JobReport[] };
        return items.some(({ doneUpTo }) => doneUpTo === 1) ? items : undefined;
      });
      expect(jobs.map(({ name, faults }) => [name, faults])).toEqual([
        ['search-index', 0],
        ['retention', 0],
      ]);
    } finally {
      await server.stop();
    }
  });

  it.runIf(process.platform === 'linux')(
    'threads that work off what was captured give way to those that capture',
    async () => {
      const server = await TestServer.start({ dataDirectory: data });
      try {
        expect(nicenessByThread(server.pid)).toMatchObject({ millrace: 0, http: 0, processor: 10, jobs: 19 });
      } finally {
        await server.stop();
      }
    },
  );

  it('the certificate made at the first start is kept', async () => {
    const server = await TestServer.start({ dataDirectory: data });
    try {
      const made = readFileSync(join(data, 'tls/cert.pem'), 'utf8');
      expect(made).toContain('BEGIN CERTIFICATE');
      await server.killed('SIGKILL');
      await server.restart();
      expect(readFileSync(join(data, 'tls/cert.pem'), 'utf8')).toBe(made);
    } finally {
      await server.stop();
    }
  });
});

// V8 promises nothing about these flags: a new version of Node may do otherwise.
it('the young generation of the main thread stays where it is when told so', () => {
  const program = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { keepYoungGeneration } from ${JSON.stringify(join(dist, 'assembly/heap-limits.js'))};
    const size = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size;
    const churn = () => { const kept = []; for (let i = 0; i < 2e6; i += 1) kept[i % 50_000] = { i, more: [i] }; };
    keepYoungGeneration();
    const before = size();
    churn();
    console.log(size() / before);`;
  const growth = Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }));
  expect(growth).toBeLessThanOrEqual(2);
});
