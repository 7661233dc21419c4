import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const require = createRequire(import.meta.url);

export async function launchBrowser(): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...sandbox, '--disable-dev-shm-usage', '--disable-lcd-text'],
  });
}

/** A page that keeps what went wrong in it: script errors, console errors, requests to other hosts. */
export class WatchedPage {
  readonly problems: string[] = [];
  readonly requests: string[] = [];

  private constructor(
    readonly page: Page,
    readonly close: () => Promise<void>,
  ) {}

  static async open(browser: Browser, baseUrl: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
    const context = await browser.newContext({ baseURL: baseUrl, viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    const watched = new WatchedPage(page, () => context.close());
    page.on('pageerror', (error) => watched.problems.push(`script error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') watched.problems.push(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
      watched.requests.push(request.url());
      if (/^https?:/.test(request.url()) && !request.url().startsWith(baseUrl))
        watched.problems.push(`request to ${request.url()}`);
    });
    return watched;
  }

  /** @throws Error when something went wrong in the page so far */
  expectNoProblems(): void {
    if (this.problems.length > 0) throw new Error(this.problems.join('\n'));
  }

  /** Serious and critical findings of axe-core on what is shown now, one sentence each. */
  async accessibilityFaults(): Promise<string[]> {
    // A change of theme takes effect with the next frame, and colours on their way from one to another are neither.
    await this.page.evaluate(`new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() =>
      Promise.allSettled(document.getAnimations()
        .filter((each) => each.effect?.getTiming().iterations !== Infinity)
        .map((each) => each.finished))).then(() => undefined)`);
    // Through the protocol: the page's own policy forbids script tags.
    await this.page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const result = (await this.page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
      violations: { id: string; impact: string; help: string; nodes: { target: string[] }[] }[];
    };
    return result.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(' ')).join('; ')})`);
  }
}
