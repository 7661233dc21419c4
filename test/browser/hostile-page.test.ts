import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, WatchedPage } from '../support/browser.ts';
import { eventually, Pages } from '../support/pages.ts';

let pages: Pages;
let canary: Server;
let asked: string[];
let elsewhere: string;

beforeAll(async () => {
  asked = [];
  canary = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('ok');
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  elsewhere = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
  pages = await Pages.start();
});
afterAll(async () => {
  await pages?.stop();
  canary?.closeAllConnections();
  canary?.close();
});

/** Every way out that HTML and CSS know; each names itself in its request. */
const leaks = (to: string): string => `<!doctype html><html manifest="${to}/manifest"><head>
<base href="${to}/base/">
<meta http-equiv="refresh" content="0;url=${to}/refresh">
<meta http-equiv="Content-Security-Policy" content="default-src *; script-src * 'unsafe-inline'">
<link rel="stylesheet" href="${to}/sheet.css"><link rel="prefetch" href="${to}/prefetch"><link rel="preload" as="image" href="${to}/preload">
<link rel="dns-prefetch" href="//leak.example.test"><link rel="preconnect" href="${to}"><link rel="icon" href="${to}/icon">
<link rel="modulepreload" href="${to}/module.js"><link rel="prerender" href="${to}/prerender">
<style>@import url("${to}/import.css"); @import "${to}/import2.css"; @font-face { font-family: leak; src: url(${to}/font.woff); }
body { background: url(${to}/body.png); font-family: leak; cursor: url(${to}/cursor.cur), auto; }
li { list-style-image: url(${to}/list.png); } p::before { content: url(${to}/content.png); }
div { background: image-set(url(${to}/set.png) 1x); border-image: url(${to}/border.png) 1; mask-image: url(${to}/mask.svg); filter: url(${to}/filter.svg#f); }
b { --leak: url(${to}/variable.png); background: var(--leak); } i { background: u\\72l(${to}/escaped.png); }</style>
<script>fetch("${to}/head-script")</script></head>
<body background="${to}/attribute.png" onload="fetch('${to}/onload')">
<h1 id="shown">Shown all the same</h1>
<script>parent.document.title = 'ran'; new Image().src = "${to}/script";</script><script src="${to}/x.js"></script>
<img src="${to}/img"><img srcset="${to}/srcset 1x, ${to}/srcset2 2x"><img src="x" onerror="fetch('${to}/onerror')">
<img src="//${to.slice(7)}/schemeless"><img src="relative.png"><picture><source srcset="${to}/source"><img></picture>
<input type="image" src="${to}/input"><video src="${to}/video" poster="${to}/poster" autoplay></video><audio src="${to}/audio" autoplay></audio>
<video><track default src="${to}/track"></video><object data="${to}/object"></object><embed src="${to}/embed">
<iframe src="${to}/iframe"></iframe><iframe srcdoc="<img src='${to}/srcdoc'>"></iframe><frameset><frame src="${to}/frame"></frameset>
<table background="${to}/table.png"><tr><td background="${to}/td.png" style="background:url('${to}/td-style.png')">x</td></tr></table>
<div style="background-image:url(${to}/style.png);-webkit-mask:url(${to}/mask2.svg)">x</div><p>x</p><b>x</b><i>x</i><ul><li>x</li></ul>
<svg><image href="${to}/svg-image" /><image xlink:href="${to}/svg-xlink" /><use href="${to}/svg-use#x" /><script href="${to}/svg-script"></script>
<feImage href="${to}/fe" /><foreignObject><img src="${to}/foreign"></foreignObject><style>@import url(${to}/svg-import);</style><rect fill="url(${to}/svg-fill#x)" width="9" height="9" /></svg>
<math><mtext><img src="${to}/math"></mtext></math><noscript><img src="${to}/noscript"></noscript><template><img src="${to}/template"></template>
<form id="f" action="${to}/form" target="_top"><input name="a" value="1" autofocus onfocus="this.form.submit()"><button id="submit">Send</button></form>
<a id="out" href="${to}/ping-target" ping="${to}/ping">a link</a><a href="javascript:fetch('${to}/js')" id="js">run</a>
<details open ontoggle="fetch('${to}/toggle')">x</details><marquee onstart="fetch('${to}/marquee')">x</marquee>
<bgsound src="${to}/bgsound"><portal src="${to}/portal"></portal><img src="x" lowsrc="${to}/lowsrc" dynsrc="${to}/dynsrc">
<portal></portal><body onpageshow="fetch('${to}/pageshow')"></html>`;

it('shows a mail with every way out that HTML knows: nothing runs, nothing leaves', async () => {
  await pages.send({ subject: 'Hostile', html: leaks(elsewhere), text: 'x' });
  await pages.send({
    subject: '<img src=x onerror=alert(1)>',
    from: '"<b>bold</b>" <x@example.test>',
    text: '<script>',
  });
  const watched = await pages.open();
  const { page } = watched;
  const frame = page.frameLocator('iframe.html-frame');
  const settled = () => eventually(() => frame.locator('html').evaluate(() => document.readyState)).toBe('complete');
  const ran: string[] = [];
  page.on('dialog', (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto('/');
  // Names and subjects are text, whatever they look like.
  await page.getByText('<img src=x onerror=alert(1)>').first().waitFor();
  await page.getByText('Hostile', { exact: true }).click();
  await frame.locator('#shown').waitFor();
  await settled();
  expect(await page.getByTestId('remote').textContent()).toMatch(/remote resources? blocked/);
  // Allowed, remote content goes through the proxy, which does not go to loopback: the canary hears nothing.
  await page.getByRole('button', { name: 'Allow once' }).click();
  await page.getByText('Remote pictures shown through the proxy').waitFor();
  await frame.locator('#shown').waitFor();
  await settled();
  expect(await page.title()).not.toBe('ran');
  expect(new URL(page.url()).origin).toBe(pages.server.httpUrl);
  expect(ran).toEqual([]);
  expect(asked).toEqual([]);
  expect(watched.requests.filter((url) => /^https?:/.test(url) && !url.startsWith(pages.server.httpUrl))).toEqual([]);
  expect(await page.evaluate(() => document.querySelectorAll('main b, main script').length)).toBe(0);
  await watched.close();
});

it('the same without the sandbox of the frame: the route protects itself', async () => {
  const [mail] = (await pages.server.api.emails()).filter((each) => each.subject === 'Hostile');
  const watched = await pages.open();
  await watched.page.goto(`/api/v1/emails/${mail?.id}/html?remote=true`, { waitUntil: 'networkidle' });
  await watched.page.locator('#shown').waitFor();
  expect(await watched.page.evaluate('self.origin')).toBe('null');
  expect(asked).toEqual([]);
  await watched.close();
});

it('the same HTML without protection is heard', async () => {
  const browser = await launchBrowser();
  const watched = await WatchedPage.open(browser, 'about:blank');
  // But for what leads away from the page before the rest is asked for.
  const staying = leaks(elsewhere)
    .replace(/<meta http-equiv="refresh"[^>]*>/, '')
    .replace('this.form.submit()', '');
  await watched.page.setContent(staying, { waitUntil: 'commit' });
  await eventually(() => asked).toEqual(expect.arrayContaining(['/img', '/sheet.css', '/script']));
  await eventually(() => new Set(asked).size).toBeGreaterThan(20);
  await browser.close();
});
