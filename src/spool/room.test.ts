import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Gate, HookedDisk } from '../../test/support/hooked-disk.ts';
import {
  checkpointsAfter,
  heads,
  readAll,
  SpoolFixture,
  send,
  transactionFor,
} from '../../test/support/spool-fixture.ts';
import { waitFor } from '../../test/support/wait-for.ts';

let fixture: SpoolFixture;
beforeEach(() => {
  fixture = new SpoolFixture();
});
afterEach(() => fixture.dispose());

describe('a full spool', () => {
  it('refuses when no wait is configured, and takes again what the processor made room for', async () => {
    const spool = await fixture.open({ maxBacklogMessages: 3 });
    const reader = fixture.reader(spool);
    const first = await Promise.all(Array.from({ length: 4 }, (_, n) => send(spool, `m${n}`).outcome));
    expect(first.map((outcome) => outcome.kind)).toEqual(['stored', 'stored', 'stored', 'full']);
    expect(fixture.status.read().spool.full).toBe(true);
    reader.committed(checkpointsAfter(readAll(reader).slice(0, 1)));
    expect(await send(spool, 'm4').outcome).toMatchObject({ kind: 'stored' });
    expect(fixture.status.read().spool.full).toBe(false);
    expect(await send(spool, 'm5').outcome).toEqual({ kind: 'full' });
  });

  it('counts bytes, and takes one message alone however large', async () => {
    const spool = await fixture.open({ maxBacklogBytes: 10_000 });
    const reader = fixture.reader(spool);
    expect(await send(spool, 'x'.repeat(20_000)).outcome).toMatchObject({ kind: 'stored' });
    expect(await send(spool, 'y').outcome).toEqual({ kind: 'full' });
    reader.committed(checkpointsAfter(readAll(reader)));
    expect(await send(spool, 'y').outcome).toMatchObject({ kind: 'stored' });
  });

  it('lets messages wait in order until there is room, with a copy of what they need', async () => {
    const spool = await fixture.open({ maxBacklogMessages: 2, fullWaitMs: 600_000 });
    const reader = fixture.reader(spool);
    const sent = Array.from({ length: 6 }, (_, n) => send(spool, `m${n} ${'w'.repeat(100)}`));
    await Promise.all(sent.slice(0, 2).map((each) => each.outcome));
    const seen: string[] = [];
    await waitFor('all to be taken', () => {
      const records = readAll(reader);
      seen.push(...heads(records));
      reader.committed(checkpointsAfter(records));
      return seen.length === 6;
    });
    expect(seen).toEqual(sent.map((each) => each.message.toString()));
    const outcomes = await Promise.all(sent.map((each) => each.outcome));
    expect(outcomes.every((outcome) => outcome.kind === 'stored')).toBe(true);
  });

  it('refuses those whose wait is over', async () => {
    const spool = await fixture.open({ maxBacklogMessages: 1, fullWaitMs: 50 });
    const sent = [send(spool, 'kept'), send(spool, 'waits'), send(spool, 'waits too')];
    expect((await Promise.all(sent.map((each) => each.outcome))).map((outcome) => outcome.kind)).toEqual([
      'stored',
      'full',
      'full',
    ]);
  });

  it('refuses those who wait when it is stopped', async () => {
    const spool = await fixture.open({ maxBacklogMessages: 1, fullWaitMs: 600_000 });
    const kept = send(spool, 'kept');
    const waiting = send(spool, 'waits');
    await spool.stop();
    expect([await kept.outcome, await waiting.outcome]).toMatchObject([{ kind: 'stored' }, { kind: 'stopping' }]);
  });

  it('is what a disk without free space makes it, until there is some again', async () => {
    const disk = new HookedDisk();
    let free = 1000;
    disk.freeBytes = () => Promise.resolve(free);
    const spool = await fixture.open({ disk, minFreeDiskBytes: 5000 });
    expect(await send(spool, 'm').outcome).toEqual({ kind: 'full' });
    expect(spool.unhealthyReason()).toBeUndefined();
    free = 1e9;
    await waitFor('another look at the disk', async () => (await send(spool, 'm').outcome).kind === 'stored');
  });

  it('holds large messages back, and refuses them like others', async () => {
    const spool = await fixture.open({ maxBacklogMessages: 1 });
    await send(spool, 'fills it').outcome;
    const sink = spool.openLarge();
    sink.write(randomBytes(300_000));
    const { transaction, outcome } = transactionFor(300_000);
    sink.finish(transaction);
    expect(await outcome).toEqual({ kind: 'full' });
  });

  it('bounds what is gathered while the disk hangs, and what waits behind it', async () => {
    const disk = new HookedDisk();
    const spool = await fixture.open({ disk, fullWaitMs: 600_000 });
    const gate = new Gate();
    disk.before = (call) => (call.kind === 'writeDurable' ? gate.opened : undefined);
    const message = randomBytes(4 * 1024 * 1024);
    const sent = Array.from({ length: 80 }, () => send(spool, message));
    const refused = sent.map(async (each) => (await each.outcome).kind);
    // 128 MiB gather, 128 MiB wait, the rest is told at once, while nothing is written yet.
    expect(await Promise.all(refused.slice(-10))).toEqual(Array(10).fill('full'));
    gate.open();
    const kinds = await Promise.all(refused);
    expect(kinds.filter((kind) => kind === 'stored').length).toBeGreaterThan(50);
  });
});
