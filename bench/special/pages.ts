import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../test/support/browser.ts';
import { drained } from '../../test/support/reconcile.ts';
import type { TestServer } from '../../test/support/server.ts';
import { SmtpClient } from '../../test/support/smtp-client.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { median } from '../measure/probe.ts';
import { readProcess } from '../measure/process-stats.ts';
import type { LoadShape } from '../measure/smtp-source.ts';
import { atLeast, atMost, type TargetRow } from '../report/targets.ts';
import type { SpecialRun } from './special-run.ts';
import { listedPerSecond, withServer } from './with-server.ts';

const pageCount = 10;
const drawnBefore = 20;
/** What is promised of live pages in a burst (docs/adr/0012). A page that did not draw for longer fails the run: frozen is not updating. */
const longestMs = { attended: 2000, other: 13_000 };

/**
 * In the page. Text, because tsx adds helpers to functions that the page does not have. Notes when the newest row became another, at
 * the change itself: to ask for the frame that shows it, at most 16 ms later, would cost a second frame each time.
 */
const watching = `
  globalThis.drawnAt = [];
  let newest = '';
  const look = () => {
    const id = document.querySelector('[data-testid=mail-row][data-index="0"]')?.dataset.id;
    if (id === undefined || id === newest) return;
    newest = id;
    globalThis.drawnAt.push(performance.timeOrigin + performance.now());
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-id'] });
`;

interface Rate {
  /** Listed. */
  readonly perSecond: number;
  /** That the server took for 1,000 messages. */
  readonly cpuSeconds: number;
}

interface Pair {
  readonly none: Rate;
  readonly open: Open;
}

interface Open extends Rate {
  /** By page, in the order they were opened: the last is the one looked at. */
  readonly gapsMs: readonly (readonly number[])[];
  /** Longest time under load, by page, in which it drew nothing new. */
  readonly silenceMs: readonly number[];
  /** From the last message listed until every page shows it. */
  readonly settledMs: number;
  readonly idleMs: number;
  /** Cores that the browser's processes took under load. */
  readonly browserCores: number;
}

/**
 * Ten inboxes open in one browser and updating against none, in pairs of bursts one behind the other, as a shared machine is another
 * one some minutes later; of the pairs' ratios the median. For a burst without pages the browser stays, with nothing open in it. With
 * pages it has its share of the same two cores.
 */
export const openPages: SpecialRun = async (full) => {
  const shape = { size: 10_240, sessions: 50, count: full ? 100_000 : 50_000 };
  return withServer({}, async (server) => {
    await listedPerSecond(server, { ...shape, count: 10_000 });
    const browser = await launchBrowser();
    try {
      const pages = await emptyPages(browser);
      const pairs: Pair[] = [];
      for (let n = 0; n < (full ? 12 : 6); n += 1) pairs.push(await measurePair(server, pages, shape, n % 2 === 0));
      return { targets: targetsOf(pairs), notes: notesOf(pairs) };
    } finally {
      await browser.close();
    }
  });
};

/** What comes second finds a store that is larger: each goes first in every second pair. */
async function measurePair(
  server: TestServer,
  pages: readonly Page[],
  shape: LoadShape,
  noneFirst: boolean,
): Promise<Pair> {
  const none = async () => {
    await atRest(server, []);
    return withCpu(server, shape.count, () => listedPerSecond(server, shape));
  };
  const before = noneFirst ? await none() : undefined;
  await openInboxes(pages, server);
  await atRest(server, pages);
  const open = await measureOpen(server, pages, shape);
  for (const page of pages) await page.goto('about:blank');
  return { none: before ?? (await none()), open };
}

async function emptyPages(browser: Browser): Promise<Page[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(watching);
  return Promise.all(Array.from({ length: pageCount }, () => context.newPage()));
}

/** One behind the other: the last is the one looked at. */
async function openInboxes(pages: readonly Page[], server: TestServer): Promise<void> {
  for (const page of pages) {
    await page.goto(server.httpUrl);
    await page.locator('[data-feed=open]').waitFor();
  }
  // Pages that were open for a while have drawn often, and their scripts are compiled.
  for (let n = 0; n < drawnBefore; n += 1) {
    await listedPerSecond(server, { size: 10_240, sessions: 50, count: 100 });
    await settled(server, pages);
  }
}

/** All shown, and the browser and the search index, which work on after a burst, have come to rest. */
async function atRest(server: TestServer, pages: readonly Page[]): Promise<void> {
  await settled(server, pages);
  let quiet = 0;
  await waitFor('the browser and the server to rest', async () => {
    const before = [browserCpuSeconds(), readProcess(server.pid).cpuSeconds] as const;
    await delay(1000);
    const resting = browserCpuSeconds() - before[0] < 0.1 && readProcess(server.pid).cpuSeconds - before[1] < 0.1;
    quiet = resting ? quiet + 1 : 0;
    return quiet === 3;
  });
}

/** Of all processes of the browser that this one started. */
function browserCpuSeconds(): number {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // Ended meanwhile.
    }
  }
  const isOurs = (pid: number): boolean => pid === process.pid || (parents.has(pid) && isOurs(parents.get(pid) ?? 0));
  let seconds = 0;
  for (const pid of parents.keys()) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('chromium') && isOurs(pid))
        seconds += readProcess(pid).cpuSeconds;
    } catch {
      // Ended meanwhile.
    }
  }
  return seconds;
}

async function withCpu(server: TestServer, count: number, load: () => Promise<number>): Promise<Rate> {
  const before = readProcess(server.pid).cpuSeconds;
  const perSecond = await load();
  return { perSecond, cpuSeconds: ((readProcess(server.pid).cpuSeconds - before) / count) * 1000 };
}

async function measureOpen(server: TestServer, pages: readonly Page[], shape: LoadShape): Promise<Open> {
  const cpuBefore = browserCpuSeconds();
  const from = Date.now();
  const rate = await withCpu(server, shape.count, () => listedPerSecond(server, shape));
  const to = Date.now();
  const browserCores = (browserCpuSeconds() - cpuBefore) / ((to - from) / 1000);
  await settled(server, pages);
  const settledMs = Date.now() - to;
  const drawn = await Promise.all(pages.map(drawnAt));
  const within = drawn.map((times) => times.filter((at) => at >= from && at <= to));
  const gapsMs = within.map(gaps);
  const silenceMs = within.map((times) => Math.max(...gaps([from, ...times, to])));
  for (const [page, silence] of silenceMs.entries()) {
    const most = page === pages.length - 1 ? longestMs.attended : longestMs.other;
    if (silence > most)
      throw new Error(`page ${page + 1} of ${pageCount} drew nothing new for ${silence} ms under load`);
  }
  return { ...rate, gapsMs, silenceMs, settledMs, idleMs: await idleArrival(server, pages), browserCores };
}

const gaps = (times: readonly number[]): number[] => times.slice(1).map((at, n) => Math.round(at - (times[n] ?? at)));
const drawnAt = (page: Page): Promise<number[]> => page.evaluate('drawnAt');

/** Resolves when every page shows the newest mail on top, and how many there are. */
async function settled(server: TestServer, pages: readonly Page[]): Promise<void> {
  const [{ items }, { count }] = await Promise.all([
    server.api.get<{ items: { id: string }[] }>('/api/v1/emails?limit=1'),
    server.api.get<{ count: number }>('/api/v1/emails/count'),
  ]);
  const wanted = JSON.stringify([items[0]?.id, `${count.toLocaleString('en')} mails`]);
  const shown = `JSON.stringify([document.querySelector('[data-testid=mail-row][data-index="0"]')?.dataset.id,
    document.querySelector('[data-testid=mail-count]')?.textContent])`;
  await waitFor(`all pages to show ${wanted}`, async () => {
    const states = await Promise.all(pages.map((page) => page.evaluate<string>(shown)));
    if (states.every((state) => state === wanted)) return true;
    throw new Error(states.join(' '));
  });
}

/** One mail while nothing else comes: from its 250 until the last of all pages has drawn it, ms. */
async function idleArrival(server: TestServer, pages: readonly Page[]): Promise<number> {
  // The feed gathers for 200 ms after an event, and the tabs take turns until nothing came for a while.
  await delay(1000);
  const client = await SmtpClient.open(server.smtp);
  await client.send('a@example.test', ['b@example.test'], Buffer.from('Subject: Alone\r\n\r\nHello.\r\n'));
  const repliedAt = Date.now();
  await client.quit();
  await drained(server);
  await settled(server, pages);
  const drawn = await Promise.all(pages.map(drawnAt));
  return Math.max(...drawn.map((times) => times.at(-1) ?? 0)) - repliedAt;
}

function targetsOf(pairs: readonly Pair[]): TargetRow[] {
  return [
    atLeast(`capture with ${pageCount} pages open and updating, against none`, 0.95, median(ratios(pairs))),
    atMost('time between updates of the page looked at, median', 1000, median(attendedGaps(pairs)), ' ms'),
    atMost('time between updates of each other page, median', 10_000, median(otherGaps(pairs)), ' ms'),
  ];
}

function notesOf(pairs: readonly Pair[]): string[] {
  const open = pairs.map((pair) => pair.open);
  const rate = (rates: readonly Rate[]) =>
    `${Math.round(median(rates.map(({ perSecond }) => perSecond)))}/s and ` +
    `${median(rates.map(({ cpuSeconds }) => cpuSeconds)).toFixed(4)} s of the server's CPU for 1,000`;
  const silence = (from: number, to?: number) => Math.max(...open.flatMap((each) => each.silenceMs.slice(from, to)));
  return [
    `pages: ${rate(pairs.map(({ none }) => none))} with none open, ${rate(open)} with ${pageCount} (10 KiB, 50 sessions, listed); ` +
      `ratios of the pairs ${ratios(pairs)
        .map((ratio) => ratio.toFixed(3))
        .join(', ')}; ` +
      `the browser took ${median(open.map(({ browserCores }) => browserCores)).toFixed(2)} cores`,
    `pages: new mail drawn every ${Math.round(median(attendedGaps(pairs)))} ms by the page looked at (median; longest silence ${silence(-1)} ms), ` +
      `every ${Math.round(median(otherGaps(pairs)))} ms by each other (${silence(0, -1)} ms); after the burst all showed the last mail and the ` +
      `count within ${Math.max(...open.map(({ settledMs }) => settledMs))} ms; one mail while idle was on all ${pageCount} within ` +
      `${Math.round(median(open.map(({ idleMs }) => idleMs)))} ms of its 250`,
  ];
}

const ratios = (pairs: readonly Pair[]) => pairs.map(({ none, open }) => open.perSecond / none.perSecond);
const attendedGaps = (pairs: readonly Pair[]) => pairs.flatMap(({ open }) => open.gapsMs.at(-1) ?? []);
const otherGaps = (pairs: readonly Pair[]) => pairs.flatMap(({ open }) => open.gapsMs.slice(0, -1).flat());
