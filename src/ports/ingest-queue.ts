import type { EmailIngestionJob, RefusalJob } from '../domain/ingestion-job.ts';
import type { Lane } from '../domain/lanes.ts';
import type { MessageReference } from '../domain/message-reference.ts';

/** How far one lane is applied. Committed by the processor in the transaction of the effects it stands for. */
export interface LaneCheckpoint {
  readonly lane: Lane;
  /** Sequence of the last applied record; 0 before the first. Sequences of a lane rise by one, without gaps. */
  readonly sequence: number;
  /** Segment that holds the next record to apply ('' before the first), and the byte offset in it. */
  readonly segment: string;
  readonly offset: number;
}

interface RecordFacts {
  readonly lane: Lane;
  readonly sequence: number;
  /** UUID v7, text form, given at append and named in the 250. */
  readonly messageId: string;
  readonly receivedAtMs: number;
  /** Checkpoint that applies once this record is applied. */
  readonly next: LaneCheckpoint;
}

export type QueuedRecord =
  | (RecordFacts & {
      readonly kind: 'message';
      readonly job: EmailIngestionJob;
      /** Start of the message, at least its header block or 256 KiB. A view that is valid until the next `read`. */
      readonly head: Uint8Array;
      readonly sizeBytes: number;
      /** Where the spool has it. */
      readonly reference: MessageReference;
    })
  | (RecordFacts & { readonly kind: 'refusal'; readonly refusal: RefusalJob })
  /** A record whose bytes are whole (CRC) but cannot be understood: goes to the dead letters. */
  | (RecordFacts & { readonly kind: 'poison'; readonly reason: string; readonly reference: MessageReference });

export interface QueueBatch {
  readonly records: readonly QueuedRecord[];
}

/**
 * What stands between spool and processor, so that a shared queue can take the place of reading the local spool.
 * Delivery is at least once, in order within a lane; higher lanes first, but no lane starves. Nothing is removed by
 * reading: only `committed` moves on. One reader at a time.
 */
export interface IngestQueue {
  /**
   * The next records behind what was read last, at most `maxRecords` of them and about `maxBytes`, or an empty batch when there is
   * none. Only records that a sync covers are given. Cancelled and quarantined records are passed over (they only move the checkpoint).
   */
  read(maxRecords: number, maxBytes: number): QueueBatch;
  /** Resolves when a record may be there to read, or when the signal aborts. */
  waitForRecords(signal: AbortSignal): Promise<void>;
  /**
   * Forget what was read but not committed; the next `read` begins again at these checkpoints. A lane that is not named has committed
   * nothing yet: it begins where the queue was opened.
   */
  rewind(checkpoints: readonly LaneCheckpoint[]): void;
  /** The effects up to here are durable: back-pressure may be released, wholly processed segments may be dropped or adopted. */
  committed(checkpoints: readonly LaneCheckpoint[]): void;
}
