import type { LiveStatus } from '../ports/live-status.ts';
import { pause } from './pause.ts';

/** Messages a second, and waiting in the spool, above which capture has the machine for itself. */
const BUSY_RATE = 200;
const BUSY_BACKLOG = 500;
/** Parts of a core that the jobs take. While capture is busy: enough not to starve, too little to be felt (an indexed mail costs about
 * as much as ten captured ones). */
const BUSY_SHARE = 0.05;
const IDLE_SHARE = 0.8;
const LEAST_BUSY_PAUSE_MS = 500;
/** How soon the end of a burst is noticed; also the span over which the rate is taken. */
const LOOK_MS = 100;

/** Keeps the jobs out of the way of capture: rests after each step, long while mail is coming in. */
export class CapturePace {
  readonly #status: Pick<LiveStatus, 'read'>;
  readonly #now: () => number;
  readonly #pause: typeof pause;
  #accepted = 0;
  #readAt = Number.NEGATIVE_INFINITY;
  #busy = false;

  constructor(status: Pick<LiveStatus, 'read'>, { now = () => performance.now(), wait = pause } = {}) {
    this.#status = status;
    this.#now = now;
    this.#pause = wait;
  }

  /** After a step that took so long. Resolves early when capture becomes quiet, or the signal aborts. */
  async rest(workedMs: number, signal: AbortSignal): Promise<void> {
    if (!this.busy()) return this.#pause(workedMs * (1 / IDLE_SHARE - 1), signal);
    const until = this.#now() + Math.max(LEAST_BUSY_PAUSE_MS, workedMs * (1 / BUSY_SHARE - 1));
    do await this.#pause(LOOK_MS, signal);
    while (this.#now() < until && !signal.aborted && this.busy());
  }

  busy(): boolean {
    const now = this.#now();
    const elapsedMs = now - this.#readAt;
    if (elapsedMs < LOOK_MS) return this.#busy;
    const { accepted, spool } = this.#status.read();
    const rate = ((accepted - this.#accepted) * 1000) / elapsedMs;
    this.#busy = rate > BUSY_RATE || spool.messages > BUSY_BACKLOG;
    this.#accepted = accepted;
    this.#readAt = now;
    return this.#busy;
  }
}
