// `npm run screenshots`: fills a fresh server with demo data and writes a picture of every page to docs/screenshots.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ApiClient } from '../src/cli/api-client.ts';
import { reconcileSetup } from '../src/cli/apply/reconcile-setup.ts';
import { readSetup } from '../src/cli/apply/setup-file.ts';
import { launchBrowser, WatchedPage } from '../test/support/browser.ts';
import { Load } from '../test/support/load.ts';
import { realMail } from '../test/support/real-mail.ts';
import { drained } from '../test/support/reconcile.ts';
import { TestServer } from '../test/support/server.ts';
import { waitFor } from '../test/support/wait-for.ts';
import { picture as drawn } from './demo/attachments.ts';
import { demoCampaign } from './demo/campaign.ts';
import { composed, type DemoMail, handmade } from './demo/compose.ts';
import { type LanguageSample, languages } from './demo/languages.ts';
import { mailInManyLanguages, mailWithParts, oddMail } from './demo/ordinary-mail.ts';
import { repackPng } from './repack-png.ts';

const directory = fileURLToPath(new URL('../docs/screenshots', import.meta.url));
const CAMPAIGN_SECONDS = 20;
const MOST_BYTES = 200_000;
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1, isMobile: true, hasTouch: true };

interface Shot {
  readonly name: string;
  readonly path: string;
  /** Shown when the page is ready. */
  readonly ready: string;
  readonly options?: BrowserContextOptions;
  /** What to do before the picture. */
  readonly before?: (page: Page) => Promise<void>;
}

mkdirSync(directory, { recursive: true });
const [server, browser] = await Promise.all([
  TestServer.start({ args: ['--hostname', 'mx.acme.test'] }),
  launchBrowser(),
]);
try {
  await shoot(browser, { name: 'empty', path: '/', ready: '[data-testid=empty-inbox] pre' });
  const ids = await fill();
  for (const shot of shots(ids)) await shoot(browser, shot);
} finally {
  await browser.close();
  await server.stop();
}

function shots({ order, refused, invitation, campaign }: Awaited<ReturnType<typeof fill>>): Shot[] {
  const frame = '.html-frame';
  const dark = { colorScheme: 'dark' } as const;
  return [
    { name: 'inbox', path: '/', ready: '[data-testid=mail-row]' },
    { name: 'inbox-dark', path: '/', ready: '[data-testid=mail-row]', options: dark },
    { name: 'inbox-phone', path: '/', ready: '[data-testid=mail-row]', options: phone },
    { name: 'search', path: '/inbox/shop.acme.test?q=has:attachment', ready: '[data-testid=mail-row]' },
    { name: 'message', path: `/?id=${order}`, ready: frame },
    { name: 'message-dark', path: `/?id=${order}`, ready: frame, options: dark },
    { name: 'message-phone', path: `/?id=${order}`, ready: frame, options: phone },
    { name: 'message-parts', path: `/mail/${order}/parts`, ready: '.parts' },
    { name: 'message-headers', path: `/mail/${order}/headers`, ready: '.header-table' },
    { name: 'message-calendar', path: `/mail/${invitation}/calendar`, ready: '.tab-content' },
    { name: 'message-transport', path: `/mail/${refused}/transport`, ready: '.transport' },
    { name: 'campaigns', path: '/campaigns', ready: '[data-testid=campaigns]' },
    { name: 'campaign', path: `/campaigns/${campaign}?view=duplicates`, ready: '.ledger-row .mono' },
    { name: 'chaos', path: '/chaos', ready: '[data-testid=chaos-row]' },
    { name: 'chaos-builder', path: '/chaos', ready: '[data-testid=chaos-row]', before: build },
    { name: 'chaos-try', path: '/chaos', ready: '[data-testid=chaos-row]', before: tryOne },
    { name: 'domains', path: '/domains', ready: '.page-inner ul, table' },
    { name: 'domain', path: '/domains/acme.test', ready: '[data-testid=subdomain-row]' },
    { name: 'operations', path: '/operations', ready: 'figure.chart canvas' },
    { name: 'operations-dark', path: '/operations', ready: 'figure.chart canvas', options: dark },
    { name: 'start', path: '/start', ready: '.first-mail pre' },
    { name: 'palette', path: '/', ready: '[data-testid=mail-row]', before: openPalette },
  ];
}

async function shoot(on: Browser, { name, path, ready, options, before }: Shot): Promise<void> {
  const watched = await WatchedPage.open(on, server.httpUrl, {
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    ...options,
  });
  const { page } = watched;
  await page.goto(path);
  await page.locator(ready).first().waitFor();
  await page.locator('[data-feed=open]').waitFor({ state: 'attached' });
  await page.locator('.skeleton').waitFor({ state: 'detached' });
  await waitFor('the mail in its frame', async () =>
    (await Promise.all(page.frames().map((frame) => frame.evaluate(() => document.readyState === 'complete')))).every(
      Boolean,
    ),
  );
  await before?.(page);
  const file = `${directory}/${name}.png`;
  const picture = repackPng(await page.screenshot());
  writeFileSync(file, picture);
  const size = picture.length;
  process.stdout.write(`${name}.png ${Math.round(size / 1000)} kB\n`);
  for (const problem of watched.problems) process.stdout.write(`  ${problem}\n`);
  if (size > MOST_BYTES) process.stdout.write('  larger than 200 kB\n');
  await watched.close();
}

async function build(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New chaos address' }).click();
  await page.getByText('At RCPT: only this recipient fails').click();
  await page.getByText('The first messages, then it accepts').click();
  await page.getByTestId('sentence').filter({ hasText: 'first 3' }).waitFor();
}

async function tryOne(page: Page): Promise<void> {
  await page
    .getByTestId('chaos-row')
    .filter({ hasText: 'unknown@shop' })
    .getByRole('button', { name: 'Try it' })
    .click();
  await page.getByTestId('try-outcome').waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('.palette-input').fill('shop');
}

/** The newest at the top is what the pictures show: ordinary mail first, a campaign over some seconds, then what is special. */
async function fill() {
  const cli = new ApiClient(server.httpUrl);
  await reconcileSetup(cli, readSetup(fileURLToPath(new URL('./demo/setup.yaml', import.meta.url))), false);
  await send(Array.from({ length: 120 }, (_, n) => ordinary(n)));
  const campaign = await sendCampaign(cli);
  await send([
    ...oddMail(),
    ...(await mailInManyLanguages()).filter((_, n) => isDrawable(languages[n])).slice(0, 6),
    ...(await mailWithParts()),
  ]);
  await send(
    ['full@shop', 'greylisted@shop', 'unknown@shop', 'later@shop'].map((name) => toChaos(`${name}.acme.test`)),
  );
  await send([ordinary(201), ordinary(204), await order()]);
  await drained(server);
  const emails = await server.api.emails();
  const idOf = (subject: RegExp) => emails.find((each) => subject.test(each.subject))?.id as string;
  const invitation = idOf(/^Invitation: planning/);
  // A tester has read some of it, and marked one.
  const read = emails.filter((_, at) => at > 4 && at % 3 !== 0).map(({ id }) => id);
  await server.api.json('POST', '/api/v1/emails/read', { ids: read });
  await server.api.json('POST', '/api/v1/emails/favorite', { ids: [invitation] });
  await waitFor('the search index', async () => (await server.api.emails('q=has:attachment')).length > 0);
  return { order: idOf(/^Your order/), refused: idOf(/full@shop/), invitation, campaign };
}

async function sendCampaign(cli: ApiClient): Promise<string> {
  const { value, expected, message } = demoCampaign(20_000, new Date());
  let sent = 0;
  for (let second = 0; second < CAMPAIGN_SECONDS; second += 1) {
    const started = Date.now();
    // Rises, and falls again.
    const upTo =
      second === CAMPAIGN_SECONDS - 1
        ? 20_000
        : Math.round(10_000 * (1 - Math.cos((Math.PI * (second + 1)) / CAMPAIGN_SECONDS)));
    await send(
      Array.from({ length: upTo - sent }, (_, n) => message(sent + n) as DemoMail),
      10,
    );
    sent = upTo;
    const rest = 1000 - (Date.now() - started);
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  }
  const found = await waitFor('the campaign to be counted', async () => {
    const page = await server.api.get<{ items: { id: string; total: number }[] }>(`/api/v1/campaigns?search=${value}`);
    return page.items.find((item) => item.total >= 20_000);
  });
  const headers = { 'content-type': 'text/plain' };
  await cli.request('PUT', `/campaigns/${found.id}/expected-recipients`, {}, { body: expected.join('\n'), headers });
  return found.id;
}

async function send(mails: readonly DemoMail[], sessions = 1): Promise<void> {
  const load = new Load({ address: () => server.smtp, sessions, message: (n) => mails[n] });
  await load.run();
}

/** Only letters that the fonts of any machine have: the pictures are to look the same wherever they are taken. */
function isDrawable(sample: LanguageSample | undefined): boolean {
  if (!sample) return false;
  const shown = `${sample.from} ${sample.subject} ${sample.text.replaceAll('\n', ' ')}`;
  return /^[\u0020-\u04ff\u2010-\u203a€]*$/.test(shown);
}

function ordinary(n: number): DemoMail {
  const to = ['orders@shop.acme.test', 'qa@staging.acme.test', `someone${n}@elsewhere.test`][n % 3] as string;
  const key = `Order ${10_000 + n} confirmed`;
  return { from: 'orders@acme.test', recipients: [to], key, bytes: realMail({ seed: 100 + n, subject: key, to }) };
}

function toChaos(address: string): DemoMail {
  const head = ['From: Billing <billing@acme.test>', `To: ${address}`, `Subject: Payment reminder for ${address}`];
  return handmade('billing@acme.test', [address], [...head, '', 'Your invoice 2026-4711 is due on Friday.']);
}

function order(): Promise<DemoMail> {
  const row = (what: string, price: string) =>
    `<tr><td style="padding:8px 0;border-bottom:1px solid #e5e7eb">${what}</td><td align="right" style="border-bottom:1px solid #e5e7eb">${price}</td></tr>`;
  return composed('no-reply@acme.test', ['ann@shop.acme.test', 'archive@shop.acme.test'], {
    from: { name: 'Acme Shop', address: 'no-reply@acme.test' },
    subject: 'Your order №4711 is on its way',
    text: 'Hello Ann,\r\n\r\nyour parcel left our warehouse. https://shop.acme.test/track/4711\r\n',
    html: `<body style="margin:0;background:#f3f4f6;font-family:Helvetica,Arial,sans-serif;color:#1f2937"><table align="center" width="560" style="max-width:100%;background:#fff;margin:24px auto;border-radius:8px;padding:24px 32px"><tr><td>
<h1 style="font-size:22px;color:#0f766e;margin:0 0 12px">On its way to you</h1><p>Hello Ann, your parcel left our warehouse and should be with you on <b>Friday, 27 November</b>.</p>
<img src="cid:lantern" width="496" style="max-width:100%;border-radius:6px" alt="A copper lantern">
<table width="100%" style="font-size:14px;margin:16px 0">${row('Lantern, copper', '49.90 €')}${row('Candles, 12 pieces', '9.50 €')}${row('Delivery', '4.90 €')}<tr><td style="padding:8px 0"><b>Total</b></td><td align="right"><b>64.30 €</b></td></tr></table>
<p><a href="https://shop.acme.test/track/4711" style="display:inline-block;background:#0f766e;color:#fff;padding:10px 18px;border-radius:6px;text-decoration:none">Follow the parcel</a></p>
<p style="font-size:12px;color:#6b7280">Acme Shop, 1 Market Street · <a href="https://shop.acme.test/unsubscribe">unsubscribe</a></p><img src="https://tracker.example.test/open.gif?id=4711" width="1" height="1"></td></tr></table></body>`.replaceAll(
      '\n',
      '',
    ),
    attachments: [
      { filename: 'lantern.png', content: drawn(248, 90, 0.08), cid: 'lantern' },
      { filename: 'order-4711.json', content: '{"order":4711,"total":64.3}' },
    ],
  });
}
