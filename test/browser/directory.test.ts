import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WatchedPage } from '../support/browser.ts';
import { eventually, Pages, phone, row } from '../support/pages.ts';

let pages: Pages;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  pages = await Pages.start();
  watched = await pages.open();
  page = watched.page;
});
afterAll(() => pages?.stop());

const dialog = () => page.getByRole('dialog');

async function noFaultsInBothSchemes(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await watched.accessibilityFaults(), colorScheme).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

describe('domains', () => {
  it('are added by a wizard: name, records to copy, first inbox', async () => {
    await page.goto('/domains');
    await page.getByText('No domain yet').waitFor();
    await page.getByRole('button', { name: 'Add a domain' }).click();
    await dialog().getByRole('textbox', { name: 'Domain', exact: true }).fill('not a name');
    await dialog().getByRole('button', { name: 'Next' }).click();
    await dialog().locator('.red').waitFor();
    watched.problems.splice(0); // The refusal itself.
    await dialog().getByRole('textbox', { name: 'Domain', exact: true }).fill('acme.test');
    await dialog()
      .getByRole('textbox', { name: /^Contact/ })
      .fill('postmaster@acme.test');
    await dialog().getByRole('button', { name: 'Next' }).click();
    await dialog().getByRole('cell', { name: 'MX' }).first().waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await dialog().getByRole('button', { name: 'Copy Value' }).first().click();
    const value = await dialog().locator('.record-value').nth(1).textContent();
    await eventually(() => page.evaluate('navigator.clipboard.readText()')).toBe(value);
    expect(await watched.accessibilityFaults()).toEqual([]);
    await dialog().getByRole('button', { name: 'Next' }).click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('shop');
    await dialog().getByRole('button', { name: 'Add a subdomain' }).click();
    await eventually(() => new URL(page.url()).pathname).toBe('/domains/acme.test');
    await page.getByTestId('subdomain-row').getByRole('link', { name: 'shop.acme.test' }).waitFor();
    watched.expectNoProblems();
  });

  it('have settings that hold at once, and are suspended and resumed', async () => {
    const shop = page.getByTestId('subdomain-row').filter({ hasText: 'shop.acme.test' });
    await shop.getByRole('button', { name: 'Settings of shop.acme.test' }).click();
    await dialog().getByLabel('Priority').selectOption('high');
    await dialog().getByLabel('Mails', { exact: true }).fill('500');
    expect(await watched.accessibilityFaults()).toEqual([]);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await eventually(() => shop.textContent()).toMatch(/priority high · keeps 500 mails/);
    await shop.getByRole('button', { name: 'Suspend' }).click();
    await dialog().getByLabel('Reason').fill('Too much');
    await dialog().getByRole('button', { name: 'Suspend' }).click();
    await shop.getByText('Too much').waitFor();
    await expect(pages.send({ to: 'a@shop.acme.test' })).rejects.toThrow('550');
    await shop.getByRole('button', { name: 'Resume' }).click();
    await shop.getByRole('button', { name: 'Suspend' }).waitFor();
    await pages.send({ subject: 'After the pause', to: 'a@shop.acme.test' });
    await shop.getByRole('button', { name: 'Check MX' }).click();
    await eventually(() => shop.textContent()).toContain('MX points elsewhere');
    await noFaultsInBothSchemes();
    await shop.getByRole('link', { name: 'shop.acme.test' }).click();
    await row(page, 'After the pause').waitFor();
    watched.expectNoProblems();
  });
});

describe('people', () => {
  const people = (role: string) => dialog().getByTestId(role);
  const named = (role: string) => people(role).getByRole('listitem').allTextContents();

  it('moderators and viewers of a subdomain are listed, added and removed, and the audit has them', async () => {
    await page.goto('/domains/acme.test');
    const shop = page.getByTestId('subdomain-row').filter({ hasText: 'shop.acme.test' });
    await shop.getByRole('button', { name: 'People of shop.acme.test' }).click();
    await people('moderators').getByRole('textbox', { name: 'Moderators' }).fill('ann');
    await people('moderators').getByRole('button', { name: 'Add moderator' }).click();
    await eventually(() => named('moderators')).toEqual(['ann']);
    await people('viewers').getByRole('textbox', { name: 'Viewers' }).fill('bob');
    await page.keyboard.press('Enter');
    await eventually(() => named('viewers')).toEqual(['bob']);
    await people('viewers').getByRole('textbox', { name: 'Viewers' }).fill(' eve/qa ');
    await page.keyboard.press('Enter');
    await eventually(() => named('viewers')).toEqual(['bob', 'eve/qa']);
    await noFaultsInBothSchemes();
    await people('viewers').getByRole('button', { name: 'Remove eve/qa' }).click();
    await eventually(() => named('viewers')).toEqual(['bob']);
    await dialog().getByRole('button', { name: 'Close' }).last().click();
    await eventually(() => shop.textContent()).toContain('moderators ann · viewers bob');
    watched.expectNoProblems();
    // Somebody else has removed ann meanwhile.
    await shop.getByRole('button', { name: 'People of shop.acme.test' }).click();
    const { id } = await pages.server.api.get<{ id: string }>('/api/v1/subdomains/shop.acme.test');
    await pages.server.api.request('DELETE', `/api/v1/subdomains/${id}/moderators/ann`);
    await eventually(() => named('moderators')).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('moderators of a domain too', async () => {
    await page.getByRole('button', { name: 'Moderators' }).click();
    expect(await people('viewers').count()).toBe(0);
    await people('moderators').getByRole('textbox', { name: 'Moderators' }).fill('dora');
    await page.keyboard.press('Enter');
    await eventually(() => named('moderators')).toEqual(['dora']);
    await page.keyboard.press('Escape');
    await page.getByRole('definition').filter({ hasText: 'dora' }).waitFor();
    await page.goto('/operations');
    const audit = page.getByTestId('audit').getByRole('row');
    await audit.filter({ hasText: 'Moderator added user dora' }).filter({ hasText: 'acme.test' }).waitFor();
    await audit.filter({ hasText: 'Viewer added user bob' }).filter({ hasText: 'shop.acme.test' }).waitFor();
    await audit.filter({ hasText: 'Viewer removed user eve/qa' }).waitFor();
    await audit.filter({ hasText: 'Moderator removed user ann' }).waitFor();
    // The counts that mail leaves behind would bury them.
    await pages.send({ to: 'a@shop.acme.test', headers: { 'X-Millrace-Campaign': 'autumn' } });
    await page.getByTestId('audit').getByRole('button', { name: 'With counts of mail' }).click();
    await audit.filter({ hasText: 'Campaign captured count 1' }).filter({ hasText: 'autumn' }).waitFor();
    await page.getByTestId('audit').getByRole('button', { name: 'Changes', exact: true }).click();
    await audit.filter({ hasText: 'Moderator added user dora' }).waitFor();
    await eventually(() => audit.filter({ hasText: 'Campaign captured' }).count()).toBe(0);
    watched.expectNoProblems();
  });
});

describe('settings', () => {
  it('send what was changed and no more; the headers go back to those of the server', async () => {
    await page.goto('/domains/acme.test');
    const shop = page.getByTestId('subdomain-row').filter({ hasText: 'shop.acme.test' });
    const settings = async () =>
      (await pages.server.api.get<{ settings: object }>('/api/v1/subdomains/shop.acme.test')).settings;
    const open = () => shop.getByRole('button', { name: 'Settings of shop.acme.test' }).click();
    const save = async () => {
      await dialog().getByRole('button', { name: 'Save' }).click();
      // A toast is a dialog too.
      await eventually(() => page.getByRole('dialog', { name: /^Settings/ }).count()).toBe(0);
    };
    await open();
    await dialog().getByLabel('Description').fill('Orders of the shop');
    await dialog().getByText('other headers').click();
    await dialog().getByLabel('Headers', { exact: true }).fill('X-Run\nX-Trial');
    await noFaultsInBothSchemes();
    await save();
    await eventually(settings).toEqual({
      priority: 'high',
      retention: { maxCount: 500 },
      campaignHeaders: ['X-Run', 'X-Trial'],
    });
    await shop.getByText('Orders of the shop').waitFor();
    await open();
    await dialog().getByLabel('Mails', { exact: true }).fill('');
    await dialog().getByText('nothing: no campaigns here').click();
    await save();
    await eventually(settings).toEqual({ priority: 'high', campaignHeaders: [] });
    await open();
    await dialog().getByText('the headers of the server: X-Millrace-Campaign').click();
    await save();
    await eventually(settings).toEqual({ priority: 'high' });
    const before = (await pages.server.api.get<{ items: { position: number }[] }>('/api/v1/audit')).items[0]?.position;
    await open();
    await save();
    expect((await pages.server.api.get<{ items: { position: number }[] }>('/api/v1/audit')).items[0]?.position).toBe(
      before,
    );
    // What the server refuses is said in the dialog, which stays.
    await open();
    await dialog().getByText('other headers').click();
    await dialog().getByLabel('Headers', { exact: true }).fill('not:fine');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByRole('alert').waitFor();
    await page.keyboard.press('Escape');
    watched.problems.splice(0); // The refusal itself.
  });
});

describe('operations', () => {
  it('shows numbers that follow the traffic, charts with a table each, and the audit', async () => {
    await page.goto('/operations');
    const figures = () => page.getByTestId('operations-numbers').locator('.figure-value').allTextContents();
    await eventually(async () => (await figures()).length).toBe(4);
    let sent = 0;
    await eventually(async () => {
      await pages.send({ subject: `Pulse ${sent++}` });
      return Number((await figures())[0]);
    }).toBeGreaterThan(0);
    const charts = page.locator('figure.chart');
    expect(await charts.count()).toBe(5);
    for (let n = 0; n < 5; n += 1) {
      const chart = charts.nth(n);
      await chart.locator('canvas').waitFor();
      await chart.getByRole('button', { name: 'Show as a table' }).click();
      expect(await chart.locator('tbody tr').count()).toBeGreaterThan(0);
    }
    await noFaultsInBothSchemes();
    for (let n = 0; n < 5; n += 1) await charts.nth(n).getByRole('button', { name: 'Hide the table' }).click();
    await page.getByText('Started', { exact: true }).first().waitFor();
    await eventually(() => page.getByTestId('audit').textContent()).toContain('shop.acme.test');
    await page.getByText('None. Every mail that was taken is listed.').waitFor();
    watched.expectNoProblems();
  });

  it('shows dead letters, retries and discards them', async () => {
    const database = new Database(join(pages.server.dataDirectory, 'millrace.db'), { timeout: 5000 });
    const insert = database.prepare(
      `INSERT INTO dead_letters (lane, sequence, message_id, reason, attempts, first_at, last_at, received_at, reference, size)
       VALUES ('normal', ?, ?, 'a record that cannot be read', 1, ?, ?, ?, 'segments:normal/00000000000000000001:0:0', 0)`,
    );
    const now = Date.now();
    for (const n of [1, 2]) insert.run(1_000_000 + n, `0199a000-0000-7000-8000-00000000000${n}`, now, now, now);
    database.close();
    await page.goto('/operations');
    const letters = page.getByTestId('dead-letters');
    await eventually(() => letters.locator('tbody tr').count()).toBe(2);
    await letters.getByText('a record that cannot be read').first().waitFor();
    expect(await watched.accessibilityFaults()).toEqual([]);
    await letters.getByRole('button', { name: 'Discard', exact: true }).first().click();
    await dialog().getByText('1 message that got 250 will be lost for good').waitFor();
    await dialog().getByRole('button', { name: 'Discard' }).click();
    await eventually(() => letters.locator('tbody tr').count()).toBe(1);
    await letters.getByRole('button', { name: 'Retry', exact: true }).click();
    await page.locator('.toast').first().waitFor();
    await letters.getByRole('button', { name: 'Discard all…' }).click();
    await dialog().getByRole('button', { name: 'Discard' }).click();
    await letters.getByText('None. Every mail that was taken is listed.').waitFor();
    watched.problems.splice(0); // That a retry of what cannot be read is refused.
  });
});

describe('get started', () => {
  it('has snippets with the real address, and sends a test', async () => {
    await page.goto('/start');
    const { port } = pages.server.smtp;
    for (const name of ['Nodemailer', 'smtplib', 'Spring', 'Rails', 'Laravel', 'swaks']) {
      await page.getByRole('tab', { name: new RegExp(name, 'i') }).click();
      await eventually(() => page.getByRole('tabpanel').locator('pre').textContent()).toContain(String(port));
    }
    await noFaultsInBothSchemes();
    await page.getByRole('button', { name: 'Send me a test' }).click();
    await page.getByText('Test mail sent').waitFor();
    await page.goto('/');
    await row(page, 'It works – a test from Millrace').first().waitFor();
    watched.expectNoProblems();
  });
});

it('an address that leads nowhere says so', async () => {
  await page.goto('/no/such/page');
  await page.getByText('There is nothing at this address').waitFor();
  expect(await watched.accessibilityFaults()).toEqual([]);
});

it('fits a phone on every page', async () => {
  const mobile = await pages.open(phone);
  for (const path of ['/campaigns', '/chaos', '/domains', '/domains/acme.test', '/operations', '/start']) {
    await mobile.page.goto(path);
    await mobile.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await mobile.page.evaluate(() => document.documentElement.scrollWidth), path).toBe(phone.viewport.width);
    expect(await mobile.accessibilityFaults(), path).toEqual([]);
  }
  mobile.expectNoProblems();
  await mobile.close();
});
