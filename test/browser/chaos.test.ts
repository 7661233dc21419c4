import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WatchedPage } from '../support/browser.ts';
import { eventually, Pages } from '../support/pages.ts';

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
const chaosRow = (address: string) => page.getByTestId('chaos-row').filter({ hasText: address });
const received = (address: string) => chaosRow(address).locator('.chaos-count .number').textContent();

it('says that a subdomain is needed first', async () => {
  await page.goto('/chaos');
  await page.getByText('No chaos address yet').waitFor();
  await page.getByRole('button', { name: 'New chaos address' }).click();
  await dialog().getByText('Make one first, in Domains').waitFor();
  await page.keyboard.press('Escape');
  await eventually(() => dialog().count()).toBe(0);
  await pages.subdomain('shop.acme.test');
});

it('the builder says in a sentence what a sender will see, and makes the address', async () => {
  await page.goto('/chaos');
  await page.getByRole('button', { name: 'New chaos address' }).click();
  await dialog().getByRole('textbox', { name: 'Address' }).fill('grey');
  await dialog().getByLabel('Code', { exact: true }).selectOption('450');
  await dialog().getByLabel('Text').fill('Come back later');
  await dialog().getByText('At RCPT: only this recipient fails').click();
  await dialog().getByText('The first messages, then it accepts').click();
  await dialog().getByLabel('How many').fill('2');
  const sentence = () => dialog().getByTestId('sentence').textContent();
  await eventually(sentence).toContain('first 2 messages to grey@shop.acme.test');
  expect(await sentence()).toContain('450 4.2.1 Come back later');
  expect(await dialog().getByTestId('dialogue').textContent()).toContain('450 4.2.1 Come back later');
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect(await watched.accessibilityFaults(), scheme).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await dialog().getByRole('button', { name: 'Create and switch on' }).click();
  await eventually(() => dialog().count()).toBe(0);
  await eventually(() => chaosRow('grey@shop.acme.test').getByRole('switch').getAttribute('aria-checked')).toBe('true');
  watched.expectNoProblems();
});

it('names what is refused in the dialogue, for now or for good', async () => {
  await page.getByRole('button', { name: 'New chaos address' }).click();
  const refusal = dialog().getByTestId('dialogue').locator('.dialogue-refusal');
  await dialog().getByLabel('Code', { exact: true }).selectOption('451');
  await eventually(() => refusal.allTextContents()).toEqual([' try again later']);
  await dialog().getByLabel('Code', { exact: true }).selectOption('550');
  await eventually(() => refusal.allTextContents()).toEqual([' refused for good']);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect(await watched.accessibilityFaults(), scheme).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.keyboard.press('Escape');
  await eventually(() => dialog().count()).toBe(0);
});

it('says what the server refuses, in the dialog', async () => {
  await page.getByRole('button', { name: 'New chaos address' }).click();
  await dialog().getByRole('textbox', { name: 'Address' }).fill('grey');
  await dialog().getByRole('button', { name: 'Create switched off' }).click();
  await dialog().getByRole('alert').waitFor();
  await page.keyboard.press('Escape');
  watched.problems.splice(0); // The refusal itself.
});

it('tries it for real and shows both sides; counts follow', async () => {
  await chaosRow('grey@').getByRole('button', { name: 'Try it' }).click();
  const outcome = () => dialog().getByTestId('try-outcome').textContent();
  await eventually(outcome).toMatch(/^refused after .*450 4\.2\.1 Come back later/);
  const said = await dialog().getByTestId('dialogue').locator('li').allTextContents();
  expect(said.some((line) => line.includes('RCPT TO:<grey@shop.acme.test>'))).toBe(true);
  expect(said.some((line) => line.includes('450 4.2.1 Come back later'))).toBe(true);
  await dialog().getByRole('button', { name: 'Try again' }).click();
  await eventually(() => received('grey@')).toBe('2');
  await eventually(() => dialog().getByRole('button', { name: 'Try again' }).isEnabled()).toBe(true);
  await dialog().getByRole('button', { name: 'Try again' }).click();
  await eventually(outcome).toMatch(/^accepted/);
  expect(await watched.accessibilityFaults()).toEqual([]);
  await dialog().getByRole('button', { name: 'Close' }).last().click();
  // Used addresses can be switched, but neither changed nor deleted.
  await eventually(() => received('grey@')).toBe('3');
  expect(await chaosRow('grey@').getByRole('button', { name: 'It has received mail' }).first().isDisabled()).toBe(true);
  watched.expectNoProblems();
});

it('switches, edits, finds and deletes', async () => {
  await page.getByRole('button', { name: 'New chaos address' }).click();
  await dialog().getByRole('textbox', { name: 'Address' }).fill('gone');
  await dialog().getByText('Close the connection without a reply').click();
  await dialog().getByRole('button', { name: 'Create switched off' }).click();
  const gone = chaosRow('gone@shop.acme.test');
  await eventually(() => gone.getByRole('switch').getAttribute('aria-checked')).toBe('false');
  await gone.getByRole('switch').click();
  await eventually(() => gone.getByRole('switch').getAttribute('aria-checked')).toBe('true');
  await gone.getByRole('button', { name: 'Edit' }).click();
  await dialog().getByLabel('Wait before it, ms').fill('1500');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await eventually(() => gone.textContent()).toMatch(/1\.5 s|1,?500 ms/);
  await gone.getByRole('button', { name: 'Delete' }).click();
  await dialog().getByRole('button', { name: 'Delete' }).click();
  await eventually(() => gone.count()).toBe(0);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect(await watched.accessibilityFaults(), scheme).toEqual([]);
  }
  watched.expectNoProblems();
});
