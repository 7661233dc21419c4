import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EmailItem } from '../../src/ports/queries.ts';
import type { WatchedPage } from '../support/browser.ts';
import { eventually, Pages, row } from '../support/pages.ts';

const invitation = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:1@acme.test',
  'DTSTART:20261127T140000Z',
  'DTEND:20261127T150000Z',
  'SUMMARY:Planning',
  'LOCATION:Room 3',
  'ORGANIZER:mailto:ada@acme.test',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

let pages: Pages;
let watched: WatchedPage;
let page: Page;
let emails: readonly EmailItem[];

beforeAll(async () => {
  pages = await Pages.start();
  await pages.subdomain('shop.acme.test');
  const { id } = await pages.server.api.json<{ id: string }>('POST', '/api/v1/chaos-addresses', {
    address: 'full@shop.acme.test',
    behaviour: { reply: { code: 552, enhanced: '5.2.2', text: 'Mailbox full' }, stage: 'data' },
  });
  await pages.server.api.json('POST', `/api/v1/chaos-addresses/${id}/enable`);
  await pages.sendAll([
    { subject: 'Oldest', text: 'Plain text only, see https://acme.test/help.' },
    {
      subject: 'Rich',
      from: '"Acme Shop" <no-reply@acme.test>',
      to: ['orders@shop.acme.test', 'second@shop.acme.test'],
      text: 'The plain version.',
      html: '<h1 id="rich">The rich version</h1><script>document.title="ran"</script><p><a href="https://acme.test/order">Your order</a></p><img src="cid:logo"><img src="https://tracker.example.test/open.gif">',
      headers: { 'X-Folded': `${'word '.repeat(40)}end` },
      icalEvent: { method: 'REQUEST', content: invitation },
      attachments: [
        { filename: 'data.json', content: '{"order":4711}' },
        {
          filename: 'logo.png',
          cid: 'logo',
          content: Buffer.from(
            'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
            'base64',
          ),
        },
      ],
    },
  ]);
  await expect(pages.send({ subject: 'Refused', to: 'full@shop.acme.test' })).rejects.toThrow('552');
  emails = await pages.server.api.emails();
  watched = await pages.open();
  page = watched.page;
});
afterAll(() => pages?.stop());

const idOf = (subject: string) => emails.find((each) => each.subject === subject)?.id as string;
const message = () => page.getByTestId('message');
const openTab = (name: string) => page.getByRole('tab', { name }).click();
const openRich = async (tab: string) => {
  await page.goto(`/mail/${idOf('Rich')}/${tab}`);
  await page.getByRole('heading', { name: 'Rich', exact: true }).waitFor();
};

it('shows HTML in a frame that may run nothing, at three widths and on two papers', async () => {
  await page.goto('/');
  await row(page, 'Rich').click();
  const frame = page.frameLocator('iframe.html-frame');
  await frame.locator('#rich').waitFor();
  expect(await frame.locator('script').count()).toBe(0);
  const element = page.locator('iframe.html-frame');
  const sandbox = (await element.getAttribute('sandbox')) ?? '';
  expect(sandbox).not.toMatch(/allow-scripts|allow-same-origin|allow-forms|allow-top-navigation/);
  await openRich('html');
  for (const [name, width] of [
    ['Phone, 390 px', 390],
    ['Tablet, 768 px', 768],
  ] as const) {
    await page.getByRole('button', { name }).click();
    await eventually(async () => (await element.boundingBox())?.width).toBe(width);
  }
  await page.getByRole('button', { name: /^Desktop/ }).click();
  await page.getByRole('button', { name: 'Dark paper' }).click();
  await page.locator('.paper-turned').waitFor();
  // The inline picture is part of the mail; the one of the tracker is not shown.
  await eventually(() =>
    frame.locator('img').evaluateAll((all) => all.map((each) => (each as HTMLImageElement).naturalWidth > 0)),
  ).toContain(true);
  expect(await page.getByTestId('remote').textContent()).toContain('1 remote resource blocked');
  await page.getByRole('button', { name: 'Which?' }).click();
  await page.getByText('https://tracker.example.test/open.gif').waitFor();
  await page.getByRole('button', { name: 'Allow once' }).click();
  await page.getByText('Remote pictures shown through the proxy').waitFor();
  await frame.locator('#rich').waitFor();
  // The proxy finds no such host, which takes its time, and the browser says so of the picture: that alone may be missing.
  await eventually(() => watched.problems.length).toBe(1);
  expect(watched.problems.filter((each) => !/Failed to load resource/.test(each))).toEqual([]);
  watched.problems.splice(0);
});

it('says who, when, how fast and what the sender got', async () => {
  await openRich('text');
  const head = message().getByRole('banner').or(message().locator('.message-head')).first();
  for (const words of ['Acme Shop', 'no-reply@acme.test', 'orders@shop.acme.test', 'second@shop.acme.test'])
    expect(await head.textContent()).toContain(words);
  expect(await page.getByTestId('reply').textContent()).toContain(`250 2.0.0 ${idOf('Rich')}`);
  expect(await head.textContent()).toMatch(/to listed/);
});

it('shows text, headers, parts, raw, links, calendar and transport', async () => {
  await openRich('text');
  await page.getByText('The plain version.').waitFor();
  await openTab('Headers');
  await eventually(() => page.url()).toMatch(/\/headers$/);
  await page.getByRole('searchbox', { name: 'Search headers' }).fill('x-folded');
  await eventually(() => page.locator('.header-table tbody tr').count()).toBe(1);
  expect(await page.locator('.header-value').textContent()).toBe(`${'word '.repeat(40)}end`);
  await page.getByRole('button', { name: 'As sent' }).click();
  expect(await page.locator('pre.code').textContent()).toMatch(/^X-Folded: .*\r?\n\s/);
  await openTab('Parts');
  const parts = page.getByRole('list', { name: 'Parts' });
  await parts.getByText('data.json').waitFor();
  expect(await parts.textContent()).toMatch(/multipart\/.*text\/plain.*text\/html/s);
  await parts.getByRole('button', { name: 'Preview: data.json' }).click();
  await parts.getByText('"order": 4711').waitFor();
  const download = page.waitForEvent('download');
  await parts.getByRole('link', { name: 'Download: data.json' }).click();
  expect((await download).suggestedFilename()).toBe('data.json');
  await openTab('Raw');
  const raw = (await pages.server.api.raw(idOf('Rich'))).toString();
  await eventually(() => page.getByTestId('raw').textContent()).toBe(raw);
  await openTab('Links');
  await page.getByRole('link', { name: 'https://acme.test/order' }).waitFor();
  await openTab('Calendar');
  await page.getByText('Room 3').waitFor();
  await openTab('Transport');
  const said = page.getByTestId('dialogue');
  await said.getByText('RCPT TO:<second@shop.acme.test>').waitFor();
  for (const words of ['client.example.test', 'MAIL FROM:<no-reply@acme.test>', idOf('Rich')])
    expect(await page.locator('.transport').textContent()).toContain(words);
  watched.expectNoProblems();
});

it('a refused mail shows the reply that its sender got', async () => {
  await page.goto('/');
  expect(await row(page, 'Refused').locator('.badge-red').textContent()).toBe('552');
  await row(page, 'Refused').click();
  await eventually(() => page.getByTestId('reply').textContent()).toContain('552 5.2.2 Mailbox full');
  await page.getByRole('link', { name: 'Chaos address' }).first().waitFor();
  expect(await watched.accessibilityFaults()).toEqual([]);
});

it('leads to the newer and the older, and back to the list', async () => {
  await page.goto(`/mail/${idOf('Rich')}`);
  await page.getByRole('heading', { name: 'Rich', exact: true }).waitFor();
  const older = page.getByRole('button', { name: 'Next mail (j)' });
  const newer = page.getByRole('button', { name: 'Previous mail (k)' });
  await eventually(() => older.isEnabled()).toBe(true);
  await older.click();
  await page.getByRole('heading', { name: 'Oldest' }).waitFor();
  await eventually(() => newer.isEnabled()).toBe(true);
  expect(await older.isEnabled()).toBe(false);
  await page.keyboard.press('k');
  await page.getByRole('heading', { name: 'Rich', exact: true }).waitFor();
  await eventually(() => newer.isEnabled()).toBe(true);
  await newer.click();
  await page.getByRole('heading', { name: 'Refused' }).waitFor();
  await eventually(() => older.isEnabled()).toBe(true);
  expect(await newer.isEnabled()).toBe(false);
  await page.keyboard.press('Escape');
  await eventually(() => new URL(page.url()).pathname).toBe('/');
  await page.getByTestId('mail-row').first().waitFor();
});

it('steps on by keys that come before the neighbours are known', async () => {
  let answer = () => undefined as undefined;
  const held = new Promise<void>((resolve) => {
    answer = () => void resolve();
  });
  const neighbours = '**/api/v1/emails?*limit=1*';
  await page.route(neighbours, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`/mail/${idOf('Refused')}/headers`);
  await page.getByRole('heading', { name: 'Refused', exact: true }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  expect(new URL(page.url()).pathname).toBe(`/mail/${idOf('Refused')}/headers`);
  answer();
  await eventually(() => new URL(page.url()).pathname).toBe(`/mail/${idOf('Oldest')}/headers`);
  await page.getByRole('heading', { name: 'Oldest' }).waitFor();
  await page.unroute(neighbours);
  // A mail opened by its address beside a list that does not hold it: its neighbours are those of the list.
  await page.goto(`/?q=subject:Refused&id=${idOf('Rich')}`);
  await page.getByRole('heading', { name: 'Rich', exact: true }).waitFor();
  await page.keyboard.press('k');
  await page.getByRole('heading', { name: 'Refused', exact: true }).waitFor();
  watched.expectNoProblems();
});

it('downloads as the bytes that were sent, and copies its link', async () => {
  await openRich('text');
  const download = page.waitForEvent('download');
  await message().getByRole('link', { name: 'Download .eml' }).click();
  const stream = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).equals(await pages.server.api.raw(idOf('Rich')))).toBe(true);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await message().getByRole('button', { name: 'Copy link' }).click();
  await eventually(() => page.evaluate('navigator.clipboard.readText()')).toBe(
    `${pages.server.httpUrl}/mail/${idOf('Rich')}`,
  );
});

it('says so when the mail is gone', async () => {
  await page.goto('/mail/0199a000-0000-7000-8000-000000000000');
  await page.getByText('This mail is gone').waitFor();
  watched.problems.splice(0); // The 404 itself.
});

it('has no serious fault of accessibility in any tab, light and dark', async () => {
  for (const tab of ['html', 'text', 'headers', 'parts', 'raw', 'transport', 'links', 'calendar']) {
    await page.goto(`/mail/${idOf('Rich')}/${tab}`);
    await page.locator('.tab-content, .html-frame, .plain-text').first().waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await watched.accessibilityFaults(), `${tab}, ${colorScheme}`).toEqual([]);
    }
  }
  watched.expectNoProblems();
});
