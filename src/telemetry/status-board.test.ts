import { describe, expect, it } from 'vitest';
import { HISTOGRAM_SLOTS, HistogramView } from './histogram.ts';
import { StatusBoard } from './status-board.ts';

describe('StatusBoard', () => {
  it('shows through one view what another view of the same memory counted', () => {
    const board = new StatusBoard();
    const other = new StatusBoard(board.buffer);
    board.add('accepted', 3);
    board.addLane(1, 'appendedRecords', 5);
    board.addLane(1, 'appendedBytes', 500);
    other.addLane(1, 'committedRecords', 2);
    other.addLane(1, 'committedBytes', 200);
    other.set('healthy', 1);
    const reading = other.read();
    expect(reading.accepted).toBe(3);
    expect(reading.spool).toMatchObject({ messages: 3, bytes: 300, healthy: true, full: false });
    expect(reading.spool.lanes).toEqual({
      high: { messages: 0, bytes: 0 },
      normal: { messages: 3, bytes: 300 },
      low: { messages: 0, bytes: 0 },
    });
  });

  it('never shows a negative backlog', () => {
    const board = new StatusBoard();
    board.addLane(0, 'committedRecords', 1);
    expect(board.read().spool.messages).toBe(0);
  });
});

describe('HistogramView', () => {
  const view = () => new HistogramView(new Float64Array(HISTOGRAM_SLOTS));

  it('gives percentiles to within a bucket and the exact maximum', () => {
    const histogram = view();
    for (let ms = 1; ms <= 1000; ms += 1) histogram.record(ms, 1_000_000);
    const { p50, p99, max } = histogram.percentiles(1_000_000);
    expect(p50).toBeGreaterThanOrEqual(500);
    expect(p50).toBeLessThan(550);
    expect(p99).toBeGreaterThanOrEqual(990);
    expect(max).toBe(1000);
  });

  it('forgets what is older than two windows, with and without new values', () => {
    const histogram = view();
    histogram.record(100, 1_000_000);
    expect(histogram.percentiles(1_020_000).max).toBe(100);
    histogram.record(1, 1_040_000);
    expect(histogram.percentiles(1_040_000).max).toBe(100);
    histogram.record(1, 1_075_000);
    expect(histogram.percentiles(1_075_000).max).toBe(1);
    expect(histogram.percentiles(1_200_000)).toEqual({ p50: 0, p95: 0, p99: 0, max: 0 });
  });
});
