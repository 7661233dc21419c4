import { afterEach, beforeEach, expect, it } from 'vitest';
import { CaptureDatabase } from '../../../test/support/capture-database.ts';
import { captureCampaign } from '../../domain/campaign/decider.ts';
import { SqliteCampaignQueries } from './sqlite-campaign-queries.ts';

const hour = 3_600_000;
const start = 500_000 * hour;
let captures: CaptureDatabase;
let queries: SqliteCampaignQueries;
beforeEach(() => {
  captures = new CaptureDatabase();
  queries = new SqliteCampaignQueries(captures.reading);
});
afterEach(() => captures.close());

/** One batch with a message at each of these times. */
function count(id: string, times: readonly number[], recipients: readonly string[] = ['r@example.test']): void {
  const seconds = new Map<number, { count: number; bytes: number }>();
  for (const at of times) {
    const sum = seconds.get(Math.floor(at / 1000)) ?? { count: 0, bytes: 0 };
    seconds.set(Math.floor(at / 1000), { count: sum.count + 1, bytes: sum.bytes + 10 });
  }
  const capture = {
    inbox: 'catch-all',
    value: id,
    count: times.length,
    bytes: times.length * 10,
    first: Math.min(...times),
    last: Math.max(...times),
  };
  const state = captures.model.campaign(id);
  captures.write.transaction(() => {
    captures.write.events.appendBatch([
      {
        stream: `campaign-${id}`,
        expectedVersion: 'any',
        events: captureCampaign(capture, state ? { kind: 'running', ...state } : { kind: 'none' }).map((event) => ({
          event,
        })),
        metadata: { actor: 't', correlationId: 'c', at: 1 },
      },
    ]);
    captures.model.countCampaign(id, { seconds, recipients: new Map(recipients.map((recipient) => [recipient, 1])) });
  });
}

const series = (resolution: 'second' | 'minute' | 'hour', from = 0, to = start * 2) =>
  queries.series('c', resolution, from, to).map(({ at, count: sum, bytes }) => [at - start, sum, bytes]);

it('has a series in seconds, minutes and hours, over several batches', () => {
  count('c', [start, start + 999, start + 1000]);
  count('c', [start + 61_000, start + 500]);
  expect(series('second')).toEqual([
    [0, 3, 30],
    [1000, 1, 10],
    [61_000, 1, 10],
  ]);
  expect(series('minute')).toEqual([
    [0, 4, 40],
    [60_000, 1, 10],
  ]);
  expect(series('hour')).toEqual([[0, 5, 50]]);
  expect(series('second', start + 1500, start + 61_000)).toEqual([[1000, 1, 10]]);
});

it('keeps seconds for an hour, minutes for a day, hours for good, behind the newest mail', () => {
  count('c', [start]);
  count('c', [start + 2 * hour]);
  expect(series('second')).toEqual([[2 * hour, 1, 10]]);
  expect(series('minute')).toHaveLength(2);
  count('c', [start + 30 * hour, start + hour]);
  expect(series('second')).toEqual([[30 * hour, 1, 10]]);
  expect(series('minute')).toEqual([[30 * hour, 1, 10]]);
  expect(series('hour').map(([at]) => at)).toEqual([0, hour, 2 * hour, 30 * hour]);
  expect(queries.campaign('c')).toMatchObject({ total: 4, firstAt: start, lastAt: start + 30 * hour, bytes: 40 });
});

it('sorts, filters and pages the list', () => {
  count('beta', [start, start, start]);
  count('alpha', [start + 5]);
  count('gamma', [start + 1, start + 9]);
  const list = (...args: Parameters<SqliteCampaignQueries['campaigns']>) =>
    queries.campaigns(...args).items.map((campaign) => campaign.value);
  const page = { limit: 10, skip: 0 };
  expect(list({}, 'value', false, page)).toEqual(['alpha', 'beta', 'gamma']);
  expect(list({}, 'total', true, page)).toEqual(['beta', 'gamma', 'alpha']);
  expect(list({}, 'first', false, page)).toEqual(['beta', 'gamma', 'alpha']);
  expect(list({}, 'last', true, page)).toEqual(['gamma', 'alpha', 'beta']);
  expect(list({}, 'value', false, { limit: 1, skip: 1 })).toEqual(['beta']);
  expect(list({ search: 'AM' }, 'value', false, page)).toEqual(['gamma']);
  expect(queries.campaigns({ inbox: 'other' }, 'value', false, page)).toEqual({ items: [], total: 0 });
  expect(queries.campaigns({ search: 'a' }, 'value', false, { limit: 1, skip: 0 }).total).toBe(3);
});

it('pages the ledger by recipient and searches in it', () => {
  count('c', [start], ['c@x.test', 'a@x.test', 'b@y.test']);
  const first = queries.ledger('c', 'all', { limit: 2 });
  expect(first.items.map((item) => item.recipient)).toEqual(['a@x.test', 'b@y.test']);
  const rest = queries.ledger('c', 'all', { limit: 2, after: first.next as string });
  expect(rest).toEqual({ items: [{ recipient: 'c@x.test', seen: 1, expected: false }] });
  expect(queries.ledger('c', 'all', { limit: 5, search: 'Y.TEST' }).items).toHaveLength(1);
  // Without a list nobody is unexpected.
  expect(queries.ledger('c', 'unexpected', { limit: 5 }).items).toEqual([]);
  expect(queries.reconcile('c')).toMatchObject({ unexpected: 0, once: 3 });
});

it('knows nothing of a campaign that is not there', () => {
  expect(queries.campaign('none')).toBeUndefined();
  expect(queries.series('none', 'hour', 0, start)).toEqual([]);
  expect(queries.ledger('none', 'all', { limit: 5 })).toEqual({ items: [] });
  expect(queries.reconcile('none')).toMatchObject({ recipients: 0 });
});
