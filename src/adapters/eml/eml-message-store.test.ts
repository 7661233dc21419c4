import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SegmentFixture } from '../../../test/support/segment-fixture.ts';
import { formatReference, type MessageReference } from '../../domain/message-reference.ts';
import { MillraceError } from '../../errors.ts';
import { describeMessageStore } from '../../ports/message-store.contract.ts';
import type { MessageStore, QueuedMessage } from '../../ports/message-store.ts';
import { EmlMessageStore } from './eml-message-store.ts';

/** The spool as the store sees it. */
class FakeSpool implements Pick<MessageStore, 'open'> {
  readonly #bytes = new Map<string, Buffer>();
  constructor(readonly fixture: SegmentFixture) {}

  queue(messages: readonly Buffer[]): QueuedMessage[] {
    const queued = this.fixture.segment(messages);
    for (const [at, message] of queued.entries()) {
      this.#bytes.set(formatReference(message.reference), messages[at] as Buffer);
    }
    return queued;
  }

  async open(reference: MessageReference) {
    const bytes = this.#bytes.get(formatReference(reference));
    if (!bytes) throw new MillraceError('message-missing', 'gone');
    return { sizeBytes: bytes.length, stream: Readable.from([bytes.subarray(0, 1000), bytes.subarray(1000)]) };
  }
}

let root: string;
let spool: FakeSpool;

describeMessageStore('eml', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'millrace-eml-'));
  const source = new FakeSpool(new SegmentFixture());
  const store = new EmlMessageStore(join(directory, 'messages'), source);
  return {
    store,
    queue: async (messages) => source.queue(messages),
    another: () => new EmlMessageStore(join(directory, 'messages'), source),
    reclaims: true,
    dispose: async () => {
      await store.close();
      source.fixture.dispose();
      rmSync(directory, { recursive: true });
    },
  };
});

describe('EmlMessageStore', () => {
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'millrace-eml-'));
    spool = new FakeSpool(new SegmentFixture());
  });
  afterEach(() => {
    spool.fixture.dispose();
    rmSync(root, { recursive: true });
  });

  const files = () =>
    (readdirSync(root, { recursive: true }) as string[]).filter((name) => statSync(join(root, name)).isFile());

  it('names files by day of arrival in UTC and by message id', async () => {
    const queued = spool.queue([Buffer.from('Subject: x\r\n\r\n')]);
    const [reference] = await new EmlMessageStore(root, spool).keep(queued);
    expect(reference?.key).toBe(`2026/11/24/${queued[0]!.messageId}.eml`);
    expect(String(readFileSync(join(root, reference!.key)))).toBe('Subject: x\r\n\r\n');
  });

  it('leaves no directory behind when the last message of a day goes', async () => {
    const store = new EmlMessageStore(root, spool);
    const references = await store.keep(spool.queue([Buffer.from('a'), Buffer.from('b')]));
    await store.release(references.slice(0, 1));
    while (await store.reclaim());
    expect(files()).toHaveLength(1);
    await store.release(references);
    while (await store.reclaim());
    expect(readdirSync(root)).toEqual([]);
  });

  it('leaves nothing referred to, and no file half written, when one message of a batch fails', async () => {
    const store = new EmlMessageStore(root, spool);
    const queued = spool.queue([Buffer.from('a'), Buffer.alloc(300 * 1024, 'b'), Buffer.from('c')]);
    const short: Pick<MessageStore, 'open'> = {
      open: async () => ({ sizeBytes: 1, stream: Readable.from([Buffer.from('too little')]) }),
    };
    await expect(new EmlMessageStore(root, short).keep(queued)).rejects.toMatchObject({
      code: 'store-io',
      temporary: true,
    });
    expect(files().filter((name) => !/^2026\/11\/24\/[0-9a-f-]{36}\.eml$/.test(name))).toEqual([]);
    // The retry of the batch, the fault gone.
    const references = await store.keep(queued);
    expect((await store.read(references[1]!)).length).toBe(300 * 1024);
    expect(files()).toHaveLength(3);
  });

  it('knows its size after every change', async () => {
    const store = new EmlMessageStore(root, spool);
    const other = new EmlMessageStore(root, spool);
    const first = await store.keep(spool.queue([Buffer.alloc(100)]));
    expect(await other.sizeBytes()).toBe(100);
    await store.keep(spool.queue([Buffer.alloc(20)]));
    expect(await other.sizeBytes()).toBe(120);
    await store.release(first);
    expect([await other.sizeBytes(), await other.sizeBytes()]).toEqual([20, 20]);
  });

  it('calls a message that the spool has lost a poison record', async () => {
    const queued = spool.queue([Buffer.alloc(300 * 1024, 'b')]);
    const empty = new FakeSpool(spool.fixture);
    await expect(new EmlMessageStore(root, empty).keep(queued)).rejects.toMatchObject({ code: 'record-poison' });
    expect(files()).toEqual([]);
  });

  it('says store-io when it cannot write', async () => {
    writeFileSync(join(root, 'file'), '');
    const store = new EmlMessageStore(join(root, 'file'), spool);
    await expect(store.keep(spool.queue([Buffer.from('a')]))).rejects.toMatchObject({ code: 'store-io' });
  });

  it('removes at start what a crash left half written', async () => {
    mkdirSync(join(root, '2026/11/24'), { recursive: true });
    writeFileSync(join(root, '2026/11/24/0192f000-0000-7000-8000-000000000001.eml.tmp'), 'half');
    const store = new EmlMessageStore(root, spool);
    expect(await store.verify([])).toEqual({ removed: 1, missing: 0 });
    expect(files()).toEqual([]);
  });

  it('checks the files of many days, leaves no empty directory, and what is not its own alone', async () => {
    const store = new EmlMessageStore(root, spool);
    const days = ['2025-12-31', '2026-01-01', '2026-01-02', '2026-11-24'];
    const queued = days.flatMap((day) =>
      spool
        .queue(['a', 'b', 'c'].map((text) => Buffer.from(text)))
        .map((message) => ({ ...message, receivedAtMs: Date.parse(`${day}T12:00:00Z`) })),
    );
    const references = await store.keep(queued);
    const sorted = references.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const own = [
      'notes.eml',
      '2026/my.eml',
      '2026/01/01/a copy.eml',
      '2026/01/01/kept.txt',
      '2026/02',
      '2027/01/01.eml',
    ];
    mkdirSync(join(root, '2027/01'), { recursive: true });
    for (const name of own) writeFileSync(join(root, name), 'mine');
    // The whole of one day goes, and the first of another; one is gone that is referred to.
    await store.release([references[1]!]);
    const referred = sorted.filter((reference) => !/^2026\/01\/02/.test(reference.key)).slice(1);
    const left = referred.filter((reference) => reference !== references[1]);
    const removed = 12 - left.length - 1;
    expect(await store.verify(referred)).toEqual({ removed, missing: referred.length - left.length });
    while (await store.reclaim());
    expect(files().sort()).toEqual([...left.map((reference) => reference.key), ...own].sort());
    expect(readdirSync(join(root, '2026/01'))).toEqual(['01']);
    expect(await store.verify(left)).toEqual({ removed: 0, missing: 0 });
  });

  it('removes nothing when the references are not in order', async () => {
    const store = new EmlMessageStore(root, spool);
    const references = await store.keep(spool.queue([Buffer.from('a'), Buffer.from('b'), Buffer.from('c')]));
    const falling = references.toSorted((a, b) => (a.key < b.key ? 1 : -1));
    await expect(store.verify(falling)).rejects.toThrow('out of order');
    for (const reference of references) await store.read(reference);
  });
});
