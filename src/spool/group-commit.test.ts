import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Gate, HookedDisk, ioError } from '../../test/support/hooked-disk.ts';
import { heads, readAll, SpoolFixture, send } from '../../test/support/spool-fixture.ts';
import { waitFor } from '../../test/support/wait-for.ts';

let fixture: SpoolFixture;
let disk: HookedDisk;
beforeEach(() => {
  fixture = new SpoolFixture();
  disk = new HookedDisk();
});
afterEach(() => fixture.dispose());

const settledAmong = async (outcomes: Promise<unknown>[]) => {
  const open = Symbol('open');
  return (await Promise.all(outcomes.map((each) => Promise.race([each, open])))).filter((each) => each !== open).length;
};

describe('group commit', () => {
  it('replies only after the sync that covers the record, and shows nothing to the reader before', async () => {
    const spool = await fixture.open({ disk });
    const reader = fixture.reader(spool);
    const gate = new Gate();
    disk.before = (call) => (call.kind === 'writeDurable' ? gate.opened : undefined);
    const sent = send(spool, 'held');
    await waitFor('the write', () => disk.count('writeDurable') === 1);
    expect(await settledAmong([sent.outcome])).toBe(0);
    expect(reader.read(10, 1e6).records).toEqual([]);
    gate.open();
    expect(await sent.outcome).toMatchObject({ kind: 'stored' });
    expect(heads(readAll(reader))).toEqual(['held']);
  });

  it('replies only after the directory of a new segment is synced', async () => {
    const spool = await fixture.open({ disk });
    const gate = new Gate();
    let written = false;
    disk.before = (call) => (call.kind === 'syncDirectory' ? gate.opened : undefined);
    disk.after = (call) => {
      written ||= call.kind === 'writeDurable';
    };
    const sent = send(spool, 'first');
    await waitFor('the write to be through', () => written);
    expect(await settledAmong([sent.outcome])).toBe(0);
    gate.open();
    expect(await sent.outcome).toMatchObject({ kind: 'stored' });
  });

  it('writes with one sync what gathered while the one before was on its way', async () => {
    const spool = await fixture.open({ disk });
    await send(spool, 'opens the segment').outcome;
    const gate = new Gate();
    disk.before = (call) => (call.kind === 'writeDurable' ? gate.opened : undefined);
    const first = send(spool, 'alone');
    await waitFor('the write', () => disk.count('writeDurable') === 2);
    const gathered = Array.from({ length: 200 }, (_, n) => send(spool, `gathered ${n}`));
    gate.open();
    await Promise.all([first, ...gathered].map((each) => each.outcome));
    expect(disk.count('writeDurable')).toBe(3);
    expect(fixture.status.read().syncs).toBe(3);
  });

  it('writes a second group beside one that takes long, and answers in order all the same', async () => {
    const { spool, first, gates } = await twoOnTheirWay();
    const reader = fixture.reader(spool);
    const second = first.splice(1);
    gates[1]!.open();
    await waitFor('the second write to be through', () => disk.returned('writeDurable') === 2);
    expect(await settledAmong([...first, ...second].map((each) => each.outcome))).toBe(0);
    expect(heads(readAll(reader))).toEqual(['opens the segment']);
    // It waits for the first, and does not look for it again and again.
    const immediates = vi.spyOn(globalThis, 'setImmediate');
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
    expect(immediates.mock.calls.length).toBeLessThan(5);
    immediates.mockRestore();
    gates[0]!.open();
    await Promise.all([...first, ...second].map((each) => each.outcome));
    expect(heads(readAll(reader))).toHaveLength(9);
  });

  it('does not write a few records beside another group: they gather', async () => {
    const spool = await fixture.open({ disk });
    await send(spool, 'opens the segment').outcome;
    const gate = new Gate();
    disk.before = (call) => (call.kind === 'writeDurable' ? gate.opened : undefined);
    const sent = [send(spool, 'alone')];
    await waitFor('the write', () => disk.count('writeDurable') === 2);
    for (let n = 0; n < 7; n += 1) sent.push(send(spool, `gathered ${n}`));
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(disk.count('writeDurable')).toBe(2);
    gate.open();
    await Promise.all(sent.map((each) => each.outcome));
    expect(disk.count('writeDurable')).toBe(3);
  });

  it('lets a lane go on while another waits for its sync', async () => {
    const spool = await fixture.open({ disk });
    const gate = new Gate();
    disk.before = (call) => (call.path.includes('/low/') ? gate.opened : undefined);
    const low = send(spool, 'low', { lane: 2 });
    expect(await send(spool, 'high', { lane: 0 }).outcome).toMatchObject({ kind: 'stored' });
    expect(await settledAmong([low.outcome])).toBe(0);
    gate.open();
    expect(await low.outcome).toMatchObject({ kind: 'stored' });
  });

  it('finishes what it has when it is stopped, and refuses what comes after', async () => {
    const spool = await fixture.open({ disk });
    const gate = new Gate();
    disk.before = (call) => (call.kind === 'writeDurable' ? gate.opened : undefined);
    const before = [send(spool, 'a'), send(spool, 'b')];
    const stopped = spool.stop();
    const after = send(spool, 'c');
    expect(await after.outcome).toEqual({ kind: 'stopping' });
    gate.open();
    await stopped;
    expect((await Promise.all(before.map((each) => each.outcome))).map((each) => each.kind)).toEqual([
      'stored',
      'stored',
    ]);
  });
});

/** A segment with one record, a group of one record that waits at the first gate, and one of eight that waits at the second. */
async function twoOnTheirWay() {
  const spool = await fixture.open({ disk });
  await send(spool, 'opens the segment').outcome;
  const gates = [new Gate(), new Gate()];
  let writes = 0;
  disk.before = (call) => (call.kind === 'writeDurable' ? gates[writes++]?.opened : undefined);
  const sent = [send(spool, 'first')];
  await waitFor('the first write', () => writes === 1);
  for (let n = 0; n < 8; n += 1) sent.push(send(spool, `second ${n}`));
  await waitFor('the second write', () => writes === 2);
  return { spool, first: sent, gates };
}

describe('a failed write or sync', () => {
  it('takes the group behind it along, though that one is on the disk', async () => {
    const { spool, first: sent, gates } = await twoOnTheirWay();
    let failures = 1;
    disk.after = (call) => {
      if (call.kind === 'writeDurable' && failures-- > 0) throw ioError('EIO');
    };
    gates[0]!.open();
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    // The tail may not be cut while something still writes to it.
    expect(disk.count('cut')).toBe(0);
    expect(await settledAmong(sent.map((each) => each.outcome))).toBe(0);
    gates[1]!.open();
    const outcomes = await Promise.all(sent.map((each) => each.outcome));
    expect(new Set(outcomes.map((each) => each.kind))).toEqual(new Set(['sync-failed']));
    expect(await send(spool, 'after').outcome).toMatchObject({ kind: 'stored' });
    expect(heads(readAll(fixture.reader(spool)))).toEqual(['opens the segment', 'after']);
    await spool.stop();
    expect(heads(readAll(fixture.reader(await fixture.open())))).toEqual(['opens the segment', 'after']);
  });

  it('leaves alone the group before it', async () => {
    const { spool, first: sent, gates } = await twoOnTheirWay();
    disk.after = (call) => {
      if (call.kind === 'writeDurable' && call.number === secondWrite) throw ioError('EIO');
    };
    const secondWrite = disk.calls.findLast((call) => call.kind === 'writeDurable')!.number;
    gates[1]!.open();
    await waitFor('the second write to be through', () => disk.returned('writeDurable') === 2);
    gates[0]!.open();
    const outcomes = (await Promise.all(sent.map((each) => each.outcome))).map((each) => each.kind);
    expect(outcomes).toEqual(['stored', ...Array(8).fill('sync-failed')]);
    expect(heads(readAll(fixture.reader(spool)))).toEqual(['opens the segment', 'first']);
    await spool.stop();
    expect(heads(readAll(fixture.reader(await fixture.open())))).toEqual(['opens the segment', 'first']);
  });

  it('refuses those that waited, and goes on in a new segment with the same sequences', async () => {
    const spool = await fixture.open({ disk });
    const reader = fixture.reader(spool);
    await send(spool, 'before').outcome;
    let failures = 1;
    // After the call: the bytes are in the file, as after a sync that failed.
    disk.after = (call) => {
      if (call.kind === 'writeDurable' && failures-- > 0) throw ioError('EIO');
    };
    expect(await send(spool, 'lost').outcome).toEqual({ kind: 'sync-failed' });
    expect(spool.unhealthyReason()).toBeUndefined();
    expect(await send(spool, 'after').outcome).toMatchObject({ kind: 'stored' });
    expect(fixture.status.read().failedSyncs).toBe(1);
    const records = readAll(reader);
    expect(heads(records)).toEqual(['before', 'after']);
    expect(records.map((record) => record.sequence)).toEqual([1, 2]);
    await spool.stop();
    expect(heads(readAll(fixture.reader(await fixture.open())))).toEqual(['before', 'after']);
  });

  it('cancels by the name of the next segment what it could not cut', async () => {
    const spool = await fixture.open({ disk });
    const reader = fixture.reader(spool);
    await send(spool, 'before').outcome;
    let failing = true;
    disk.after = (call) => {
      if (call.kind === 'writeDurable' && failing) throw ioError('EIO');
    };
    disk.before = (call) => {
      if (call.kind === 'cut') throw ioError('EIO');
    };
    const lost = [send(spool, 'lost 1'), send(spool, 'lost 2')];
    expect(await Promise.all(lost.map((each) => each.outcome))).toEqual([
      { kind: 'sync-failed' },
      { kind: 'sync-failed' },
    ]);
    expect(spool.unhealthyReason()).toMatch(/EIO/);
    expect(fixture.status.read().spool.healthy).toBe(false);
    expect(await send(spool, 'refused').outcome).toEqual({ kind: 'unhealthy' });
    failing = false;
    disk.before = () => undefined;
    await waitFor('the probe', () => spool.unhealthyReason() === undefined);
    disk.before = (call) => {
      if (call.kind === 'cut') throw ioError('EIO');
    };
    expect(await send(spool, 'after').outcome).toMatchObject({ kind: 'stored' });
    expect(heads(readAll(reader))).toEqual(['before', 'after']);
    await spool.stop();
    expect(heads(readAll(fixture.reader(await fixture.open())))).toEqual(['before', 'after']);
  });

  it('is unhealthy from the second failure in a row until a probe is written and synced', async () => {
    const spool = await fixture.open({ disk });
    disk.before = (call) => {
      if (call.kind === 'writeDurable') throw ioError('ENOSPC');
    };
    expect(await send(spool, '1').outcome).toEqual({ kind: 'full' });
    expect(spool.unhealthyReason()).toBeUndefined();
    expect(await send(spool, '2').outcome).toEqual({ kind: 'full' });
    expect(spool.unhealthyReason()).toBeDefined();
    const calls = disk.calls.length;
    await waitFor('a probe that fails', () => disk.calls.length > calls);
    expect(spool.unhealthyReason()).toBeDefined();
    disk.before = () => undefined;
    await waitFor('the probe', () => spool.unhealthyReason() === undefined);
    expect(fixture.status.read().spool.healthy).toBe(true);
    expect(await send(spool, '3').outcome).toMatchObject({ kind: 'stored' });
  });

  it('of a new segment leaves it to be written anew', async () => {
    const spool = await fixture.open({ disk });
    const reader = fixture.reader(spool);
    for (const kind of ['createLog', 'syncDirectory', 'writeDurable'] as const) {
      // One success between: it stays healthy.
      disk.after = () => undefined;
      expect(await send(spool, 'kept', { lane: 2 }).outcome).toMatchObject({ kind: 'stored' });
      let failures = 1;
      disk.after = (call) => {
        if (call.kind === kind && failures-- > 0) throw ioError('EIO');
      };
      expect(await send(spool, `lost by ${kind}`, { lane: 0 }).outcome).toEqual({ kind: 'sync-failed' });
    }
    disk.after = () => undefined;
    expect(await send(spool, 'kept too', { lane: 0 }).outcome).toMatchObject({ kind: 'stored' });
    expect(heads(readAll(reader))).toEqual(['kept too', 'kept', 'kept', 'kept']);
  });
});
