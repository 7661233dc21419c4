import type { Lane } from '../../domain/lanes.ts';
import { formatReference, type MessageReference, parseReference } from '../../domain/message-reference.ts';
import type { NewDeadLetter, StoredDeadLetter } from '../../ports/capture-model.ts';
import type { DeadLetter, DeadLetterQueries, Page } from '../../ports/queries.ts';
import { type Database, guarded } from './database.ts';
import type { RowIds } from './row-ids.ts';

interface DeadLetterRow {
  readonly id: number;
  readonly lane: Lane;
  readonly sequence: number;
  readonly message_id: string;
  readonly reason: string;
  readonly attempts: number;
  readonly first_at: number;
  readonly last_at: number;
  readonly received_at: number;
  readonly reference: string;
  readonly segment: number | null;
  readonly size: number;
  readonly job: string | null;
}

/** Dead letters on the writing connection. Each keeps its record in the segment alive. */
export class DeadLetterRows {
  readonly #ids: RowIds;
  readonly #statements: ReturnType<typeof prepare>;
  #released: MessageReference[] = [];

  constructor(database: Database, ids: RowIds) {
    this.#ids = ids;
    this.#statements = prepare(database);
  }

  add(letter: NewDeadLetter, at: number): void {
    const { lane, sequence, messageId, reason, receivedAtMs, reference, sizeBytes, work } = letter;
    if (this.#statements.again.run(reason, at, lane, sequence).changes > 0) return;
    // A refusal has no message behind its record: nothing is kept alive for it.
    const segment = reference.store === 'segments' && reference.length > 0 ? this.#ids.segment(reference.key) : null;
    this.#statements.insert.run({
      lane,
      sequence,
      messageId,
      reason,
      at,
      receivedAt: receivedAtMs,
      reference: formatReference(reference),
      segment,
      size: sizeBytes,
      job: work === undefined ? null : JSON.stringify(work),
    });
    if (segment !== null) this.#statements.live.run(1, reference.length, reference.length, segment);
  }

  list(ids: readonly number[] | undefined, after: number, limit: number): readonly StoredDeadLetter[] {
    const { some, all } = this.#statements;
    const rows = ids === undefined ? all.all(after, limit) : some.all(JSON.stringify(ids), after, limit);
    return rows.map((row) => ({
      id: row.id,
      lane: row.lane,
      sequence: row.sequence,
      messageId: row.message_id,
      receivedAtMs: row.received_at,
      reason: row.reason,
      reference: parseReference(row.reference),
      sizeBytes: row.size,
      work: row.job === null ? undefined : (JSON.parse(row.job) as NonNullable<StoredDeadLetter['work']>),
    }));
  }

  remove(ids: readonly number[], release: boolean): void {
    for (const letter of this.#statements.some.all(JSON.stringify(ids), 0, ids.length)) {
      this.#statements.delete.run(letter.id);
      const reference = parseReference(letter.reference);
      if (letter.segment !== null) this.#statements.live.run(-1, -reference.length, 0, letter.segment);
      if (release && reference.length > 0) this.#released.push(reference);
    }
  }

  count(): number {
    return this.#statements.count.get() ?? 0;
  }

  takeReleased(): MessageReference[] {
    const released = this.#released;
    this.#released = [];
    return released;
  }

  rolledBack(): void {
    this.#released = [];
  }
}

export class SqliteDeadLetterQueries implements DeadLetterQueries {
  readonly #statements: ReturnType<typeof prepareReading>;

  constructor(database: Database) {
    this.#statements = prepareReading(database);
  }

  deadLetters(page: { readonly limit: number; readonly after?: number }): Page<DeadLetter> {
    return guarded(() => {
      const rows = this.#statements.all.all(page.after ?? 0, page.limit + 1);
      const items = rows.slice(0, page.limit).map((row) => ({
        id: row.id,
        lane: row.lane,
        sequence: row.sequence,
        messageId: row.message_id,
        reason: row.reason,
        attempts: row.attempts,
        firstAt: row.first_at,
        lastAt: row.last_at,
        reference: parseReference(row.reference),
      }));
      return rows.length > page.limit ? { items, next: String(items.at(-1)?.id) } : { items };
    });
  }

  deadLetterCount(): number {
    return guarded(() => this.#statements.count.get() ?? 0);
  }
}

function prepareReading(database: Database) {
  return {
    all: database.prepare<[number, number], DeadLetterRow>(
      'SELECT * FROM dead_letters WHERE id > ? ORDER BY id LIMIT ?',
    ),
    count: database.prepare<[], number>('SELECT count(*) FROM dead_letters').pluck(),
  };
}

function prepare(database: Database) {
  return {
    ...prepareReading(database),
    again: database.prepare<[string, number, string, number]>(
      'UPDATE dead_letters SET attempts = attempts + 1, reason = ?, last_at = ? WHERE lane = ? AND sequence = ?',
    ),
    insert: database.prepare(
      `INSERT INTO dead_letters (lane, sequence, message_id, reason, attempts, first_at, last_at, received_at, reference, segment, size,
        job) VALUES (@lane, @sequence, @messageId, @reason, 1, @at, @at, @receivedAt, @reference, @segment, @size, @job)`,
    ),
    some: database.prepare<[string, number, number], DeadLetterRow>(
      `SELECT * FROM dead_letters WHERE id IN (SELECT value FROM json_each(?)) AND id > ? ORDER BY id LIMIT ?`,
    ),
    delete: database.prepare<[number]>('DELETE FROM dead_letters WHERE id = ?'),
    live: database.prepare<[number, number, number, number]>(
      `UPDATE segments SET live_records = live_records + ?, live_bytes = live_bytes + ?, total_bytes = total_bytes + ?
       WHERE id = ?`,
    ),
  };
}
