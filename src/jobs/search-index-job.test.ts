import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteSearchIndex } from '../adapters/search/sqlite-search-index.ts';
import { SqliteSearchQueries } from '../adapters/search/sqlite-search-queries.ts';
import type { MessageReference } from '../domain/message-reference.ts';
import { MillraceError } from '../errors.ts';
import type { CapturedEmail, DeletedEmail, EmailFeed } from '../ports/email-feed.ts';
import { SearchIndexJob } from './search-index-job.ts';

/** Emails, deletions and messages as the database and the store hold them. */
class FakeMail implements EmailFeed {
  readonly emails: CapturedEmail[] = [];
  readonly deletions: DeletedEmail[] = [];
  readonly bytes = new Map<string, Buffer>();
  readonly broken = new Set<string>();
  opened = 0;
  #last = 0;

  add(message: string | Buffer, fields: Partial<CapturedEmail> = {}): CapturedEmail {
    this.#last += 1;
    const bytes = Buffer.from(message);
    const reference = referenceTo(`m${this.#last}`);
    this.bytes.set(reference.key, bytes);
    const email = {
      number: this.#last,
      id: `id-${this.#last}`,
      inbox: 'catch-all',
      recipients: ['someone@example.test'],
      receivedAt: 0,
      sizeBytes: bytes.length,
      reference,
      ...fields,
    };
    this.emails.push(email);
    return email;
  }

  delete(number: number): void {
    const [email] = this.emails.splice(
      this.emails.findIndex((each) => each.number === number),
      1,
    );
    this.bytes.delete(email?.reference.key as string);
    this.deletions.push({ position: 100 + this.deletions.length, number });
  }

  move(number: number): void {
    const at = this.emails.findIndex((each) => each.number === number);
    const email = this.emails[at] as CapturedEmail;
    const reference = referenceTo(`moved-${number}`);
    this.bytes.set(reference.key, this.bytes.get(email.reference.key) as Buffer);
    this.bytes.delete(email.reference.key);
    this.emails[at] = { ...email, reference };
  }

  readCaptured(after: number, limit: number) {
    return this.emails.filter((email) => email.number > after).slice(0, limit);
  }
  readDeleted(after: number, limit: number) {
    return this.deletions.filter((deletion) => deletion.position > after).slice(0, limit);
  }
  lastDeleted() {
    return this.deletions.at(-1)?.position ?? 0;
  }
  async read(reference: MessageReference) {
    if (this.broken.has(reference.key)) throw new MillraceError('store-io', 'EIO', true);
    const bytes = this.bytes.get(reference.key);
    if (!bytes) throw new MillraceError('message-missing', reference.key);
    return bytes;
  }
  async open(reference: MessageReference) {
    this.opened += 1;
    const bytes = await this.read(reference);
    const half = bytes.length / 2;
    return { sizeBytes: bytes.length, stream: Readable.from([bytes.subarray(0, half), bytes.subarray(half)]) };
  }
}

const referenceTo = (key: string): MessageReference => ({ store: 'memory', key, offset: 0, length: 1 });
const mail = (subject: string, body = '') => `From: Ada <ada@example.test>\r\nSubject: ${subject}\r\n\r\n${body}\r\n`;

let directory: string;
let fake: FakeMail;
let index: SqliteSearchIndex;
let queries: SqliteSearchQueries;
let job: SearchIndexJob;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'millrace-index-job-'));
  const path = join(directory, 'search.db');
  fake = new FakeMail();
  index = new SqliteSearchIndex(path);
  queries = new SqliteSearchQueries(path);
  job = newJob();
});
afterEach(() => {
  index.close();
  queries.close();
  rmSync(directory, { recursive: true, force: true });
});

const newJob = () => new SearchIndexJob({ feed: fake, messages: fake, index, logger: pino({ level: 'silent' }) });
const found = (words: string) => queries.search(words, { limit: 1000 });
async function catchUp(): Promise<void> {
  while ((await job.step()) === 'more');
}

describe('the search index job', () => {
  it('follows what is captured and deleted, over any number of steps and starts', async () => {
    for (let n = 1; n <= 300; n += 1) fake.add(mail(`word${n} all`));
    await job.step();
    job = newJob();
    await catchUp();
    expect(found('all')).toHaveLength(300);
    fake.delete(150);
    fake.add(mail('late all'));
    await catchUp();
    expect(found('word150')).toEqual([]);
    expect(found('all')).toHaveLength(300);
    expect(found('late')).toEqual([301]);
    expect([queries.indexedUpTo(), job.doneUpTo()]).toEqual([301, 301]);
  });

  it('begins anew after the index was emptied, without those deleted before', async () => {
    for (let n = 1; n <= 20; n += 1) fake.add(mail(`word${n}`));
    fake.delete(3);
    await catchUp();
    const other = new SqliteSearchIndex(join(directory, 'search.db'));
    other.reset();
    other.close();
    expect(found('word7')).toEqual([]);
    await catchUp();
    expect(found('word7')).toEqual([7]);
    expect(found('-nothing')).toHaveLength(19);
  });

  it('does not index what was deleted while it read', async () => {
    const first = fake.add(mail('first'));
    fake.add(mail('second'));
    const read = fake.read.bind(fake);
    fake.read = async (reference) => {
      if (fake.emails.includes(first) && reference === first.reference) fake.delete(first.number);
      return read(reference);
    };
    await catchUp();
    expect(found('-nothing')).toEqual([2]);
  });

  it('looks again where a message was moved', async () => {
    const email = fake.add(mail('wanderer'));
    const read = fake.read.bind(fake);
    fake.read = async (reference) => {
      if (reference === email.reference) fake.move(email.number);
      return read(reference);
    };
    await catchUp();
    expect(found('wanderer')).toEqual([1]);
  });

  it('a message that is gone for good is found by its envelope', async () => {
    const email = fake.add(mail('lost'), { recipients: ['owner@example.test'] });
    fake.bytes.delete(email.reference.key);
    await catchUp();
    expect(found('to:owner@example.test')).toEqual([1]);
  });

  it('a fault of the disk is tried again, and one unreadable message does not hold up the others', async () => {
    const bad = fake.add(mail('bad'));
    fake.broken.add(bad.reference.key);
    const attempts = async () => {
      for (let n = 0; n < 20; n += 1) await job.step().catch(() => undefined);
    };
    await attempts();
    expect(queries.indexedUpTo(), 'alone, it waits for the disk').toBe(0);
    fake.add(mail('good'));
    await attempts();
    expect(found('good')).toEqual([2]);
    expect(queries.indexedUpTo()).toBe(2);
  });

  it('sweeps out at its start what was deleted and forgotten while it did not look', async () => {
    for (let n = 1; n <= 1200; n += 1) fake.add(mail(`word${n} all`));
    await catchUp();
    for (const number of [1, 2, 600, 1199]) fake.delete(number);
    fake.deletions.length = 0;
    await catchUp();
    expect(found('-nothing')).toHaveLength(1000);
    expect(index.numbers(0, 5000)).toHaveLength(1200);
    job = newJob();
    await catchUp();
    expect(index.numbers(0, 5000)).toHaveLength(1196);
    expect(found('word600')).toEqual([]);
    expect(found('word601')).toEqual([601]);
  });

  it('reads no more than the start of a large message', async () => {
    fake.add(mail('large', `early ${'filler line\r\n'.repeat(600_000)} late`));
    await catchUp();
    expect(fake.opened).toBe(1);
    expect(found('large early')).toEqual([1]);
  });
});
