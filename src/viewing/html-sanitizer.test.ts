import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { HtmlSanitizer } from './html-sanitizer.ts';

const logger = pino({ level: 'silent' });
const workerFile = new URL('../../test/support/sanitize-worker.mjs', import.meta.url);
let sanitizer: HtmlSanitizer;
afterEach(() => sanitizer.close());

const sanitize = (html: string) => sanitizer.sanitize({ html, inline: {} });

it('sanitises in its thread, several documents in their order', async () => {
  sanitizer = new HtmlSanitizer({ logger, workerFile });
  const found = await Promise.all([1, 2, 3].map((n) => sanitize(`<p onclick="x()">${n}</p><script>1</script>`)));
  expect(found.map(({ html }) => /<body>(.*)<\/body>/.exec(html)?.[1])).toEqual(['<p>1</p>', '<p>2</p>', '<p>3</p>']);
});

it('shows the text of what takes too long, and goes on with the next', async () => {
  sanitizer = new HtmlSanitizer({ logger, workerFile, timeoutMs: 30 });
  const slow = `<p>the &lt;text&gt;</p>${'<table><tr><td><a href=x style="color:red">x'.repeat(50_000)}`;
  const [first, second] = await Promise.all([sanitize(slow), sanitize('<b>next</b>')]);
  expect(first.html).toContain('shown as HTML');
  expect(first.html).toContain('the &#60;text&#62;');
  expect(second.html).toContain('next');
});

it('shows the text of what is too deep or too large', async () => {
  sanitizer = new HtmlSanitizer({ logger, workerFile, timeoutMs: 3_000 });
  const [deep, large] = await Promise.all([
    sanitize(`${'<div>'.repeat(20_000)}deep<script>alert(1)</script>`),
    sanitize(`large${' '.repeat(4_000_000)}<script>alert(1)</script>`),
  ]);
  for (const { html } of [deep, large]) expect(html).not.toContain('script');
  expect(large.html).toContain('large');
  expect(deep.html).toContain('deep');
  expect((await sanitize('<b>still there</b>')).html).toContain('<b>still there</b>');
});

it('ends its thread when nobody asks, and starts another for the next', async () => {
  sanitizer = new HtmlSanitizer({ logger, workerFile, idleMs: 1 });
  await sanitize('<p>1');
  expect((await sanitize('<p>2')).html).toContain('<p>2</p>');
});

it('refuses when too many wait, and after it is closed', async () => {
  sanitizer = new HtmlSanitizer({ logger, workerFile });
  const all = Array.from({ length: 40 }, () => sanitize('<p>x'));
  const outcomes = await Promise.allSettled(all);
  expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(30);
  const waiting = expect(sanitize('<p>x')).rejects.toMatchObject({ code: 'unavailable', temporary: true });
  await sanitizer.close();
  await waiting;
  await expect(sanitize('<p>x')).rejects.toMatchObject({ code: 'unavailable' });
});
