import type { MessageReference } from '../domain/message-reference.ts';
import type { LaneCheckpoint } from './ingest-queue.ts';

/** What the database knows of one segment: exact, because it is kept in the transactions that add and delete rows. */
export interface SegmentLiveness {
  /** Segment name as in `MessageReference.key`: `normal/00000000000000000001`, `compacted/<id>`, `large/<id>`. */
  readonly segment: string;
  /** References to this segment in committed rows (emails, dead letters), each record counted once. */
  readonly liveRecords: number;
  /** Sum of the lengths of those references. */
  readonly liveBytes: number;
  /** Sum of the lengths of all references that the segment ever had; 0 when not kept. The store measures the file itself. */
  readonly totalBytes: number;
  /** True when the durable checkpoint of the lane is behind its last record; always true for `compacted/` and `large/`. */
  readonly processed: boolean;
}

/**
 * The database's side of giving space back. Called by the processor's thread alone, so no call runs inside another's
 * transaction. Faults are MillraceError 'database-io'.
 */
export interface SegmentLedger {
  /** Segments that have (or had) references. One without a row counts as having none alive. */
  liveness(): readonly SegmentLiveness[];
  /** The distinct references that committed rows still have into this segment, by offset. */
  liveReferences(segment: string): readonly MessageReference[];
  /**
   * In one durable transaction: every row with an old reference (key: `formatReference`) gets the new one, and the live counts
   * follow. Rows that were deleted meanwhile stay deleted and are not counted for the new segment.
   */
  moveReferences(moves: ReadonlyMap<string, MessageReference>): void;
  /** These segments' files are gone: drop their rows. Idempotent. */
  forgetSegments(segments: readonly string[]): void;
  /**
   * What committed rows refer to in a store that has files of its own, each reference once, by rising key: for `MessageStore.verify`.
   * Read a slice at a time as it is taken, so a row that is committed meanwhile may or may not be among them.
   */
  references(store: Exclude<MessageReference['store'], 'segments'>): Iterable<MessageReference>;
  /** The durable checkpoint of every lane that has one. */
  checkpoints(): readonly LaneCheckpoint[];
}
