import { setTimeout as delay } from 'node:timers/promises';
import { launchBrowser } from '../../test/support/browser.ts';
import { drained } from '../../test/support/reconcile.ts';
import type { TestServer } from '../../test/support/server.ts';
import { SmtpClient } from '../../test/support/smtp-client.ts';
import { median } from '../measure/probe.ts';
import { readProcess } from '../measure/process-stats.ts';
import { sendLoad } from '../measure/smtp-source.ts';
import { atLeast, atMost, type TargetRow } from '../report/targets.ts';
import { browserCpuSeconds, InboxPages } from './inbox-pages.ts';
import type { SpecialRun } from './special-run.ts';
import { listedPerSecond, withServer } from './with-server.ts';

const pageCount = 10;
/** Pages that were open for a while have drawn often, and their scripts are compiled. */
const drawnBefore = 20;
const pairsOfRound = 6;
const windowMs = 5000;
/** After a change of state, until the rate is that of the new one. */
const changeMs = 3000;
/** Of the other pages each draws every nine seconds. */
const steadyMs = 30_000;
const shape = { size: 10_240, sessions: 50 };
/** What is promised of live pages in a burst (docs/adr/0012). A page that did not draw for longer fails the run: frozen is not updating. */
const longestMs = { attended: 2000, other: 13_000 };

interface Window {
  /** Listed. */
  readonly perSecond: number;
  /** That the server took for 1,000 messages. */
  readonly serverSeconds: number;
  readonly browserCores: number;
  readonly from: number;
  readonly to: number;
}

/** An open window, and the one without pages in which the machine was the same: between the one before and the one after. */
interface Pair {
  readonly open: Window;
  readonly none: Omit<Window, 'from' | 'to'>;
}

interface Round {
  readonly pairs: readonly Pair[];
  /** By page, the last is the one looked at. */
  readonly gapsMs: readonly (readonly number[])[];
  /** Longest time, by page, in which it drew nothing new. */
  readonly silenceMs: readonly number[];
  /** From the last message listed until every page shows it. */
  readonly settledMs: number;
  readonly idleMs: number;
}

/**
 * Ten inboxes open in one browser and updating against none, under one load that does not stop: in turns the pages are put aside and
 * taken back, and each window with pages is held against those before and behind it, as a shared machine is another one a minute later.
 * With pages the browser has its share of the same two cores. Then a longer time with pages, for how often they draw.
 */
export const openPages: SpecialRun = async (full) => {
  const rounds: Round[] = [];
  for (let n = 0; n < (full ? 4 : 2); n += 1) rounds.push(await withServer({}, measureRound));
  return { targets: targetsOf(rounds), notes: notesOf(rounds) };
};

async function measureRound(server: TestServer): Promise<Round> {
  await listedPerSecond(server, { ...shape, count: 10_000 });
  const browser = await launchBrowser();
  try {
    const inboxes = await InboxPages.open(browser, server, pageCount);
    for (let n = 0; n < drawnBefore; n += 1) {
      await listedPerSecond(server, { ...shape, count: 100 });
      await inboxes.settled();
    }
    const { pairs, ...drawing } = await underLoad(server, async () => {
      const pairs = await measurePairs(server, inboxes);
      return { pairs, ...(await measureDrawing(inboxes)) };
    });
    const listedAt = Date.now();
    await inboxes.settled();
    const settledMs = Date.now() - listedAt;
    return { pairs, ...drawing, settledMs, idleMs: await idleArrival(inboxes) };
  } finally {
    await browser.close();
  }
}

/** Resolves when all that was sent beside the work is listed. */
async function underLoad<T>(server: TestServer, work: () => Promise<T>): Promise<T> {
  let ended = false;
  const load = (async () => {
    while (!ended) await sendLoad(server.smtp, { ...shape, count: 50_000 });
  })();
  // A load that breaks off is the fault to tell of, not what the work then waits for in vain.
  const broken = load.then(() => new Promise<never>(() => undefined));
  try {
    return await Promise.race([work(), broken]);
  } finally {
    ended = true;
    await load;
    await drained(server);
  }
}

async function measurePairs(server: TestServer, inboxes: InboxPages): Promise<Pair[]> {
  await inboxes.putAside();
  let before = await measureWindow(server);
  const pairs: Pair[] = [];
  while (pairs.length < pairsOfRound) {
    await inboxes.takeBack();
    const open = await measureWindow(server);
    await inboxes.putAside();
    const after = await measureWindow(server);
    if ((await inboxes.drawn(after.from, after.to)).some((times) => times.length > 0))
      throw new Error('a page that was put aside drew new mail');
    pairs.push({ open, none: meanOf(before, after) });
    before = after;
  }
  await inboxes.takeBack();
  return pairs;
}

async function measureWindow(server: TestServer): Promise<Window> {
  await delay(changeMs);
  const read = async () => {
    const { processed } = await server.api.stats();
    return {
      at: Date.now(),
      processed,
      server: readProcess(server.pid).cpuSeconds,
      browser: browserCpuSeconds(),
    };
  };
  const from = await read();
  await delay(windowMs);
  const to = await read();
  const seconds = (to.at - from.at) / 1000;
  const listed = to.processed - from.processed;
  return {
    perSecond: listed / seconds,
    serverSeconds: ((to.server - from.server) / listed) * 1000,
    browserCores: (to.browser - from.browser) / seconds,
    from: from.at,
    to: to.at,
  };
}

const meanOf = (a: Window, b: Window): Pair['none'] => ({
  perSecond: (a.perSecond + b.perSecond) / 2,
  serverSeconds: (a.serverSeconds + b.serverSeconds) / 2,
  browserCores: (a.browserCores + b.browserCores) / 2,
});

async function measureDrawing(inboxes: InboxPages): Promise<Pick<Round, 'gapsMs' | 'silenceMs'>> {
  await delay(changeMs);
  const from = Date.now();
  await delay(steadyMs);
  const to = Date.now();
  const drawn = await inboxes.drawn(from, to);
  const silenceMs = drawn.map((times) => Math.max(...gaps([from, ...times, to])));
  for (const [page, silence] of silenceMs.entries()) {
    const most = page === pageCount - 1 ? longestMs.attended : longestMs.other;
    if (silence > most)
      throw new Error(`page ${page + 1} of ${pageCount} drew nothing new for ${silence} ms under load`);
  }
  return { gapsMs: drawn.map(gaps), silenceMs };
}

const gaps = (times: readonly number[]): number[] => times.slice(1).map((at, n) => Math.round(at - (times[n] ?? at)));

/** One mail while nothing else comes: from its 250 until the last of all pages has drawn it, ms. */
async function idleArrival(inboxes: InboxPages): Promise<number> {
  // The feed gathers for 200 ms after an event, and the tabs take turns until nothing came for a while.
  await delay(changeMs);
  const client = await SmtpClient.open(inboxes.server.smtp);
  await client.send('a@example.test', ['b@example.test'], Buffer.from('Subject: Alone\r\n\r\nHello.\r\n'));
  const repliedAt = Date.now();
  await client.quit();
  await drained(inboxes.server);
  await inboxes.settled();
  const drawn = await inboxes.drawn(0, Number.POSITIVE_INFINITY);
  return Math.max(...drawn.map((times) => times.at(-1) ?? 0)) - repliedAt;
}

function targetsOf(rounds: readonly Round[]): TargetRow[] {
  return [
    atLeast(`capture with ${pageCount} pages open and updating, against none`, 0.95, median(ratiosOf(rounds))),
    atMost('time between updates of the page looked at, median', 1000, median(attendedGaps(rounds)), ' ms'),
    atMost('time between updates of each other page, median', 10_000, median(otherGaps(rounds)), ' ms'),
  ];
}

function notesOf(rounds: readonly Round[]): string[] {
  const pairs = rounds.flatMap((round) => round.pairs);
  const mid = (of: (pair: Pair) => number, digits: number) => median(pairs.map(of)).toFixed(digits);
  const ratios = ratiosOf(rounds);
  const silence = (from: number, to?: number) =>
    Math.max(...rounds.flatMap(({ silenceMs }) => silenceMs.slice(from, to)));
  return [
    `pages: ${mid(({ none }) => none.perSecond, 0)}/s with none open, ${mid(({ open }) => open.perSecond, 0)}/s with ${pageCount} (10 KiB, ` +
      `50 sessions, listed); ratios of ${pairs.length} pairs, mean ${mean(ratios).toFixed(3)} +- ${standardError(ratios).toFixed(3)}: ` +
      ratios.map((ratio) => ratio.toFixed(2)).join(' '),
    `pages: the server took ${mid(({ none }) => none.serverSeconds, 4)} s of CPU for 1,000 with none open and ` +
      `${mid(({ open }) => open.serverSeconds, 4)} s with ${pageCount}; the browser took ${mid(({ none }) => none.browserCores, 3)} and ` +
      `${mid(({ open }) => open.browserCores, 3)} cores`,
    `pages: new mail drawn every ${Math.round(median(attendedGaps(rounds)))} ms by the page looked at (median; longest silence ${silence(-1)} ms), ` +
      `every ${Math.round(median(otherGaps(rounds)))} ms by each other (${silence(0, -1)} ms); after the load all showed the last mail and the ` +
      `count within ${Math.max(...rounds.map(({ settledMs }) => settledMs))} ms; one mail while idle was on all ${pageCount} within ` +
      `${Math.round(median(rounds.map(({ idleMs }) => idleMs)))} ms of its 250`,
  ];
}

const ratiosOf = (rounds: readonly Round[]) =>
  rounds.flatMap(({ pairs }) => pairs.map(({ open, none }) => open.perSecond / none.perSecond));
const attendedGaps = (rounds: readonly Round[]) => rounds.flatMap(({ gapsMs }) => gapsMs.at(-1) ?? []);
const otherGaps = (rounds: readonly Round[]) => rounds.flatMap(({ gapsMs }) => gapsMs.slice(0, -1).flat());

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function standardError(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
