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

function squeeze(text: string): string {
  // Twice the length first: the expression then runs over a few hundred characters, whatever the mail.
  const start = text.trimStart().slice(0, 4 * snippetLength);
  // Zero-width fillers are what newsletters pad their preview text with.
  const visible = start.replace(/[\u200b-\u200f\u00ad\u2060\ufeff]|\u034f/g, '');
  return cut(visible.replace(/[\s\x00-\x1f\x7f\u00a0]+/g, ' ').trim(), snippetLength).trimEnd();
}
