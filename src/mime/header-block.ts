const LF = 0x0a;
const CR = 0x0d;
const emptyCrlf = Buffer.from('\n\r\n');
const emptyLf = Buffer.from('\n\n');

/** Header blocks are read up to here; what follows is as if it were not there. Real ones are under 64 KiB. */
const maxHeaderBytes = 256 * 1024;

/** Where the header block that starts at `start` ends, and where the body begins (both `end` when there is no empty line). */
export function findBody(bytes: Buffer, start: number, end: number): { headerEnd: number; bodyStart: number } {
  if (bytes[start] === LF) return { headerEnd: start, bodyStart: start + 1 };
  if (bytes[start] === CR && bytes[start + 1] === LF) return { headerEnd: start, bodyStart: start + 2 };
  // Searches of the engine's own: a loop over the lines takes 100 ms for a megabyte of short ones.
  const first = bytes.indexOf(emptyCrlf, start);
  const crlf = first >= 0 && first + emptyCrlf.length <= end ? first : -1;
  const lf = emptyLine(bytes, start, crlf < 0 ? end : crlf);
  if (lf >= 0) return { headerEnd: lf + 1, bodyStart: lf + 2 };
  if (crlf >= 0) return { headerEnd: crlf + 1, bodyStart: crlf + 3 };
  return { headerEnd: end, bodyStart: end };
}

/** Below this the call of a search costs more than a loop: the header of a part, as a rule. */
const shortBytes = 256;

/** Index of the first of two line feeds, or -1. */
function emptyLine(bytes: Buffer, start: number, end: number): number {
  if (end - start > shortBytes) {
    const found = bytes.subarray(start, end).indexOf(emptyLf);
    return found < 0 ? -1 : start + found;
  }
  for (let at = start; at < end - 1; at += 1) if (bytes[at] === LF && bytes[at + 1] === LF) return at;
  return -1;
}

/**
 * Goes through the fields of a header block in order, without an object a field: `next()` moves on, `name` (lower case) and
 * `value` (as sent, folds included, one character a byte) are the field it stands on. Lines that are no field are passed over.
 */
export class HeaderCursor {
  name = '';
  value = '';
  readonly #text: string;
  #at = 0;
  #start = 0;
  #colon = 0;
  #end = 0;

  constructor(bytes: Buffer, start: number, headerEnd: number) {
    this.#text = bytes.toString('latin1', start, Math.min(headerEnd, start + maxHeaderBytes));
  }

  next(): boolean {
    const text = this.#text;
    while (this.#at < text.length) {
      const start = this.#at;
      let end = text.indexOf('\n', start);
      // A line that begins with white space continues the one before (RFC 5322 2.2.3).
      while (end >= 0 && isBlank(text.charCodeAt(end + 1))) end = text.indexOf('\n', end + 1);
      if (end < 0) end = text.length;
      this.#at = end + 1;
      const colon = text.indexOf(':', start);
      if (colon <= start || colon >= end) continue;
      const name = text.slice(start, colon);
      const trimmed = isBlank(name.charCodeAt(name.length - 1)) ? name.trimEnd() : name;
      if (trimmed === '' || trimmed.length > 200 || /[\s]/.test(trimmed)) continue;
      this.#start = start;
      this.#colon = colon;
      this.#end = text.charCodeAt(end - 1) === CR ? end - 1 : end;
      this.name = trimmed.toLowerCase();
      this.value = text.slice(colon + 1, this.#end);
      return true;
    }
    return false;
  }

  /** The name as it is written. */
  get writtenName(): string {
    return this.#text.slice(this.#start, this.#colon).trimEnd();
  }

  /** The whole field as it stands in the message, one character a byte, without its last line end. */
  get raw(): string {
    return this.#text.slice(this.#start, this.#end);
  }
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
