import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { SegmentFixture } from '../../../test/support/segment-fixture.ts';
import { describeMessageStore } from '../../ports/message-store.contract.ts';
import { SegmentMessageStore } from './segment-message-store.ts';

describeMessageStore('segments', async () => {
  const spool = new SegmentFixture();
  const store = new SegmentMessageStore(spool.directory);
  return {
    store,
    queue: async (messages) => spool.segment(messages),
    another: () => new SegmentMessageStore(spool.directory),
    reclaims: false,
    dispose: async () => {
      await store.close();
      spool.dispose();
    },
  };
});

describe('SegmentMessageStore', () => {
  let spool: SegmentFixture;
  afterEach(() => spool.dispose());

  it('gives no message whose bytes are not those that were accepted', async () => {
    spool = new SegmentFixture();
    const [first, second] = spool.segment([Buffer.from('a'.repeat(100)), Buffer.from('b'.repeat(100))]);
    const file = `${first!.reference.key}.seg`;
    const bytes = readFileSync(join(spool.directory, file));
    bytes[second!.reference.offset + second!.reference.length - 1]! ^= 1;
    spool.write(file, bytes);
    const store = new SegmentMessageStore(spool.directory);
    expect(String(await store.read(first!.reference))).toBe('a'.repeat(100));
    await expect(store.read(second!.reference)).rejects.toMatchObject({ code: 'message-missing' });
    await expect(store.read({ ...first!.reference, offset: first!.reference.offset + 1 })).rejects.toMatchObject({
      code: 'message-missing',
    });
  });

  it('opens a large message under the name it has while its record is not yet committed', async () => {
    spool = new SegmentFixture();
    const id = '0192f000-0000-7000-8000-000000000001';
    spool.write(`large/${id}.part`, Buffer.from('large'));
    const store = new SegmentMessageStore(spool.directory);
    const reference = { store: 'segments', key: `large/${id}`, offset: 0, length: 5 } as const;
    expect(String(await store.read(reference))).toBe('large');
  });
});
