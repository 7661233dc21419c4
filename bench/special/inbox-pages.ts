import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { TestServer } from '../../test/support/server.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { readProcess } from '../measure/process-stats.ts';

/**
 * In the page. Text, because tsx adds helpers to functions that the page does not have. Notes when the newest row became another, at
 * the change itself: to ask for the frame that shows it, at most 16 ms later, would cost a second frame each time.
 */
const watching = `
  globalThis.drawnAt = [];
  let newest = '';
  const look = () => {
    const id = document.querySelector('[data-testid=mail-row][data-index="0"]')?.dataset.id;
    if (id === undefined || id === newest) return;
    newest = id;
    globalThis.drawnAt.push(performance.timeOrigin + performance.now());
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-id'] });
`;

/** Inboxes in tabs of one browser, all on view. The one opened last is the one looked at. */
export class InboxPages {
  private constructor(
    readonly pages: readonly Page[],
    readonly server: TestServer,
  ) {}

  static async open(browser: Browser, server: TestServer, count: number): Promise<InboxPages> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addInitScript(watching);
    const pages: Page[] = [];
    for (let n = 0; n < count; n += 1) {
      const page = await context.newPage();
      await page.goto(server.httpUrl);
      await page.locator('[data-feed=open]').waitFor();
      pages.push(page);
    }
    return new InboxPages(pages, server);
  }

  /** As when the browser keeps a page that was left, to come back to: they leave the feed, and the last closes its connection. */
  putAside = (): Promise<void> => this.#tellAll('pagehide');
  takeBack = (): Promise<void> => this.#tellAll('pageshow');

  async #tellAll(event: string): Promise<void> {
    for (const page of this.pages)
      await page.evaluate(`dispatchEvent(new PageTransitionEvent('${event}', { persisted: true }))`);
  }

  /** By page: when the newest row became another, ms since the epoch, within a time. */
  async drawn(from: number, to: number): Promise<number[][]> {
    const all = await Promise.all(this.pages.map((page) => page.evaluate<number[]>('drawnAt')));
    return all.map((times) => times.filter((at) => at >= from && at <= to));
  }

  /** Resolves when every page shows the newest mail on top, and how many there are. */
  async settled(): Promise<void> {
    const [{ items }, { count }] = await Promise.all([
      this.server.api.get<{ items: { id: string }[] }>('/api/v1/emails?limit=1'),
      this.server.api.get<{ count: number }>('/api/v1/emails/count'),
    ]);
    const wanted = JSON.stringify([items[0]?.id, `${count.toLocaleString('en')} mails`]);
    const shown = `JSON.stringify([document.querySelector('[data-testid=mail-row][data-index="0"]')?.dataset.id,
      document.querySelector('[data-testid=mail-count]')?.textContent])`;
    await waitFor(`all pages to show ${wanted}`, async () => {
      const states = await Promise.all(this.pages.map((page) => page.evaluate<string>(shown)));
      if (states.every((state) => state === wanted)) return true;
      throw new Error(states.join(' '));
    });
  }
}

/** Of all processes of the browsers that this process started. */
export function browserCpuSeconds(): number {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // Ended meanwhile.
    }
  }
  const isOurs = (pid: number): boolean => pid === process.pid || (parents.has(pid) && isOurs(parents.get(pid) ?? 0));
  let seconds = 0;
  for (const pid of parents.keys()) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('chromium') && isOurs(pid))
        seconds += readProcess(pid).cpuSeconds;
    } catch {
      // Ended meanwhile.
    }
  }
  return seconds;
}
