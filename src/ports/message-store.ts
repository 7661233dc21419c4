import type { Readable } from 'node:stream';
import type { MessageReference } from '../domain/message-reference.ts';
import type { QueuedRecord } from './ingest-queue.ts';

export type QueuedMessage = Extract<QueuedRecord, { kind: 'message' }>;

/**
 * Where message bytes live for good. `keep`, `release` and `reclaim` are called by the processor's thread alone; `open`
 * and `verify` from any thread by an instance of their own.
 */
export interface MessageStore {
  readonly name: MessageReference['store'];
  /**
   * Takes over the messages of a batch; references in the same order. Durable on resolve. Idempotent: keeping the same
   * record again gives the same reference and leaves one copy. Throws MillraceError 'store-io' and leaves nothing referred to.
   */
  keep(messages: readonly QueuedMessage[]): Promise<MessageReference[]>;
  /**
   * The message exactly as sent. Rejects with 'message-missing' when it is gone (deleted, or moved by compaction: look the
   * reference up again).
   */
  open(reference: MessageReference): Promise<{ readonly sizeBytes: number; readonly stream: Readable }>;
  /** The whole message in memory; as `open`. For callers that parse it. */
  read(reference: MessageReference): Promise<Buffer>;
  /**
   * These are no longer referred to by any committed row; called after the commit. Space may come back now or at `reclaim`.
   * Idempotent; an unknown reference is no error.
   */
  release(references: readonly MessageReference[]): Promise<void>;
  /** One small step of giving space back; true while there is more to do. A crash at any point leaves at worst files that nothing refers to. */
  reclaim(): Promise<boolean>;
  /**
   * Start-up check: removes files that nothing refers to, counts references that have no file. Takes its time without holding up its
   * thread, so nothing may be kept, released or committed meanwhile. Safe to be cut off or repeated.
   * @param referred every reference of a committed row to this store, each once, by rising key. What it throws
   *   comes out, with nothing removed.
   * @throws MillraceError 'store-io'
   */
  verify(referred: Iterable<MessageReference>): Promise<{ readonly removed: number; readonly missing: number }>;
  /** Bytes on disk. */
  sizeBytes(): Promise<number>;
  close(): Promise<void>;
}
