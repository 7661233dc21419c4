// `npx tsx bench/adapters/inbox.bench.ts [--emails 1000000] [--data DIR]`: what the pages and programs wait for on a large store, as
// medians over the API. Seeds the store when it holds fewer emails.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { TestServer } from '../../test/support/server.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { percentiles } from '../measure/probe.ts';
import { atMost, type TargetRow, targetLines } from '../report/targets.ts';
import { commonWord, rareWord, seedServer } from '../seed-server.ts';

const options = new Command('inbox.bench')
  .option('--emails <n>', 'size of the store', '1000000')
  .option('--data <dir>', 'data directory', '.bench/inbox')
  .option('--repeat <n>', 'calls of each kind', '50')
  .parse()
  .opts<{ emails: string; data: string; repeat: string }>();

const emails = Number(options.emails);
const dataDirectory = resolve(options.data);
mkdirSync(dataDirectory, { recursive: true });
const server = await TestServer.start({ dataDirectory, readyTimeoutMs: 600_000 });
const targets: TargetRow[] = [];
try {
  const { lastNumber } = await server.api.stats();
  if (lastNumber < emails) await seedServer(server, { emails: emails - lastNumber, sessions: 20 });
  await waitFor(
    'the search index to catch up',
    async () => {
      const { lastNumber, indexedUpTo } = await server.api.stats();
      return indexedUpTo >= lastNumber;
    },
    { timeoutMs: 600_000, intervalMs: 500 },
  );
  await time('first page', '/api/v1/emails?limit=50', 10);
  await time(`skip ${Math.floor(emails * 0.8)}`, `/api/v1/emails?limit=50&skip=${Math.floor(emails * 0.8)}`, 10);
  const deep = Math.floor(emails * 0.8);
  await time('oldest first: first page', '/api/v1/emails?limit=50&order=oldest', 10);
  await time(`oldest first: skip ${deep}`, `/api/v1/emails?limit=50&order=oldest&skip=${deep}`, 10);
  await time('oldest first: a word in every mail', `/api/v1/emails?limit=50&order=oldest&q=${commonWord}`, 50);
  await time('filter: one recipient', '/api/v1/emails?limit=50&recipient=customer77@inbox.example.test', 50);
  await time('search: a word in every mail', `/api/v1/emails?limit=50&q=${commonWord}`, 50);
  await time('search: a word in 1 of 10,000', `/api/v1/emails?limit=50&q=${rareWord}`, 50);
  await time('search: a word in none', '/api/v1/emails?limit=50&q=zzyzxabsent', 50);
  process.stdout.write(`${Math.max(emails, lastNumber)} emails\n${targetLines(targets)}\n`);
} finally {
  await server.killed('SIGTERM');
}

async function time(name: string, path: string, mostMs: number): Promise<void> {
  const times: number[] = [];
  for (let n = 0; n < Number(options.repeat); n += 1) {
    const started = process.hrtime.bigint();
    await server.api.get(path);
    times.push(Number(process.hrtime.bigint() - started) / 1e6);
  }
  const { p50, p99 } = percentiles(times);
  targets.push(atMost(`${name}, median (p99 ${p99.toFixed(1)} ms)`, mostMs, p50, ' ms'));
}
