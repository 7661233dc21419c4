import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProcessorBench } from '../../test/support/processor-bench.ts';
import { MillraceError } from '../errors.ts';

let directory: string;
let bench: ProcessorBench;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'millrace-processor-'));
  bench = new ProcessorBench(join(directory, 'millrace.db'));
});
afterEach(async () => {
  await bench.close();
  rmSync(directory, { recursive: true });
});

describe('Processor', () => {
  it('lists what the queue held, newest first, with the id that the sender was told', async () => {
    const first = bench.mail({ subject: 'one' });
    const second = bench.mail({ subject: 'two', recipients: ['a@example.test', 'b@example.test'] });
    await bench.drained();
    const { items } = bench.emails.list({}, { limit: 10 });
    expect(items.map((item) => [item.id, item.subject])).toEqual([
      [second, 'two'],
      [first, 'one'],
    ]);
    expect(items[0]).toMatchObject({
      recipients: ['a@example.test', 'b@example.test'],
      unread: true,
      favorite: false,
      inbox: 'catch-all',
    });
    expect(bench.emails.count({})).toEqual({ count: 2, exact: true });
    expect((await bench.store.read(bench.emails.get(first)?.reference as never)).toString()).toContain('one');
  });

  it('makes one capture for each inbox of a transaction', async () => {
    const id = bench.mail({ subject: 'both', inboxes: { 'x@a.test': 'inbox-a', 'y@b.test': 'inbox-b' } });
    await bench.drained();
    const { items } = bench.emails.list({}, { limit: 10 });
    expect(items.map((item) => item.inbox).toSorted()).toEqual(['inbox-a', 'inbox-b']);
    expect(new Set(items.map((item) => item.id)).size).toBe(2);
    for (const item of items) {
      expect(item.recipients).toHaveLength(1);
      expect(bench.emails.get(item.id)?.messageId).toBe(id);
    }
    expect(bench.emails.inboxes().map(({ inbox, emails }) => [inbox, emails])).toEqual([
      ['inbox-a', 1],
      ['inbox-b', 1],
    ]);
  });

  it('counts a campaign, keeps its first mail only and enters every recipient into the ledger', async () => {
    for (let n = 0; n < 5; n += 1) {
      bench.mail({ subject: `mail ${n}`, campaign: 'Autumn ', recipients: [`reader${n % 4}@example.test`] });
    }
    bench.mail({ subject: 'plain' });
    await bench.drained();
    bench.mail({ subject: 'late', campaign: 'autumn', recipients: ['Reader0@example.test'] });
    await bench.drained();
    expect(bench.emails.list({}, { limit: 10 }).items.map((item) => item.subject)).toEqual(['plain', 'mail 0']);
    const { items } = bench.campaigns.campaigns({}, 'total', true, { limit: 10, skip: 0 });
    const [campaign] = items;
    expect(campaign).toMatchObject({ value: 'autumn', total: 6, uniqueRecipients: 4, inbox: 'catch-all' });
    expect(campaign?.sampleEmailId).toBe(bench.emails.list({ campaign: 'autumn' }, { limit: 1 }).items[0]?.id);
    const ledger = bench.campaigns.ledger(campaign?.id as string, 'all', { limit: 10 }).items;
    expect(ledger.map(({ recipient, seen }) => [recipient, seen])).toEqual([
      ['reader0@example.test', 3],
      ['reader1@example.test', 1],
      ['reader2@example.test', 1],
      ['reader3@example.test', 1],
    ]);
  });

  it('deletes a campaign with its sample; it can begin again', async () => {
    bench.mail({ subject: 'first', campaign: 'autumn' });
    await bench.drained();
    const id = bench.campaigns.campaigns({}, 'total', true, { limit: 10, skip: 0 }).items[0]?.id as string;
    expect(await bench.execute({ type: 'DeleteCampaign', campaignId: id })).toMatchObject({ kind: 'done', count: 1 });
    expect(bench.emails.list({}, { limit: 10 }).items).toEqual([]);
    expect(bench.campaigns.campaign(id)).toBeUndefined();
    expect((await bench.execute({ type: 'DeleteCampaign', campaignId: id })).kind).toBe('not-found');
    bench.mail({ subject: 'again', campaign: 'autumn' });
    await bench.drained();
    expect(bench.campaigns.campaign(id)).toMatchObject({ total: 1, uniqueRecipients: 1 });
    expect(bench.emails.list({}, { limit: 10 }).items.map((item) => item.subject)).toEqual(['again']);
  });

  it('reconciles the ledger with the expected recipients', async () => {
    for (const reader of ['a', 'b', 'b', 'x'])
      bench.mail({ campaign: 'autumn', recipients: [`${reader}@example.test`] });
    await bench.drained();
    const id = bench.campaigns.campaigns({}, 'total', true, { limit: 10, skip: 0 }).items[0]?.id as string;
    const expected = (append: boolean, ...recipients: string[]) =>
      bench.execute({ type: 'SetExpectedRecipients', campaignId: id, recipients, append });
    await expected(false, 'z@example.test');
    await expected(false, 'A@example.test ', 'b@example.test');
    await expected(true, 'c@example.test', 'a@example.test');
    expect(bench.campaigns.reconcile(id)).toEqual({
      expected: 3,
      once: 2,
      duplicates: 1,
      missing: 1,
      unexpected: 1,
      recipients: 3,
    });
    const names = (view: 'duplicates' | 'missing' | 'unexpected') =>
      bench.campaigns.ledger(id, view, { limit: 10 }).items.map((item) => item.recipient);
    expect(names('duplicates')).toEqual(['b@example.test']);
    expect(names('missing')).toEqual(['c@example.test']);
    expect(names('unexpected')).toEqual(['x@example.test']);
    expect(bench.campaigns.campaign(id)?.uniqueRecipients).toBe(3);
  });

  it('tries a batch again after a transient fault and drops nothing', async () => {
    bench.failBatches(3);
    const ids = [bench.mail({ subject: 'one' }), bench.mail({ subject: 'two' })];
    await bench.drained();
    expect(
      bench.emails
        .list({}, { limit: 10 })
        .items.map((item) => item.id)
        .toSorted(),
    ).toEqual(ids.toSorted());
    expect(bench.status.get('failed')).toBe(3);
    expect(bench.letters.deadLetterCount()).toBe(0);
  });

  it('isolates a record that cannot be applied, and applies it when it is retried', async () => {
    bench.refuseSubject = 'bad';
    const ids: string[] = [];
    for (let n = 0; n < 20; n += 1) ids.push(bench.mail({ subject: n === 7 ? 'bad' : `good ${n}` }));
    await bench.drained();
    expect(bench.emails.count({}).count).toBe(19);
    const { items } = bench.letters.deadLetters({ limit: 10 });
    expect(items).toMatchObject([{ messageId: ids[7], attempts: 1, reason: 'refused by the store' }]);
    const retry = { type: 'RetryDeadLetters', ids: [items[0]?.id as number] } as const;
    expect(await bench.execute(retry)).toEqual({ kind: 'done', count: 0 });
    expect(bench.letters.deadLetters({ limit: 10 }).items).toMatchObject([{ attempts: 2 }]);
    bench.refuseSubject = undefined;
    expect(await bench.execute(retry)).toEqual({ kind: 'done', count: 1 });
    expect(bench.letters.deadLetterCount()).toBe(0);
    expect(bench.emails.get(ids[7] as string)?.subject).toBe('bad');
  });

  it('puts what the spool cannot understand to the dead letters, where it can be discarded', async () => {
    bench.queue.push(uuidv7(), { kind: 'poison', reason: 'no JSON' });
    bench.mail({ subject: 'after' });
    await bench.drained();
    expect(bench.letters.deadLetters({ limit: 10 }).items).toMatchObject([{ reason: 'no JSON' }]);
    const mailBytes = (await bench.store.sizeBytes()) + 64;
    expect(bench.ledger.liveness()).toMatchObject([{ liveRecords: 2, liveBytes: 100 + mailBytes }]);
    expect(await bench.execute({ type: 'DiscardDeadLetters' })).toEqual({ kind: 'done', count: 1 });
    expect(bench.letters.deadLetterCount()).toBe(0);
    expect(bench.ledger.liveness()).toMatchObject([{ liveRecords: 1, liveBytes: mailBytes }]);
    expect(bench.emails.count({}).count).toBe(1);
  });

  it('marks, reads and deletes emails by id and by filter, and releases their bytes', async () => {
    const ids = [0, 1, 2].map((n) => bench.mail({ subject: `mail ${n}` }));
    await bench.drained();
    const select = (...which: number[]) => ({ ids: which.map((n) => ids[n] as string) });
    expect(await bench.execute({ type: 'ReadEmails', selection: select(0, 1) })).toEqual({ kind: 'done', count: 2 });
    expect(await bench.execute({ type: 'ReadEmails', selection: select(0) })).toEqual({ kind: 'done', count: 0 });
    expect(await bench.execute({ type: 'FavoriteEmails', selection: select(1) })).toEqual({ kind: 'done', count: 1 });
    expect(bench.emails.count({ unread: true })).toEqual({ count: 1, exact: true });
    expect(bench.emails.list({ favorite: true }, { limit: 5 }).items.map((item) => item.id)).toEqual([ids[1]]);
    const filter = { unread: false };
    expect(await bench.execute({ type: 'DeleteEmails', selection: { filter } })).toEqual({ kind: 'done', count: 2 });
    expect(bench.emails.list({}, { limit: 5 }).items.map((item) => item.id)).toEqual([ids[2]]);
    expect(await bench.store.sizeBytes()).toBeLessThan(400);
    expect((await bench.execute({ type: 'DeleteEmails', selection: select(0) })).kind).toBe('not-found');
    expect(bench.feed.readDeleted(0, 10)).toHaveLength(2);
  });

  it('reports each commit to those who watch', async () => {
    bench.mail({ subject: 'one' });
    bench.mail({ subject: 'two', campaign: 'autumn' });
    await bench.drained();
    const [captured, campaign] = bench.live;
    expect(captured).toMatchObject({ type: 'captured', count: 2, inboxes: { 'catch-all': 2 } });
    expect(captured).toMatchObject({ lastNumber: bench.emails.lastNumber() });
    expect(campaign).toMatchObject({ type: 'campaign', total: 1 });
    expect(bench.status.get('processed')).toBe(2);
  });

  it('answers a directory command once the SMTP path knows', async () => {
    let inForce = false;
    bench.onDirectoryEvents = async (events) => {
      expect(events.map((event) => event.type)).toContain('DomainCreated');
      inForce = true;
    };
    const result = await bench.execute({ type: 'CreateDomain', name: 'mill.test' });
    expect(result.kind).toBe('done');
    expect(inForce).toBe(true);
  });

  it('follows the settings of a subdomain from the commit on', async () => {
    await bench.execute({ type: 'CreateDomain', name: 'example.com' });
    const { id } = (await bench.execute({ type: 'CreateSubdomain', name: 'a.example.com' })) as { id: string };
    const campaignMail = () => bench.mail({ campaign: 'c', inboxes: { 'x@a.example.com': id } });
    for (const _ of [1, 2]) campaignMail();
    await bench.drained();
    expect(bench.emails.count({}).count).toBe(1);
    await bench.execute({
      type: 'ChangeSubdomainSettings',
      subdomainId: id,
      settings: { keepAllCampaignMail: true },
    });
    for (const _ of [1, 2]) campaignMail();
    await bench.drained();
    expect(bench.emails.count({}).count).toBe(3);
  });

  it('purges the streams of long-deleted emails, and what followed them', async () => {
    const id = bench.mail({ subject: 'old' });
    bench.mail({ subject: 'stays' });
    await bench.drained();
    await bench.execute({ type: 'DeleteEmails', selection: { ids: [id] } });
    bench.clockMs += 31 * 86_400_000;
    bench.mail({ subject: 'wakes' });
    await bench.drained();
    await bench.until(() => bench.write.events.readStream(`email-${id}`).length === 0);
    expect(bench.feed.readDeleted(0, 10)).toEqual([]);
    expect(bench.emails.count({}).count).toBe(2);
  });

  it('tells of deletions for a day, though their streams go at once', async () => {
    await bench.close();
    bench = new ProcessorBench(join(directory, 'other.db'), { purgeDeletedDays: 0 });
    const id = bench.mail({ subject: 'old' });
    await bench.drained();
    await bench.execute({ type: 'DeleteEmails', selection: { ids: [id] } });
    bench.clockMs += 1000;
    bench.mail({ subject: 'wakes' });
    await bench.until(() => bench.write.events.readStream(`email-${id}`).length === 0);
    expect(bench.feed.readDeleted(0, 10)).toMatchObject([{ number: 1 }]);
    bench.clockMs += 86_400_000;
    bench.mail({ subject: 'wakes again' });
    await bench.until(() => bench.feed.readDeleted(0, 10).length === 0);
  });

  it('captures mail while a long delete is at work, and leaves that mail alone', async () => {
    for (let n = 0; n < 3000; n += 1) bench.mail({ subject: `mail ${n}` });
    await bench.drained();
    let deleting = true;
    const deleted = bench.execute({ type: 'DeleteEmails', selection: { filter: {} } }).finally(() => {
      deleting = false;
    });
    await bench.until(() => bench.emails.count({}).count < 3000);
    const late = bench.mail({ subject: 'late' });
    await bench.until(() => bench.emails.get(late) !== undefined);
    const between = deleting;
    expect(await deleted).toEqual({ kind: 'done', count: 3000 });
    expect(between).toBe(true);
    expect(bench.emails.list({}, { limit: 10 }).items.map((item) => item.id)).toEqual([late]);
    expect(bench.live.filter((event) => event.type === 'changed').every((event) => event.ids === undefined)).toBe(true);
  });

  it('answers a short command while a long one is at work', async () => {
    for (let n = 0; n < 3000; n += 1) bench.mail({ subject: `mail ${n}` });
    await bench.drained();
    const order: string[] = [];
    const long = bench.execute({ type: 'ReadEmails', selection: { filter: {} } }).then(() => order.push('long'));
    const short = bench.execute({ type: 'CreateDomain', name: 'mill.test' }).then(() => order.push('short'));
    await Promise.all([long, short]);
    expect(order).toEqual(['short', 'long']);
    expect(bench.emails.count({ unread: true }).count).toBe(0);
  });

  it('gives the pages of deleted emails back when there is nothing else to do', async () => {
    for (let n = 0; n < 3000; n += 1) bench.mail({ subject: `mail ${n}`, body: 'x'.repeat(100) });
    await bench.drained();
    await bench.execute({ type: 'DeleteEmails', selection: { filter: {} } });
    const pages = () => bench.reading.pragma('page_count', { simple: true }) as number;
    const before = pages();
    bench.clockMs += 31 * 86_400_000;
    bench.mail({ subject: 'wakes' });
    await bench.until(() => pages() < before / 2);
    expect(bench.emails.count({}).count).toBe(1);
  });

  it('drains the queue when it stops, and refuses commands after that', async () => {
    for (let n = 0; n < 1200; n += 1) bench.mail({ subject: `mail ${n}` });
    await bench.processor.stop({ drainMs: 30_000 });
    expect(bench.queue.uncommitted).toBe(0);
    await expect(bench.execute({ type: 'CreateDomain', name: 'late.test' })).rejects.toBeInstanceOf(MillraceError);
  });
});
