import type { MessagePort } from 'node:worker_threads';
import type { LiveEvent, LiveFeed } from '../ports/live-feed.ts';

/** The LiveFeed of a thread that is not the processor's. */
export class LiveClient implements LiveFeed {
  readonly #listeners = new Set<(events: readonly LiveEvent[]) => void>();

  constructor(port: MessagePort) {
    port.on('message', (events: readonly LiveEvent[]) => {
      for (const listener of this.#listeners) listener(events);
    });
  }

  subscribe(listener: (events: readonly LiveEvent[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
