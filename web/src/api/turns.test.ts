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

/** As the feed tells of so many mails a second. Gives the last number. */
function burst(seconds: number, perSecond = 500): number {
  start = performance.now();
  const each = (perSecond * 2) / 5;
  let last = 0;
  for (let at = 0; at < seconds * 1000; at += 400) {
    last += each;
    turns.take(captured(last, each));
    vi.advanceTimersByTime(400);
  }
  return last;
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

it.each([
  { perSecond: 500, attendedGapMs: 400, sharedGapMs: 333 },
  { perSecond: 5000, attendedGapMs: 1000, sharedGapMs: 1000 },
])(
  'at $perSecond mails a second the page looked at is told each $attendedGapMs ms, the others in turns',
  ({ perSecond, attendedGapMs, sharedGapMs }) => {
    const pages = Array.from({ length: 10 }, () => new Page());
    vi.advanceTimersByTime(1000);
    turns.attend((pages[3] as Page).tab);
    burst(40, perSecond);
    expect(Math.max(...gaps(pages[3] as Page))).toBeLessThanOrEqual(attendedGapMs + 10);
    const others = pages.filter((_, n) => n !== 3);
    for (const page of others) expect(Math.max(...gaps(page))).toBeLessThanOrEqual(9 * sharedGapMs + 400);
    const told = others.reduce((sum, { given }) => sum + given.length, 0);
    expect(told).toBeLessThanOrEqual(40_000 / sharedGapMs + 1);
  },
);

it('a page that is alone on view has every event of a rush', () => {
  const [page, hidden] = [new Page(), new Page()];
  turns.show(hidden.tab, false);
  vi.advanceTimersByTime(1000);
  burst(8, 5000);
  expect(Math.max(...gaps(page))).toBeLessThanOrEqual(410);
});

it('many at once begin a burst: the page looked at is told at once, and one other', () => {
  const pages = Array.from({ length: 10 }, () => new Page());
  vi.advanceTimersByTime(1000);
  turns.take(captured(50, 50));
  vi.advanceTimersByTime(10);
  expect(pages.map(({ given }) => given.length).toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  expect(pages[9]?.given).toHaveLength(1);
  vi.advanceTimersByTime(3000);
  expect(pages.map((page) => page.last)).toEqual(pages.map(() => 50));
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
  const last = burst(240);
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
