import { expect, it } from 'vitest';
import { htmlToText } from './html-text.ts';
import { findLinks } from './links.ts';

it('finds links of HTML with their words, then those that only the text has', () => {
  const html = `<p><a class=x href="https://a.test/?x=1&amp;y=2">See <b>your</b> order</a> <A HREF=http://b.test/>b</A>
    <a title="href='https://no.test'" href=' https://c.test/
x '><img src="https://img.test/a.png"></a> <a name=x>none</a> <a href="javascript:alert(1)">bad</a> <a href="#top">top</a>
    <area href=mailto:a@b.test></p>`;
  const text = 'See https://a.test/?x=1&y=2, (https://d.test/q_(x)) or <https://e.test/>.';
  expect(findLinks(html, text)).toEqual([
    { url: 'https://a.test/?x=1&y=2', text: 'See your order' },
    { url: 'http://b.test/', text: 'b' },
    { url: 'https://c.test/x', text: '' },
    { url: 'mailto:a@b.test', text: '' },
    { url: 'https://d.test/q_(x))', text: '' },
    { url: 'https://e.test/', text: '' },
  ]);
});

it('is bounded and linear for hostile input', () => {
  const anchors = '<a href=https://x.test/'.repeat(100_000);
  expect(findLinks(anchors, 'https://y.test/'.repeat(10_000)).length).toBeLessThanOrEqual(500);
  const many = Array.from({ length: 2000 }, (_, at) => `<a href="https://x.test/${at}">${at}</a>`).join('');
  expect(findLinks(many, undefined)).toHaveLength(500);
  expect(htmlToText('<title>'.repeat(300_000))).toBe('');
  expect(htmlToText('<'.repeat(300_000))).toHaveLength(300_000);
});
