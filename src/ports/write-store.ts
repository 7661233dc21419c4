import type { EventStore } from './event-store.ts';
import type { LaneCheckpoint } from './ingest-queue.ts';

/**
 * The processor's side of the database: the one connection that writes events, inline projections and checkpoint. Synchronous, one
 * thread. `events.appendBatch` applies the inline projections of what it appends in the same transaction, so a read model is
 * never behind its events.
 */
export interface WriteStore {
  readonly events: EventStore;
  /**
   * All or nothing; durable (synced) on return. A throw inside rolls everything back and comes out again. Not nested.
   * @throws MillraceError 'database-io', `temporary` where a retry may succeed (busy, disk full, I/O).
   */
  transaction<T>(work: () => T): T;
  /** Part of the surrounding transaction. */
  saveCheckpoints(checkpoints: readonly LaneCheckpoint[]): void;
  checkpoints(): readonly LaneCheckpoint[];
  close(): void;
}
