import { crc32c } from '@node-rs/crc32';
import type { LargeMessageSink, RefusalReason, SpoolTransaction } from '../domain/spool-intake.ts';
import type { Disk } from './disk.ts';
import type { SlabPool } from './group.ts';
import type { IoQueue } from './io-queue.ts';
import { refusalFor } from './lane-writer.ts';

export interface LargeFileOptions {
  /** The `.part` file, not there yet. */
  readonly path: string;
  readonly disk: Disk;
  /** Takes turns with the other large messages, so that threads of libuv's pool are left to the groups. */
  readonly queue: IoQueue;
  readonly pool: SlabPool;
  /** Resolves once the spool takes so many bytes, or with the reason why it will not. */
  readonly room: (bytes: number) => Promise<RefusalReason | undefined>;
  /** Makes the names in the directory durable. */
  readonly syncDirectory: () => Promise<void>;
  /** The file is durable: append its record. `waiting` as of the transaction. */
  readonly append: (transaction: Omit<SpoolTransaction, 'chunks'>, sizeBytes: number, crc: number) => void;
  readonly onFault: (error: unknown) => void;
  /** Nothing is on its way any more. */
  readonly onClosed: (file: LargeFile) => void;
}

/**
 * One large message on its way to a file of its own: one buffer fills while at most one is being written. A fault is told at `finish`;
 * until then what still arrives is thrown away.
 */
export class LargeFile implements LargeMessageSink {
  onDrain: (() => void) | undefined;
  readonly #options: LargeFileOptions;
  #fd: number | undefined;
  #slab: Buffer | undefined;
  #slabBytes = 0;
  /** Filled buffers in order; the first may be on its way. */
  readonly #filled: Buffer[] = [];
  #sizeBytes = 0;
  #writtenBytes = 0;
  #crc = 0;
  #refusal: RefusalReason | undefined;
  #flushing: Promise<void> | undefined;
  #ended = false;

  constructor(options: LargeFileOptions) {
    this.#options = options;
  }

  write(chunk: Uint8Array): boolean {
    if (this.#refusal !== undefined || this.#ended) return true;
    let from = 0;
    while (from < chunk.length) {
      this.#slab ??= this.#options.pool.take(0);
      const count = Math.min(this.#slab.length - this.#slabBytes, chunk.length - from);
      this.#slab.set(
        from === 0 && count === chunk.length ? chunk : chunk.subarray(from, from + count),
        this.#slabBytes,
      );
      this.#slabBytes += count;
      from += count;
      if (this.#slabBytes === this.#slab.length) this.#fill();
    }
    return this.#filled.length === 0;
  }

  finish(transaction: Omit<SpoolTransaction, 'chunks'>): void {
    this.#ended = true;
    void this.#finish(transaction);
  }

  abort(): void {
    if (this.#ended) return;
    this.#ended = true;
    void this.#discard();
  }

  async #finish(transaction: Omit<SpoolTransaction, 'chunks'>): Promise<void> {
    const { disk, queue } = this.#options;
    if (this.#slab && this.#slabBytes > 0) this.#fill();
    await this.#flushing;
    if (this.#refusal === undefined) {
      try {
        const fd = this.#fd ?? (await this.#open());
        await queue.run(() => disk.sync(fd));
        await this.#close();
        await this.#options.syncDirectory();
      } catch (error) {
        this.#fail(error);
      }
    }
    if (this.#refusal === undefined) this.#refusal = await this.#options.room(this.#sizeBytes);
    if (this.#refusal !== undefined) {
      await this.#discard();
      transaction.refused(this.#refusal);
      return;
    }
    this.#options.append(transaction, this.#sizeBytes, this.#crc);
    this.#options.onClosed(this);
  }

  #fill(): void {
    const filled = this.#slab!.subarray(0, this.#slabBytes);
    this.#crc = crc32c(filled, this.#crc);
    this.#sizeBytes += filled.length;
    this.#filled.push(filled);
    this.#slab = undefined;
    this.#slabBytes = 0;
    this.#flushing ??= this.#flush();
  }

  async #flush(): Promise<void> {
    const { disk, queue, room } = this.#options;
    try {
      while (this.#filled.length > 0 && this.#refusal === undefined) {
        const refusal = await room(0);
        // An abort may have come meanwhile.
        this.#refusal ??= refusal;
        if (this.#refusal !== undefined) break;
        const fd = this.#fd ?? (await this.#open());
        const next = this.#filled[0]!;
        await queue.run(() => disk.write(fd, next, this.#writtenBytes));
        this.#writtenBytes += next.length;
        this.#filled.shift();
        this.#give(next);
      }
    } catch (error) {
      this.#fail(error);
    }
    if (this.#refusal !== undefined) for (const slab of this.#filled.splice(0)) this.#give(slab);
    this.#flushing = undefined;
    if (!this.#ended) this.onDrain?.();
  }

  async #open(): Promise<number> {
    this.#fd = await this.#options.queue.run(() => this.#options.disk.createFile(this.#options.path));
    return this.#fd;
  }

  #fail(error: unknown): void {
    this.#refusal = refusalFor(error);
    this.#options.onFault(error);
  }

  #give(filled: Buffer): void {
    this.#options.pool.give(Buffer.from(filled.buffer));
  }

  async #discard(): Promise<void> {
    this.#refusal ??= 'stopping';
    await this.#flushing;
    if (this.#slab) this.#options.pool.give(this.#slab);
    this.#slab = undefined;
    try {
      await this.#close();
      await this.#options.disk.unlink(this.#options.path);
    } catch {
      // It has no record: the next start sees to it.
    }
    this.#options.onClosed(this);
  }

  async #close(): Promise<void> {
    const fd = this.#fd;
    this.#fd = undefined;
    if (fd !== undefined) await this.#options.queue.run(() => this.#options.disk.close(fd));
  }
}
