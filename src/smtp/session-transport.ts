/**
 * What a session asks of the connection that carries it. A session does no I/O itself. All calls return at once and never call the
 * session back before they return.
 */
export interface SessionTransport {
  /** Reply bytes as a binary string, one call for all that one piece of input brought about. */
  write(bytes: string): void;
  /** Sends what was written, then ends the connection. The session hears no more of it but `disconnected`. */
  close(): void;
  /** Ends the connection at once, without sending anything. */
  destroy(): void;
  /** Begins the TLS handshake behind what was written; `session.secured` is called when it is done. */
  startTls(): void;
  /** No more input, as far as possible: at most what was read already still comes. */
  pause(): void;
  resume(): void;
  /** Calls `session.wake()` once after about this many milliseconds, 0: soon, but not before the present call has returned. */
  wakeAfter(delayMs: number): void;
}
