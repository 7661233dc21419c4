import { EmlMessageStore } from '../adapters/eml/eml-message-store.ts';
import { SegmentMessageStore } from '../adapters/segments/segment-message-store.ts';
import type { Config } from '../config.ts';
import type { MessageStore } from '../ports/message-store.ts';
import type { DataPaths } from './thread-starts.ts';

/** The stores by the name in a reference: a store that is not configured any more is still read. */
export function openMessageStores(
  config: Config,
  paths: DataPaths,
): { configured: MessageStore; reading: MessageStore } {
  const segments = new SegmentMessageStore(paths.spool);
  const eml = new EmlMessageStore(paths.messages, segments);
  const configured = config.store === 'eml' ? eml : segments;
  const all = new Map<string, MessageStore>([segments, eml].map((store) => [store.name, store]));
  const storeOf = (name: string) => all.get(name) ?? configured;
  return {
    configured,
    reading: {
      name: configured.name,
      keep: (messages) => configured.keep(messages),
      open: (reference) => storeOf(reference.store).open(reference),
      read: (reference) => storeOf(reference.store).read(reference),
      release: async (references) => {
        for (const store of all.values()) {
          const own = references.filter((reference) => reference.store === store.name);
          if (own.length > 0) await store.release(own);
        }
      },
      reclaim: () => configured.reclaim(),
      verify: (referred) => configured.verify(referred),
      sizeBytes: async () => (await segments.sizeBytes()) + (await eml.sizeBytes()),
      close: async () => {
        await segments.close();
        await eml.close();
      },
    },
  };
}
