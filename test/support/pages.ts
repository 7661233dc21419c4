import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser, WatchedPage } from './browser.ts';
import { type ServerOptions, TestServer } from './server.ts';

/** How long a page may take; the machine may be busy. */
const patienceMs = 30_000;

export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;

/** A server and a browser, and mail from one to the other as applications send it. */
export class Pages {
  readonly #transports: Transporter[] = [];

  private constructor(
    readonly server: TestServer,
    readonly browser: Browser,
  ) {}

  static async start(options: ServerOptions = {}): Promise<Pages> {
    const [server, browser] = await Promise.all([TestServer.start(options), launchBrowser()]);
    return new Pages(server, browser);
  }

  async stop(): Promise<void> {
    for (const transport of this.#transports) transport.close();
    await this.browser.close();
    await this.server.stop();
  }

  async open(options: BrowserContextOptions = {}): Promise<WatchedPage> {
    const watched = await WatchedPage.open(this.browser, this.server.httpUrl, options);
    watched.page.setDefaultTimeout(patienceMs);
    return watched;
  }

  /** Sent and answered. @throws with the reply when it was refused */
  async send(mail: SendMailOptions): Promise<void> {
    const transport = createTransport({
      host: this.server.smtp.host,
      port: this.server.smtp.port,
      ignoreTLS: true,
      name: 'client.example.test',
    });
    this.#transports.push(transport);
    await transport.sendMail({ from: 'shop@example.test', to: 'you@example.test', text: 'Hello.', ...mail });
    transport.close();
  }

  /** One after the other: their order is that of the list. */
  async sendAll(mails: readonly SendMailOptions[]): Promise<void> {
    for (const mail of mails) await this.send(mail);
  }

  /** A domain, and a subdomain of it. */
  async subdomain(name: string): Promise<void> {
    const domain = name.slice(name.indexOf('.') + 1);
    await this.server.api.request('POST', '/api/v1/domains', { name: domain });
    await this.server.api.json('POST', '/api/v1/subdomains', { name });
  }
}

/** Waits until the probe gives what is expected; the machine may be busy. */
export const eventually = <T>(probe: () => T | Promise<T>) => expect.poll(probe, { timeout: patienceMs, interval: 25 });

/** Subjects of the rows as they stand, top to bottom. */
export const subjects = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-testid=mail-row]')]
      .sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index))
      .map((row) => row.querySelector('.mail-subject')?.textContent ?? ''),
  );

export const row = (page: Page, subject: string) =>
  page.getByTestId('mail-row').filter({ has: page.getByText(subject, { exact: true }) });
