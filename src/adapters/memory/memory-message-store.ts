import { Readable } from 'node:stream';
import { formatReference, type MessageReference } from '../../domain/message-reference.ts';
import { MillraceError } from '../../errors.ts';
import type { MessageStore, QueuedMessage } from '../../ports/message-store.ts';

/** Messages in memory: for tests of what stands on a MessageStore. "Durable" means as long as the object lives. */
export class MemoryMessageStore implements MessageStore {
  readonly name = 'memory';
  readonly #messages = new Map<string, Buffer>();
  readonly #source: Pick<MessageStore, 'read'> | undefined;

  /** @param source reads what is too large for `QueuedMessage.head`. */
  constructor(source?: Pick<MessageStore, 'read'>) {
    this.#source = source;
  }

  async keep(messages: readonly QueuedMessage[]): Promise<MessageReference[]> {
    const kept: [MessageReference, Buffer][] = [];
    for (const message of messages) {
      const whole = message.sizeBytes <= message.head.length;
      const bytes = whole ? Buffer.from(message.head.subarray(0, message.sizeBytes)) : await this.#fromSource(message);
      kept.push([{ store: 'memory', key: message.messageId, offset: 0, length: bytes.length }, bytes]);
    }
    for (const [reference, bytes] of kept) this.#messages.set(formatReference(reference), bytes);
    return kept.map(([reference]) => reference);
  }

  async open(reference: MessageReference): Promise<{ sizeBytes: number; stream: Readable }> {
    const bytes = await this.read(reference);
    return { sizeBytes: bytes.length, stream: Readable.from([bytes]) };
  }

  async read(reference: MessageReference): Promise<Buffer> {
    const bytes = this.#messages.get(formatReference(reference));
    if (!bytes) throw new MillraceError('message-missing', `there is no message ${reference.key}`);
    return Buffer.from(bytes);
  }

  async release(references: readonly MessageReference[]): Promise<void> {
    for (const reference of references) this.#messages.delete(formatReference(reference));
  }

  async reclaim(): Promise<boolean> {
    return false;
  }

  async verify(referred: Iterable<MessageReference>): Promise<{ removed: number; missing: number }> {
    const known = new Set([...referred].map(formatReference));
    const orphans = [...this.#messages.keys()].filter((text) => !known.has(text));
    for (const text of orphans) this.#messages.delete(text);
    return { removed: orphans.length, missing: known.size - this.#messages.size };
  }

  async sizeBytes(): Promise<number> {
    let total = 0;
    for (const bytes of this.#messages.values()) total += bytes.length;
    return total;
  }

  async close(): Promise<void> {
    this.#messages.clear();
  }

  async #fromSource(message: QueuedMessage): Promise<Buffer> {
    if (this.#source) return this.#source.read(message.reference);
    throw new MillraceError('store-io', `message ${message.messageId} is larger than its head, and there is no source`);
  }
}
