/*
 * What the SMTP path and the spool say to each other. It lies here because neither may import the other.
 */

/** Why the spool did not take it: replied as 452 4.3.1, 451 4.3.0, 451 4.3.0 and 421 4.3.2. */
export type RefusalReason = 'full' | 'sync-failed' | 'unhealthy' | 'stopping';

/**
 * A whole message on its way to the spool. The object is reused by its session: the next transaction begins only after
 * `stored` or `refused`, of which exactly one is called, once, and never before `receive` has returned.
 */
export interface SpoolTransaction {
  /** Index in `lanes`: the highest priority among the recipients. */
  readonly lane: number;
  /** JSON of `EmailIngestionJob`. */
  readonly jobText: string;
  /** The message dot-unstuffed, otherwise exactly as sent. Valid until `receive` returns: the receiver copies what it keeps. */
  readonly chunks: Uint8Array[];
  readonly messageBytes: number;
  /** End of data, milliseconds since the epoch as of `Date.now()`; for the latency of the reply. */
  readonly endedAtMs: number;
  /** A sync covers the message: 250 with this id, or the chaos reply. */
  stored(messageId: string): void;
  refused(reason: RefusalReason): void;
}

/** A recipient refused at RCPT by a chaos address, to be counted durably; its reply waits for one of the two calls. */
export interface SpoolRefusal {
  readonly lane: number;
  /** JSON of `RefusalJob`. */
  readonly refusalText: string;
  stored(): void;
  refused(reason: RefusalReason): void;
}

/** Takes one large message while it arrives, so that a session's memory does not grow with the message. */
export interface LargeMessageSink {
  /** Copies the chunk before it returns. False: no more until `onDrain` is called. */
  write(chunk: Uint8Array): boolean;
  onDrain: (() => void) | undefined;
  /** The message is whole: sync it, append its record, then `stored` or `refused`. */
  finish(transaction: Omit<SpoolTransaction, 'chunks'>): void;
  /** The connection is gone, or the message was refused: leave nothing. Not called after `finish`. */
  abort(): void;
}
