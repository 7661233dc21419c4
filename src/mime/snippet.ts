import { decodeCharset } from './charset.ts';
import { cut } from './header-text.ts';
import { htmlToText } from './html-text.ts';
import type { PartNode } from './part-walk.ts';
import { decodeTransfer } from './transfer-encoding.ts';

const snippetLength = 140;
/** Enough for 140 characters of three bytes each, all of them written =XX. */
const textBytes = 1536;
/** Mail from marketing tools has kilobytes of styles before its first word. */
const htmlBytes = 16 * 1024;

/** The first visible words: of the first text/plain part, else of the first text/html part. */
export function snippetOf(bytes: Buffer, parts: readonly PartNode[]): string {
  const shown = (type: string) => parts.find((part) => part.type === type && part.disposition !== 'attachment');
  const plain = shown('text/plain');
  const fromPlain = plain ? squeeze(startOf(bytes, plain, textBytes)) : '';
  if (fromPlain !== '') return fromPlain;
  const html = shown('text/html');
  return html ? squeeze(htmlToText(startOf(bytes, html, htmlBytes))) : '';
}

function startOf(bytes: Buffer, part: PartNode, maxBytes: number): string {
  const end = Math.min(part.end, part.bodyStart + maxBytes);
  return decodeCharset(decodeTransfer(bytes.subarray(part.bodyStart, end), part.encoding), part.charset);
}

const fillers = /[\u200b-\u200f\u00ad\u2060\ufeff]|\u034f/;
const everyFiller = new RegExp(fillers, 'g');

/** As many characters as a snippet may need of what it is made of: first as in ordinary text, then with much that is not seen. */
const windows = [1.5 * snippetLength, 4 * snippetLength];

function squeeze(text: string): string {
  const trimmed = text.trimStart();
  let squeezed = '';
  for (const length of windows) {
    const start = trimmed.slice(0, length);
    // Zero-width fillers are what newsletters pad their preview text with. Looked for first: a test costs a fifth of a replacement.
    const visible = fillers.test(start) ? start.replace(everyFiller, '') : start;
    squeezed = visible.replace(/[\s\x00-\x1f\x7f\u00a0]+/g, ' ').trim();
    if (squeezed.length > snippetLength || trimmed.length <= length) break;
  }
  return cut(squeezed, snippetLength).trimEnd();
}
