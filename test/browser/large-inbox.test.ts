import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedServer } from '../../bench/seed-server.ts';
import { eventually, Pages, row, subjects } from '../support/pages.ts';

const emails = 100_000;
let pages: Pages;
let page: Page;
let protocol: CDPSession;

beforeAll(async () => {
  pages = await Pages.start();
  await seedServer(pages.server, { emails, sessions: 10 });
  ({ page } = await pages.open());
  protocol = await page.context().newCDPSession(page);
  await page.goto('/');
  await page.getByTestId('mail-row').first().waitFor();
}, 240_000);
afterAll(() => pages?.stop());

/** After a collection, in bytes. */
async function heapBytes(): Promise<number> {
  await protocol.send('HeapProfiler.collectGarbage');
  return (await protocol.send('Runtime.getHeapUsage')).usedSize;
}

const list = () => page.getByTestId('mail-list');
const scrollTo = (share: number) =>
  list().evaluate((element, at) => {
    element.scrollTop = (element.scrollHeight - element.clientHeight) * at;
  }, share);
const view = () =>
  list().evaluate((element) => {
    const frame = element.getBoundingClientRect();
    const shown = [...element.querySelectorAll<HTMLElement>('[role=row]')].filter((each) => {
      const { top, bottom } = each.getBoundingClientRect();
      return bottom > frame.top && top < frame.bottom;
    });
    return {
      room: Math.floor(frame.height / 32),
      rows: shown.length,
      blank: shown.filter((each) => each.getAttribute('aria-busy') === 'true').length,
      first: Math.min(...shown.map((each) => Number(each.getAttribute('aria-rowindex')))),
      last: Math.max(...shown.map((each) => Number(each.getAttribute('aria-rowindex')))),
      elements: element.querySelectorAll('*').length,
    };
  });

/** Before the frame that follows a scroll no row is on view, and none is blank. */
const filled = () =>
  eventually(async () => {
    const { rows, blank, room } = await view();
    return rows >= room && blank === 0;
  }).toBe(true);

it('counts exactly and scrolls from end to end without gaps, in constant memory', async () => {
  await eventually(() => page.getByTestId('mail-count').textContent()).toBe('100,000 mails');
  const before = await heapBytes();
  let most = 0;
  for (let step = 0; step <= 40; step += 1) {
    await scrollTo(step / 40);
    await eventually(async () => {
      const { rows, blank, room } = await view();
      return rows >= room && blank === 0;
    }).toBe(true);
    const { elements, first, last, rows } = await view();
    expect(last - first + 1).toBe(rows);
    most = Math.max(most, elements);
  }
  await eventually(async () => (await view()).last).toBe(emails);
  expect(most).toBeLessThan(2500);
  // Pages of rows that were passed are let go.
  expect((await heapBytes()) - before).toBeLessThan(20 * 1024 * 1024);
  const oldest = (await subjects(page)).at(-1);
  const [item] = (
    await pages.server.api.get<{ items: { subject: string }[] }>(`/api/v1/emails?limit=1&skip=${emails - 1}`)
  ).items;
  expect(oldest).toBe(item?.subject);
});

it('turning the wheel shows each row in its turn', async () => {
  await scrollTo(0.5);
  await filled();
  const box = await list().boundingBox();
  if (!box) throw new Error('no list');
  await page.mouse.move(box.x + 200, box.y + 200);
  const start = (await view()).first;
  for (let turn = 0; turn < 20; turn += 1) await page.mouse.wheel(0, 320);
  await eventually(async () => Math.abs((await view()).first - start - 200) <= 1).toBe(true);
  await eventually(async () => (await view()).blank).toBe(0);
});

it('mail that arrives while far down moves nothing; the open mail leads back to its row', async () => {
  const seen = page.locator(`[data-testid=mail-row][data-index="${(await view()).first + 5}"]`);
  const id = await seen.getAttribute('data-id');
  const at = () => page.locator(`[data-id="${id}"]`).boundingBox();
  const before = (await at())?.y;
  await pages.send({ subject: 'Newest of all' });
  await eventually(() => page.getByTestId('new-pill').textContent()).toBe('1 new');
  expect((await at())?.y).toBe(before);
  await seen.click();
  await page.getByTestId('message').waitFor();
  await page.goBack();
  await eventually(async () => (await at())?.y).toBe(before);
  await page.getByTestId('new-pill').click();
  await row(page, 'Newest of all').waitFor();
});

it('oldest first: from end to end without gaps, and mail that arrives stands last', async () => {
  await page.goto('/?sort=oldest');
  await eventually(() => page.getByTestId('mail-count').textContent()).toBe('100,001 mails');
  for (const share of [0, 0.3, 0.8, 1]) {
    await scrollTo(share);
    await filled();
  }
  await eventually(async () => (await subjects(page)).at(-1)).toBe('Newest of all');
  await scrollTo(0.5);
  await filled();
  const seen = page.locator(`[data-testid=mail-row][data-index="${(await view()).first + 5}"]`);
  const id = await seen.getAttribute('data-id');
  const at = () => page.locator(`[data-id="${id}"]`).boundingBox();
  const before = (await at())?.y;
  expect(before).toBeDefined();
  await pages.send({ subject: 'Newer still' });
  await eventually(() => page.getByTestId('mail-count').textContent()).toBe('100,002 mails');
  expect((await at())?.y).toBe(before);
  await scrollTo(1);
  await eventually(async () => (await subjects(page)).slice(-2)).toEqual(['Newest of all', 'Newer still']);
});

it('says when rows cannot be loaded, and loads them on Retry', async () => {
  await page.goto('/');
  await eventually(async () => (await view()).blank).toBe(0);
  await page.route('**/api/v1/emails?*', (route) => route.abort());
  await scrollTo(0.6);
  const fault = page.locator('.list-fault');
  await fault.getByText('The server does not answer').waitFor();
  expect((await view()).blank).toBeGreaterThan(0);
  await page.unroute('**/api/v1/emails?*');
  await fault.getByRole('button', { name: 'Retry' }).click();
  await eventually(async () => (await view()).blank).toBe(0);
  await eventually(() => fault.count()).toBe(0);
});

it('searches the whole of it', async () => {
  await page.goto('/?q=subject:quixotic');
  await eventually(() => page.getByTestId('mail-count').textContent()).toBe('10 mails');
  expect((await subjects(page)).every((subject) => subject.endsWith('quixotic'))).toBe(true);
});
