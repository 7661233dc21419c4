const CR = 13;
const LF = 10;
const DOT = 46;
const crlfDot = Buffer.from('\r\n.');

/** How much of `\r\n.\r\n` has been seen at the end of what was taken. */
const NOTHING = 0;
const AFTER_CR = 1;
const AFTER_CRLF = 2;
const AFTER_DOT = 3;
const AFTER_DOT_CR = 4;

/**
 * Finds the end of DATA and removes the stuffed dots (RFC 5321 4.5.2), over any split of the input. Only `<CR><LF>.<CR><LF>` ends
 * it. A dot at the start of a line goes away unless CR, LF or NUL follows: no sender that keeps to the RFC sends that, and a
 * malformed message is kept exactly as sent.
 *
 * The search is native (`Buffer.indexOf`), so a chunk without dots at line starts costs one call. A chunk with such dots is
 * compacted in place: views between the dots would need more memory than the message where every line starts with one.
 */
export class DataDecoder {
  /** What the last `take` found: the content is `chunk[contentStart, contentEnd)`. */
  contentStart = 0;
  contentEnd = 0;
  /** Content that an earlier chunk held back, to go before this chunk's: a constant, mostly empty. */
  carried: Buffer = carriedNothing;
  #state = AFTER_CRLF;

  /** Before the first octet after the DATA command. */
  begin(): void {
    this.#state = AFTER_CRLF;
  }

  /**
   * Takes `chunk` from `start` on; the chunk may be changed in place from there. Returns the index behind the end of data, or -1
   * when it has not come yet.
   */
  take(chunk: Buffer, start: number): number {
    const length = chunk.length;
    this.carried = carriedNothing;
    this.contentStart = start;
    let read = start;
    let write = start;
    let state = this.#state;
    // A dot or CR held back from the chunk before has no room in this one.
    let isHeldBefore = state >= AFTER_DOT;

    // Byte by byte until the sequence that the last chunk left open is decided.
    while (state !== NOTHING && read < length) {
      const byte = chunk[read]!;
      read += 1;
      if (state === AFTER_DOT) {
        if (byte === CR) {
          state = AFTER_DOT_CR;
          continue;
        }
        if (byte === LF || byte === 0) {
          if (isHeldBefore) this.carried = carriedDot;
          else chunk[write++] = DOT;
        }
        state = NOTHING;
      } else if (state === AFTER_DOT_CR) {
        if (byte === LF) return this.#ended(write, read);
        if (isHeldBefore) {
          this.carried = carriedDotCr;
          write = read - 1;
          this.contentStart = write;
        } else {
          chunk[write++] = DOT;
          chunk[write++] = CR;
        }
        state = byte === CR ? AFTER_CR : NOTHING;
      } else if (state === AFTER_CRLF && byte === DOT) {
        state = AFTER_DOT;
        continue;
      } else if (state === AFTER_CR && byte === LF) {
        state = AFTER_CRLF;
      } else {
        state = byte === CR ? AFTER_CR : NOTHING;
      }
      isHeldBefore = false;
      chunk[write++] = byte;
    }
    if (state !== NOTHING || read === length) return this.#more(write, state);
    return this.#search(chunk, read, write);
  }

  /** `read` follows an octet that begins no sequence. */
  #search(chunk: Buffer, read: number, write: number): number {
    const length = chunk.length;
    let segment = read;
    let from = read;
    for (;;) {
      const hit = chunk.indexOf(crlfDot, from);
      if (hit < 0) break;
      const next = hit + 3;
      const byte = next < length ? chunk[next]! : -1;
      const isOpen = byte === -1 || (byte === CR && next + 1 === length);
      if (isOpen || (byte === CR && chunk[next + 1] === LF)) {
        const end = move(chunk, write, segment, hit + 2);
        if (!isOpen) return this.#ended(end, next + 2);
        return this.#more(end, byte === CR ? AFTER_DOT_CR : AFTER_DOT);
      }
      from = next;
      if (byte === CR || byte === LF || byte === 0) continue;
      write = move(chunk, write, segment, hit + 2);
      segment = next;
    }
    const last = length - 1;
    let state = NOTHING;
    if (chunk[last] === CR) state = AFTER_CR;
    else if (chunk[last] === LF && last > read && chunk[last - 1] === CR) state = AFTER_CRLF;
    return this.#more(move(chunk, write, segment, length), state);
  }

  #ended(contentEnd: number, next: number): number {
    this.contentEnd = contentEnd;
    this.#state = AFTER_CRLF;
    return next;
  }

  #more(contentEnd: number, state: number): -1 {
    this.contentEnd = contentEnd;
    this.#state = state;
    return -1;
  }
}

const carriedNothing = Buffer.alloc(0);
const carriedDot = Buffer.from('.');
const carriedDotCr = Buffer.from('.\r');

function move(chunk: Buffer, write: number, from: number, to: number): number {
  if (write !== from) chunk.copyWithin(write, from, to);
  return write + to - from;
}
