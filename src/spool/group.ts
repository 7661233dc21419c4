import type { V7Generator } from 'uuidv7';
import type { RefusalReason } from '../domain/spool-intake.ts';
import { formatMessageId, messageIdOffset, RECORD_HEADER_BYTES, sealRecord } from './segment-format.ts';

/** Whoever waits for a record to be durable. One of the two is called, once. */
export interface Waiting {
  stored(messageId: string): void;
  refused(reason: RefusalReason): void;
}

/** Buffers that are used again; more than `kept` free ones go back to the system, as do those that one long record needed. */
export class SlabPool {
  readonly slabBytes: number;
  readonly #kept: number;
  readonly #free: Buffer[] = [];

  constructor(slabBytes: number, kept: number) {
    this.slabBytes = slabBytes;
    this.#kept = kept;
  }

  /** At least so many bytes. */
  take(bytes: number): Buffer {
    if (bytes > this.slabBytes) return Buffer.allocUnsafeSlow(bytes);
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.slabBytes);
  }

  give(slab: Buffer): void {
    if (slab.length === this.slabBytes && this.#free.length < this.#kept) this.#free.push(slab);
  }
}

/**
 * Records that one write and one sync carry to the disk. A record lies whole in one slab, so that its CRC is one call; the copy into
 * the slab is the only one that a message gets.
 */
export class Group {
  readonly firstSequence: number;
  readonly waiting: Waiting[] = [];
  bytes = 0;
  /** Bytes of the files that its `large` records name. */
  largeBytes = 0;
  readonly #slabs: Buffer[] = [];
  /** Used bytes of each slab. */
  readonly #used: number[] = [];
  /** Slab and offset of each record's message id, for the replies. */
  readonly #idPlaces: number[] = [];

  readonly #pool: SlabPool;
  readonly #ids: V7Generator;

  constructor(firstSequence: number, pool: SlabPool, ids: V7Generator) {
    this.firstSequence = firstSequence;
    this.#pool = pool;
    this.#ids = ids;
  }

  get records(): number {
    return this.waiting.length;
  }

  get lastSequence(): number {
    return this.firstSequence + this.waiting.length - 1;
  }

  /**
   * Copies one record in. `id` is the message id where it was given before (large messages).
   * @param chunks the message, or the block of a large one
   */
  append(
    kind: number,
    envelope: string,
    chunks: readonly Uint8Array[],
    chunkBytes: number,
    waiting: Waiting,
    id?: Uint8Array,
  ): void {
    // UTF-8 takes at most three bytes for a UTF-16 unit; what is not needed stays free for the next record.
    const slab = this.#slabFor(RECORD_HEADER_BYTES + 3 * envelope.length + chunkBytes);
    const buffer = this.#slabs[slab]!;
    const start = this.#used[slab]!;
    const envelopeLength = buffer.write(envelope, start + RECORD_HEADER_BYTES, 'utf8');
    let at = start + RECORD_HEADER_BYTES + envelopeLength;
    for (let index = 0; index < chunks.length; index += 1) {
      const chunk = chunks[index]!;
      buffer.set(chunk, at);
      at += chunk.length;
    }
    buffer.set(id ?? this.#ids.generate().bytes, messageIdOffset(start));
    const length = at - start;
    sealRecord(buffer, start, kind, length, envelopeLength, this.lastSequence + 1, Date.now());
    this.#used[slab] = at;
    this.#idPlaces.push(slab, messageIdOffset(start));
    this.waiting.push(waiting);
    this.bytes += length;
  }

  /** What to write, in order. */
  buffers(): Buffer[] {
    return this.#slabs.map((slab, index) => slab.subarray(0, this.#used[index]));
  }

  messageId(index: number): string {
    return formatMessageId(this.#slabs[this.#idPlaces[2 * index]!]!, this.#idPlaces[2 * index + 1]!);
  }

  /** Gives the buffers back; the group is not used after this. */
  release(): void {
    for (const slab of this.#slabs) this.#pool.give(slab);
    this.#slabs.length = 0;
  }

  #slabFor(bytes: number): number {
    const last = this.#slabs.length - 1;
    if (last >= 0 && this.#used[last]! + bytes <= this.#slabs[last]!.length) return last;
    this.#slabs.push(this.#pool.take(bytes));
    this.#used.push(0);
    return last + 1;
  }
}
