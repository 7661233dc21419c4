import { parsePersons } from '../mime/addresses.ts';
import { decodeCharset } from '../mime/charset.ts';
import { findBody, HeaderCursor } from '../mime/header-block.ts';
import { decodeHeaderText } from '../mime/header-text.ts';
import { htmlToText } from '../mime/html-text.ts';
import { leafParts, type PartNode, walkParts } from '../mime/part-walk.ts';
import { decodeTransfer } from '../mime/transfer-encoding.ts';
import type { CapturedEmail } from '../ports/email-feed.ts';
import type { SearchDocument } from '../ports/search-index.ts';

const MAX_BODY_LENGTH = 256 * 1024;
const MAX_HEADERS_LENGTH = 32 * 1024;
const MAX_HEADER_LENGTH = 1000;
const MAX_NESTING = 3;
const walkLimits = { maxParts: 200, maxDepth: 10 };

/** Base64 that nobody searches for, each line of it words found in no other mail. */
const noise = /^(?:dkim-signature|arc-seal|arc-message-signature|x-google-dkim-signature|authentication-results)$/;

/**
 * What the index knows of a message: its headers, the text of all its parts (of attached messages too), and the names of its
 * attachments. Only text parts are decoded, a tenth of what a full parse costs. Never throws: of broken mail, what can be read.
 */
export function searchDocument(email: CapturedEmail, message: Buffer): SearchDocument {
  const text = new BoundedText(MAX_BODY_LENGTH);
  const headers = readHeaders(message);
  addParts(message, text, 0);
  return {
    number: email.number,
    inbox: email.inbox,
    subject: headers.subject,
    from: headers.from,
    to: `${headers.to}\n${email.recipients.join('\n')}`,
    body: text.toString(),
    headers: headers.rest,
  };
}

function readHeaders(bytes: Buffer): { subject: string; from: string; to: string; rest: string } {
  const { headerEnd } = findBody(bytes, 0, bytes.length);
  const subject: string[] = [];
  const from: string[] = [];
  const to: string[] = [];
  const rest = new BoundedText(MAX_HEADERS_LENGTH);
  const cursor = new HeaderCursor(bytes, 0, headerEnd);
  while (cursor.next()) {
    switch (cursor.name) {
      case 'subject':
        subject.push(decodeHeaderText(cursor.value, MAX_HEADER_LENGTH));
        break;
      case 'from':
      case 'sender':
        from.push(persons(cursor.value));
        break;
      case 'to':
      case 'cc':
        to.push(persons(cursor.value));
        break;
      default:
        if (!noise.test(cursor.name)) rest.add(`${cursor.name}: ${decodeHeaderText(cursor.value, MAX_HEADER_LENGTH)}`);
    }
  }
  return { subject: subject.join('\n'), from: from.join('\n'), to: to.join('\n'), rest: rest.toString() };
}

function persons(value: string): string {
  return parsePersons(value)
    .map(({ name, address }) => `${name} ${address}`)
    .join('\n');
}

function addParts(bytes: Buffer, text: BoundedText, nesting: number): void {
  for (const part of leafParts(walkParts(bytes, walkLimits))) {
    if (text.full) return;
    if (part.name !== '') text.add(part.name);
    if (part.type === 'text/html') text.add(htmlToText(textOf(bytes, part)));
    else if (part.type.startsWith('text/') || part.type === 'message/delivery-status') text.add(textOf(bytes, part));
    else if (part.type === 'message/rfc822' && nesting < MAX_NESTING) addNested(bytes, part, text, nesting);
  }
}

function addNested(bytes: Buffer, part: PartNode, text: BoundedText, nesting: number): void {
  const nested = decodeTransfer(bytes.subarray(part.bodyStart, part.end), part.encoding);
  const { subject, from, to } = readHeaders(nested);
  text.add(`${subject}\n${from}\n${to}`);
  addParts(nested, text, nesting + 1);
}

function textOf(bytes: Buffer, part: PartNode): string {
  // Encoded text takes up to three bytes for one, and HTML is mostly not text.
  const end = Math.min(part.end, part.bodyStart + 4 * MAX_BODY_LENGTH);
  return decodeCharset(decodeTransfer(bytes.subarray(part.bodyStart, end), part.encoding), part.charset);
}

class BoundedText {
  readonly #texts: string[] = [];
  #left: number;

  constructor(maxLength: number) {
    this.#left = maxLength;
  }

  get full(): boolean {
    return this.#left <= 0;
  }

  add(text: string): void {
    if (this.full) return;
    this.#texts.push(text.length > this.#left ? text.slice(0, this.#left) : text);
    this.#left -= text.length + 1;
  }

  toString(): string {
    return this.#texts.join('\n');
  }
}
