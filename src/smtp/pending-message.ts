import type { RefusalReason, SpoolTransaction } from './message-receiver.ts';

/** The message of a session that the spool has, or had last: one object a session, filled anew for each. */
export class PendingMessage implements SpoolTransaction {
  lane = 0;
  jobText = '';
  chunks: Uint8Array[] = [];
  messageBytes = 0;
  endedAtMs = 0;
  readonly #onStored: (messageId: string) => void;
  readonly #onRefused: (reason: RefusalReason) => void;

  constructor(onStored: (messageId: string) => void, onRefused: (reason: RefusalReason) => void) {
    this.#onStored = onStored;
    this.#onRefused = onRefused;
  }

  stored(messageId: string): void {
    this.#onStored(messageId);
  }

  refused(reason: RefusalReason): void {
    this.#onRefused(reason);
  }
}
