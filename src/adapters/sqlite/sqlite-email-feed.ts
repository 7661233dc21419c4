import type { CapturedEmail, DeletedEmail, EmailFeed } from '../../ports/email-feed.ts';
import { type Database, guarded } from './database.ts';
import { type FoundEmail, foundColumns, foundTables } from './email-finder.ts';
import { referenceOf } from './email-projection.ts';
import { decodeReceived } from './event-data.ts';
import { idOf } from './event-row.ts';
import { recipientsOf } from './recipient-blocks.ts';

/** What downstream jobs follow, on a read connection. */
export class SqliteEmailFeed implements EmailFeed {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  readCaptured(afterNumber: number, limit: number): readonly CapturedEmail[] {
    return guarded(() => this.#statements.captured.all(afterNumber, limit).map(toCaptured));
  }

  readDeleted(afterPosition: number, limit: number): readonly DeletedEmail[] {
    return guarded(() => this.#statements.deleted.all(afterPosition, limit));
  }

  lastDeleted(): number {
    return guarded(() => this.#statements.lastDeleted.get() ?? 0);
  }
}

function toCaptured(row: FoundEmail): CapturedEmail {
  const event = decodeReceived(row.data);
  return {
    number: row.number,
    id: idOf(row.stream),
    inbox: event.inbox,
    recipients: recipientsOf(event),
    receivedAt: event.receivedAt,
    sizeBytes: event.sizeBytes,
    reference: referenceOf(row),
  };
}

function prepare(database: Database) {
  return {
    captured: database.prepare<[number, number], FoundEmail>(
      `SELECT ${foundColumns} FROM ${foundTables} WHERE e.number > ? ORDER BY e.number LIMIT ?`,
    ),
    deleted: database.prepare<[number, number], DeletedEmail>(
      'SELECT position, number FROM deletions WHERE position > ? ORDER BY position LIMIT ?',
    ),
    lastDeleted: database.prepare<[], number>('SELECT coalesce(max(position), 0) FROM deletions').pluck(),
  };
}
