import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureSchema } from '../../src/adapters/sqlite/capture-schema.ts';
import { type Database, openDatabase, openReadDatabase } from '../../src/adapters/sqlite/database.ts';
import { eventSchema } from '../../src/adapters/sqlite/event-schema.ts';
import { SqliteCaptureModel } from '../../src/adapters/sqlite/sqlite-capture-model.ts';
import { SqliteSegmentLedger } from '../../src/adapters/sqlite/sqlite-segment-ledger.ts';
import { SqliteWriteStore } from '../../src/adapters/sqlite/sqlite-write-store.ts';
import type { EmailEventType, EmailReceived } from '../../src/domain/email/events.ts';
import type { SearchQueries } from '../../src/ports/queries.ts';
import { jobOf } from './processor-bench.ts';

/** A database with captures that are written as events, without a processor. */
export class CaptureDatabase {
  readonly #directory = mkdtempSync(join(tmpdir(), 'millrace-captures-'));
  readonly path = join(this.#directory, 'millrace.db');
  readonly database: Database = openDatabase(this.path, [eventSchema, captureSchema]);
  readonly model: SqliteCaptureModel;
  readonly write: SqliteWriteStore;
  readonly ledger: SqliteSegmentLedger;
  readonly reading: Database;
  #next = 0;

  constructor(search: SearchQueries = { search: () => [], indexedUpTo: () => 0 }) {
    this.model = new SqliteCaptureModel(this.database, search);
    this.write = new SqliteWriteStore(this.database, this.model.projections);
    this.ledger = new SqliteSegmentLedger(this.database, this.write, this.model.ids);
    this.reading = openReadDatabase(this.path);
  }

  /** Ids in the order given: `e1`, `e2` and so on, each in a record of 100 bytes of one segment where nothing else is said. */
  receive(...emails: Partial<EmailReceived>[]): string[] {
    const ids = emails.map(() => {
      this.#next += 1;
      return `e${this.#next}`;
    });
    const first = this.#next - emails.length + 1;
    this.#append(
      ids.map((id, index) => [
        id,
        { ...received(first + index, emails[index]?.inbox ?? 'catch-all'), ...emails[index] },
      ]),
      'no-stream',
    );
    return ids;
  }

  mark(type: Exclude<EmailEventType, 'EmailReceived'>, ...ids: string[]): void {
    this.#append(
      ids.map((id) => [id, { type }]),
      'any',
    );
  }

  #append(events: readonly [id: string, event: { type: string }][], expectedVersion: 'any' | 'no-stream'): void {
    const metadata = { actor: 'test', correlationId: 'test', at: 1000 };
    const outcome = this.write.transaction(() =>
      this.write.events.appendBatch(
        events.map(([id, event]) => ({ stream: `email-${id}`, expectedVersion, events: [{ event }], metadata })),
      ),
    );
    if (outcome.kind !== 'appended') throw new Error(outcome.kind);
  }

  close(): void {
    this.reading.close();
    this.write.close();
    rmSync(this.#directory, { recursive: true });
  }
}

function received(n: number, inbox: string): EmailReceived {
  return {
    type: 'EmailReceived',
    inbox,
    receivedAt: 1_000_000 + n,
    sizeBytes: 50,
    from: { name: 'Sender', address: 's@example.test' },
    to: [{ name: '', address: `to${n}@example.test` }],
    cc: [],
    subject: `Mail ${n}`,
    snippet: '',
    date: '',
    messageIdHeader: '',
    attachments: 0,
    job: jobOf({ inboxes: { [`r${n}@example.test`]: inbox } }),
    reference: `segments:normal/00000000000000000001:${n * 100}:100`,
  };
}
