const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  sect: '§',
  deg: '°',
  times: '×',
  shy: '\u00ad',
  zwnj: '\u200c',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  ccedil: 'ç',
  oslash: 'ø',
  aring: 'å',
  ntilde: 'ñ',
};

/** Their content is not text that a reader sees. */
const hidden = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'svg', 'math', 'object']);
const blocks =
  /^(?:p|div|br|tr|table|li|ul|ol|h[1-6]|hr|blockquote|pre|section|article|header|footer|td|th|dd|dt|body|center)$/;

/**
 * Text of HTML for snippets and the search index, not for showing: tags dropped, block elements end a line, entities decoded. One
 * pass, linear in the input, no DOM. What is cut in the middle of a tag loses that tag only.
 */
export function htmlToText(html: string): string {
  const out: string[] = [];
  /** Hidden elements of which no end tag comes any more: looking for it again and again would be quadratic. */
  const endless = new Set<string>();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      out.push(decodeEntities(html.slice(at)));
      break;
    }
    if (open > at) out.push(decodeEntities(html.slice(at, open)));
    at = skipMarkup(html, open, out, endless);
  }
  return out.join('');
}

/** Entities of HTML in a text or an attribute's value; unknown ones stay as they are. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z][a-z0-9]{1,10}));?/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return entities[name] ?? entities[name.toLowerCase()] ?? all;
    const code = hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
    return code > 0 && code < 0x110000 && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
  });
}

/** Behind the tag, comment or hidden element at `open`. */
function skipMarkup(html: string, open: number, out: string[], endless: Set<string>): number {
  if (html.startsWith('<!--', open)) return behind(html, '-->', open + 4);
  const tag = /^<(\/?)([a-z][a-z0-9:-]{0,30})/i.exec(html.slice(open, open + 34));
  if (!tag) {
    const next = html[open + 1];
    if (next === '!' || next === '?' || next === '/') return behind(html, '>', open);
    out.push('<');
    return open + 1;
  }
  const name = (tag[2] as string).toLowerCase();
  const end = tagEnd(html, open + tag[0].length);
  if (tag[1] === '' && hidden.has(name) && html[end - 2] !== '/') {
    const close = endless.has(name) ? -1 : findClose(html, name, end);
    if (close >= 0) return tagEnd(html, close);
    endless.add(name);
    return name === 'head' || name === 'title' ? end : html.length;
  }
  if (blocks.test(name)) out.push(name === 'td' || name === 'th' ? ' ' : '\n');
  return end;
}

function findClose(html: string, name: string, from: number): number {
  for (let at = html.indexOf('</', from); at >= 0; at = html.indexOf('</', at + 2)) {
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at;
  }
  return -1;
}

/** Behind the `>` of a tag; one inside a quoted value does not count. */
function tagEnd(html: string, from: number): number {
  let quote = '';
  for (let at = from; at < html.length; at += 1) {
    const char = html[at] as string;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '>') return at + 1;
    else if ((char === '"' || char === "'") && html[at - 1] === '=') quote = char;
  }
  return html.length;
}

function behind(html: string, end: string, from: number): number {
  const at = html.indexOf(end, from);
  return at < 0 ? html.length : at + end.length;
}
