import { isUtf8 } from 'node:buffer';

/** RFC 5321 4.5.3.1, octets. A path counts its angle brackets. */
const MAX_LOCAL_PART = 64;
const MAX_DOMAIN = 255;
const MAX_PATH = 256;

const ATOM = 1; // atext and dot
const DOMAIN = 2; // letter, digit, hyphen, dot, underscore
const ROUTE = 4; // what stands in a source route
const kinds = new Uint8Array(256);
for (let byte = 33; byte < 127; byte += 1) {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]/.test(character)) kinds[byte]! |= ATOM;
  if (/[A-Za-z0-9\-._]/.test(character)) kinds[byte]! |= DOMAIN;
  if (/[A-Za-z0-9\-._@,[\]:]/.test(character)) kinds[byte]! |= ROUTE;
}
// UTF-8 (RFC 6531): looked at as a whole afterwards.
for (let byte = 128; byte < 256; byte += 1) kinds[byte] = ATOM | DOMAIN | ROUTE;

const SPACE = 32;
const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Reads `<path>` of MAIL FROM and RCPT TO from bytes. One object serves all: `read` fills its fields, which stand until the next
 * call. More lenient than the RFC where nothing can go wrong: a space before the path, a dot anywhere in the local part, one at
 * the end of the domain.
 */
export class PathReader {
  /** Without brackets and source route; '' for `<>`. */
  address = '';
  localPart = '';
  /** '' for a local part alone. */
  domain = '';
  isUtf8 = false;
  /** Index behind the `>`. */
  end = 0;

  /** False when it is no path, or too long. */
  read(line: Buffer, start: number, lineEnd: number): boolean {
    let at = start;
    while (at < lineEnd && line[at] === SPACE) at += 1;
    if (line[at] !== 60 /* < */) return false;
    at += 1;
    if (line[at] === 64 /* @ */) at = afterRoute(line, at, lineEnd);
    const localStart = at;
    at = line[at] === QUOTE ? afterQuoted(line, at, lineEnd) : afterKind(line, at, lineEnd, ATOM);
    const localEnd = at;
    let domainStart = at;
    if (at < lineEnd && line[at] === 64) {
      if (localEnd === localStart) return false;
      at += 1;
      domainStart = at;
      at = line[at] === 91 /* [ */ ? afterLiteral(line, at, lineEnd) : afterDomain(line, at, lineEnd);
      if (at <= domainStart) return false;
    }
    if (at >= lineEnd || line[at] !== 62 /* > */) return false;
    if (localEnd - localStart > MAX_LOCAL_PART || at - domainStart > MAX_DOMAIN) return false;
    if (at - localStart + 2 > MAX_PATH) return false;
    return this.#keep(line, localStart, localEnd, domainStart, at);
  }

  #keep(line: Buffer, localStart: number, localEnd: number, domainStart: number, domainEnd: number): boolean {
    this.end = domainEnd + 1;
    this.isUtf8 = false;
    for (let i = localStart; i < domainEnd; i += 1) if (line[i]! >= 128) this.isUtf8 = true;
    if (this.isUtf8 && !isUtf8(line.subarray(localStart, domainEnd))) return false;
    const encoding = this.isUtf8 ? 'utf8' : 'latin1';
    this.address = line.toString(encoding, localStart, domainEnd);
    if (this.isUtf8) {
      this.localPart = line.toString(encoding, localStart, localEnd);
      this.domain = line.toString(encoding, domainStart, domainEnd);
    } else {
      // Slices of the string, not copies.
      this.localPart = this.address.slice(0, localEnd - localStart);
      this.domain = this.address.slice(domainStart - localStart);
    }
    return true;
  }
}

/** Each gives the index behind what it read; the caller finds something unexpected there when it was malformed. */
function afterKind(line: Buffer, start: number, end: number, kind: number): number {
  let at = start;
  while (at < end && (kinds[line[at]!]! & kind) !== 0) at += 1;
  return at;
}

function afterQuoted(line: Buffer, start: number, end: number): number {
  for (let at = start + 1; at < end; at += 1) {
    const byte = line[at]!;
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) at += 1;
    // CR, LF, NUL and other controls stand in no path, quoted or not.
    if (at >= end || line[at]! < 32 || line[at] === 127) return start;
  }
  return start;
}

function afterLiteral(line: Buffer, start: number, end: number): number {
  for (let at = start + 1; at < end; at += 1) {
    const byte = line[at]!;
    if (byte === 93 /* ] */) return at > start + 1 ? at + 1 : start;
    if (byte <= SPACE || byte === 91 || byte === BACKSLASH || byte >= 127) return start;
  }
  return start;
}

/** No empty label, but one dot at the end. */
function afterDomain(line: Buffer, start: number, lineEnd: number): number {
  const end = afterKind(line, start, lineEnd, DOMAIN);
  for (let at = start; at < end; at += 1) {
    if (line[at] === 46 && (at === start || line[at - 1] === 46)) return start;
  }
  return end;
}

/** `@a,@b:` (RFC 5321 appendix C): read and forgotten. */
function afterRoute(line: Buffer, start: number, end: number): number {
  let isInLiteral = false;
  for (let at = start; at < end && (kinds[line[at]!]! & ROUTE) !== 0; at += 1) {
    if (line[at] === 91 /* [ */) isInLiteral = true;
    else if (line[at] === 93 /* ] */) isInLiteral = false;
    else if (line[at] === 58 /* : */ && !isInLiteral) return at + 1;
  }
  return start;
}
