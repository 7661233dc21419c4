import type { RetentionLimits, RetentionQueries } from '../../ports/retention-queries.ts';
import { type Database, guarded } from './database.ts';
import { blockStart } from './email-counts.ts';
import { idOf } from './event-row.ts';

interface Candidate {
  readonly number: number;
  readonly received_at: number;
  readonly size: number;
}

interface Sums {
  readonly id: number;
  readonly emails: number;
  readonly bytes: number;
}

/** What retention may delete, on a read connection: the oldest emails first, block by block of those that have any. */
export class SqliteRetentionQueries implements RetentionQueries {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  expired(inbox: string | undefined, limits: RetentionLimits, limit: number): readonly string[] {
    return guarded(() => {
      const sums = this.#statements.sums.get(inbox ?? '');
      if (!sums) return [];
      const numbers = this.#expired(sums, limits, limit);
      return numbers.map((number) => idOf(this.#statements.stream.get(number) as string));
    });
  }

  #expired(sums: Sums, limits: RetentionLimits, limit: number): number[] {
    let tooMany = limits.maxCount === undefined ? 0 : sums.emails - limits.maxCount;
    let tooMuch = limits.maxBytes === undefined ? 0 : sums.bytes - limits.maxBytes;
    const found: number[] = [];
    for (const { block } of this.#blocks(sums.id)) {
      for (const email of this.#statements.candidates.all(blockStart(block), blockStart(block + 1), sums.id, sums.id)) {
        const tooOld = limits.olderThan !== undefined && email.received_at < limits.olderThan;
        if (tooOld || tooMany > 0 || tooMuch > 0) found.push(email.number);
        if (found.length === limit) return found;
        // Lanes overtake each other by seconds at most: behind a young one there are no old ones worth a look.
        else if (!tooOld && tooMany <= 0 && tooMuch <= 0) return found;
        tooMany -= 1;
        tooMuch -= email.size;
      }
    }
    return found;
  }

  #blocks(inbox: number): Iterable<{ block: number }> {
    return inbox === 0 ? this.#statements.blocks.iterate() : this.#statements.inboxBlocks.iterate(inbox);
  }
}

function prepare(database: Database) {
  return {
    sums: database.prepare<[string], Sums>(
      'SELECT id, emails - exempt AS emails, bytes - exempt_bytes AS bytes FROM inboxes WHERE inbox = ?',
    ),
    blocks: database.prepare<[], { block: number }>('SELECT block FROM email_blocks ORDER BY block'),
    inboxBlocks: database.prepare<[number], { block: number }>(
      `SELECT b.block FROM email_blocks b CROSS JOIN inbox_blocks i ON i.block = b.block AND i.inbox = ? ORDER BY b.block`,
    ),
    candidates: database.prepare<[number, number, number, number], Candidate>(
      `SELECT number, received_at, size FROM emails
       WHERE number >= ? AND number < ? AND (? = 0 OR inbox = ?) AND campaign IS NULL AND NOT state & 2 ORDER BY number`,
    ),
    stream: database.prepare<[number], string>('SELECT stream FROM events WHERE position = ?').pluck(),
  };
}
