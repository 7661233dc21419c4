import { cut } from './header-text.ts';
import { decodeEntities, htmlToText } from './html-text.ts';

/** Where a reader could click, and on what words. */
export interface MailLink {
  readonly url: string;
  readonly text: string;
}

const maxLinks = 500;
const maxUrlLength = 4000;
const maxTextLength = 200;
/** Start tags longer than this are read as far as this. */
const maxTagLength = 8192;
const shownSchemes = /^(?:https?|mailto|tel|ftp|sms):/i;

/** Links of the HTML in order, then those of the text that the HTML has not; each once. One pass over each, no DOM. */
export function findLinks(html: string | undefined, text: string | undefined): MailLink[] {
  const links = new Map<string, MailLink>();
  /** False when there is room for no more. */
  const add = (url: string, shown: string) => {
    if (url.length <= maxUrlLength && !links.has(url)) links.set(url, { url, text: shown });
    return links.size < maxLinks;
  };
  if (html !== undefined) addFromHtml(html, add);
  if (text !== undefined) addFromText(text, add);
  return [...links.values()];
}

function addFromHtml(html: string, add: (url: string, text: string) => boolean): void {
  const start = /<(?:a|area)[\s/]/gi;
  for (let match = start.exec(html); match; match = start.exec(html)) {
    const behind = match.index + match[0].length;
    const tag = html.slice(behind, behind + maxTagLength);
    const tagLength = endOfTag(tag);
    // Behind the tag: looking into each `<a` of a megabyte of them again would be quadratic.
    start.lastIndex = behind + tagLength;
    const href = hrefOf(tag.slice(0, tagLength));
    if (href === undefined) continue;
    const url = decodeEntities(href).replace(/[\s\x00-\x1f]+/g, '');
    if (!shownSchemes.test(url)) continue;
    // The words of a link are short; an image has none.
    const inside = html.slice(behind + tagLength + 1, behind + tagLength + 2000);
    const close = inside.search(/<\/a\b|<a\b/i);
    const shown = htmlToText(close < 0 ? '' : inside.slice(0, close));
    if (!add(url, cut(shown.replace(/\s+/g, ' ').trim(), maxTextLength))) return;
  }
}

/** Attribute by attribute, so that an `href=` inside the value of another one is not taken for it. */
function hrefOf(tag: string): string | undefined {
  const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
  for (let match = attribute.exec(tag); match; match = attribute.exec(tag)) {
    if (match[1]?.toLowerCase() === 'href') return match[2] ?? match[3] ?? match[4];
  }
  return undefined;
}

/** Index of the `>` that ends the tag, quoted ones passed over. */
function endOfTag(tag: string): number {
  let quote = '';
  for (let at = 0; at < tag.length; at += 1) {
    const char = tag[at] as string;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '>') return at;
    else if (char === '"' || char === "'") quote = char;
  }
  return tag.length;
}

function addFromText(text: string, add: (url: string, text: string) => boolean): void {
  const pattern = /\bhttps?:\/\/[^\s<>"'\x00-\x1f]{1,4000}/gi;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    // Punctuation at the end belongs to the sentence; a bracket only when it was opened before the address.
    let url = match[0].replace(/[.,;:!?*_~]+$/, '');
    if (url.endsWith(')') && !url.includes('(')) url = url.slice(0, -1);
    if (!add(url, '')) return;
  }
}
