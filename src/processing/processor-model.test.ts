import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ProcessorBench } from '../../test/support/processor-bench.ts';
import { blockOf } from '../adapters/sqlite/email-counts.ts';
import type { EmailFilter } from '../domain/commands.ts';

/*
 * Random mail and random commands against a plain model; at the end everything that is counted, in every table that counts it, is
 * compared with the model.
 */

interface ModelEmail {
  readonly messageId: string;
  readonly inbox: string;
  readonly subject: string;
  readonly recipients: readonly string[];
  readonly campaign: string | undefined;
  readonly refused: boolean;
  unread: boolean;
  favorite: boolean;
}

interface ModelCampaign {
  total: number;
  readonly ledger: Map<string, number>;
  readonly seconds: Map<number, number>;
}

const inboxes = ['inbox-a', 'inbox-b', 'catch-all'] as const;
const people = ['ann', 'bob', 'cid'] as const;
const start = 1_800_000_000_000;

const mail = fc.record({
  kind: fc.constant('mail' as const),
  to: fc.uniqueArray(fc.tuple(fc.constantFrom(...people), fc.constantFrom(...inboxes)), { minLength: 1, maxLength: 4 }),
  campaign: fc.option(fc.constantFrom('spring', 'autumn'), { nil: undefined, freq: 2 }),
  refused: fc.boolean(),
  subject: fc.constantFrom('Hello', 'Order', '50% "off"'),
  afterSeconds: fc.nat(7200),
});
const filter: fc.Arbitrary<EmailFilter> = fc.record(
  {
    inbox: fc.constantFrom(...inboxes),
    unread: fc.boolean(),
    favorite: fc.boolean(),
    refused: fc.boolean(),
    subject: fc.constantFrom('hello', '% "o', 'none'),
    recipient: fc.constantFrom('Ann@inbox-a.test', 'bob@catch-all.test'),
    campaign: fc.constant('spring'),
  },
  { requiredKeys: [] },
);
const change = fc.record({
  kind: fc.constant('change' as const),
  type: fc.constantFrom('ReadEmails', 'UnreadEmails', 'FavoriteEmails', 'UnfavoriteEmails', 'DeleteEmails'),
  filter,
});
const drop = fc.record({ kind: fc.constant('drop' as const), inbox: fc.constantFrom(...inboxes) });
const steps = fc.array(
  fc.oneof({ weight: 6, arbitrary: mail }, { weight: 3, arbitrary: change }, { weight: 1, arbitrary: drop }),
  {
    maxLength: 60,
  },
);

it('keeps every count equal to a plain model, whatever comes', async () => {
  await fc.assert(fc.asyncProperty(steps, play), { numRuns: 30 });
});

async function play(script: Steps): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'millrace-model-'));
  const bench = new ProcessorBench(join(directory, 'millrace.db'));
  const emails: ModelEmail[] = [];
  const campaigns = new Map<string, ModelCampaign>();
  let at = start;
  try {
    for (const step of script) {
      if (step.kind === 'mail') {
        at += step.afterSeconds * 1000;
        send(step, at);
        continue;
      }
      await bench.drained();
      if (step.kind === 'change') {
        const touched = emails.filter((email) => matches(email, step.filter));
        const changed = touched.filter((email) => apply(email, step.type));
        const selection = { filter: step.filter };
        expect(await bench.execute({ type: step.type, selection })).toEqual({ kind: 'done', count: changed.length });
      } else {
        const key = `spring in ${step.inbox}`;
        const { items } = bench.campaigns.campaigns({ inbox: step.inbox, search: 'spring' }, 'value', false, {
          limit: 1,
          skip: 0,
        });
        const result = await bench.execute({ type: 'DeleteCampaign', campaignId: items[0]?.id ?? 'none' });
        expect(result.kind).toBe(campaigns.has(key) ? 'done' : 'not-found');
        campaigns.delete(key);
        removeWhere((email) => email.campaign === key);
      }
    }
    await bench.drained();
    compareEmails(bench, emails);
    compareCampaigns(bench, campaigns);
    compareBlocks(bench, emails);
    await compareLiveness(bench, emails);
  } finally {
    await bench.close();
    rmSync(directory, { recursive: true });
  }

  function send(step: MailStep, receivedAt: number): void {
    const to = Object.fromEntries(step.to.map(([person, inbox]) => [`${person}@${inbox}.test`, inbox]));
    const { campaign, subject, refused } = step;
    const messageId = bench.mail({ inboxes: to, subject, refused, receivedAt, ...(campaign ? { campaign } : {}) });
    for (const inbox of new Set(Object.values(to))) {
      const recipients = Object.keys(to).filter((address) => to[address] === inbox);
      const key = campaign && `${campaign} in ${inbox}`;
      const first = key === undefined || !campaigns.has(key);
      if (key !== undefined) count(key, recipients, receivedAt);
      if (first) {
        emails.push({ messageId, inbox, subject, recipients, campaign: key, refused, unread: true, favorite: false });
      }
    }
  }

  function count(key: string, recipients: readonly string[], receivedAt: number): void {
    const campaign = campaigns.get(key) ?? { total: 0, ledger: new Map(), seconds: new Map() };
    campaigns.set(key, campaign);
    campaign.total += 1;
    for (const recipient of recipients) campaign.ledger.set(recipient, (campaign.ledger.get(recipient) ?? 0) + 1);
    const hour = receivedAt - (receivedAt % 3_600_000);
    campaign.seconds.set(hour, (campaign.seconds.get(hour) ?? 0) + 1);
  }

  function apply(email: ModelEmail, type: ChangeStep['type']): boolean {
    const { unread, favorite } = email;
    if (type === 'DeleteEmails') emails.splice(emails.indexOf(email), 1);
    if (type === 'ReadEmails' || type === 'UnreadEmails') email.unread = type === 'UnreadEmails';
    if (type === 'FavoriteEmails' || type === 'UnfavoriteEmails') email.favorite = type === 'FavoriteEmails';
    return type === 'DeleteEmails' || email.unread !== unread || email.favorite !== favorite;
  }

  function removeWhere(condition: (email: ModelEmail) => boolean): void {
    for (const email of emails.filter(condition)) emails.splice(emails.indexOf(email), 1);
  }
}

type MailStep = typeof mail extends fc.Arbitrary<infer T> ? T : never;
type ChangeStep = typeof change extends fc.Arbitrary<infer T> ? T : never;
type Steps = typeof steps extends fc.Arbitrary<infer T> ? T : never;

function matches(email: ModelEmail, filter: EmailFilter): boolean {
  return (
    (filter.inbox === undefined || email.inbox === filter.inbox) &&
    (filter.unread === undefined || email.unread === filter.unread) &&
    (filter.favorite === undefined || email.favorite === filter.favorite) &&
    (filter.refused === undefined || email.refused === filter.refused) &&
    (filter.subject === undefined || email.subject.toLowerCase().includes(filter.subject)) &&
    (filter.recipient === undefined || email.recipients.includes(filter.recipient.toLowerCase())) &&
    (filter.campaign === undefined || (email.campaign?.startsWith(filter.campaign) ?? false))
  );
}

function compareEmails(bench: ProcessorBench, emails: readonly ModelEmail[]): void {
  const { items } = bench.emails.list({}, { limit: 1000 });
  const shown = items.map((item) => [
    bench.emails.get(item.id)?.messageId,
    item.inbox,
    item.subject,
    item.recipients.toSorted(),
    item.unread,
    item.favorite,
    item.refused !== undefined,
  ]);
  const modelled = emails.map((email) => [
    email.messageId,
    email.inbox,
    email.subject,
    email.recipients.toSorted(),
    email.unread,
    email.favorite,
    email.refused,
  ]);
  expect(shown.toSorted()).toEqual(modelled.toSorted());
  for (const filter of [
    { recipient: 'ann@inbox-a.test' },
    { subject: 'ORDER' },
    { not: { recipients: ['BOB@inbox-b.test'] } },
  ] satisfies EmailFilter[]) {
    const expected = emails.filter((email) => {
      if ('not' in filter) return !email.recipients.includes('bob@inbox-b.test');
      return matches(email, 'subject' in filter ? { subject: 'order' } : filter);
    });
    expect(bench.emails.count(filter)).toEqual({ count: expected.length, exact: true });
  }
}

function compareCampaigns(bench: ProcessorBench, campaigns: ReadonlyMap<string, ModelCampaign>): void {
  const { items, total } = bench.campaigns.campaigns({}, 'total', true, { limit: 100, skip: 0 });
  expect(total).toBe(campaigns.size);
  const shown = items.map(({ id, inbox, value, total: sum, uniqueRecipients }) => ({
    key: `${value} in ${inbox}`,
    sum,
    uniqueRecipients,
    ledger: bench.campaigns.ledger(id, 'all', { limit: 1000 }).items.map(({ recipient, seen }) => [recipient, seen]),
    hours: bench.campaigns.series(id, 'hour', 0, start * 2).map(({ at, count }) => [at, count]),
    latest: bench.campaigns.series(id, 'second', 0, start * 2).every(({ count }) => count > 0),
  }));
  const modelled = [...campaigns].map(([key, campaign]) => ({
    key,
    sum: campaign.total,
    uniqueRecipients: campaign.ledger.size,
    ledger: [...campaign.ledger].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    hours: [...campaign.seconds].toSorted(([a], [b]) => a - b),
    latest: true,
  }));
  const order = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);
  expect(shown.toSorted(order)).toEqual(modelled.toSorted(order));
}

/** Inboxes and blocks, straight from the tables. */
function compareBlocks(bench: ProcessorBench, emails: readonly ModelEmail[]): void {
  const unread = (list: readonly ModelEmail[]) => list.filter((email) => email.unread).length;
  expect(bench.emails.count({})).toEqual({ count: emails.length, exact: true });
  expect(bench.emails.count({ unread: true })).toEqual({ count: unread(emails), exact: true });
  for (const inbox of inboxes) {
    const own = emails.filter((email) => email.inbox === inbox);
    expect(bench.emails.count({ inbox })).toEqual({ count: own.length, exact: true });
    expect(bench.emails.count({ inbox, unread: true })).toEqual({ count: unread(own), exact: true });
  }
  const numbers = bench.emails
    .list({}, { limit: 1000 })
    .items.map((item) => ({ block: blockOf(item.number), unread: item.unread }));
  const blocks = bench.reading.prepare('SELECT block, emails, unread FROM email_blocks ORDER BY block').all();
  const expected = [...new Set(numbers.map(({ block }) => block))]
    .toSorted((a, b) => a - b)
    .map((block) => ({
      block,
      emails: numbers.filter((number) => number.block === block).length,
      unread: numbers.filter((number) => number.block === block && number.unread).length,
    }));
  expect(blocks).toEqual(expected);
  const exempt = bench.reading.prepare('SELECT exempt FROM inboxes WHERE id = 0').pluck().get();
  expect(exempt).toBe(emails.filter((email) => email.favorite || email.campaign !== undefined).length);
}

async function compareLiveness(bench: ProcessorBench, emails: readonly ModelEmail[]): Promise<void> {
  const stored = new Set(emails.map((email) => email.messageId)).size;
  const live = bench.ledger.liveness();
  expect(live.reduce((sum, segment) => sum + segment.liveRecords, 0)).toBe(stored);
  const references = live.flatMap(({ segment }) => bench.ledger.liveReferences(segment));
  expect(references).toHaveLength(stored);
  expect(live.reduce((sum, segment) => sum + segment.liveBytes, 0)).toBe(
    references.reduce((sum, reference) => sum + reference.length, 0),
  );
  // What was released is gone from the store, and nothing else.
  expect(bench.store.bytes.size).toBe(stored);
}
