import { readSync } from 'node:fs';

/**
 * A stretch of a file in one reused buffer. Filling it again moves what is kept to the front, so views into `data` are valid only
 * until the next `fill`.
 */
export class FileWindow {
  /** File offset of the first byte of `data`. */
  start = 0;
  /** What the window holds. */
  data: Buffer;
  #buffer: Buffer;

  constructor(capacityBytes: number) {
    this.#buffer = Buffer.allocUnsafeSlow(capacityBytes);
    this.data = this.#buffer.subarray(0, 0);
  }

  /** File offset behind the last byte held. */
  get end(): number {
    return this.start + this.data.length;
  }

  holds(offset: number, length: number): boolean {
    return offset >= this.start && offset + length <= this.end;
  }

  /** Index in `data` of a file offset. */
  at(offset: number): number {
    return offset - this.start;
  }

  /** For another file. */
  clear(): void {
    this.start = 0;
    this.data = this.#buffer.subarray(0, 0);
  }

  /**
   * Reads from `offset` as far as the buffer goes, but not beyond `limit`. False when the file did not have `atLeast` bytes there.
   * Grows the buffer where `atLeast` does not fit.
   */
  fill(fd: number, offset: number, atLeast: number, limit: number): boolean {
    const held = this.data;
    if (atLeast > this.#buffer.length) this.#buffer = Buffer.allocUnsafeSlow(atLeast);
    const buffer = this.#buffer;
    let filled = offset >= this.start && offset < this.end ? held.copy(buffer, 0, this.at(offset)) : 0;
    const wanted = Math.min(buffer.length, limit - offset);
    while (filled < wanted) {
      const count = readSync(fd, buffer, filled, wanted - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    this.start = offset;
    this.data = buffer.subarray(0, filled);
    return filled >= atLeast;
  }
}
