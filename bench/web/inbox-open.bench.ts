// `npx tsx bench/web/inbox-open.bench.ts [--emails 1000000] [--data DIR]`: what a person waits for, in Chromium: the inbox to its first
// rows, and a mail from its 250 to its row on the open page. Seeds the store when it holds fewer emails.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../test/support/browser.ts';
import { TestServer } from '../../test/support/server.ts';
import { SmtpClient } from '../../test/support/smtp-client.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { percentiles } from '../measure/probe.ts';
import { sendLoad } from '../measure/smtp-source.ts';
import { atMost, type TargetRow, targetLines } from '../report/targets.ts';
import { seedServer } from '../seed-server.ts';

const options = new Command('inbox-open.bench')
  .option('--emails <n>', 'size of the store', '1000000')
  .option('--data <dir>', 'data directory', '.bench/inbox')
  .option('--repeat <n>', 'pages opened, and mails followed, of each kind', '20')
  .parse()
  .opts<{ emails: string; data: string; repeat: string }>();

/** In the page. Text, because tsx adds helpers to functions that the page does not have. */
const watching = `
  globalThis.seen = [];
  let newest = '';
  const look = () => {
    const id = document.querySelector('[data-testid=mail-row][data-index="0"]')?.dataset.id;
    if (id === undefined || id === newest) return;
    newest = id;
    // Runs before the frame with these rows is painted.
    requestAnimationFrame(() => {
      globalThis.rowsAt ??= performance.now();
      globalThis.seen.push({ id, at: performance.timeOrigin + performance.now() });
    });
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
`;

const emails = Number(options.emails);
const repeat = Number(options.repeat);
const dataDirectory = resolve(options.data);
mkdirSync(dataDirectory, { recursive: true });
const server = await TestServer.start({ dataDirectory, readyTimeoutMs: 600_000 });
const browser = await launchBrowser();
const targets: TargetRow[] = [];
try {
  const { lastNumber } = await server.api.stats();
  if (lastNumber < emails) await seedServer(server, { emails: emails - lastNumber, sessions: 20 });
  await opening(browser);
  await arrival(browser);
  process.stdout.write(`${Math.max(emails, lastNumber)} emails\n${targetLines(targets)}\n`);
} finally {
  await browser.close();
  await server.killed('SIGTERM');
}

function add(name: string, mostMs: number, times: readonly number[]): void {
  const { p50, p99 } = percentiles([...times]);
  targets.push(atMost(`${name}, median (p99 ${p99.toFixed(0)} ms)`, mostMs, p50, ' ms'));
}

/** Cold: nothing of the pages in the browser's cache. Warm: opened again in the same browser. */
async function opening(on: Browser): Promise<void> {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let n = 0; n < repeat; n += 1) {
    const page = await newPage(on);
    cold.push(await firstRows(page));
    warm.push(await firstRows(page));
    await page.context().close();
  }
  add('inbox open to first rows, cold', 800, cold);
  add('inbox open to first rows, warm', 300, warm);
}

/** From the start of the navigation to the frame that shows rows, ms, by the clock of the page. */
async function firstRows(page: Page): Promise<number> {
  await page.goto(server.httpUrl, { waitUntil: 'commit' });
  const shown = await page.waitForFunction(() => (globalThis as unknown as Watch).rowsAt);
  return (await shown.jsonValue()) as number;
}

interface Watch {
  rowsAt?: number;
  /** Each change of the newest row: its id, and when it was shown, ms since the epoch. */
  seen: { id: string; at: number }[];
}

async function newPage(on: Browser): Promise<Page> {
  const page = await (await on.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.addInitScript(watching);
  return page;
}

async function arrival(on: Browser): Promise<void> {
  const page = await newPage(on);
  await firstRows(page);
  await page.locator('[data-feed=open]').waitFor();
  add('from 250 to the row on the open page, idle', 150, await follow(page));
  const before = (await server.api.stats()).accepted;
  let following = true;
  const load = (async () => {
    while (following) await sendLoad(server.smtp, { size: 10_240, sessions: 50, count: 5000 });
  })();
  await waitFor('the load', async () => (await server.api.stats()).accepted > before + repeat);
  const started = performance.now();
  const times = await follow(page);
  const perSecond = ((await server.api.stats()).accepted - before) / ((performance.now() - started) / 1000);
  following = false;
  await load;
  add(`from 250 to the row on the open page, at load (about ${Math.round(perSecond)} messages/s)`, 500, times);
  await page.context().close();
}

/** Sends one mail after the other, each some time after the last is shown. Ids rise with time: a newer row on top shows this one too. */
async function follow(page: Page): Promise<number[]> {
  const client = await SmtpClient.open(server.smtp);
  const times: number[] = [];
  for (let n = 0; n < repeat; n += 1) {
    // So that each finds the feed at rest: after an event it gathers what comes in the next 200 ms.
    await delay(500);
    const message = Buffer.from(`From: a@example.test\r\nSubject: Followed ${n}\r\n\r\nHello.\r\n`);
    const reply = await client.send('a@example.test', ['b@example.test'], message);
    const repliedAt = performance.timeOrigin + performance.now();
    const id = /[0-9a-f-]{36}/.exec(reply.text)?.[0] as string;
    const shown = await page.waitForFunction(
      (wanted) => (globalThis as unknown as Watch).seen.find((each) => each.id >= wanted)?.at,
      id,
    );
    times.push(Math.max(0, ((await shown.jsonValue()) as number) - repliedAt));
  }
  await client.quit();
  return times;
}
