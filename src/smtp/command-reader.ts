import { fitsLine, MAX_SKIPPED_OCTETS } from './command-line.ts';
import { LineBuffer } from './line-buffer.ts';

const LF = 10;
const CR = 13;

export type LineOutcome =
  /** No line is complete yet. */
  | 'partial'
  /** `bytes[start, end)` is a line, without its line end. */
  | 'line'
  /** A line is longer than it may be; the rest of it is skipped. */
  | 'too-long';

/** Cuts the input into lines. A line within one chunk is not copied; a CR is part of the line end only before its LF. */
export class CommandReader {
  bytes: Buffer = nothing;
  start = 0;
  end = 0;
  /** Index in the chunk behind what the last `read` took. */
  next = 0;
  /** A line goes on beyond all that could be a mistake. */
  isHopeless = false;
  readonly #partial = new LineBuffer();
  #isSkipping = false;
  #skipped = 0;

  read(chunk: Buffer, from: number, isAuthResponse: boolean): LineOutcome {
    if (this.#isSkipping) return this.#skip(chunk, from);
    const length = chunk.length;
    const partial = this.#partial;
    let at = from;
    while (at < length && chunk[at] !== LF) at += 1;
    const octets = partial.length + at - from;
    const isWhole = at < length;
    this.next = isWhole ? at + 1 : length;
    if (isWhole && partial.length === 0) this.#point(chunk, from, at);
    else {
      if (octets < MAX_SKIPPED_OCTETS) partial.append(chunk, from, at);
      this.#point(partial.bytes, 0, partial.length);
      if (isWhole) partial.clear();
    }
    if (!fitsLine(this.bytes, this.start, this.end, octets, isAuthResponse)) {
      partial.clear();
      this.#isSkipping = !isWhole;
      this.#skipped = octets;
      this.isHopeless = octets >= MAX_SKIPPED_OCTETS;
      return 'too-long';
    }
    if (!isWhole) return 'partial';
    if (this.end > this.start && this.bytes[this.end - 1] === CR) this.end -= 1;
    return 'line';
  }

  clear(): void {
    this.#partial.clear();
    this.bytes = nothing;
  }

  #point(bytes: Buffer, start: number, end: number): void {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  #skip(chunk: Buffer, from: number): LineOutcome {
    const lf = chunk.indexOf(LF, from);
    const end = lf < 0 ? chunk.length : lf;
    this.next = lf < 0 ? end : end + 1;
    this.#skipped += end - from;
    this.#isSkipping = lf < 0;
    this.isHopeless = this.#skipped >= MAX_SKIPPED_OCTETS;
    return 'partial';
  }
}

const nothing = Buffer.alloc(0);
