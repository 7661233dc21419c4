import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { MessageReference } from '../../domain/message-reference.ts';
import { MillraceError } from '../../errors.ts';
import type { MessageStore, QueuedMessage } from '../../ports/message-store.ts';
import { StoredSize } from './stored-size.ts';

/** Between two of the thread's other duties: a millisecond. */
const verifiedAtOnce = 1000;
/** libuv has four threads by default; a few more operations waiting keep them busy. */
const parallel = 8;
const temporarySuffix = '.tmp';

/**
 * One file a message, for people who want to look at them with other tools: `YYYY/MM/DD/<message id>.eml` (UTC, arrival). Each is
 * written beside its place, synced and renamed, then the directories are synced, so a name always stands for a whole message.
 * Calls that change files run one after another; `verify` must come before the first `keep`, because it takes what was
 * kept and not yet committed for left over.
 */
export class EmlMessageStore implements MessageStore {
  readonly name = 'eml';
  readonly #root: string;
  readonly #source: Pick<MessageStore, 'open'>;
  readonly #size: StoredSize;
  /** Directories known to be there and synced into their parents. */
  readonly #directories = new Set<string>();
  /** Directories that a release may have emptied. */
  readonly #emptied = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  /** @param source reads what is too large for `QueuedMessage.head`: the spool's segments. */
  constructor(root: string, source: Pick<MessageStore, 'open'>) {
    this.#root = resolve(root);
    this.#source = source;
    this.#size = new StoredSize(this.#root);
  }

  keep(messages: readonly QueuedMessage[]): Promise<MessageReference[]> {
    return this.#oneAfterAnother(async () => {
      const references = messages.map(referenceOf);
      const days = new Set(references.map((reference) => dirname(join(this.#root, reference.key))));
      try {
        for (const day of days) await this.#makeDirectory(day);
        await inParallel(messages, (message, at) => this.#write(message, references[at] as MessageReference));
        await inParallel([...days], syncDirectory);
      } catch (error) {
        if (error instanceof MillraceError && error.code === 'record-poison') throw error;
        // A directory that somebody removed is made again by the retry.
        this.#directories.clear();
        throw new MillraceError('store-io', `cannot write messages under ${this.#root}`, true, { cause: error });
      }
      return references;
    });
  }

  async open(reference: MessageReference): Promise<{ sizeBytes: number; stream: Readable }> {
    const handle = await this.#openFile(reference);
    try {
      const { size } = await handle.stat();
      if (size !== reference.length) throw missing(reference);
      return { sizeBytes: size, stream: handle.createReadStream() };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async read(reference: MessageReference): Promise<Buffer> {
    let bytes: Buffer;
    try {
      bytes = await readFile(this.#path(reference));
    } catch (error) {
      throw readFault(reference, error);
    }
    if (bytes.length !== reference.length) throw missing(reference);
    return bytes;
  }

  release(references: readonly MessageReference[]): Promise<void> {
    return this.#oneAfterAnother(() => inParallel(references, (reference) => this.#remove(this.#path(reference))));
  }

  /** Removes directories that are empty by now. */
  reclaim(): Promise<boolean> {
    return this.#oneAfterAnother(async () => {
      const [directory] = this.#emptied;
      if (directory === undefined) return false;
      this.#emptied.delete(directory);
      try {
        await rmdir(directory);
        this.#directories.delete(directory);
        const parent = dirname(directory);
        if (relative(this.#root, parent) !== '') this.#emptied.add(parent);
      } catch (error) {
        if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error)))
          throw storeFault('cannot remove', directory, error);
      }
      return this.#emptied.size > 0;
    });
  }

  /**
   * Goes along both lists, which are in the same order: the names on disk and the references. Files are not opened: a name stands for a
   * whole message. What people have put beside the messages is left alone.
   */
  verify(referred: Iterable<MessageReference>): Promise<{ removed: number; missing: number }> {
    return this.#oneAfterAnother(async () => {
      const references = new RisingReferences(referred);
      const orphans: string[] = [];
      let missing = 0;
      let looked = 0;
      const pause = async () => {
        looked += 1;
        if (looked % verifiedAtOnce === 0) await setImmediate();
      };
      for await (const key of keysUnder(this.#root)) {
        await pause();
        for (; references.key !== undefined && references.key < key; references.advance()) {
          missing += 1;
          await pause();
        }
        if (references.key === key) {
          references.advance();
          continue;
        }
        orphans.push(key);
      }
      for (; references.key !== undefined; references.advance()) {
        missing += 1;
        await pause();
      }
      // Not before the last reference was seen: a list that breaks off, or is out of order, costs no mail.
      await inParallel(orphans, (key) => this.#remove(join(this.#root, key)));
      return { removed: orphans.length, missing };
    });
  }

  sizeBytes(): Promise<number> {
    return this.#size.bytes();
  }

  async close(): Promise<void> {
    await this.#last.catch(() => undefined);
  }

  async #write(message: QueuedMessage, reference: MessageReference): Promise<void> {
    const path = join(this.#root, reference.key);
    const temporary = path + temporarySuffix;
    try {
      const handle = await open(temporary, 'w', 0o640);
      try {
        if (message.sizeBytes <= message.head.length) {
          await writeAll(handle, message.head.subarray(0, message.sizeBytes));
        } else {
          const { stream } = await this.#source.open(message.reference);
          for await (const chunk of stream) await writeAll(handle, chunk as Uint8Array);
        }
        await handle.datasync();
        const { size } = await handle.stat();
        if (size !== message.sizeBytes) throw new Error(`${size} bytes of ${message.sizeBytes} came from the spool`);
      } finally {
        await handle.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      if (error instanceof MillraceError && error.code === 'message-missing') {
        // The spool has lost it: trying again gives nothing else.
        throw new MillraceError('record-poison', `the spool has no message ${message.messageId}`, false, {
          cause: error,
        });
      }
      throw error;
    }
  }

  async #remove(path: string): Promise<void> {
    try {
      await unlink(path);
      this.#emptied.add(dirname(path));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw storeFault('cannot remove', path, error);
    }
  }

  async #makeDirectory(directory: string): Promise<void> {
    if (this.#directories.has(directory)) return;
    await mkdir(directory, { recursive: true, mode: 0o750 });
    // Each level's entry lies in the level above, up to the directory that holds the root.
    for (let level = directory; level.startsWith(this.#root); level = dirname(level))
      await syncDirectory(dirname(level));
    this.#directories.add(directory);
  }

  async #openFile(reference: MessageReference): Promise<FileHandle> {
    try {
      return await open(this.#path(reference), 'r');
    } catch (error) {
      throw readFault(reference, error);
    }
  }

  #path(reference: MessageReference): string {
    // Keys come from the database; one that would lead out of the root names nothing.
    if (!/^\d{4}\/\d{2}\/\d{2}\/[0-9a-zA-Z-]+\.eml$/.test(reference.key)) throw missing(reference);
    return join(this.#root, reference.key);
  }

  #oneAfterAnother<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work, work);
    this.#last = result;
    return result;
  }
}

function referenceOf(message: QueuedMessage): MessageReference {
  const day = new Date(message.receivedAtMs).toISOString().slice(0, 10).replaceAll('-', '/');
  return { store: 'eml', key: `${day}/${message.messageId}.eml`, offset: 0, length: message.sizeBytes };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at);
    if (bytesWritten === 0) throw new Error('the disk took nothing');
    at += bytesWritten;
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function inParallel<T>(items: readonly T[], work: (item: T, at: number) => Promise<void>): Promise<void> {
  let next = 0;
  let failure: unknown;
  const run = async () => {
    while (next < items.length && failure === undefined) {
      const at = next++;
      // All that was begun comes to its end before the failure is told: nothing is written behind the caller's back.
      await work(items[at] as T, at).catch((error) => {
        failure ??= error;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, run));
  if (failure !== undefined) throw failure;
}

/** Keys of messages, whole ones and half written ones, in the order of their text: each level has names of one length. */
async function* keysUnder(root: string, parent = '', depth = 0): AsyncGenerator<string> {
  const names = await readdir(join(root, parent)).catch((error) => {
    // A file of that name is none of ours.
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
    throw storeFault('cannot list', join(root, parent), error);
  });
  const pattern = namePatterns[depth] as RegExp;
  const own = names.filter((name) => pattern.test(name)).sort();
  for (const name of own) {
    const key = parent === '' ? name : `${parent}/${name}`;
    if (depth === namePatterns.length - 1) yield key;
    else yield* keysUnder(root, key, depth + 1);
  }
}

/** Year, month, day, message: as in `referenceOf`. */
const namePatterns = [/^\d{4}$/, /^\d{2}$/, /^\d{2}$/, /^[0-9a-zA-Z-]+\.eml(?:\.tmp)?$/];

/** The references one by one. @throws RangeError when they are out of order: messages would be taken for left over */
class RisingReferences {
  key: string | undefined;
  readonly #references: Iterator<MessageReference>;

  constructor(references: Iterable<MessageReference>) {
    this.#references = references[Symbol.iterator]();
    this.advance();
  }

  advance(): void {
    const { done, value } = this.#references.next();
    const key = done ? undefined : (value as MessageReference).key;
    if (key !== undefined && this.key !== undefined && key <= this.key) {
      throw new RangeError(`references out of order: ${key} behind ${this.key}`);
    }
    this.key = key;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? '';
}

function readFault(reference: MessageReference, error: unknown): MillraceError {
  if (error instanceof MillraceError) return error;
  return codeOf(error) === 'ENOENT' ? missing(reference) : storeFault('cannot read', reference.key, error);
}

function storeFault(what: string, path: string, cause: unknown): MillraceError {
  return new MillraceError('store-io', `${what} ${path}`, true, { cause });
}

function missing(reference: MessageReference): MillraceError {
  return new MillraceError('message-missing', `there is no message ${reference.key}`);
}
