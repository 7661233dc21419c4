import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatReference, type MessageReference, parseReference } from '../domain/message-reference.ts';
import { MillraceError } from '../errors.ts';
import type { MessageStore, QueuedMessage } from './message-store.ts';

export interface StoreHarness {
  readonly store: MessageStore;
  /** Records as the queue gives them, their bytes in the spool; heads are cut as the reader may cut them. */
  queue(messages: readonly Buffer[]): Promise<QueuedMessage[]>;
  /** An instance as another thread, or the next process, has it. */
  another(): MessageStore;
  /** `release` gives space back by itself and `verify` finds what nothing refers to; or both are the SegmentReclaimer's. */
  readonly reclaims: boolean;
  dispose(): Promise<void>;
}

/** What every MessageStore must do, whatever it stands on. */
export function describeMessageStore(name: string, create: () => Promise<StoreHarness>): void {
  describe(`MessageStore ${name}`, () => {
    let harness: StoreHarness;
    beforeEach(async () => {
      harness = await create();
    });
    afterEach(() => harness.dispose());

    const messages = [
      Buffer.from('Subject: one\r\n\r\nfirst\r\n'),
      Buffer.alloc(0),
      Buffer.from([0, 255, 13, 10, 46, 13, 10, 128]),
      Buffer.from('x'.repeat(300 * 1024)),
      Buffer.from('Subject: last\r\n\r\nwithout an end'),
    ];
    const keepAll = async () => {
      const queued = await harness.queue(messages);
      return { queued, references: await harness.store.keep(queued) };
    };

    it('gives every message back exactly, by references in the order of the batch', async () => {
      const { references } = await keepAll();
      expect(references).toHaveLength(messages.length);
      for (const [at, message] of messages.entries()) {
        const reference = references[at] as MessageReference;
        expect(reference.store === 'segments' ? harness.store.name : reference.store).toBe(harness.store.name);
        expect((await harness.store.read(reference)).equals(message)).toBe(true);
        const { sizeBytes, stream } = await harness.store.open(reference);
        expect(sizeBytes).toBe(message.length);
        expect((await buffer(stream)).equals(message)).toBe(true);
      }
    });

    it('keeps an empty batch', async () => {
      expect(await harness.store.keep([])).toEqual([]);
    });

    it('gives references that survive being text', async () => {
      const { references } = await keepAll();
      for (const reference of references) expect(parseReference(formatReference(reference))).toEqual(reference);
      expect(new Set(references.map(formatReference)).size).toBe(messages.length);
    });

    it('gives the same references and one copy when the same records are kept again', async () => {
      const { queued, references } = await keepAll();
      const bytes = await harness.store.sizeBytes();
      expect(await harness.store.keep(queued)).toEqual(references);
      expect(await harness.store.sizeBytes()).toBe(bytes);
      expect((await harness.store.read(references[3] as MessageReference)).equals(messages[3] as Buffer)).toBe(true);
    });

    it('serves other instances, many at once', async () => {
      const { references } = await keepAll();
      const other = harness.another();
      const read = await Promise.all(
        Array.from({ length: 40 }, (_, at) => other.read(references[at % messages.length] as MessageReference)),
      );
      for (const [at, bytes] of read.entries()) {
        expect(bytes.equals(messages[at % messages.length] as Buffer)).toBe(true);
      }
    });

    it('says message-missing for what is not there, and for keys that lead elsewhere', async () => {
      const { references } = await keepAll();
      const real = references[0] as MessageReference;
      const wrong: MessageReference[] = [
        { ...real, key: '2026/11/24/00000000-0000-7000-8000-000000000000.eml' },
        { ...real, key: 'normal/00000000000000099999' },
        { ...real, key: '../../etc/passwd' },
        { ...real, key: 'large/00000000-0000-7000-8000-000000000000' },
        { ...real, key: 'large/../normal/x' },
        { ...real, length: real.length + 1 },
        { ...real, length: real.length - 1 },
      ];
      for (const reference of wrong) {
        await expect(harness.store.read(reference), reference.key).rejects.toMatchObject({ code: 'message-missing' });
        await expect(harness.store.open(reference), reference.key).rejects.toMatchObject({ code: 'message-missing' });
      }
    });

    it('takes a release twice, and of what it does not know', async () => {
      const { references } = await keepAll();
      const [first, ...others] = references as [MessageReference, ...MessageReference[]];
      await harness.store.release([first]);
      await harness.store.release([first, { ...first, key: '2026/01/01/00000000-0000-7000-8000-000000000000.eml' }]);
      for (const [at, reference] of others.entries()) {
        expect((await harness.store.read(reference)).equals(messages[at + 1] as Buffer)).toBe(true);
      }
    });

    it('comes to an end of reclaiming', async () => {
      const { references } = await keepAll();
      await harness.store.release(references);
      for (let steps = 0; await harness.store.reclaim(); steps += 1) expect(steps).toBeLessThan(1000);
      if (!harness.reclaims) return;
      expect(await harness.store.sizeBytes()).toBe(0);
      for (const reference of references) {
        await expect(harness.store.read(reference)).rejects.toMatchObject({ code: 'message-missing' });
      }
    });

    it('keeps again what was released', async () => {
      const { queued, references } = await keepAll();
      await harness.store.release(references);
      while (await harness.store.reclaim());
      expect(await harness.store.keep(queued)).toEqual(references);
      expect((await harness.store.read(references[4] as MessageReference)).equals(messages[4] as Buffer)).toBe(true);
    });

    it('removes at start what nothing refers to, and only that', async () => {
      const { references } = await keepAll();
      const outcome = await harness.store.verify(byKey(references.slice(1)));
      expect(outcome).toEqual({ removed: harness.reclaims ? 1 : 0, missing: 0 });
      for (const [at, reference] of references.entries()) {
        if (at > 0) expect((await harness.store.read(reference)).equals(messages[at] as Buffer)).toBe(true);
        else if (harness.reclaims)
          await expect(harness.store.read(reference)).rejects.toMatchObject({ code: 'message-missing' });
      }
    });

    it('counts at start the references whose message is gone', async () => {
      const { references } = await keepAll();
      await harness.store.release(references.slice(0, 2));
      const outcome = await harness.store.verify(byKey(references));
      expect(outcome).toEqual({ removed: 0, missing: harness.reclaims ? 2 : 0 });
      for (const reference of references.slice(2)) await harness.store.read(reference);
    });

    it('removes nothing at start when it cannot be told all that is referred to', async () => {
      const { references } = await keepAll();
      function* cutOff() {
        yield* byKey(references).slice(0, 1);
        throw new MillraceError('database-io', 'cut off', true);
      }
      if (harness.reclaims) await expect(harness.store.verify(cutOff())).rejects.toMatchObject({ code: 'database-io' });
      for (const reference of references) await harness.store.read(reference);
    });
  });
}

function byKey(references: readonly MessageReference[]): MessageReference[] {
  return references.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
