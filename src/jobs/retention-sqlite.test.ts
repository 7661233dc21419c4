import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SqliteSearchQueries } from '../adapters/search/sqlite-search-queries.ts';
import { captureSchema } from '../adapters/sqlite/capture-schema.ts';
import { type Database, openDatabase, openReadDatabase } from '../adapters/sqlite/database.ts';
import { directorySchema } from '../adapters/sqlite/directory/schema.ts';
import { eventSchema } from '../adapters/sqlite/event-schema.ts';
import { SqliteCaptureModel } from '../adapters/sqlite/sqlite-capture-model.ts';
import { SqliteEmailFeed } from '../adapters/sqlite/sqlite-email-feed.ts';
import { SqliteEmailQueries } from '../adapters/sqlite/sqlite-email-queries.ts';
import { SqliteRetentionQueries } from '../adapters/sqlite/sqlite-retention-queries.ts';
import { SqliteWriteStore } from '../adapters/sqlite/sqlite-write-store.ts';
import type { SubdomainView } from '../ports/queries.ts';
import { RetentionJob, type RetentionRules } from './retention-job.ts';

const DAY = 86_400_000;
const now = 20_000 * DAY;
const inboxes = ['catch-all', 'a', 'b'];

interface Mail {
  readonly id: string;
  readonly inbox: string;
  readonly ageDays: number;
  readonly bytes: number;
  readonly fate: 'plain' | 'favorite' | 'campaign';
}

let directory: string;
let database: Database;
let reading: Database;
let write: SqliteWriteStore;
let search: SqliteSearchQueries;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'millrace-retention-'));
  const path = join(directory, 'millrace.db');
  database = openDatabase(path, [eventSchema, captureSchema, directorySchema]);
  search = new SqliteSearchQueries(join(directory, 'search.db'));
  write = new SqliteWriteStore(database, new SqliteCaptureModel(database, search).projections);
  reading = openReadDatabase(path);
  const metadata = { actor: 'test', correlationId: 'campaigns', at: now };
  for (const inbox of inboxes) {
    const stream = `campaign-campaign-of-${inbox}`;
    const event = { type: 'CampaignCreated', inbox, value: 'autumn', at: now };
    write.events.appendBatch([{ stream, expectedVersion: 'no-stream', events: [{ event }], metadata }]);
  }
});
afterAll(() => {
  reading.close();
  write.close();
  rmSync(directory, { recursive: true, force: true });
});

function append(mails: readonly { id: string }[], event: (mail: Mail) => { type: string }): void {
  const outcome = write.transaction(() =>
    write.events.appendBatch(
      (mails as readonly Mail[]).map((mail) => ({
        stream: `email-${mail.id}`,
        expectedVersion: 'any',
        events: [{ event: event(mail) }],
        metadata: { actor: 'test', correlationId: mail.id, at: now },
      })),
    ),
  );
  expect(outcome.kind).toBe('appended');
}

function receive(mails: readonly Mail[]): void {
  const nobody = { name: '', address: '' };
  append(mails, ({ id, inbox, ageDays, bytes, fate }) => ({
    type: 'EmailReceived',
    inbox,
    receivedAt: now - ageDays * DAY,
    sizeBytes: bytes,
    from: nobody,
    to: [],
    cc: [],
    subject: '',
    snippet: '',
    date: '',
    messageIdHeader: '',
    attachments: 0,
    job: {
      from: '',
      recipients: [{ address: 'a@b.test', inbox }],
      peer: '127.0.0.1:4000',
      helo: 'client.example.test',
      esmtp: true,
      via: 'DATA',
      times: { connected: now, mail: now, data: now, end: now },
    },
    reference: `segments:normal/1:${Number.parseInt(id.slice(-6), 10)}:${bytes}`,
    ...(fate === 'campaign' ? { campaign: { id: `campaign-of-${inbox}`, value: 'autumn' } } : {}),
  }));
  append(
    mails.filter((mail) => mail.fate === 'favorite'),
    () => ({ type: 'EmailMarkedFavorite' }),
  );
}

/** The rules once more, by one mail: exempt, or young enough and among the newest that fit. */
function stays(mails: readonly Mail[], mail: Mail, rules: RetentionRules): boolean {
  if (mail.fate !== 'plain') return true;
  if (mail.ageDays > (rules.maxAgeDays ?? 1000)) return false;
  const newer = mails.slice(mails.indexOf(mail)).filter((each) => each.inbox === mail.inbox && each.fate === 'plain');
  if (newer.length > (rules.maxCount ?? Number.POSITIVE_INFINITY)) return false;
  return newer.reduce((sum, each) => sum + each.bytes, 0) <= (rules.maxBytes ?? Number.POSITIVE_INFINITY);
}

it('keeps in the database exactly what the rules keep, for any mail and any rules', async () => {
  const rules = fc.record(
    {
      maxAgeDays: fc.integer({ min: 1, max: 30 }),
      maxCount: fc.integer({ min: 1, max: 10 }),
      maxBytes: fc.integer({ min: 1, max: 2000 }),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<RetentionRules>;
  const draft = fc.record({
    inbox: fc.constantFrom(...inboxes),
    ageDays: fc.integer({ min: 0, max: 40 }),
    bytes: fc.integer({ min: 1, max: 800 }),
    fate: fc.constantFrom<Mail['fate'][]>('plain', 'plain', 'plain', 'favorite', 'campaign'),
  });
  const emails = new SqliteEmailQueries(reading, search);
  const feed = new SqliteEmailFeed(reading);
  let last = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(draft, { maxLength: 40 }), rules, rules, async (drafts, defaults, ofA) => {
      append(feed.readCaptured(0, 1000), () => ({ type: 'EmailDeleted' }));
      const mails = drafts
        .toSorted((a, b) => b.ageDays - a.ageDays)
        .map((each): Mail => ({ ...each, id: `id-${String(++last).padStart(6, '0')}` }));
      receive(mails);
      const job = new RetentionJob({
        defaults,
        emails,
        directory: { subdomain: (id) => ({ settings: id === 'a' ? { retention: ofA } : {} }) as SubdomainView },
        retention: new SqliteRetentionQueries(reading),
        commands: {
          execute: async (command) => {
            if (command.type !== 'DeleteEmails' || !('ids' in command.selection)) throw new Error('unexpected command');
            append(
              command.selection.ids.map((id) => ({ id })),
              () => ({ type: 'EmailDeleted' }),
            );
            return { kind: 'done', count: command.selection.ids.length };
          },
        },
        logger: pino({ level: 'silent' }),
        now: () => now,
      });
      while ((await job.step()) === 'more');
      const kept = feed.readCaptured(0, 1000).map(({ id }) => id);
      const expected = mails.filter((mail) =>
        stays(mails, mail, mail.inbox === 'a' ? { ...defaults, ...ofA } : defaults),
      );
      expect(kept).toEqual(expected.map(({ id }) => id));
    }),
    { numRuns: 60 },
  );
});
