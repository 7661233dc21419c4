import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Tab, Turns } from './turns.ts';
import type { FeedEvent } from './types.ts';

let turns: Turns;
beforeEach(() => {
  vi.useFakeTimers();
  turns = new Turns();
});
afterEach(() => vi.useRealTimers());

/** A page that draws within 20 ms, and what it was given when. */
class Page {
  readonly given: { at: number; last: number; calm: boolean }[] = [];
  readonly tab: Tab;
  constructor() {
    this.tab = turns.join((events, calm) => {
      this.given.push({ at: performance.now() - start, last: lastOf(events), calm });
      setTimeout(() => turns.done(this.tab), 20);
    });
  }
  get last(): number {
    return Math.max(0, ...this.given.map(({ last }) => last));
  }
}
let start = 0;
const lastOf = (events: readonly FeedEvent[]): number =>
  Math.max(0, ...events.map((event) => (event.type === 'captured' ? event.lastNumber : 0)));

const captured = (lastNumber: number, count: number): FeedEvent => ({
  type: 'captured',
  count,
  lastNumber,
  inboxes: {},
});

/** 2,000 mails a second, as the feed tells of them. Gives the last number. */
function burst(seconds: number): number {
  start = performance.now();
  for (let n = 1; n <= seconds * 5; n += 1) {
    turns.take(captured(n * 400, 400));
    vi.advanceTimersByTime(200);
  }
  return seconds * 2000;
}

const gaps = (page: Page): number[] => page.given.slice(1).map(({ at }, n) => at - (page.given[n]?.at ?? 0));

it('what comes while it is calm is told to every page at once', () => {
  const pages = Array.from({ length: 10 }, () => new Page());
  vi.advanceTimersByTime(1000);
  start = performance.now();
  turns.take(captured(1, 1));
  vi.advanceTimersByTime(10);
  expect(pages.map(({ given }) => given)).toEqual(pages.map(() => [{ at: 4, last: 1, calm: false }]));
});

it('in a burst the page looked at is told each 400 ms, the others in turns', () => {
  const pages = Array.from({ length: 10 }, () => new Page());
  vi.advanceTimersByTime(1000);
  turns.attend((pages[3] as Page).tab);
  burst(12);
  expect(Math.max(...gaps(pages[3] as Page))).toBeLessThanOrEqual(410);
  const others = pages.filter((_, n) => n !== 3);
  for (const page of others) expect(Math.max(...gaps(page))).toBeLessThanOrEqual(3200);
  const told = others.flatMap(({ given }) => given.map(({ at }) => at)).filter((at) => at > 100);
  expect(told.length).toBeLessThanOrEqual(12 * 3);
});

it('after a burst every page ends on the last state, in calm', () => {
  const pages = Array.from({ length: 10 }, () => new Page());
  vi.advanceTimersByTime(1000);
  const last = burst(5);
  vi.advanceTimersByTime(1600);
  expect(pages.map((page) => page.last)).toEqual(pages.map(() => last));
  expect(pages.map(({ given }) => given.at(-1)?.calm)).toEqual(pages.map(() => true));
});

it('a hidden page is told next to nothing, and everything when it is shown', () => {
  const [hidden, shown] = [new Page(), new Page()];
  vi.advanceTimersByTime(1000);
  turns.show(hidden.tab, false);
  const last = burst(5);
  expect(hidden.given).toHaveLength(1);
  expect(shown.given.length).toBeGreaterThan(10);
  turns.show(hidden.tab, true);
  expect(hidden.last).toBe(last);
});

it('a page that does not answer holds nobody up, and is told to ask for everything when too much waited', () => {
  const frozen: FeedEvent[][] = [];
  const tab = turns.join((events) => frozen.push([...events]));
  const page = new Page();
  vi.advanceTimersByTime(1000);
  const last = burst(120);
  vi.advanceTimersByTime(3000);
  expect(page.last).toBe(last);
  expect(frozen).toHaveLength(1);
  turns.done(tab);
  vi.advanceTimersByTime(10);
  expect(frozen[1]?.[0]).toMatchObject({ type: 'resync' });
});

it('a page that needs long for a turn has as long a rest', () => {
  const given: number[] = [];
  const tab = turns.join(() => {
    given.push(performance.now());
    setTimeout(() => turns.done(tab), 600);
  });
  vi.advanceTimersByTime(1000);
  burst(6);
  const between = given.slice(1).map((at, n) => at - (given[n] ?? 0));
  expect(Math.min(...between)).toBeGreaterThanOrEqual(1200);
});
