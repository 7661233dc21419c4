import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { leaks, scripts } from '../../test/fixtures/hostile-html.ts';
import { HtmlCleaner } from './html-cleaner.ts';

const cleaner = new HtmlCleaner();
const clean = (html: string, remoteUrl?: string) =>
  cleaner.clean({ html, inline: { 'a@x': 'data:,picture' }, ...(remoteUrl === undefined ? {} : { remoteUrl }) });

const dangerous = /^(?:on|srcdoc$|srcset$|formaction$|action$|ping$|poster$|xlink:)/;
const allowedElsewhere = /^(?:https?:\/\/|mailto:|tel:|sms:|#)/;

interface Element {
  readonly localName: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
}

/** Parsed anew, as the browser will: what mutates shows itself here. With scripts on, so that one that is left runs. */
function expectHarmless(html: string): void {
  const dom = new JSDOM(html, { runScripts: 'dangerously' }) as unknown as {
    window: { document: { querySelectorAll(selector: string): Iterable<Element> }; close(): void };
  };
  for (const element of dom.window.document.querySelectorAll('*')) {
    expect(element.localName).not.toMatch(
      /^(?:script|iframe|frame|object|embed|applet|base|link|form|svg|math|template)$/,
    );
    for (const { name, value } of element.attributes) {
      expect(name).not.toMatch(dangerous);
      if (name === 'href') expect(value).toMatch(allowedElsewhere);
      if (name === 'src' || name === 'background') expect(value).toMatch(/^(?:data:|\/proxy\?url=)/);
      if (name === 'http-equiv') throw new Error(`http-equiv is left: ${value}`);
    }
  }
  dom.window.close();
}

describe('what could run', () => {
  it.each(scripts)('%s', (html) => {
    expectHarmless(clean(html).html);
    // The same inside of a document, and with remote content on.
    expectHarmless(
      clean(`<html><head><title>t</title></head><body><div>${html}</div></body></html>`, '/proxy?url=').html,
    );
  });
});

describe('what would load from elsewhere', () => {
  it.each(leaks)('%s', (html) => {
    const found = clean(html).html;
    expectHarmless(found);
    expect(found.replaceAll(/&[a-z]+;/g, '')).not.toContain('evil.test');
    // With remote content on nothing goes there directly either.
    const proxied = clean(html, '/proxy?url=').html;
    expectHarmless(proxied);
    expect(proxied.replaceAll(/\/proxy\?url=[^"')\s&]*/g, '')).not.toContain('evil.test');
  });
});

describe('what a mail needs', () => {
  it('keeps layout, styles and links', () => {
    const html = `<html><head><style>p.x > b { color: #f00; margin: -5px } @media (max-width: 600px) { p { width: 100% !important } }</style></head>
      <body bgcolor="#eee" style="margin:0"><table width="600" cellpadding="0" align="center"><tr><td style="font-family: 'Segoe UI', sans-serif">
      <center><font color="red">Hi</font></center><a href="https://good.test/?a=1&amp;b=2" title="t">go</a> <a href="#top">up</a><a name="top"></a>
      <a href="mailto:a@b.test">mail</a></td></tr></table></body></html>`;
    const found = clean(html).html;
    expect(found).toContain(
      'p.x > b { color: #f00; margin: -5px } @media (max-width: 600px) { p { width: 100% !important } }',
    );
    expect(found).toContain('<body bgcolor="#eee" style="margin:0">');
    expect(found).toContain('style="font-family: &quot;Segoe UI&quot;, sans-serif"');
    expect(found).toContain('<center><font color="red">Hi</font></center>');
    expect(found).toMatch(
      /<a href="https:\/\/good\.test\/\?a=1&amp;b=2" title="t" target="_blank" rel="noopener noreferrer nofollow">go<\/a>/,
    );
    expect(found).toMatch(/<a href="#top" rel="[^"]*">up<\/a>/);
    expect(found).toMatch(/^<!doctype html>\n<html><head><meta charset="utf-8">/);
  });

  it('puts inline pictures in by their Content-ID, in attributes and in CSS', () => {
    const found = clean(
      '<img src="cid:a@x"><img src="CID:a%40x"><p style="background:url(cid:a@x)"></p><img src="cid:none">',
    ).html;
    expect(found.match(/data:,picture/g)).toHaveLength(3);
    expect(found).not.toContain('cid:');
    expect(clean('<img src="data:image/png;base64,AAAA">').html).toContain('data:image/png;base64,AAAA');
  });

  it('says what it would load, and writes the proxy in its place when asked to', () => {
    const html = `<img src="//a.test/1.png?x=1&amp;y"><td background=http://b.test/2.png></td><style>p{background:url(https://c.test/3.png)}</style>
      <img src="https://c.test/3.png"><a href="https://link.test/">x</a>`;
    const { remote } = clean(html);
    expect([...remote].sort()).toEqual(['https://a.test/1.png?x=1&y', 'https://c.test/3.png']);
    const found = clean(`<table><tr>${html}</tr></table>`, '/proxy?url=');
    expect([...found.remote].sort()).toEqual([
      'http://b.test/2.png',
      'https://a.test/1.png?x=1&y',
      'https://c.test/3.png',
    ]);
    expect(found.html).toContain('src="/proxy?url=https%3A%2F%2Fa.test%2F1.png%3Fx%3D1%26y"');
    expect(found.html).toContain('background="/proxy?url=http%3A%2F%2Fb.test%2F2.png"');
    expect(found.html).toContain('url("/proxy?url=https%3A%2F%2Fc.test%2F3.png")');
  });
});
