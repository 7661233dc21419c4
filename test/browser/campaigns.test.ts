import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WatchedPage } from '../support/browser.ts';
import { Load } from '../support/load.ts';
import { eventually, Pages } from '../support/pages.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-upload-'));
let pages: Pages;
let watched: WatchedPage;
let page: Page;

const reader = (n: number) => `reader${String(n).padStart(3, '0')}@news.acme.test`;

/** From the first reader to the last but one: many at a time, as bulk mailers do. */
async function campaign(value: string, recipients: readonly string[]): Promise<void> {
  const load = new Load({
    address: () => pages.server.smtp,
    sessions: 4,
    message: (n) => {
      const to = recipients[n];
      if (to === undefined) return undefined;
      const head = ['From: News <news@acme.test>', `To: ${to}`, `Subject: ${value}`, `X-Millrace-Campaign: ${value}`];
      const bytes = Buffer.from([...head, '', 'Read all about it.', ''].join('\r\n'));
      return { from: 'news@acme.test', recipients: [to], bytes, key: to };
    },
  });
  await load.run();
  expect(load.count('acknowledged')).toBe(recipients.length);
}

beforeAll(async () => {
  pages = await Pages.start();
  await pages.subdomain('news.acme.test');
  watched = await pages.open();
  page = watched.page;
});
afterAll(async () => {
  await pages?.stop();
  rmSync(directory, { recursive: true });
});

const total = () => page.getByTestId('campaign-totals').locator('.figure-value').first().textContent();
const rows = () => page.getByTestId('ledger').locator('.ledger-space .ledger-row').locator('.mono').allTextContents();
const openAutumn = async () => {
  await page.goto('/campaigns');
  await page.getByRole('link', { name: 'autumn' }).click();
  await page.getByRole('heading', { name: 'autumn' }).waitFor();
};

it('the list explains itself while empty, then shows campaigns and counts them live', async () => {
  await page.goto('/campaigns');
  await page.getByText('X-Millrace-Campaign: autumn-2026').waitFor();
  expect(await watched.accessibilityFaults()).toEqual([]);
  await campaign('autumn', [...Array.from({ length: 50 }, (_, n) => reader(n)), reader(0), reader(1)]);
  await page.getByRole('link', { name: 'autumn' }).waitFor();
  await campaign('spring', [reader(1)]);
  await page.getByRole('link', { name: 'spring' }).waitFor();
  const cells = () => page.getByTestId('campaigns').locator('tbody tr').locator('td:nth-child(3)').allTextContents();
  await eventually(cells).toEqual(['1', '52']);
  await page.getByRole('button', { name: 'Messages' }).click();
  await eventually(cells).toEqual(['52', '1']);
  expect(new URL(page.url()).searchParams.get('sort')).toBe('total');
  await page.getByRole('searchbox', { name: 'Search campaigns' }).fill('spr');
  await eventually(cells).toEqual(['1']);
  expect(await watched.accessibilityFaults()).toEqual([]);
  watched.expectNoProblems();
});

it('the detail shows totals that rise, a chart with zoom and its table, and the sample', async () => {
  await openAutumn();
  expect(await total()).toBe('52');
  await campaign('autumn', [reader(2)]);
  await eventually(total).toBe('53');
  const chart = page.getByTestId('campaign-chart');
  await chart.locator('canvas').waitFor();
  await chart.getByRole('button', { name: 'Show as a table' }).click();
  const counts = await chart.locator('tbody td:nth-child(2)').allTextContents();
  expect(counts.map(Number).reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(52);
  // Pulled over a part of it, and back to all.
  const plot = await chart.locator('.u-over').boundingBox();
  if (!plot) throw new Error('no plot');
  const seeAll = chart.getByRole('button', { name: 'See all' });
  expect(await seeAll.isDisabled()).toBe(true);
  await page.mouse.move(plot.x + plot.width * 0.2, plot.y + 50);
  await page.mouse.down();
  await page.mouse.move(plot.x + plot.width * 0.6, plot.y + 60, { steps: 5 });
  await page.mouse.up();
  await eventually(() => seeAll.isEnabled()).toBe(true);
  await seeAll.click();
  await eventually(() => seeAll.isDisabled()).toBe(true);
  await page.getByText('Read all about it.').waitFor();
  await page.getByRole('link', { name: 'Open the sample' }).click();
  await page.getByTestId('message').getByRole('heading', { name: 'autumn' }).waitFor();
  await page.getByTestId('message').getByRole('link', { name: 'autumn' }).click();
  await page.getByTestId('campaign-totals').waitFor();
  watched.expectNoProblems();
});

it('compares with the uploaded recipients: twice, never and unexpected', async () => {
  await openAutumn();
  await page.getByRole('button', { name: /^Never/ }).click();
  await page.getByText('Upload the expected recipients').first().waitFor();
  const file = join(directory, 'expected.csv');
  // One who is not on the list (0), and two who got nothing.
  writeFileSync(
    file,
    [...Array.from({ length: 49 }, (_, n) => reader(n + 1)), 'never1@news.acme.test', 'never2@news.acme.test'].join(
      '\n',
    ),
  );
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText('51 expected recipients taken').waitFor();
  await eventually(rows).toEqual(['never1@news.acme.test', 'never2@news.acme.test']);
  await page.getByRole('button', { name: /^Twice or more 3/ }).click();
  await eventually(rows).toEqual([reader(0), reader(1), reader(2)]);
  await page.getByRole('button', { name: /^Unexpected 1/ }).click();
  await eventually(rows).toEqual([reader(0)]);
  expect(new URL(page.url()).searchParams.get('view')).toBe('unexpected');
  await page.getByRole('button', { name: /^All/ }).click();
  await page.getByRole('searchbox', { name: 'Search recipients' }).fill('reader04');
  await eventually(async () => (await rows()).length).toBe(10);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect(await watched.accessibilityFaults(), scheme).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  watched.expectNoProblems();
});

it('exports the ledger', async () => {
  await openAutumn();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV', exact: true }).click();
  const file = await (await download).path();
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  expect(lines).toHaveLength(1 + 52);
  expect(lines.find((line) => line.startsWith(reader(0)))).toMatch(/,2\b/);
});

it('goes when it is deleted', async () => {
  await openAutumn();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await eventually(() => new URL(page.url()).pathname).toBe('/campaigns');
  await page.getByRole('link', { name: 'spring' }).waitFor();
  await eventually(() => page.getByRole('link', { name: 'autumn' }).count()).toBe(0);
});
