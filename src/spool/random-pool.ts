import { randomFillSync } from 'node:crypto';

/**
 * Random numbers for ids from the system's generator, drawn 4 KiB at a time: the id package's own pool of 32 bytes asks for more with
 * every third message.
 */
export class RandomPool {
  readonly #pool = new Uint32Array(1024);
  #at = this.#pool.length;

  nextUint32(): number {
    if (this.#at === this.#pool.length) {
      randomFillSync(this.#pool);
      this.#at = 0;
    }
    const value = this.#pool[this.#at]!;
    // Used once, and not left in memory for longer than that.
    this.#pool[this.#at] = 0;
    this.#at += 1;
    return value;
  }
}
