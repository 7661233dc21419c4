import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leaks, scripts } from '../fixtures/hostile-html.ts';
import { launchBrowser, WatchedPage } from '../support/browser.ts';
import { TestServer } from '../support/server.ts';
import { SmtpClient } from '../support/smtp-client.ts';
import { waitFor } from '../support/wait-for.ts';

const vectors = [...scripts, ...leaks];
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([TestServer.start(), launchBrowser()]);
  const client = await SmtpClient.open(server.smtp);
  for (const [at, html] of vectors.entries()) {
    const body = `<html><head></head><body>${html}<p id="shown">shown</p></body></html>`;
    // Base64: some vectors hold control characters and line ends that SMTP would change.
    const encoded =
      Buffer.from(body)
        .toString('base64')
        .match(/.{1,76}/g) ?? [];
    const head = [
      `Subject: vector ${at}`,
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: base64',
    ];
    client.write('MAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n');
    for (const code of [250, 250, 354]) await client.expect(code);
    client.write(`${[...head, '', ...encoded].join('\r\n')}\r\n.\r\n`);
    await client.expect(250);
  }
  await client.quit();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

it('runs no script of a hostile mail and makes no request for it, in a frame and opened by itself', async () => {
  const emails = await waitFor('all mails', async () => {
    const all = await server.api.emails();
    return all.length === vectors.length ? all : undefined;
  });
  const watched = await WatchedPage.open(browser, server.httpUrl);
  const ran: string[] = [];
  watched.page.on('dialog', (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  const elsewhere = () =>
    watched.requests.filter(
      (url) => !url.startsWith(server.httpUrl) && !url.startsWith('data:') && !url.startsWith('about:'),
    );
  for (const { id, subject } of emails) {
    const vector = vectors[Number(subject.slice('vector '.length))] as string;
    const path = `/api/v1/emails/${id}/html`;
    await watched.page.goto(path, { waitUntil: 'load' });
    expect(watched.page.url(), vector).toBe(server.httpUrl + path);
    // Its own policy gives it an origin that is nobody's, without the frame's help.
    expect(await watched.page.evaluate('self.origin'), vector).toBe('null');
    expect(ran, vector).toEqual([]);
    expect(elsewhere(), vector).toEqual([]);
  }
  // As the pages show it: a frame that may do nothing, remote content on. The proxy refuses, for evil.test has no address; to ask it is
  // a request to this server.
  for (let at = 0; at < emails.length; at += 12) {
    const group = emails.slice(at, at + 12);
    const frames = group.map(
      ({ id }) => `<iframe sandbox src="${server.httpUrl}/api/v1/emails/${id}/html?remote=true"></iframe>`,
    );
    await watched.page.goto('/api/v1/stats');
    await watched.page.setContent(frames.join(''), { waitUntil: 'load' });
    expect(ran).toEqual([]);
    expect(elsewhere()).toEqual([]);
  }
  // That a request would have been seen.
  await watched.page.setContent('<img src="https://evil.test/control.png">', { waitUntil: 'load' });
  expect(elsewhere()).toEqual(['https://evil.test/control.png']);
  await watched.close();
});
