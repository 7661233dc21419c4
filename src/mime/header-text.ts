import { TextDecoder } from 'node:util';
import { libmime } from './libmime.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** libmime's expressions are linear, but a field of a megabyte helps nobody. */
const maxValueLength = 16 * 1024;

/**
 * The text of an unstructured header value, given one character a byte: folding undone, raw UTF-8 (RFC 6532) read as such and
 * as Latin-1 where it is none, RFC 2047 words decoded, control characters gone. Never throws.
 */
export function decodeHeaderText(raw: string, maxLength: number): string {
  const text = decodeWords(unfold(decodeRawBytes(raw.length > maxValueLength ? raw.slice(0, maxValueLength) : raw)));
  return cut(withoutControls(text).trim(), maxLength);
}

/** RFC 2047 words, if there are any. */
export function decodeWords(text: string): string {
  if (!text.includes('=?')) return text;
  try {
    return libmime().decodeWords(text);
  } catch {
    // An unknown character set: the text as it is says more than nothing.
    return text;
  }
}

export function decodeRawBytes(raw: string): string {
  if (!/[\x80-\xff]/.test(raw)) return raw;
  try {
    return utf8.decode(Buffer.from(raw, 'latin1'));
  } catch {
    return raw;
  }
}

export function unfold(text: string): string {
  return text.includes('\n') ? text.replace(/\r?\n(?=[ \t])/g, '') : text;
}

export function withoutControls(text: string): string {
  return /[\x00-\x1f\x7f]/.test(text) ? text.replace(/[\x00-\x1f\x7f]+/g, ' ') : text;
}

/** Cuts without leaving half of a surrogate pair. */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const last = text.charCodeAt(maxLength - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? maxLength - 1 : maxLength);
}
