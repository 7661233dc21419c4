import { randomBytes } from 'node:crypto';
import type { LiveEvent, LiveFeed } from '../../ports/live-feed.ts';
import type { FeedEvent } from '../schemas/operations.ts';
import { coalesce } from './coalesce.ts';

/**
 * The live feed as watchers get it: what happened within a span is put together into few events, each with an id that says which
 * boot, which place in its order, and which email was the newest. The last ones are kept, so that a watcher who comes back with the
 * id of the last one that it saw gets what it missed; one that was away too long, or comes from another boot, is told to ask for
 * everything again.
 */

export interface FeedEntry {
  /** `<boot>-<place>-<last number>` */
  readonly id: string;
  readonly event: FeedEvent;
}

export type FeedListener = (entries: readonly FeedEntry[]) => void;

export interface FeedOptions {
  readonly live: LiveFeed;
  readonly lastNumber: () => number;
  /** Span that is put together after a quiet time. */
  readonly spanMs?: number;
  /** Spans behind it, for as long as something comes in each: every event costs every watcher. */
  readonly steadySpanMs?: number;
  /** Events kept for those who come back. */
  readonly kept?: number;
}

export class Feed {
  readonly #boot = randomBytes(4).toString('hex');
  readonly #options: Required<FeedOptions>;
  readonly #listeners = new Set<FeedListener>();
  readonly #ring: FeedEntry[] = [];
  readonly #unsubscribe: () => void;
  #place = 0;
  #lastNumber: number | undefined;
  #waiting: LiveEvent[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: FeedOptions) {
    this.#options = { spanMs: 200, steadySpanMs: 400, kept: 2000, ...options };
    this.#unsubscribe = options.live.subscribe((events) => this.#take(events));
  }

  subscribe(listener: FeedListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The id that a watcher has who has seen everything up to now. */
  get currentId(): string {
    return `${this.#boot}-${this.#place}-${this.lastNumber}`;
  }

  get lastNumber(): number {
    this.#lastNumber ??= this.#options.lastNumber();
    return this.#lastNumber;
  }

  /** What came behind the event with this id; undefined when that is not known any more. */
  since(id: string): readonly FeedEntry[] | undefined {
    const parts = /^([0-9a-f]{8})-(\d{1,15})-\d{1,16}$/.exec(id);
    if (!parts || parts[1] !== this.#boot) return undefined;
    const missed = this.#place - Number(parts[2]);
    if (missed < 0 || missed > this.#ring.length) return undefined;
    return missed === 0 ? [] : this.#ring.slice(-missed);
  }

  stop(): void {
    this.#unsubscribe();
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #take(events: readonly LiveEvent[]): void {
    for (const event of events) {
      if (event.type === 'captured') this.#lastNumber = Math.max(this.lastNumber, event.lastNumber);
      this.#waiting.push(event);
    }
    // The first of a quiet time goes at once; what follows it waits for the span.
    if (this.#timer !== undefined) return;
    this.#flush();
    this.#begin(this.#options.spanMs);
  }

  #begin(spanMs: number): void {
    this.#timer = setTimeout(() => this.#spanEnded(), spanMs);
    this.#timer.unref();
  }

  #spanEnded(): void {
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    this.#flush();
    this.#begin(this.#options.steadySpanMs);
  }

  #flush(): void {
    const entries = coalesce(this.#waiting).map((event) => {
      this.#place += 1;
      return { id: this.currentId, event };
    });
    this.#waiting = [];
    this.#ring.push(...entries);
    if (this.#ring.length > this.#options.kept) this.#ring.splice(0, this.#ring.length - this.#options.kept);
    for (const listener of this.#listeners) listener(entries);
  }
}
