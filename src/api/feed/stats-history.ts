import type { z } from 'zod';
import type { LiveStatus, StatusReading } from '../../ports/live-status.ts';
import { isoTime } from '../present.ts';
import type { markSchema, sampleSchema } from '../schemas/operations.ts';

export type StatsSample = z.output<typeof sampleSchema>;
export type StatsMark = z.output<typeof markSchema>;

const keptSamples = 900;
const keptMarks = 200;

export interface StatsHistoryOptions {
  readonly status: LiveStatus;
  readonly now: () => number;
  readonly storeBytes: () => Promise<number>;
}

/** One sample a second of the last 15 minutes, and what happened in them, kept in this thread. */
export class StatsHistory {
  readonly #options: StatsHistoryOptions;
  readonly #samples: StatsSample[] = [];
  readonly #marks: StatsMark[] = [];
  readonly #listeners = new Set<(sample: StatsSample, marks: readonly StatsMark[]) => void>();
  #before: { readonly at: number; readonly reading: StatusReading };
  #storeBytes = 0;
  #ticks = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: StatsHistoryOptions) {
    this.#options = options;
    const reading = options.status.read();
    this.#before = { at: options.now(), reading };
    this.#mark(reading.startedAt, 'start', 'The server started');
  }

  start(): void {
    void this.#measureStore();
    this.#timer = setInterval(() => this.tick(), 1000);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#listeners.clear();
  }

  get storeBytes(): number {
    return this.#storeBytes;
  }

  read(): { items: StatsSample[]; marks: StatsMark[] } {
    return { items: this.#samples, marks: this.#marks };
  }

  subscribe(listener: (sample: StatsSample, marks: readonly StatsMark[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes one sample; called each second by itself, by tests directly. */
  tick(): void {
    const at = this.#options.now();
    const reading = this.#options.status.read();
    const { at: earlierAt, reading: earlier } = this.#before;
    this.#before = { at, reading };
    if (this.#ticks++ % 15 === 14) void this.#measureStore();
    const marksBefore = this.#marks.length;
    this.#notice(at, earlier, reading);
    const sample = this.#sample(at, Math.max(1, at - earlierAt) / 1000, earlier, reading);
    this.#samples.push(sample);
    if (this.#samples.length > keptSamples) this.#samples.shift();
    const marks = this.#marks.slice(marksBefore);
    if (this.#marks.length > keptMarks) this.#marks.splice(0, this.#marks.length - keptMarks);
    for (const listener of this.#listeners) listener(sample, marks);
  }

  #sample(at: number, seconds: number, earlier: StatusReading, reading: StatusReading): StatsSample {
    const rate = (key: 'accepted' | 'refused' | 'processed' | 'acceptedBytes') =>
      Math.max(0, Math.round(((reading[key] - earlier[key]) / seconds) * 10) / 10);
    const { lanes } = reading.spool;
    const { reply, sync, listed } = reading.latency;
    return {
      at: isoTime(at),
      inPerSecond: rate('accepted'),
      refusedPerSecond: rate('refused'),
      outPerSecond: rate('processed'),
      inBytesPerSecond: rate('acceptedBytes'),
      waiting: { high: lanes.high.messages, normal: lanes.normal.messages, low: lanes.low.messages },
      waitingBytes: reading.spool.bytes,
      oldestAgeMs: reading.spool.oldestAgeMs,
      connections: reading.connections,
      replyP50Ms: reply.p50,
      replyP95Ms: reply.p95,
      replyP99Ms: reply.p99,
      syncP50Ms: sync.p50,
      syncP99Ms: sync.p99,
      listedP50Ms: listed.p50,
      listedP99Ms: listed.p99,
      storeBytes: this.#storeBytes,
    };
  }

  #notice(at: number, earlier: StatusReading, reading: StatusReading): void {
    const failedSyncs = reading.failedSyncs - earlier.failedSyncs;
    if (failedSyncs > 0)
      this.#mark(at, 'failed-sync', failedSyncs === 1 ? 'A sync failed' : `${failedSyncs} syncs failed`);
    if (reading.spool.full && !earlier.spool.full) this.#mark(at, 'full', 'The spool is full');
    if (!reading.spool.healthy && earlier.spool.healthy) this.#mark(at, 'unhealthy', 'The spool cannot sync');
    const well = (each: StatusReading) => each.spool.healthy && !each.spool.full;
    if (well(reading) && !well(earlier)) this.#mark(at, 'recovered', 'The spool takes mail again');
  }

  #mark(at: number, kind: StatsMark['kind'], text: string): void {
    this.#marks.push({ at: isoTime(at), kind, text });
  }

  async #measureStore(): Promise<void> {
    try {
      this.#storeBytes = await this.#options.storeBytes();
    } catch {
      // Said in the log by the store itself; the last size known is better than none.
    }
  }
}
