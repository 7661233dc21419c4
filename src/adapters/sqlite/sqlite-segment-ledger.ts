import { formatReference, type MessageReference, parseReference } from '../../domain/message-reference.ts';
import type { LaneCheckpoint } from '../../ports/ingest-queue.ts';
import type { SegmentLedger, SegmentLiveness } from '../../ports/segment-ledger.ts';
import type { WriteStore } from '../../ports/write-store.ts';
import { type Database, guarded } from './database.ts';
import { referenceColumns, referenceOf } from './email-projection.ts';
import type { RowIds } from './row-ids.ts';

interface SegmentRow {
  readonly id: number;
  readonly name: string;
  readonly live_records: number;
  readonly live_bytes: number;
  readonly total_bytes: number;
  readonly first_number: number;
  readonly last_number: number;
}

/** A millisecond. */
const REFERENCES_SLICE = 1000;

interface ReferringRow {
  readonly number: number;
  readonly segment_name: string;
  readonly place: number;
  readonly length: number;
  readonly reference: null;
}

/**
 * Which records of which segment are alive. There is no index from a segment to its emails: they lie between two numbers that the
 * segment's row has, and the emails of one segment stand nearly side by side there.
 */
export class SqliteSegmentLedger implements SegmentLedger {
  readonly #store: WriteStore;
  readonly #ids: RowIds;
  readonly #statements: ReturnType<typeof prepare>;

  /** @param store on the same connection */
  constructor(database: Database, store: WriteStore, ids: RowIds) {
    this.#store = store;
    this.#ids = ids;
    this.#statements = prepare(database);
  }

  liveness(): readonly SegmentLiveness[] {
    const checkpoints = new Map(this.checkpoints().map((checkpoint) => [checkpoint.lane as string, checkpoint]));
    return guarded(() => this.#statements.segments.all()).map((row) => ({
      segment: row.name,
      liveRecords: row.live_records,
      liveBytes: row.live_bytes,
      totalBytes: row.total_bytes,
      processed: isProcessed(row.name, checkpoints),
    }));
  }

  liveReferences(segment: string): readonly MessageReference[] {
    return guarded(() => {
      const row = this.#statements.segment.get(segment);
      if (!row) return [];
      const found = new Map<number, MessageReference>();
      for (const email of this.#emailsOf(row)) found.set(email.place, referenceOf(email));
      for (const letter of this.#statements.letters.all(row.id)) {
        const reference = parseReference(letter.reference);
        found.set(reference.offset, reference);
      }
      return [...found.values()].toSorted((a, b) => a.offset - b.offset);
    });
  }

  moveReferences(moves: ReadonlyMap<string, MessageReference>): void {
    const bySegment = new Map<string, Map<number, MessageReference>>();
    const others = new Map<string, MessageReference>();
    for (const [old, to] of moves) {
      const from = parseReference(old);
      if (from.store !== 'segments') {
        others.set(old, to);
        continue;
      }
      const places = bySegment.get(from.key) ?? new Map<number, MessageReference>();
      bySegment.set(from.key, places.set(from.offset, to));
    }
    if (others.size > 0) throw new RangeError(`only references into segments move, not ${[...others.keys()][0]}`);
    this.#store.transaction(() => {
      for (const [segment, places] of bySegment) this.#moveOut(segment, places);
    });
  }

  forgetSegments(segments: readonly string[]): void {
    this.#store.transaction(() => {
      for (const name of segments) {
        this.#statements.forget.run(name);
        this.#ids.forgetSegment(name);
      }
    });
  }

  *references(store: Exclude<MessageReference['store'], 'segments'>): Generator<MessageReference> {
    let after = `${store}:`;
    for (;;) {
      // Dead letters refer to the spool's segments whatever the store is.
      const texts = guarded(() => this.#statements.references.all(after, `${store};`, REFERENCES_SLICE));
      for (const text of texts) yield parseReference(text);
      if (texts.length < REFERENCES_SLICE) return;
      after = texts.at(-1) as string;
    }
  }

  checkpoints(): readonly LaneCheckpoint[] {
    return this.#store.checkpoints();
  }

  #moveOut(segment: string, places: ReadonlyMap<number, MessageReference>): void {
    const row = this.#statements.segment.get(segment);
    if (!row) return;
    // Several rows may share a record, which is counted once.
    const counted = new Set<number>();
    const move = (place: number, length: number, to: MessageReference, number?: number) => {
      const target = to.store === 'segments' ? this.#ids.segment(to.key) : undefined;
      const first = !counted.has(place);
      counted.add(place);
      if (first) this.#statements.count.run(-1, -length, 0, row.id);
      if (target === undefined) return;
      if (first) this.#statements.count.run(1, to.length, to.length, target);
      if (number !== undefined) this.#statements.widen.run(number, number, target);
    };
    for (const email of this.#emailsOf(row)) {
      const to = places.get(email.place);
      if (!to) continue;
      this.#statements.moveEmail.run(...referenceColumns(to, this.#ids), email.number);
      move(email.place, email.length, to, email.number);
    }
    for (const letter of this.#statements.letters.all(row.id)) {
      const from = parseReference(letter.reference);
      const to = places.get(from.offset);
      if (!to) continue;
      const target = to.store === 'segments' ? this.#ids.segment(to.key) : null;
      this.#statements.moveLetter.run(formatReference(to), target, letter.id);
      move(from.offset, from.length, to);
    }
  }

  #emailsOf(row: SegmentRow): ReferringRow[] {
    return this.#statements.emails.all(row.first_number, row.last_number, row.id);
  }
}

/**
 * The checkpoint's segment holds the next record, so all segments before it are behind it. Names are numbers of 20 digits: text order
 * is their order.
 */
function isProcessed(segment: string, checkpoints: ReadonlyMap<string, LaneCheckpoint>): boolean {
  const lane = segment.slice(0, segment.indexOf('/'));
  if (lane === 'compacted' || lane === 'large') return true;
  const checkpoint = checkpoints.get(lane);
  return checkpoint !== undefined && checkpoint.segment !== '' && segment < checkpoint.segment;
}

function prepare(database: Database) {
  return {
    segments: database.prepare<[], SegmentRow>('SELECT * FROM segments ORDER BY id'),
    segment: database.prepare<[string], SegmentRow>('SELECT * FROM segments WHERE name = ?'),
    emails: database.prepare<[number, number, number], ReferringRow>(
      `SELECT e.number, s.name AS segment_name, e.place, e.length, e.reference
       FROM emails e CROSS JOIN segments s ON s.id = e.segment WHERE e.number BETWEEN ? AND ? AND e.segment = ?`,
    ),
    letters: database.prepare<[number], { id: number; reference: string }>(
      'SELECT id, reference FROM dead_letters WHERE segment = ?',
    ),
    moveEmail: database.prepare<[number | null, number | null, number | null, string | null, number]>(
      'UPDATE emails SET segment = ?, place = ?, length = ?, reference = ? WHERE number = ?',
    ),
    moveLetter: database.prepare<[string, number | null, number]>(
      'UPDATE dead_letters SET reference = ?, segment = ? WHERE id = ?',
    ),
    count: database.prepare<[number, number, number, number]>(
      `UPDATE segments SET live_records = live_records + ?, live_bytes = live_bytes + ?, total_bytes = total_bytes + ? WHERE id = ?`,
    ),
    widen: database.prepare<[number, number, number]>(
      'UPDATE segments SET first_number = min(first_number, ?), last_number = max(last_number, ?) WHERE id = ?',
    ),
    references: database
      .prepare<[string, string, number], string>(
        'SELECT DISTINCT reference FROM emails WHERE reference > ? AND reference < ? ORDER BY reference LIMIT ?',
      )
      .pluck(),
    forget: database.prepare<[string]>('DELETE FROM segments WHERE name = ?'),
  };
}
