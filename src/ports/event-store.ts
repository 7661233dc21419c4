/** Optimistic concurrency: the version that the stream must have before the append. */
export type ExpectedVersion = number | 'any' | 'no-stream';

export interface NewEvent<E extends { type: string } = { type: string }> {
  readonly event: E;
  /** UUID; an event id already stored is refused as a conflict. */
  readonly id?: string;
}

export interface EventMetadata {
  readonly actor: string;
  readonly correlationId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface StreamAppend {
  /** `<category>-<id>`, for example `domain-0192…`. */
  readonly stream: string;
  readonly expectedVersion: ExpectedVersion;
  readonly events: readonly NewEvent[];
  readonly metadata: EventMetadata;
}

export interface StoredEvent {
  /** Global position: rises without gaps that a reader could see and miss. */
  readonly position: number;
  readonly stream: string;
  /** 1 for the first event of the stream. */
  readonly version: number;
  readonly type: string;
  readonly event: { type: string } & Record<string, unknown>;
  readonly metadata: EventMetadata;
}

export type AppendOutcome =
  | { readonly kind: 'appended'; readonly lastPosition: number; readonly versions: readonly number[] }
  | { readonly kind: 'conflict'; readonly stream: string; readonly expected: ExpectedVersion; readonly actual: number }
  /** An inline projection's unique index refuses it; `what` is `table.column`. Nothing of the batch was appended. */
  | { readonly kind: 'not-unique'; readonly what: string };

/**
 * Append-only facts in streams with a global position. `appendBatch` is one transaction over all its streams: all or
 * nothing. Durable on return when not inside a surrounding transaction, otherwise with that transaction's commit.
 */
export interface EventStore {
  appendBatch(appends: readonly StreamAppend[]): AppendOutcome;
  /** Events of one stream from a version on, in order. */
  readStream(stream: string, fromVersion?: number): StoredEvent[];
  /** Events behind a global position, in order, at most `limit`; only of these categories where given. */
  readAll(after: number, limit: number, categories?: readonly string[]): StoredEvent[];
  lastPosition(): number;
  /** Removes all events of the streams (retention of long-deleted emails). Positions are never reused. */
  truncateStreams(streams: readonly string[]): number;
}
