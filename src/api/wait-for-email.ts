import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import type { EmailFilter } from '../domain/commands.ts';
import type { EmailItem, EmailQueries } from '../ports/queries.ts';
import type { ApiContext } from './context.ts';

type Sources = Pick<ApiContext, 'emails' | 'live'>;

/** Least span between two looks at the database while mail pours in. */
const leastPauseMs = 15;
/** Words are found once the index has them, which no event tells. */
const indexPollMs = 150;

/** The first email with a higher number that meets the filter; undefined when none came in time or the signal aborted. */
export async function waitForEmail(
  sources: Sources,
  filter: EmailFilter,
  after: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<EmailItem | undefined> {
  const deadline = Date.now() + timeoutMs;
  const arrivals = new Arrivals(sources.live);
  try {
    for (let from = after; ; ) {
      const seen = arrivals.count;
      const newest = sources.emails.lastNumber();
      const { email, goOn } = sources.emails.firstAfter(filter, from);
      if (email || signal.aborted) return email;
      if (goOn !== undefined) {
        // What is there already is looked through to its end, whatever the timeout; others of this thread come between.
        from = goOn;
        await setImmediate();
        continue;
      }
      const leftMs = deadline - Date.now();
      if (leftMs <= 0) return undefined;
      // All up to `newest` were looked at; the index however may get to know of them later.
      if (filter.q === undefined) from = Math.max(from, newest);
      const pauseMs = filter.q === undefined ? leftMs : Math.min(leftMs, indexPollMs);
      if (arrivals.count === seen) await arrivals.next(pauseMs, signal);
      if (arrivals.count !== seen) await delay(Math.min(leftMs, leastPauseMs), undefined, { signal }).catch(() => {});
    }
  } finally {
    arrivals.stop();
  }
}

/** Mail of different lanes is listed in another order than it came; more than this apart only while there is a backlog. */
const orderSlackMs = 60_000;

/** Where to begin to look: behind the newest, behind a number, or at a time (ISO 8601), found by halving instead of a scan. */
export function startOf(
  emails: EmailQueries,
  since: string | undefined,
  filter: EmailFilter,
): { readonly filter: EmailFilter; readonly after: number } {
  if (since === undefined) return { filter, after: emails.lastNumber() };
  if (/^\d+$/.test(since)) return { filter, after: Number(since) };
  const at = Date.parse(since);
  let low = 0;
  let high = emails.lastNumber();
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const newest = emails.list({}, { limit: 1, before: middle + 1, after: low }).items[0];
    if (newest === undefined || newest.receivedAt < at - orderSlackMs) low = middle;
    else high = newest.number - 1;
  }
  return { filter: { ...filter, after: Math.max(at, filter.after ?? at) }, after: low };
}

/** Counts the news of captured mail, and wakes the one who waits for the next. */
class Arrivals {
  count = 0;
  #wake: (() => void) | undefined;
  readonly #unsubscribe: () => void;

  constructor(live: Sources['live']) {
    this.#unsubscribe = live.subscribe((events) => {
      if (!events.some((event) => event.type === 'captured')) return;
      this.count += 1;
      this.#wake?.();
    });
  }

  next(timeoutMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      signal.addEventListener('abort', done);
      this.#wake = done;
    });
  }

  stop(): void {
    this.#unsubscribe();
  }
}
