import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Load } from '../support/load.ts';
import { eventually, Pages, subjects } from '../support/pages.ts';
import { drained } from '../support/reconcile.ts';

let pages: Pages;
let context: BrowserContext;

beforeAll(async () => {
  pages = await Pages.start();
  context = await pages.browser.newContext({ baseURL: pages.server.httpUrl, viewport: { width: 1280, height: 800 } });
  // How often another mail came to stand on top.
  await context.addInitScript(`
    globalThis.drawn = 0;
    let newest;
    new MutationObserver(() => {
      const id = document.querySelector('[data-testid=mail-row][data-index="0"]')?.dataset.id;
      if (id !== undefined && id !== newest) { newest = id; globalThis.drawn += 1; }
    }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-id'] });
  `);
});
afterAll(() => pages?.stop());

async function openTab(): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/');
  await page.locator('[data-feed=open]').waitFor();
  return page;
}

const drawn = (page: Page): Promise<number> => page.evaluate('drawn');

/** Mail without a pause until the condition holds, all of it listed afterwards. */
async function burstUntil(condition: () => Promise<boolean>): Promise<void> {
  let met = false;
  const load = new Load({
    address: () => pages.server.smtp,
    sessions: 10,
    pipelining: false,
    message: (n) =>
      met ? undefined : { from: 'a@example.test', recipients: ['b@example.test'], bytes: mail(n), key: String(n) },
  });
  const sent = load.run();
  try {
    await eventually(condition).toBe(true);
  } finally {
    met = true;
    await sent;
  }
  await drained(pages.server);
}

const mail = (n: number): Buffer =>
  Buffer.from(`From: a@example.test\r\nTo: b@example.test\r\nSubject: Burst ${n}\r\n\r\nHello.\r\n`);

/** The newest mails in their order, on top and further down, and how many there are. */
async function expectFinal(page: Page): Promise<void> {
  const items = await pages.server.api.emails();
  const wanted = items.map((item) => item.subject);
  await eventually(async () => (await subjects(page)).slice(0, 20)).toEqual(wanted.slice(0, 20));
  await eventually(() => page.getByTestId('mail-count').textContent()).toBe(
    `${items.length.toLocaleString('en')} mails`,
  );
  const list = page.getByTestId('mail-list');
  await list.evaluate((element) => {
    element.scrollTop = 32 * 150;
  });
  await eventually(async () => (await subjects(page)).slice(6, 26)).toEqual(wanted.slice(150, 170));
  await list.evaluate((element) => {
    element.scrollTop = 0;
  });
}

it('in a burst both tabs go on showing new mail, and both end on the last state', async () => {
  const [other, attended] = [await openTab(), await openTab()];
  const from = await Promise.all([drawn(other), drawn(attended)]);
  await burstUntil(async () => (await drawn(other)) >= from[0] + 4 && (await drawn(attended)) >= from[1] + 4);
  await expectFinal(attended);
  await expectFinal(other);
  await other.close();
  await attended.close();
});

it('a hidden tab draws less, and shows the last state when it comes on view', async () => {
  const [hidden, attended] = [await openTab(), await openTab()];
  // Headless tabs are never hidden by themselves.
  const hide = (value: boolean) =>
    hidden.evaluate(`Object.defineProperty(document, 'hidden', { value: ${value}, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));`);
  await hide(true);
  const from = await Promise.all([drawn(hidden), drawn(attended)]);
  await burstUntil(async () => (await drawn(attended)) >= from[1] + 6);
  await expectFinal(attended);
  expect((await drawn(hidden)) - from[0]).toBeLessThan((await drawn(attended)) - from[1]);
  await hide(false);
  await expectFinal(hidden);
  await context.close();
});
