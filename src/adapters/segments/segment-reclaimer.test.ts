import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SegmentFixture } from '../../../test/support/segment-fixture.ts';
import type { Lane } from '../../domain/lanes.ts';
import { formatReference, type MessageReference } from '../../domain/message-reference.ts';
import type { LaneCheckpoint } from '../../ports/ingest-queue.ts';
import type { QueuedMessage } from '../../ports/message-store.ts';
import type { SegmentLedger, SegmentLiveness } from '../../ports/segment-ledger.ts';
import { segmentName } from '../../spool/segment-format.ts';
import { diskIo, type ReclaimIo } from './segment-files.ts';
import { SegmentMessageStore } from './segment-message-store.ts';
import { SegmentReclaimer } from './segment-reclaimer.ts';

/** The database: rows with references, as committed. */
class FakeLedger implements SegmentLedger {
  readonly rows = new Map<string, { reference: MessageReference; content: Buffer }>();
  readonly known = new Set<string>();
  readonly lanes = new Map<Lane, LaneCheckpoint>();
  beforeMove: () => void = () => {};

  add(messages: readonly QueuedMessage[], contents: readonly Buffer[]): void {
    for (const [at, message] of messages.entries()) {
      this.rows.set(message.messageId, { reference: message.reference, content: contents[at] as Buffer });
      this.known.add(message.reference.key);
    }
  }

  checkpoint(lane: Lane, sequence: number, segment: number): void {
    this.lanes.set(lane, { lane, sequence, segment: `${lane}/${segmentName(segment)}`, offset: 0 });
  }

  liveness(): SegmentLiveness[] {
    return [...this.known].map((segment) => {
      const live = this.liveReferences(segment);
      return {
        segment,
        liveRecords: live.length,
        liveBytes: live.reduce((sum, reference) => sum + reference.length, 0),
        totalBytes: 0,
        processed: false,
      };
    });
  }

  liveReferences(segment: string): MessageReference[] {
    const distinct = new Map<string, MessageReference>();
    for (const { reference } of this.rows.values()) {
      if (reference.key === segment) distinct.set(formatReference(reference), reference);
    }
    return [...distinct.values()].sort((a, b) => a.offset - b.offset);
  }

  moveReferences(moves: ReadonlyMap<string, MessageReference>): void {
    this.beforeMove();
    for (const row of this.rows.values()) {
      const moved = moves.get(formatReference(row.reference));
      if (!moved) continue;
      row.reference = moved;
      this.known.add(moved.key);
    }
  }

  forgetSegments(segments: readonly string[]): void {
    for (const segment of segments) {
      expect(this.liveReferences(segment), `${segment} is forgotten with live mail in it`).toEqual([]);
      this.known.delete(segment);
    }
  }

  references(): MessageReference[] {
    return [];
  }

  checkpoints(): LaneCheckpoint[] {
    return [...this.lanes.values()];
  }
}

const silent = pino({ level: 'silent' });
const mail = (seed: number, size = 2000) => Buffer.alloc(size, `message ${seed} `);

let spool: SegmentFixture;
let ledger: FakeLedger;
beforeEach(() => {
  spool = new SegmentFixture();
  ledger = new FakeLedger();
});
afterEach(() => spool.dispose());

const reclaimer = (io: ReclaimIo = diskIo) =>
  new SegmentReclaimer({ spoolDirectory: spool.directory, ledger, logger: silent, io });
const there = (segment: string) => existsSync(join(spool.directory, `${segment}.seg`));
const lane = (first: number, name: Lane = 'normal') => `${name}/${segmentName(first)}`;
const compacted = () => {
  const directory = join(spool.directory, 'compacted');
  return existsSync(directory) ? readdirSync(directory) : [];
};

/** A segment of `count` messages from `first` on, all committed. */
function segment(count: number, name: Lane = 'normal', size = 2000): QueuedMessage[] {
  const contents = Array.from({ length: count }, (_, at) => mail(at, size));
  const queued = spool.segment(contents, name);
  ledger.add(queued, contents);
  return queued;
}

function remove(messages: readonly QueuedMessage[]): void {
  for (const message of messages) ledger.rows.delete(message.messageId);
}

async function finish(subject: SegmentReclaimer): Promise<void> {
  for (let steps = 0; await subject.step(); steps += 1) expect(steps).toBeLessThan(200);
}

async function expectAllReadable(): Promise<void> {
  const store = new SegmentMessageStore(spool.directory);
  for (const { reference, content } of ledger.rows.values()) {
    expect((await store.read(reference)).equals(content)).toBe(true);
  }
}

describe('unlinking', () => {
  it('removes segments without live records, and only those that are wholly behind the checkpoint and not the newest', async () => {
    remove([...segment(3), ...segment(3), ...segment(3), ...segment(3)]);
    ledger.checkpoint('normal', 8, 7);
    await finish(reclaimer());
    expect([1, 4, 7, 10].map((first) => there(lane(first)))).toEqual([false, false, true, true]);
    expect([...ledger.known].sort()).toEqual([lane(7), lane(10)]);
  });

  it('leaves the newest segment of each lane alone, though all of it is processed', async () => {
    remove([...segment(2, 'high'), ...segment(2, 'normal'), ...segment(2, 'low')]);
    ledger.checkpoint('high', 2, 1);
    ledger.checkpoint('normal', 2, 1);
    await finish(reclaimer());
    expect([there(lane(1, 'high')), there(lane(1)), there(lane(1, 'low'))]).toEqual([true, true, true]);
  });

  it('leaves the segment that the checkpoint still names', async () => {
    remove([...segment(2), ...segment(2)]);
    ledger.checkpoint('normal', 2, 1);
    await finish(reclaimer());
    expect(there(lane(1))).toBe(true);
    ledger.checkpoint('normal', 2, 3);
    await finish(reclaimer());
    expect(there(lane(1))).toBe(false);
  });

  it('touches nothing while there is no checkpoint', async () => {
    remove([...segment(2), ...segment(2)]);
    await finish(reclaimer());
    expect([there(lane(1)), there(lane(3))]).toEqual([true, true]);
  });

  it('removes large messages without a reference, but never what still is the spool’s', async () => {
    const [large] = segment(1, 'normal', 300 * 1024);
    const [other] = segment(1, 'normal', 300 * 1024);
    spool.write('large/0192f000-0000-7000-8000-000000000001.part', mail(1));
    remove([large!]);
    await finish(reclaimer());
    expect(readdirSync(join(spool.directory, 'large')).sort()).toEqual(
      ['0192f000-0000-7000-8000-000000000001.part', `${other!.messageId}.msg`].sort(),
    );
    await expectAllReadable();
  });

  it('forgets rows whose file went before a crash', async () => {
    ledger.known.add(lane(1));
    await finish(reclaimer());
    expect([...ledger.known]).toEqual([]);
  });
});

describe('compaction', () => {
  it('moves the live records of sparse segments together and leaves dense ones', async () => {
    const sparse = segment(10);
    const dense = segment(10);
    const other = segment(10);
    segment(1);
    remove([...sparse.slice(0, 7), ...dense.slice(0, 3), ...other.slice(2)]);
    ledger.checkpoint('normal', 30, 31);
    await finish(reclaimer());
    expect([1, 11, 21, 31].map((first) => there(lane(first)))).toEqual([false, true, false, true]);
    expect(compacted()).toHaveLength(1);
    await expectAllReadable();
  });

  it('compacts compacted segments again, and merges small ones', async () => {
    for (let at = 0; at < 12; at += 1) {
      const messages = segment(10);
      remove(messages.slice(3));
      ledger.checkpoint('normal', 10 * at + 10, 10 * at + 11);
      segment(10);
      ledger.checkpoint('normal', 20 * (at + 1), 20 * (at + 1) + 1);
      await finish(reclaimer());
    }
    segment(1);
    await finish(reclaimer());
    expect(compacted().length).toBeLessThan(8);
    await expectAllReadable();
    const inCompacted = [...ledger.rows].filter(([, row]) => row.reference.key.startsWith('compacted/'));
    for (const [id] of inCompacted.slice(0, inCompacted.length - 1)) ledger.rows.delete(id);
    await finish(reclaimer());
    await expectAllReadable();
    const bytes = compacted().reduce((sum, name) => sum + statSync(join(spool.directory, 'compacted', name)).size, 0);
    expect(bytes).toBeLessThan(6000);
  });

  it('empties a big segment in several steps', async () => {
    const messages = segment(60, 'normal', 200 * 1024);
    segment(1);
    remove(messages.slice(28));
    ledger.checkpoint('normal', 60, 61);
    const subject = reclaimer();
    expect(await subject.step()).toBe(true);
    expect(there(lane(1))).toBe(true);
    await expectAllReadable();
    await finish(subject);
    expect(there(lane(1))).toBe(false);
    await expectAllReadable();
  });

  it('keeps a row that is deleted while its record is copied deleted', async () => {
    const messages = segment(10);
    segment(1);
    remove(messages.slice(2));
    ledger.checkpoint('normal', 10, 11);
    ledger.beforeMove = () => remove(messages.slice(0, 1));
    await finish(reclaimer());
    expect(ledger.rows.has(messages[0]!.messageId)).toBe(false);
    await expectAllReadable();
  });

  it('takes a dead letter without bytes along', async () => {
    const messages = segment(10);
    segment(1);
    remove(messages);
    const nothing = { store: 'segments', key: lane(1), offset: 0, length: 0 } as const;
    ledger.rows.set('refusal', { reference: nothing, content: Buffer.alloc(0) });
    ledger.checkpoint('normal', 10, 11);
    await finish(reclaimer());
    expect(there(lane(1))).toBe(false);
    expect(ledger.rows.get('refusal')?.reference.key).toMatch(/^compacted\//);
  });

  it('leaves a segment with a damaged live record as it is, what is whole in it stays readable', async () => {
    const messages = segment(10);
    segment(1);
    remove(messages.slice(2));
    ledger.checkpoint('normal', 10, 11);
    const path = join(spool.directory, `${lane(1)}.seg`);
    const bytes = readFileSync(path);
    bytes[messages[0]!.reference.offset + 900]! ^= 1;
    writeFileSync(path, bytes);
    await finish(reclaimer());
    expect(there(lane(1))).toBe(true);
    const store = new SegmentMessageStore(spool.directory);
    await expect(store.read(ledger.rows.get(messages[0]!.messageId)!.reference)).rejects.toMatchObject({
      code: 'message-missing',
    });
    expect((await store.read(ledger.rows.get(messages[1]!.messageId)!.reference)).equals(mail(1))).toBe(true);
  });
});

describe('start-up check', () => {
  it('removes compacted segments and large messages without references, and counts what is missing', async () => {
    spool.write('compacted/0192f000-0000-7000-8000-000000000002.seg', mail(1));
    spool.write('large/0192f000-0000-7000-8000-000000000003.msg', mail(1));
    const [kept] = segment(2);
    ledger.rows.set('gone', { reference: { ...kept!.reference, key: lane(99) }, content: mail(1) });
    ledger.known.add(lane(99));
    expect(await reclaimer().verify()).toEqual({ removed: 2, missing: 1 });
    expect(compacted()).toEqual([]);
    expect(there(lane(1))).toBe(true);
  });
});

/** Fails one call, and every call after it: the process is dead from there on. What it had not done is not done. */
function dyingAt(call: number): { io: ReclaimIo; died: () => boolean; step: () => void } {
  let calls = 0;
  const step = () => {
    calls += 1;
    if (calls > call) throw new Error('killed');
  };
  const wrapped = {
    open: (path: string, flags: 'r' | 'wx') => diskIo.open(path, flags),
    write: async (handle: Parameters<ReclaimIo['write']>[0], bytes: Uint8Array) => {
      // Half of the write is done when the kill comes in it.
      if (calls + 1 > call) await diskIo.write(handle, bytes.subarray(0, bytes.length / 2));
      step();
      await diskIo.write(handle, bytes);
    },
    sync: async (handle: Parameters<ReclaimIo['sync']>[0]) => {
      step();
      await diskIo.sync(handle);
    },
    syncDirectory: async (path: string) => {
      step();
      await diskIo.syncDirectory(path);
    },
    unlink: async (path: string) => {
      step();
      await diskIo.unlink(path);
    },
  };
  return { io: wrapped, died: () => calls > call, step };
}

it('loses nothing and leaves nothing behind, whatever step it dies at', async () => {
  for (let call = 0, died = true; died; call += 1) {
    spool.dispose();
    spool = new SegmentFixture();
    ledger = new FakeLedger();
    const first = segment(6);
    const second = segment(6);
    const gone = segment(6);
    segment(1);
    remove([...first.slice(2), ...second.slice(1), ...gone]);
    ledger.checkpoint('normal', 18, 19);
    const dying = dyingAt(call);
    // The transaction itself may be what does not happen.
    ledger.beforeMove = dying.step;
    const victim = reclaimer(dying.io);
    await finish(victim).catch((error) => expect(error.code ?? error.message).toMatch(/store-io|killed/));
    died = dying.died();
    await expectAllReadable();
    // The next process.
    ledger.beforeMove = () => {};
    const next = reclaimer();
    expect((await next.verify()).missing).toBe(0);
    await finish(next);
    await expectAllReadable();
    expect([1, 7, 13].map((at) => there(lane(at)))).toEqual([false, false, false]);
    expect(compacted()).toHaveLength(1);
    expect([...ledger.known].filter((name) => !there(name))).toEqual([]);
    expect(call).toBeLessThan(100);
  }
});

it('keeps every live message readable under any order of arrival, deletion, commit and death', async () => {
  const action = fc.oneof(
    fc.record({
      kind: fc.constant('arrive' as const),
      count: fc.integer({ min: 1, max: 8 }),
      lane: fc.constantFrom<Lane>('high', 'normal'),
    }),
    fc.record({ kind: fc.constant('delete' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.record({ kind: fc.constant('step' as const), dieAt: fc.integer({ min: 0, max: 30 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
      spool.dispose();
      spool = new SegmentFixture();
      ledger = new FakeLedger();
      const sequence = new Map<Lane, number>();
      for (const one of actions) {
        if (one.kind === 'arrive') {
          const next = sequence.get(one.lane) ?? 1;
          segment(one.count, one.lane, 500);
          ledger.checkpoint(one.lane, next + one.count - 1, next);
          sequence.set(one.lane, next + one.count);
        } else if (one.kind === 'delete') {
          for (const [at, id] of [...ledger.rows.keys()].entries()) {
            if ((at * 0.618) % 1 < one.share) ledger.rows.delete(id);
          }
        } else {
          const dying = dyingAt(one.dieAt);
          ledger.beforeMove = dying.step;
          await finish(reclaimer(dying.io)).catch(() => undefined);
        }
        await expectAllReadable();
      }
      ledger.beforeMove = () => {};
      await finish(reclaimer());
      await expectAllReadable();
    }),
    { numRuns: 40 },
  );
});
