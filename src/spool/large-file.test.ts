import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Gate, HookedDisk, ioError } from '../../test/support/hooked-disk.ts';
import {
  checkpointsAfter,
  heads,
  type Outcome,
  readAll,
  SpoolFixture,
  send,
  transactionFor,
} from '../../test/support/spool-fixture.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import type { Spool } from './spool.ts';

let fixture: SpoolFixture;
let disk: HookedDisk;
beforeEach(() => {
  fixture = new SpoolFixture();
  disk = new HookedDisk();
});
afterEach(() => fixture.dispose());

const largeNames = () => readdirSync(join(fixture.directory, 'large')).sort();

/** Sends as a session does: stops at false, goes on at `onDrain`. */
async function sendLarge(spool: Spool, bytes: Buffer, chunkBytes = 50_000): Promise<Outcome> {
  const sink = spool.openLarge();
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const chunk = Buffer.from(bytes.subarray(at, at + chunkBytes));
    const drained = new Promise<void>((resolve) => {
      sink.onDrain = resolve;
    });
    if (!sink.write(chunk)) await drained;
    chunk.fill(0x21);
  }
  const { transaction, outcome } = transactionFor(bytes.length);
  sink.finish(transaction);
  return outcome;
}

describe('large messages', () => {
  it('lie whole in a file of their own, with their head in the record that the reader gives', async () => {
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    const bytes = randomBytes(1_300_000);
    const outcome = await sendLarge(spool, bytes);
    const [record] = readAll(reader);
    if (record?.kind !== 'message' || outcome.kind !== 'stored') throw new Error('no message');
    expect(record.messageId).toBe(outcome.id);
    expect(record.sizeBytes).toBe(bytes.length);
    expect(Buffer.from(record.head).equals(bytes.subarray(0, 256 * 1024))).toBe(true);
    expect(record.reference).toEqual({
      store: 'segments',
      key: `large/${outcome.id}`,
      offset: 0,
      length: bytes.length,
    });
    expect(largeNames()).toEqual([`${outcome.id}.part`]);
    expect(readFileSync(join(fixture.directory, 'large', `${outcome.id}.part`)).equals(bytes)).toBe(true);
    expect(fixture.status.read().spool.bytes).toBeGreaterThan(bytes.length);
    reader.committed(checkpointsAfter([record]));
    expect(largeNames()).toEqual([`${outcome.id}.msg`]);
    expect(fixture.status.read().spool).toMatchObject({ messages: 0, bytes: 0 });
  });

  it('are acknowledged only when file, name and record are synced', async () => {
    const spool = await fixture.open({ disk });
    for (const kind of ['sync', 'syncDirectory', 'writeDurable'] as const) {
      const gate = new Gate();
      let reached = false;
      disk.before = (call) => {
        if (call.kind !== kind) return undefined;
        reached = true;
        return gate.opened;
      };
      let answered = false;
      const outcome = sendLarge(spool, randomBytes(200_000)).then((value) => {
        answered = true;
        return value;
      });
      await waitFor(kind, () => reached);
      expect(answered, kind).toBe(false);
      gate.open();
      expect(await outcome).toMatchObject({ kind: 'stored' });
    }
  });

  it('hold back the sender while the disk is behind, and small messages pass them', async () => {
    const spool = await fixture.open({ disk });
    const gate = new Gate();
    disk.before = (call) => (call.kind === 'write' ? gate.opened : undefined);
    const sinks = Array.from({ length: 20 }, () => spool.openLarge());
    for (const sink of sinks) expect(sink.write(Buffer.alloc(200_000))).toBe(false);
    await waitFor('writes', () => disk.count('write') > 0);
    // However many large messages arrive, most threads of the pool stay free.
    expect(disk.count('write')).toBe(2);
    expect(await send(spool, 'small').outcome).toMatchObject({ kind: 'stored' });
    const drained = Promise.all(
      sinks.map(
        (sink) =>
          new Promise<void>((resolve) => {
            sink.onDrain = resolve;
          }),
      ),
    );
    gate.open();
    await drained;
    for (const sink of sinks) sink.abort();
    await waitFor('the files to be gone', () => largeNames().length === 0);
  });

  it('leave nothing when they are aborted or cannot be written', async () => {
    const spool = await fixture.open({ disk });
    const aborted = spool.openLarge();
    aborted.write(Buffer.alloc(500_000));
    await waitFor('the file', () => largeNames().length === 1);
    aborted.abort();
    await waitFor('the file to be gone', () => largeNames().length === 0);
    for (const [kind, code] of [
      ['createFile', 'EIO'],
      ['write', 'ENOSPC'],
      ['sync', 'EIO'],
    ] as const) {
      let failures = 1;
      disk.before = (call) => {
        if (call.kind === kind && failures-- > 0) throw ioError(code);
      };
      expect(await sendLarge(spool, randomBytes(400_000)), kind).toEqual({
        kind: code === 'ENOSPC' ? 'full' : 'sync-failed',
      });
      await send(spool, 'a success between').outcome;
    }
    await waitFor('the files to be gone', () => largeNames().length === 0);
    expect(heads(readAll(fixture.reader(spool)))).toEqual(Array(3).fill('a success between'));
  });

  it('leave nothing when their record cannot be written', async () => {
    const spool = await fixture.open({ disk });
    let failures = 1;
    disk.before = (call) => {
      if (call.kind === 'writeDurable' && failures-- > 0) throw ioError('EIO');
    };
    expect(await sendLarge(spool, randomBytes(400_000))).toEqual({ kind: 'sync-failed' });
    await waitFor('the file to be gone', () => largeNames().length === 0);
  });

  it('that never got a record go to the store as files without a reference, once the backlog of before is applied', async () => {
    const first = await fixture.open();
    const bytes = randomBytes(600_000);
    const outcome = await sendLarge(first, bytes);
    const id = outcome.kind === 'stored' ? outcome.id : '';
    await first.stop();
    const orphan = '0192f000-0000-7000-8000-000000000001';
    writeFileSync(join(fixture.directory, 'large', `${orphan}.part`), 'half a message');
    const second = await fixture.open();
    const reader = fixture.reader(second);
    const records = readAll(reader);
    expect(records).toHaveLength(1);
    expect(largeNames()).toEqual([`${orphan}.part`, `${id}.part`].sort());
    reader.committed(checkpointsAfter(records));
    expect(largeNames()).toEqual([`${orphan}.msg`, `${id}.msg`].sort());
  });

  it('are poison when their file is gone or too short', async () => {
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    const outcome = await sendLarge(spool, randomBytes(300_000));
    if (outcome.kind !== 'stored') throw new Error(outcome.kind);
    writeFileSync(join(fixture.directory, 'large', `${outcome.id}.part`), 'short');
    expect(readAll(reader)).toMatchObject([{ kind: 'poison', reason: expect.stringMatching(/5 of 300000 bytes/) }]);
  });

  it('keep their bytes apart when many arrive at once', async () => {
    const spool = await fixture.open();
    const messages = Array.from({ length: 12 }, (_, n) => randomBytes(300_000 + n * 7001));
    const outcomes = await Promise.all(messages.map((message) => sendLarge(spool, message, 33_333)));
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    for (const [n, outcome] of outcomes.entries()) {
      if (outcome.kind !== 'stored') throw new Error(outcome.kind);
      expect(hash(readFileSync(join(fixture.directory, 'large', `${outcome.id}.part`)))).toBe(hash(messages[n]!));
    }
  });
});
