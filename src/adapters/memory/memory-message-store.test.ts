import { SegmentFixture } from '../../../test/support/segment-fixture.ts';
import { describeMessageStore } from '../../ports/message-store.contract.ts';
import { SegmentMessageStore } from '../segments/segment-message-store.ts';
import { MemoryMessageStore } from './memory-message-store.ts';

describeMessageStore('memory', async () => {
  const spool = new SegmentFixture();
  const store = new MemoryMessageStore(new SegmentMessageStore(spool.directory));
  return {
    store,
    queue: async (messages) => spool.segment(messages),
    // Another thread cannot see it: the contract of several instances is the same object here.
    another: () => store,
    reclaims: true,
    dispose: async () => {
      await store.close();
      spool.dispose();
    },
  };
});
