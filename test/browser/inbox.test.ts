import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WatchedPage } from '../support/browser.ts';
import { eventually, Pages, phone, row, subjects } from '../support/pages.ts';

let pages: Pages;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  pages = await Pages.start();
  watched = await pages.open();
  page = watched.page;
});
afterAll(() => pages?.stop());

const openList = async () => {
  await page.goto('/');
  await page.getByTestId('mail-row').first().waitFor();
};
/** As it is shown: by the weight of the row and by the dot. */
const unread = async (subject: string) => {
  const bold = (await row(page, subject).getAttribute('data-unread')) === 'true';
  const dot = await row(page, subject).getByTitle('Unread').isVisible();
  return bold === dot ? bold : { bold, dot };
};
const selected = () => page.locator('[data-testid=mail-row][aria-selected=true] .mail-subject').allTextContents();
const current = () => page.locator('[data-testid=mail-row][data-current] .mail-subject').allTextContents();
/** Where the row stands, px, once rows have glided to their place. */
const topOf = async (subject: string) => {
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((each) => each.finished)).then(() => undefined),
  );
  return (await row(page, subject).boundingBox())?.y;
};

describe('an empty inbox', () => {
  it('teaches how to send, and becomes the inbox by itself', async () => {
    await page.goto('/');
    const empty = page.getByTestId('empty-inbox');
    await empty.getByText(`${pages.server.smtp.host}:${pages.server.smtp.port}`).first().waitFor();
    expect(await empty.locator('pre').first().textContent()).toContain(String(pages.server.smtp.port));
    expect(await watched.accessibilityFaults()).toEqual([]);
    await empty.getByRole('button', { name: 'Send me a test' }).click();
    await page.getByTestId('mail-row').waitFor();
    expect(await empty.count()).toBe(0);
    watched.expectNoProblems();
  });
});

describe('live arrival', () => {
  it('adds a row at the top and moves the rows below by one height', async () => {
    await pages.send({ subject: 'First' });
    await row(page, 'First').waitFor();
    const before = (await topOf('First')) as number;
    await pages.send({ subject: 'Second' });
    await row(page, 'Second').waitFor();
    await eventually(() => topOf('First')).toBe(before + 32);
    expect(await topOf('Second')).toBe(before);
    expect((await subjects(page)).slice(0, 2)).toEqual(['Second', 'First']);
  });

  it('does not move what is under the pointer', async () => {
    await row(page, 'First').hover();
    const before = await topOf('First');
    // The pointer goes on moving while mail arrives, as a hand does.
    const moving = async () => {
      const box = await page.getByTestId('mail-list').boundingBox();
      if (box) await page.mouse.move(box.x + 300 + Math.random() * 50, (before as number) + 16);
    };
    await moving();
    await pages.send({ subject: 'While pointing' });
    await eventually(async () => {
      await moving();
      return page.getByTestId('new-pill').count();
    }).toBe(1);
    expect(await topOf('First')).toBe(before);
    await page.mouse.move(5, 5);
    await row(page, 'While pointing').waitFor();
    await eventually(() => page.getByTestId('new-pill').count()).toBe(0);
  });

  it('counts in a pill when the list is scrolled down, and shows them when asked', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, n) => pages.send({ subject: `Filler ${n}` })));
    await page.goto('/');
    await eventually(() => page.getByTestId('mail-count').textContent()).toContain('64');
    const list = page.getByTestId('mail-list');
    await list.evaluate((element) => {
      element.scrollTop = 640;
    });
    const seen = await page.locator('[data-testid=mail-row][data-index="30"]').getAttribute('data-id');
    const place = () => page.locator(`[data-id="${seen}"]`).boundingBox();
    const before = (await place())?.y;
    await pages.sendAll([{ subject: 'Late 1' }, { subject: 'Late 2' }]);
    const pill = page.getByTestId('new-pill');
    await eventually(() => pill.textContent()).toBe('2 new');
    expect((await place())?.y).toBe(before);
    await pill.click();
    await eventually(async () => (await subjects(page)).slice(0, 2)).toEqual(['Late 2', 'Late 1']);
    expect(await list.evaluate((element) => element.scrollTop)).toBe(0);
    expect(await pill.count()).toBe(0);
    watched.expectNoProblems();
  });
});

describe('marks and deletion', () => {
  it('marks as read by opening, and unread and favourite by key and button', async () => {
    await pages.sendAll([{ subject: 'Mark me' }, { subject: 'Newest' }]);
    await openList();
    expect(await unread('Mark me')).toBe(true);
    await row(page, 'Mark me').click();
    await eventually(() => unread('Mark me')).toBe(false);
    await page.keyboard.press('u');
    await eventually(() => unread('Mark me')).toBe(true);
    await page.keyboard.press('Escape');
    await row(page, 'Mark me').getByRole('button', { name: 'Add to favourites' }).click();
    await row(page, 'Mark me').getByRole('button', { name: 'Remove from favourites' }).waitFor();
    await eventually(async () => (await pages.server.api.emails('favorite=true')).map((each) => each.subject)).toEqual([
      'Mark me',
    ]);
    const stored = (await pages.server.api.emails()).find((each) => each.subject === 'Mark me');
    expect(stored).toMatchObject({ unread: true, favorite: true });
  });

  it('takes a deletion back', async () => {
    await openList();
    await row(page, 'Newest').click({ modifiers: ['ControlOrMeta'] });
    await page.keyboard.press('#');
    await eventually(() => row(page, 'Newest').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'Newest').waitFor();
    expect((await subjects(page))[0]).toBe('Newest');
    expect((await pages.server.api.emails()).some((each) => each.subject === 'Newest')).toBe(true);
  });

  it('deletes for good when the page is left', async () => {
    await openList();
    await row(page, 'Newest').click({ modifiers: ['ControlOrMeta'] });
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    await eventually(() => row(page, 'Newest').count()).toBe(0);
    await page.goto('about:blank');
    await eventually(async () => (await pages.server.api.emails()).some((each) => each.subject === 'Newest')).toBe(
      false,
    );
  });

  it('follows what others change', async () => {
    await openList();
    const item = (await pages.server.api.emails()).find((each) => each.subject === 'Late 2');
    await pages.server.api.json('POST', '/api/v1/emails/read', { ids: [item?.id] });
    await eventually(() => unread('Late 2')).toBe(false);
    await pages.server.api.json('POST', '/api/v1/emails/delete', { ids: [item?.id] });
    await eventually(() => row(page, 'Late 2').count()).toBe(0);
    watched.expectNoProblems();
  });
});

describe('selection', () => {
  it('by checkbox, ctrl and shift, and acts on all that is selected', async () => {
    await pages.sendAll(['e', 'd', 'c', 'b', 'a'].map((name) => ({ subject: `Pick ${name}` })));
    await openList();
    await row(page, 'Pick b').getByRole('checkbox').click();
    expect(await selected()).toEqual(['Pick b']);
    await row(page, 'Pick d').click({ modifiers: ['Shift'] });
    await eventually(selected).toEqual(['Pick b', 'Pick c', 'Pick d']);
    await row(page, 'Pick c').click({ modifiers: ['ControlOrMeta'] });
    await eventually(selected).toEqual(['Pick b', 'Pick d']);
    expect(await page.getByTestId('selected-count').textContent()).toBe('2 selected');
    // Nothing was opened on the way.
    expect(page.url()).toBe(`${pages.server.httpUrl}/`);
    // It survives what arrives.
    await pages.send({ subject: 'Arrives meanwhile' });
    await page.mouse.move(5, 5);
    await row(page, 'Arrives meanwhile').waitFor();
    expect(await selected()).toEqual(['Pick b', 'Pick d']);
    await page.getByRole('toolbar').getByRole('button', { name: 'Mark as read' }).click();
    await eventually(() => Promise.all(['Pick b', 'Pick c', 'Pick d'].map(unread))).toEqual([false, true, false]);
    await page.keyboard.press('Escape');
    await eventually(selected).toEqual([]);
  });

  it('all that match, asked again before they are deleted', async () => {
    await page.goto('/?q=subject:Pick');
    await eventually(() => subjects(page)).toHaveLength(5);
    await page.getByTestId('mail-list').focus();
    await page.keyboard.press('Control+a');
    await eventually(() => page.getByTestId('selected-count').textContent()).toBe('All 5 selected');
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No mail matches').waitFor();
    expect((await pages.server.api.emails()).filter((each) => each.subject.startsWith('Pick'))).toEqual([]);
    watched.expectNoProblems();
  });
});

describe('search', () => {
  const box = () => page.getByRole('combobox', { name: 'Search mail' });
  const query = () => new URL(page.url()).searchParams.get('q');

  it('by the query language, with suggestions, and keeps it in the address', async () => {
    await pages.sendAll([
      { subject: 'Invoice for the lamp', from: 'Billing <billing@acme.test>', text: 'pelican' },
      { subject: 'Invoice, second', attachments: [{ filename: 'a.txt', content: 'x' }] },
    ]);
    await openList();
    await box().click();
    await box().pressSequentially('fro');
    await page.getByRole('option', { name: /^from:/ }).waitFor();
    await box().fill('subject:invoice -has:attachment');
    await eventually(() => subjects(page)).toEqual(['Invoice for the lamp']);
    expect(query()).toBe('subject:invoice -has:attachment');
    await box().fill('from:billing pelican');
    await eventually(query).toBe('from:billing pelican');
    await page.reload();
    await eventually(() => subjects(page)).toEqual(['Invoice for the lamp']);
    expect(await box().inputValue()).toBe('from:billing pelican');
    // A mail that matches arrives while the search is shown.
    await pages.send({ subject: 'Another', from: 'billing@acme.test', text: 'pelican again' });
    await eventually(() => subjects(page)).toEqual(['Another', 'Invoice for the lamp']);
    await box().fill('zzyzxabsent');
    await page.getByText('No mail matches').waitFor();
    expect(await page.getByRole('link', { name: 'Search all mail' }).count()).toBe(0);
    await page.goto('/inbox/catch-all?q=subject:nowhere');
    await page.getByRole('link', { name: 'Search all mail' }).click();
    await eventually(() => page.url()).toBe(`${pages.server.httpUrl}/?q=subject%3Anowhere`);
    await page.getByRole('main').getByRole('link', { name: 'Clear the search' }).click();
    await eventually(() => page.url()).toBe(`${pages.server.httpUrl}/`);
  });

  it('says what it does not understand, and where', async () => {
    await box().fill('is:purple');
    await box().blur();
    const fault = page.locator('#search-fault');
    await fault.waitFor();
    expect(await fault.locator('mark').textContent()).toContain('purple');
    expect(await box().getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await eventually(() => page.url()).toBe(`${pages.server.httpUrl}/`);
    await page.goto('/?q=is:purple');
    await page.getByText('This search cannot be understood').waitFor();
    expect(await watched.accessibilityFaults()).toEqual([]);
    await page.getByRole('main').getByRole('link', { name: 'Clear the search' }).click();
    await page.getByTestId('mail-row').first().waitFor();
    watched.problems.splice(0); // The page may have asked the server, which refuses such a query.
  });

  it('by chips', async () => {
    await openList();
    await page.getByRole('group', { name: 'Quick filters' }).getByRole('button', { name: 'Attachments' }).click();
    await eventually(() => subjects(page)).toEqual(['Invoice, second', 'It works – a test from Millrace']);
    expect(query()).toBe('has:attachment');
  });
});

describe('the address', () => {
  it('holds the open mail and its tab; back returns to the row', async () => {
    await openList();
    const list = page.getByTestId('mail-list');
    await list.evaluate((element) => {
      element.scrollTop = 500;
    });
    const target = page.locator('[data-testid=mail-row][data-index="20"]');
    const id = await target.getAttribute('data-id');
    await target.click();
    await page.getByTestId('message').waitFor();
    await page.getByRole('tab', { name: 'Headers' }).click();
    await eventually(() => new URL(page.url()).search).toBe(`?id=${id}&tab=headers`);
    await page.goBack();
    await eventually(() => page.getByTestId('message').count()).toBe(0);
    await eventually(() => list.evaluate((element) => element.scrollTop)).toBe(500);
    expect(await page.locator('[data-current]').getAttribute('data-id')).toBe(id);
    // Somebody else opens the same address.
    await page.goForward();
    await page.reload();
    await page.getByRole('tab', { name: 'Headers', selected: true }).waitFor();
    watched.expectNoProblems();
  });

  it('holds the order; oldest first, arrivals come at the end and nothing moves', async () => {
    await openList();
    const oldest = (await pages.server.api.get<{ items: { subject: string }[] }>('/api/v1/emails?order=oldest&limit=3'))
      .items;
    const order = () => page.getByRole('button', { name: /^(Newest|Oldest) first/ });
    expect(await order().getAttribute('data-order')).toBe('newest');
    await order().focus();
    await page.keyboard.press('Enter');
    await eventually(() => new URL(page.url()).search).toBe('?sort=oldest');
    await eventually(async () => (await subjects(page)).slice(0, 3)).toEqual(oldest.map((each) => each.subject));
    await page.getByRole('grid', { name: 'Mail, oldest first' }).waitFor();
    expect(await watched.accessibilityFaults()).toEqual([]);
    const list = page.getByTestId('mail-list');
    await list.evaluate((element) => {
      element.scrollTop = 96;
    });
    const seen = page.locator('[data-testid=mail-row][data-index="7"]');
    const id = await seen.getAttribute('data-id');
    const place = () => page.locator(`[data-id="${id}"]`).boundingBox();
    const before = (await place())?.y;
    const total = (await page.getByTestId('mail-count').textContent()) ?? '';
    await pages.send({ subject: 'Came last' });
    await eventually(() => page.getByTestId('mail-count').textContent()).toBe(
      total.replace(/\d+/, (count) => String(Number(count) + 1)),
    );
    expect((await place())?.y).toBe(before);
    expect(await page.getByTestId('new-pill').count()).toBe(0);
    // Back returns to the row.
    await seen.click();
    await page.getByTestId('message').waitFor();
    await eventually(() => new URL(page.url()).search).toBe(`?id=${id}&sort=oldest`);
    await page.goBack();
    await eventually(() => page.getByTestId('message').count()).toBe(0);
    expect((await place())?.y).toBe(before);
    await list.evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
    await eventually(async () => (await subjects(page)).at(-1)).toBe('Came last');
    // At the end of the list a new row comes on view by itself.
    await pages.send({ subject: 'Came after it' });
    await row(page, 'Came after it').waitFor({ state: 'attached' });
    // A search and a filter keep it, the other order takes it back.
    await page.getByRole('combobox', { name: 'Search mail' }).fill('subject:came');
    await eventually(() => subjects(page)).toEqual(['Came last', 'Came after it']);
    expect(new URL(page.url()).searchParams.get('sort')).toBe('oldest');
    await page.reload();
    await eventually(() => subjects(page)).toEqual(['Came last', 'Came after it']);
    await pages.send({ subject: 'It came again' });
    await eventually(() => subjects(page)).toEqual(['Came last', 'Came after it', 'It came again']);
    await order().click();
    await eventually(() => subjects(page)).toEqual(['It came again', 'Came after it', 'Came last']);
    expect(new URL(page.url()).search).toBe('?q=subject%3Acame');
    watched.expectNoProblems();
  });

  it('an inbox of a subdomain shows its mail alone', async () => {
    await pages.subdomain('shop.acme.test');
    await pages.sendAll([
      { subject: 'For the shop', to: 'orders@shop.acme.test' },
      { subject: 'Elsewhere', to: 'a@b.test' },
    ]);
    await openList();
    await page.getByRole('link', { name: /^shop/ }).first().click();
    await eventually(() => subjects(page)).toEqual(['For the shop']);
    expect(new URL(page.url()).pathname).toBe('/inbox/shop.acme.test');
    await pages.send({ subject: 'Also for the shop', to: 'orders@shop.acme.test' });
    await eventually(() => subjects(page)).toEqual(['Also for the shop', 'For the shop']);
    await page.goto('/inbox/catch-all');
    await eventually(async () => (await subjects(page))[0]).toBe('Elsewhere');
    expect(await subjects(page)).not.toContain('For the shop');
    watched.expectNoProblems();
  });
});

describe('the keyboard', () => {
  it('moves, opens, goes back, selects, marks and deletes', async () => {
    await pages.sendAll(['three', 'two', 'one'].map((name) => ({ subject: `Key ${name}` })));
    await openList();
    await page.keyboard.press('j');
    await eventually(current).toEqual(['Key one']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('j');
    await eventually(current).toEqual(['Key three']);
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Key two' }).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'Key three' }).waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => page.getByTestId('message').count()).toBe(0);
    await eventually(current).toEqual(['Key three']);
    await page.keyboard.press('x');
    await eventually(selected).toEqual(['Key three']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    await row(page, 'Key three').getByRole('button', { name: 'Remove from favourites' }).waitFor();
    await page.keyboard.press('#');
    await eventually(() => row(page, 'Key three').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'Key three').waitFor();
  });

  it('takes keys that come before the rows do', async () => {
    let answer = () => undefined as undefined;
    const held = new Promise<void>((resolve) => {
      answer = () => void resolve();
    });
    await page.route('**/api/v1/emails?*', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto('/');
    await page.locator('[data-feed=open]').waitFor({ state: 'attached' });
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    answer();
    await eventually(current).toHaveLength(1);
    await eventually(async () => (await subjects(page)).slice(0, 3)).toContain((await current())[0]);
    await page.unroute('**/api/v1/emails?*');
    watched.expectNoProblems();
  });

  it('has help and a palette', async () => {
    await openList();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    expect(await watched.accessibilityFaults()).toEqual([]);
    await page.keyboard.press('Escape');
    await eventually(() => page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Commands' });
    await palette.waitFor();
    expect(await watched.accessibilityFaults()).toEqual([]);
    await page.keyboard.type('chaos');
    await page.keyboard.press('Enter');
    await eventually(() => new URL(page.url()).pathname).toBe('/chaos');
    // What was used stands first next time, and first among what fits equally well.
    const first = () => palette.getByRole('option').first().textContent();
    await page.keyboard.press('Control+k');
    await palette.getByText('Recent').waitFor();
    await eventually(first).toBe('Chaos addresses');
    await page.keyboard.type('s');
    await eventually(first).toBe('Switch light and dark');
    await page.keyboard.press('Escape');
    watched.expectNoProblems();
  });

  it('takes nothing from somebody who types', async () => {
    await openList();
    const before = await subjects(page);
    await page.keyboard.press('/');
    const box = page.getByRole('combobox', { name: 'Search mail' });
    await eventually(() => box.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('"jkxsu#?/');
    expect(await box.inputValue()).toBe('"jkxsu#?/');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await selected()).toEqual([]);
    expect(await subjects(page)).toEqual(before);
    await box.fill('');
    watched.expectNoProblems();
  });
});

describe('looks', () => {
  it('shows at least 20 mails at 1280 x 800, in light and dark without faults', async () => {
    await openList();
    const shown = await page.evaluate(() => {
      const frame = (document.querySelector('[data-testid=mail-list]') as HTMLElement).getBoundingClientRect();
      return [...document.querySelectorAll('[data-testid=mail-row]')].filter((each) => {
        const { top, bottom } = each.getBoundingClientRect();
        return top >= frame.top && bottom <= frame.bottom;
      }).length;
    });
    expect(shown).toBeGreaterThanOrEqual(20);
    expect(await watched.accessibilityFaults()).toEqual([]);
    await page.getByRole('button', { name: 'Use the dark theme' }).click();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(Math.max(...(ground.match(/\d+/g) ?? []).map(Number).slice(0, 3))).toBeLessThan(80);
    expect(await watched.accessibilityFaults()).toEqual([]);
    await page.reload();
    await page.getByTestId('mail-row').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await page.getByRole('button', { name: 'Use the light theme' }).click();
  });

  it('fits a phone: list, then message, a bar at the bottom, nothing wider than the screen', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const mobile = await pages.open({ ...phone, colorScheme });
      await mobile.page.goto('/');
      await mobile.page.getByTestId('mail-row').first().waitFor();
      // Not innerWidth: on a phone that grows with what is too wide.
      const tooWide = () =>
        mobile.page.evaluate((width) => document.documentElement.scrollWidth - width, phone.viewport.width);
      expect(await tooWide()).toBe(0);
      expect(await mobile.accessibilityFaults()).toEqual([]);
      await row(mobile.page, 'Key one').tap();
      await mobile.page.getByTestId('message').waitFor();
      await eventually(() => mobile.page.getByTestId('mail-list').isVisible()).toBe(false);
      expect(await tooWide()).toBe(0);
      expect(await mobile.accessibilityFaults()).toEqual([]);
      await mobile.page.getByRole('button', { name: 'Close the message' }).tap();
      await eventually(() => mobile.page.getByTestId('mail-list').isVisible()).toBe(true);
      await mobile.page.getByRole('navigation').getByRole('link', { name: 'Campaigns' }).tap();
      await eventually(() => new URL(mobile.page.url()).pathname).toBe('/campaigns');
      mobile.expectNoProblems();
      await mobile.close();
    }
  });
});
