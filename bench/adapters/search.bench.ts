// `npx tsx bench/adapters/search.bench.ts [--emails 1000000] [--data DIR]`: the full-text index alone, on small generated documents.
// Builds the index when DIR holds a smaller one, at most `--build-seconds` a run: run it again to go on.
import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { SqliteSearchIndex } from '../../src/adapters/search/sqlite-search-index.ts';
import { SqliteSearchQueries } from '../../src/adapters/search/sqlite-search-queries.ts';
import type { SearchDocument } from '../../src/ports/search-index.ts';
import { Random } from '../../test/support/random.ts';
import { percentiles } from '../measure/probe.ts';
import { atMost, type TargetRow, targetLines } from '../report/targets.ts';

const options = new Command('search.bench')
  .option('--emails <n>', 'size of the index', '1000000')
  .option('--data <dir>', 'directory of the index', '.bench/search')
  .option('--build-seconds <n>', 'longest time to build in this run', '600')
  .option('--repeat <n>', 'queries of each kind', '30')
  .parse()
  .opts<{ emails: string; data: string; buildSeconds: string; repeat: string }>();

const emails = Number(options.emails);
const directory = resolve(options.data);
mkdirSync(directory, { recursive: true });
const path = join(directory, 'search.db');
const words = Array.from({ length: 5000 }, (_, n) => `word${n.toString(36)}`);
const random = new Random(7);

const built = build();
process.stdout.write(`${built.total} documents, ${(statSync(path).size / 2 ** 20).toFixed(0)} MiB; ${built.note}\n`);
const targets: TargetRow[] = [];
const queries = new SqliteSearchQueries(path);
time('a word in all', 'parcel');
time('a word in one of 10,000', 'quixotic');
time('a word in none', 'zzyzxabsent');
time('two words, one in all', 'parcel quixotic');
time('a phrase', '"parcel for you"');
time('a sender', 'from:shop7@example.test');
time('a word in all, one of 1,000 inboxes', 'parcel', 'inbox-77');
time('a word in one of 10,000, one of 1,000 inboxes', 'quixotic', 'inbox-77');
time('without a word in one of 10,000', '-quixotic');
// Walks the whole index to find nothing.
time('without a word in all', '-parcel', undefined, 250);
time('prefix of a word in one of 10,000', 'quixot*');
// Gathered whole before the first is given (match-expression.ts): not lazy, so not as fast.
time('prefix of a word in all', 'parc*', undefined, 250);
time('prefix of 700 words', 'word3*', undefined, 2000);
queries.close();
process.stdout.write(`${targetLines(targets)}\n`);

function build(): { total: number; note: string } {
  const index = new SqliteSearchIndex(path);
  let total = index.checkpoint()?.captured ?? 0;
  const from = total;
  const started = Date.now();
  while (total < emails && Date.now() - started < Number(options.buildSeconds) * 1000) {
    const add = Array.from({ length: Math.min(500, emails - total) }, (_, n) => document(total + n + 1));
    total += add.length;
    index.apply({ add, remove: [], from: index.checkpoint(), checkpoint: { captured: total, deleted: 0 } });
  }
  index.close();
  const seconds = (Date.now() - started) / 1000;
  return { total, note: total > from ? `built ${Math.round((total - from) / seconds)}/s` : 'built before' };
}

function document(number: number): SearchDocument {
  const body = Array.from({ length: 30 }, () => words[Math.floor(random.next() ** 2 * words.length)]).join(' ');
  return {
    number,
    inbox: `inbox-${number % 1000}`,
    subject: `Order ${number}${number % 10_000 === 0 ? ' quixotic' : ''}`,
    from: `Shop shop${number % 40}@example.test`,
    to: `customer${number % 20_000}@inbox.example.test`,
    body: `${body} a parcel for you`,
    headers: `message-id ${number}.seed@example.test`,
  };
}

function time(name: string, query: string, inbox?: string, mostMs = 50): void {
  const times: number[] = [];
  let found = 0;
  for (let n = 0; n < Number(options.repeat); n += 1) {
    const started = process.hrtime.bigint();
    found = queries.search(query, { limit: 50, ...(inbox === undefined ? {} : { inbox }) }).length;
    times.push(Number(process.hrtime.bigint() - started) / 1e6);
  }
  const { p50, p99 } = percentiles(times);
  targets.push(atMost(`${name} (${found} found, p99 ${p99.toFixed(1)} ms), median`, mostMs, p50, ' ms'));
}
