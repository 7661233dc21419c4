import { lanes } from '../domain/lanes.ts';
import type { LiveStatus, Percentiles, StatusReading } from '../ports/live-status.ts';
import { HISTOGRAM_SLOTS, HistogramView } from './histogram.ts';

/**
 * The counters that the threads share, in one SharedArrayBuffer of float64. Every counter has one writing thread (named here), so
 * no atomic operation is needed on the hot path; a reader may see one counter a moment older than another.
 */
const counters = [
  'startedAt', // assembly
  'draining', // assembly: 1 from the first request to stop
  'accepted', // smtp: messages that got 250
  'refused', // smtp: messages answered 4xx/5xx at the end of data
  'acceptedBytes', // smtp
  'connections', // smtp: open now
  'failedHandshakes', // smtp: clients that left with the TLS handshake
  'syncs', // spool writer
  'failedSyncs', // spool writer
  'healthy', // spool writer: 1 or 0
  'full', // spool writer: 1 or 0
  'processed', // processor: records applied
  'failed', // processor: batches retried
  'deadLettered', // processor: records put to the dead letters
] as const;
export type Counter = (typeof counters)[number];

const laneCounters = [
  'appendedRecords', // spool writer; starts at the backlog found at start
  'appendedBytes', // spool writer; likewise
  'committedRecords', // spool reader: behind the durable checkpoint, counted from the same start
  'committedBytes', // spool reader
  'oldestAt', // spool reader: arrival of the oldest uncommitted record, ms since the epoch; 0 when unknown or none
] as const;
export type LaneCounter = (typeof laneCounters)[number];

const histograms = ['reply', 'sync', 'listed'] as const;
/** `reply` and `sync` are written by the SMTP thread, `listed` by the processor. */
export type Histogram = (typeof histograms)[number];

const laneStart = counters.length;
const histogramStart = laneStart + lanes.length * laneCounters.length;
const slots = histogramStart + histograms.length * HISTOGRAM_SLOTS;

const indexOf = Object.fromEntries(counters.map((name, index) => [name, index])) as Record<Counter, number>;
const laneIndexOf = Object.fromEntries(laneCounters.map((name, index) => [name, index])) as Record<LaneCounter, number>;

export class StatusBoard implements LiveStatus {
  /** Give this to a worker, which makes its own view of it. */
  readonly buffer: SharedArrayBuffer;
  readonly #values: Float64Array;
  readonly #histograms: Record<Histogram, HistogramView>;

  constructor(buffer = new SharedArrayBuffer(slots * Float64Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer;
    this.#values = new Float64Array(buffer);
    const view = (index: number) =>
      new HistogramView(
        this.#values.subarray(histogramStart + index * HISTOGRAM_SLOTS, histogramStart + (index + 1) * HISTOGRAM_SLOTS),
      );
    this.#histograms = { reply: view(0), sync: view(1), listed: view(2) };
  }

  add(counter: Counter, amount = 1): void {
    this.#values[indexOf[counter]]! += amount;
  }

  set(counter: Counter, value: number): void {
    this.#values[indexOf[counter]] = value;
  }

  get(counter: Counter): number {
    return this.#values[indexOf[counter]]!;
  }

  addLane(lane: number, counter: LaneCounter, amount: number): void {
    this.#values[laneStart + lane * laneCounters.length + laneIndexOf[counter]]! += amount;
  }

  setLane(lane: number, counter: LaneCounter, value: number): void {
    this.#values[laneStart + lane * laneCounters.length + laneIndexOf[counter]] = value;
  }

  getLane(lane: number, counter: LaneCounter): number {
    return this.#values[laneStart + lane * laneCounters.length + laneIndexOf[counter]]!;
  }

  /** A duration in milliseconds. */
  record(histogram: Histogram, ms: number): void {
    this.#histograms[histogram].record(ms, Date.now());
  }

  percentiles(histogram: Histogram): Percentiles {
    return this.#histograms[histogram].percentiles(Date.now());
  }

  read(): StatusReading {
    const now = Date.now();
    const perLane = lanes.map((_, lane) => ({
      // Two counters of two threads: never below zero, whatever the order of the reads.
      messages: Math.max(0, this.getLane(lane, 'appendedRecords') - this.getLane(lane, 'committedRecords')),
      bytes: Math.max(0, this.getLane(lane, 'appendedBytes') - this.getLane(lane, 'committedBytes')),
      oldestAt: this.getLane(lane, 'oldestAt'),
    }));
    const oldest = perLane.filter((lane) => lane.messages > 0 && lane.oldestAt > 0).map((lane) => lane.oldestAt);
    const [high, normal, low] = perLane.map(({ messages, bytes }) => ({ messages, bytes }));
    return {
      startedAt: this.get('startedAt'),
      accepted: this.get('accepted'),
      refused: this.get('refused'),
      acceptedBytes: this.get('acceptedBytes'),
      processed: this.get('processed'),
      failed: this.get('failed'),
      connections: this.get('connections'),
      failedHandshakes: this.get('failedHandshakes'),
      syncs: this.get('syncs'),
      failedSyncs: this.get('failedSyncs'),
      spool: {
        messages: perLane.reduce((sum, lane) => sum + lane.messages, 0),
        bytes: perLane.reduce((sum, lane) => sum + lane.bytes, 0),
        oldestAgeMs: oldest.length === 0 ? 0 : Math.max(0, now - Math.min(...oldest)),
        healthy: this.get('healthy') === 1,
        full: this.get('full') === 1,
        lanes: { high: high!, normal: normal!, low: low! },
      },
      latency: {
        reply: this.percentiles('reply'),
        sync: this.percentiles('sync'),
        listed: this.percentiles('listed'),
      },
    };
  }
}
