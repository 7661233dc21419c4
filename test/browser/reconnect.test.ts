import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, Pages, subjects } from '../support/pages.ts';
import { drained } from '../support/reconcile.ts';

let pages: Pages;
const args: string[] = [];

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

beforeAll(async () => {
  args.push('--smtp', `127.0.0.1:${await freePort()}`, '--http', `127.0.0.1:${await freePort()}`);
  pages = await Pages.start({ args });
});
afterAll(() => pages?.stop());

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => ({ subject: `Mail ${from + n}` }));
const newestFirst = (count: number) => Array.from({ length: count }, (_, n) => `Mail ${count - 1 - n}`);

it.each(['SIGTERM', 'SIGKILL'] as const)(
  'an open page heals after a restart by %s: no mail missing, none twice, counts right',
  async (signal) => {
    const { server } = pages;
    await server.api.json('POST', '/api/v1/emails/delete', { filter: {} });
    await pages.sendAll(numbered(0, 3));
    const watched = await pages.open();
    const { page } = watched;
    await page.goto('/');
    const feed = () => page.getByTestId('feed').getAttribute('data-feed');
    await eventually(feed).toBe('open');
    await eventually(() => subjects(page)).toEqual(newestFirst(3));

    await server.killed(signal);
    await eventually(feed).toBe('lost');
    // What is shown stays.
    expect(await subjects(page)).toEqual(newestFirst(3));
    await server.restart();
    // While the page may not have noticed yet, and after it has.
    await pages.sendAll(numbered(3, 6));
    await eventually(feed).toBe('open');
    await pages.sendAll(numbered(6, 8));
    await drained(server);
    await eventually(() => subjects(page)).toEqual(newestFirst(8));
    await eventually(() => page.getByTestId('mail-count').textContent()).toBe('8 mails');
    await eventually(() => page.getByTestId('captured').textContent()).toBe('8 captured');

    // Deleted by somebody else while it was away.
    await server.killed(signal);
    await eventually(feed).toBe('lost');
    await server.restart();
    const gone = (await server.api.emails()).find(({ subject }) => subject === 'Mail 5');
    await server.api.json('POST', '/api/v1/emails/delete', { ids: [gone?.id] });
    await eventually(feed).toBe('open');
    await eventually(() => subjects(page)).toEqual(newestFirst(8).filter((subject) => subject !== 'Mail 5'));
    expect(watched.problems.filter((each) => !/Failed to load resource|ERR_/.test(each))).toEqual([]);
    await watched.close();
  },
);

it('a list with the oldest first heals too', async () => {
  const { server } = pages;
  await server.api.json('POST', '/api/v1/emails/delete', { filter: {} });
  await pages.sendAll(numbered(0, 3));
  const watched = await pages.open();
  const { page } = watched;
  await page.goto('/?sort=oldest');
  await eventually(() => subjects(page)).toEqual(newestFirst(3).toReversed());
  await eventually(() => page.getByTestId('feed').getAttribute('data-feed')).toBe('open');
  await server.killed('SIGKILL');
  await eventually(() => page.getByTestId('feed').getAttribute('data-feed')).toBe('lost');
  await server.restart();
  await pages.sendAll(numbered(3, 6));
  await eventually(() => subjects(page)).toEqual(newestFirst(6).toReversed());
  await eventually(() => page.getByTestId('mail-count').textContent()).toBe('6 mails');
  await watched.close();
});

it('operations goes on after a restart, with a mark for it', async () => {
  const { server } = pages;
  const watched = await pages.open();
  const { page } = watched;
  await page.goto('/operations');
  await page.locator('figure.chart canvas').first().waitFor();
  await server.killed('SIGTERM');
  await eventually(() => page.getByTestId('feed').getAttribute('data-feed')).toBe('lost');
  await server.restart();
  await eventually(() => page.getByTestId('feed').getAttribute('data-feed')).toBe('open');
  await page.getByText('Started', { exact: true }).first().waitFor();
  const figures = page.getByTestId('operations-numbers').locator('.figure-value');
  let sent = 0;
  await eventually(async () => {
    await pages.send({ subject: `Pulse ${sent++}` });
    return Number(await figures.first().textContent());
  }).toBeGreaterThan(0);
  await watched.close();
});
