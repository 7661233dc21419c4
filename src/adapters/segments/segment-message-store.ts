import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { MessageReference } from '../../domain/message-reference.ts';
import { MillraceError } from '../../errors.ts';
import type { MessageStore, QueuedMessage } from '../../ports/message-store.ts';
import {
  bodyIsWhole,
  decodeRecordHeader,
  largeFileNames,
  RECORD_HEADER_BYTES,
  recordKind,
} from '../../spool/segment-format.ts';
import { listSpoolFiles } from './segment-files.ts';

/**
 * The segment that earned the 250 is where the message stays: nothing is copied, keeping costs no I/O. Space comes back by
 * `SegmentReclaimer`, which needs the database; so `release` and `reclaim` have nothing to do here, and its `verify` is the
 * start-up check. No file stays open between calls: one kept open would hold the space of an unlinked segment.
 */
export class SegmentMessageStore implements MessageStore {
  readonly name = 'segments';
  readonly #spoolDirectory: string;

  /** @param spoolDirectory `DATA/spool` */
  constructor(spoolDirectory: string) {
    this.#spoolDirectory = spoolDirectory;
  }

  async keep(messages: readonly QueuedMessage[]): Promise<MessageReference[]> {
    return messages.map((message) => message.reference);
  }

  async open(reference: MessageReference): Promise<{ sizeBytes: number; stream: Readable }> {
    if (!isLarge(reference)) {
      // A record in a lane is about a megabyte at most: whole in memory, its CRC is known to hold before the first byte is given.
      const bytes = await this.read(reference);
      return { sizeBytes: bytes.length, stream: Readable.from([bytes]) };
    }
    const handle = await this.#openLarge(reference);
    return { sizeBytes: reference.length, stream: handle.createReadStream() };
  }

  async read(reference: MessageReference): Promise<Buffer> {
    const handle = isLarge(reference) ? await this.#openLarge(reference) : await this.#openSegment(reference);
    try {
      const bytes = await readRange(handle, reference.offset, reference.length);
      if (isLarge(reference)) return bytes;
      const header = decodeRecordHeader(bytes, 0);
      if (header?.kind !== recordKind.message || header.length !== reference.length || !bodyIsWhole(bytes, 0, header)) {
        throw missing(reference);
      }
      return bytes.subarray(RECORD_HEADER_BYTES + header.envelopeLength);
    } catch (error) {
      throw fault(reference, error);
    } finally {
      await handle.close();
    }
  }

  async release(): Promise<void> {}

  async reclaim(): Promise<boolean> {
    return false;
  }

  async verify(): Promise<{ removed: number; missing: number }> {
    return { removed: 0, missing: 0 };
  }

  async sizeBytes(): Promise<number> {
    let total = 0;
    for (const file of await listSpoolFiles(this.#spoolDirectory)) total += await file.sizeBytes();
    return total;
  }

  async close(): Promise<void> {}

  async #openSegment(reference: MessageReference): Promise<FileHandle> {
    if (!/^(?:high|normal|low|compacted)\/[0-9a-z-]+$/.test(reference.key)) throw missing(reference);
    return this.#open(reference, `${reference.key}.seg`);
  }

  async #openLarge(reference: MessageReference): Promise<FileHandle> {
    if (!/^large\/[0-9a-f-]+$/.test(reference.key)) throw missing(reference);
    const [part, message] = largeFileNames(reference.key.slice('large/'.length));
    const handle = await this.#open(reference, part).catch((error) => {
      if (error instanceof MillraceError && error.code === 'message-missing') return this.#open(reference, message);
      throw error;
    });
    const { size } = await handle.stat();
    if (size === reference.length) return handle;
    await handle.close();
    throw missing(reference);
  }

  async #open(reference: MessageReference, fileName: string): Promise<FileHandle> {
    try {
      return await open(join(this.#spoolDirectory, fileName), 'r');
    } catch (error) {
      throw fault(reference, error);
    }
  }
}

function isLarge(reference: MessageReference): boolean {
  return reference.key.startsWith('large/');
}

async function readRange(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let at = 0;
  while (at < length) {
    const { bytesRead } = await handle.read(bytes, at, length - at, offset + at);
    if (bytesRead === 0) return bytes.subarray(0, at);
    at += bytesRead;
  }
  return bytes;
}

function fault(reference: MessageReference, error: unknown): MillraceError {
  if (error instanceof MillraceError) return error;
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return missing(reference);
  return new MillraceError('store-io', `cannot read ${reference.key}`, true, { cause: error });
}

function missing(reference: MessageReference): MillraceError {
  return new MillraceError('message-missing', `there is no message at ${reference.key}:${reference.offset}`);
}
