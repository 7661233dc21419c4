import type { Followed } from './live-protocol.ts';
import type { FeedEvent } from './types.ts';

/** A server that is slow or away: the turn goes without, and the page asks itself. */
const PATIENCE_MS = 800;

interface Answer {
  readonly askedAt: number;
  readonly text: Promise<string | undefined>;
}

/**
 * What pages ask after each arrival, asked once for all tabs of the browser that look at the same: a request costs some 4 ms of a
 * core in the browser's processes, and one answer in one message lets a page draw once.
 */
export class Answers {
  readonly #answers = new Map<string, Answer>();
  #newsAt = 0;

  /** Answers asked for before this are old; in a burst they may be a little old. */
  heard(event: FeedEvent): void {
    if (event.type !== 'stats') this.#newsAt = performance.now();
  }

  async for(followed: readonly Followed[], events: readonly FeedEvent[], calm: boolean): Promise<Map<string, string>> {
    const given = new Map<string, string>();
    const wanted = followed.filter(({ inbox, maxAgeMs }) => (calm || maxAgeMs !== undefined) && came(events, inbox));
    await Promise.all(
      wanted.map(async ({ path, maxAgeMs = 0 }) => {
        const text = await this.#answer(path, calm ? 0 : maxAgeMs);
        if (text !== undefined) given.set(path, text);
      }),
    );
    return given;
  }

  #answer(path: string, maxAgeMs: number): Promise<string | undefined> {
    const now = performance.now();
    const known = this.#answers.get(path);
    if (known && known.askedAt >= Math.min(this.#newsAt, now - maxAgeMs)) return known.text;
    const text = ask(path);
    this.#answers.set(path, { askedAt: now, text });
    if (this.#answers.size > 50) this.#answers.delete(this.#answers.keys().next().value as string);
    return text;
  }
}

const came = (events: readonly FeedEvent[], inbox: string | undefined): boolean =>
  events.some((event) => event.type === 'captured' && (inbox === undefined || (event.inboxes[inbox] ?? 0) > 0));

async function ask(path: string): Promise<string | undefined> {
  try {
    const response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}
