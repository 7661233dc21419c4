import type { Percentiles } from '../ports/live-status.ts';

/*
 * Durations over about the last minute, in shared memory: two windows of 30 s that take turns. Buckets are logarithmic, eight to a
 * doubling (values are good to 9 %), from 1 microsecond to 70 minutes.
 *
 *   [ start of window, newest window's index | max, buckets of window 0 | max, buckets of window 1 ]
 */
const WINDOW_MS = 30_000;
const PER_DOUBLING = 8;
const BUCKETS = 32 * PER_DOUBLING;
const WINDOW_SLOTS = 1 + BUCKETS;
export const HISTOGRAM_SLOTS = 2 + 2 * WINDOW_SLOTS;

/** One writing thread, any number of readers. */
export class HistogramView {
  readonly #slots: Float64Array;

  /** @param slots HISTOGRAM_SLOTS of them, zero at first */
  constructor(slots: Float64Array) {
    this.#slots = slots;
  }

  record(ms: number, nowMs: number): void {
    const slots = this.#slots;
    if (nowMs - slots[0]! >= WINDOW_MS) this.#turn(nowMs);
    const base = 2 + slots[1]! * WINDOW_SLOTS;
    if (ms > slots[base]!) slots[base] = ms;
    slots[base + 1 + bucketOf(ms)]! += 1;
  }

  percentiles(nowMs: number): Percentiles {
    const slots = this.#slots;
    const age = nowMs - slots[0]!;
    const current = slots[1]!;
    // Without records nobody turns the windows: what is old is left out here.
    const bases = [current, 1 - current]
      .filter((_, index) => age < (index === 0 ? 2 * WINDOW_MS : WINDOW_MS))
      .map((window) => 2 + window * WINDOW_SLOTS);
    const max = Math.max(0, ...bases.map((base) => slots[base]!));
    const sums = Array.from({ length: BUCKETS }, (_, bucket) =>
      bases.reduce((sum, base) => sum + slots[base + 1 + bucket]!, 0),
    );
    const total = sums.reduce((sum, count) => sum + count, 0);
    const at = (share: number) => {
      let left = total * share;
      for (const [bucket, count] of sums.entries()) {
        left -= count;
        if (count > 0 && left <= 0) return Math.min(max, upperEdgeMs(bucket));
      }
      return max;
    };
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max };
  }

  #turn(nowMs: number): void {
    const slots = this.#slots;
    const stale = nowMs - slots[0]! >= 2 * WINDOW_MS;
    const next = 1 - slots[1]!;
    slots.fill(0, 2 + next * WINDOW_SLOTS, 2 + (next + 1) * WINDOW_SLOTS);
    if (stale) slots.fill(0, 2 + (1 - next) * WINDOW_SLOTS, 2 + (2 - next) * WINDOW_SLOTS);
    slots[1] = next;
    slots[0] = nowMs;
  }
}

function bucketOf(ms: number): number {
  const bucket = Math.floor(Math.log2(Math.max(1, ms * 1000)) * PER_DOUBLING);
  return bucket < BUCKETS ? bucket : BUCKETS - 1;
}

function upperEdgeMs(bucket: number): number {
  return 2 ** ((bucket + 1) / PER_DOUBLING) / 1000;
}
