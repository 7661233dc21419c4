/** A command that came in pieces. Grows to the longest line allowed and never further. */
export class LineBuffer {
  bytes: Buffer = nothing;
  length = 0;

  append(chunk: Buffer, start: number, end: number): void {
    const needed = this.length + end - start;
    if (needed > this.bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(256, needed * 2));
      this.bytes.copy(grown, 0, 0, this.length);
      this.bytes = grown;
    }
    chunk.copy(this.bytes, this.length, start, end);
    this.length = needed;
  }

  clear(): void {
    this.length = 0;
    if (this.bytes.length > 1024) this.bytes = nothing;
  }
}

const nothing = Buffer.alloc(0);
