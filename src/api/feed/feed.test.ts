import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LiveEvent } from '../../ports/live-feed.ts';
import { Feed, type FeedEntry } from './feed.ts';

let tell: (...events: LiveEvent[]) => void;
let feed: Feed;
beforeEach(() => {
  vi.useFakeTimers();
  feed = new Feed({
    live: {
      subscribe: (listener) => {
        tell = (...events) => listener(events);
        return () => {};
      },
    },
    lastNumber: () => 41,
    spanMs: 200,
    kept: 5,
  });
});
afterEach(() => {
  feed.stop();
  vi.useRealTimers();
});

const chaos = (received: number): LiveEvent => ({ type: 'chaos', id: 'x', received });

it('the first of a quiet time goes at once, the rest of the span together at its end', () => {
  const told: FeedEntry[][] = [];
  feed.subscribe((entries) => told.push([...entries]));
  for (const received of [1, 2, 3]) tell(chaos(received));
  expect(told.map((entries) => entries.map((entry) => entry.event))).toEqual([[chaos(1)]]);
  vi.advanceTimersByTime(200);
  expect(told).toHaveLength(2);
  expect(told[1]?.map((entry) => entry.event)).toEqual([chaos(3)]);
  vi.advanceTimersByTime(1000);
  tell(chaos(4));
  expect(told).toHaveLength(3);
});

it('puts together longer spans while something comes in each', () => {
  const told: number[] = [];
  let at = 0;
  feed.subscribe(() => told.push(at));
  for (; at <= 2000; at += 50) {
    tell(chaos(at));
    vi.advanceTimersByTime(50);
  }
  expect(told).toEqual([0, 150, 550, 950, 1350, 1750]);
  at = 5000;
  vi.advanceTimersByTime(3000);
  tell(chaos(at));
  // Quiet since: at once again.
  expect(told.at(-1)).toBe(5000);
});

it('knows what came behind an id, as long as it is kept', () => {
  const start = feed.currentId;
  expect(start).toMatch(/^[0-9a-f]{8}-0-41$/);
  expect(feed.since(start)).toEqual([]);
  const ids: string[] = [];
  for (let received = 1; received <= 7; received += 1) {
    tell(chaos(received));
    vi.advanceTimersByTime(400);
    ids.push(feed.currentId);
  }
  expect(feed.since(ids[6]!)).toEqual([]);
  expect(feed.since(ids[4]!)?.map((entry) => entry.event)).toEqual([chaos(6), chaos(7)]);
  expect(feed.since(ids[1]!)).toHaveLength(5);
  expect(feed.since(ids[0]!)).toBeUndefined();
  expect(feed.since(start)).toBeUndefined();
  expect(feed.since(`${start.slice(0, 8)}-8-41`)).toBeUndefined();
});

it('the number of the newest email never falls', () => {
  tell({ type: 'captured', count: 1, lastNumber: 50, inboxes: {} });
  tell({ type: 'captured', count: 1, lastNumber: 45, inboxes: {} });
  expect(feed.lastNumber).toBe(50);
});
