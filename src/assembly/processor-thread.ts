import type { MessagePort } from 'node:worker_threads';
import type { StoredEvent } from '../ports/event-store.ts';
import type { ReaderSeat } from '../spool/durable-marks.ts';
import { Thread } from './thread.ts';
import type { ProcessorReady, ThreadStart } from './thread-starts.ts';

export type FromProcessor =
  | { readonly type: 'directory-events'; readonly id: number; readonly events: readonly StoredEvent[] }
  /** Totals of chaos addresses that a batch has changed. */
  | { readonly type: 'chaos-received'; readonly totals: readonly (readonly [chaosId: string, total: number])[] };

export interface ProcessorSeat {
  readonly seat: ReaderSeat;
  readonly commands: readonly MessagePort[];
  readonly live: readonly MessagePort[];
}

export type ToProcessor =
  | ({ readonly type: 'attach' } & ProcessorSeat)
  | { readonly type: 'directory-applied'; readonly id: number };

/** The processor's thread as the main thread sees it. */
export class ProcessorThread {
  /** Must have taken effect on return: the command that made the events is answered then. */
  onDirectoryEvents: (events: readonly StoredEvent[]) => void = () => undefined;
  onChaosReceived: (chaosId: string, total: number) => void = () => undefined;
  readonly #thread: Thread<ThreadStart, ProcessorReady, FromProcessor>;

  constructor(onDeath: (error: Error) => void) {
    this.#thread = new Thread('processor', new URL('./processor-worker.js', import.meta.url), onDeath, (message) =>
      this.#take(message),
    );
  }

  /** Opens the database. */
  start(start: ThreadStart): Promise<ProcessorReady> {
    return this.#thread.start(start);
  }

  /** The spool is open: begin to process. */
  attach(seat: ProcessorSeat): void {
    const message: ToProcessor = { type: 'attach', ...seat };
    this.#thread.post(message, [seat.seat.port, ...seat.commands, ...seat.live]);
  }

  /** Applies what waits for at most so long, closes the database. */
  stop(drainMs: number): Promise<void> {
    return this.#thread.stop({ drainMs });
  }

  #take(message: FromProcessor): void {
    if (message.type === 'chaos-received') {
      for (const [chaosId, total] of message.totals) this.onChaosReceived(chaosId, total);
      return;
    }
    this.onDirectoryEvents(message.events);
    this.#thread.post({ type: 'directory-applied', id: message.id } satisfies ToProcessor);
  }
}
