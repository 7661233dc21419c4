import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkpointsAfter, heads, readAll, SpoolFixture, send } from '../../test/support/spool-fixture.ts';
import { segmentFileName } from './segment-format.ts';

let fixture: SpoolFixture;
beforeEach(() => {
  fixture = new SpoolFixture();
});
afterEach(() => fixture.dispose());

describe('SpoolReader', () => {
  it('gives records without their messages for refusals', async () => {
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    const refusal = { chaos: 'c1', address: 'x@example.test', at: 5 };
    await new Promise<void>((resolve, reject) => {
      spool.refuse({ lane: 1, refusalText: JSON.stringify(refusal), stored: resolve, refused: reject });
    });
    expect(readAll(reader)).toMatchObject([{ kind: 'refusal', refusal, sequence: 1, lane: 'normal' }]);
  });

  it('takes records for poison whose envelope cannot be understood, and goes on', async () => {
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    const envelopes = ['no JSON', '[]', 'null', '{"from":1}', '{"from":"a","recipients":[{}],"times":{}}'];
    for (const envelope of envelopes) await send(spool, 'm', { envelope }).outcome;
    await send(spool, 'good').outcome;
    const records = readAll(reader);
    expect(records.map((record) => record.kind)).toEqual([...envelopes.map(() => 'poison'), 'message']);
    expect(records[0]).toMatchObject({
      reference: { store: 'segments', key: 'normal/00000000000000000001', offset: 32 },
    });
  });

  it('names in its references the place of the whole record', async () => {
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    for (const message of ['one', 'zwei', 'trois']) await send(spool, message).outcome;
    const bytes = readFileSync(join(fixture.directory, 'normal', segmentFileName(1)));
    for (const record of readAll(reader)) {
      if (record.kind !== 'message') throw new Error(record.kind);
      const { key, offset, length } = record.reference;
      expect(key).toBe('normal/00000000000000000001');
      expect(bytes.toString('latin1', offset, offset + 4)).toBe('MREC');
      expect(
        bytes
          .subarray(offset, offset + length)
          .subarray(-record.sizeBytes)
          .equals(record.head),
      ).toBe(true);
      expect(record.next).toEqual({ lane: 'normal', sequence: record.sequence, segment: key, offset: offset + length });
    }
  });

  it('gives at most so many records and about so many bytes, but always one', async () => {
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    await Promise.all(Array.from({ length: 20 }, (_, n) => send(spool, `${n} ${'x'.repeat(1000)}`).outcome));
    expect(reader.read(3, 1e6).records).toHaveLength(3);
    const { length } = reader.read(100, 5000).records;
    expect(length).toBeGreaterThanOrEqual(3);
    expect(length).toBeLessThanOrEqual(5);
    expect(reader.read(100, 1).records).toHaveLength(1);
    expect(readAll(reader)).toHaveLength(20 - 4 - length);
  });

  it('reads records larger than its buffer', async () => {
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    const messages = ['small', 'x'.repeat(9_000_000), 'small too', 'y'.repeat(5_000_000)];
    for (const message of messages) await send(spool, message).outcome;
    expect(heads(readAll(reader)).map((head) => head.length)).toEqual(messages.map((message) => message.length));
  });

  it('begins a lane again from where it was opened when nothing of it was committed', async () => {
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    for (const message of ['one', 'two']) await send(spool, message).outcome;
    expect(heads(readAll(reader))).toEqual(['one', 'two']);
    reader.rewind([]);
    expect(heads(readAll(reader))).toEqual(['one', 'two']);
  });

  it('gives again after a rewind what was not committed', async () => {
    const spool = await fixture.open({ segmentBytes: 4000 });
    const reader = fixture.reader(spool);
    const messages = Array.from({ length: 10 }, (_, n) => `${n} ${'r'.repeat(900)}`);
    for (const message of messages) await send(spool, message).outcome;
    const { records } = reader.read(3, 1e6);
    const checkpoints = checkpointsAfter(records);
    reader.committed(checkpoints);
    reader.read(5, 1e6);
    reader.rewind(checkpoints);
    expect(heads(readAll(reader))).toEqual(messages.slice(records.length));
  });

  it('goes back to what was committed last in a lane that a rewind does not name', async () => {
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    for (const lane of [0, 2]) for (const n of [1, 2, 3]) await send(spool, `${lane} ${n}`, { lane }).outcome;
    readAll(reader);
    reader.rewind([]);
    const { records } = reader.read(1, 1e6);
    reader.committed(checkpointsAfter(records));
    readAll(reader);
    reader.rewind([]);
    expect(heads(readAll(reader))).toEqual(['0 2', '0 3', '2 1', '2 2', '2 3']);
  });

  it('serves higher lanes first, and starves none', async () => {
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    const sent = [2, 1, 0].flatMap((lane) =>
      Array.from({ length: 300 }, (_, n) => send(spool, `${lane} ${n}`, { lane })),
    );
    await Promise.all(sent.map((each) => each.outcome));
    const seen = { high: 0, normal: 0, low: 0 };
    for (let batch = 0; batch < 4; batch += 1) {
      const { records } = reader.read(50, 1e6);
      expect(records).toHaveLength(50);
      for (const record of records) seen[record.lane] += 1;
    }
    expect(seen.high).toBeGreaterThan(seen.normal);
    expect(seen.normal).toBeGreaterThan(seen.low);
    expect(seen.low).toBeGreaterThan(0);
    const rest = readAll(reader);
    expect(rest).toHaveLength(700);
    const all = new Map<string, number>();
    for (const record of rest) {
      expect(record.sequence).toBeGreaterThan(all.get(record.lane) ?? 0);
      all.set(record.lane, record.sequence);
    }
    expect(readAll(reader)).toEqual([]);
  });

  it('keeps account of what is not committed: messages, bytes, the oldest', async () => {
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    const before = Date.now();
    await Promise.all(Array.from({ length: 6 }, (_, n) => send(spool, `${n} ${'x'.repeat(100)}`).outcome));
    expect(fixture.status.read().spool.messages).toBe(6);
    const { records } = reader.read(2, 1e6);
    expect(fixture.status.getLane(1, 'oldestAt')).toBeGreaterThanOrEqual(before);
    const all = fixture.status.read().spool.bytes;
    reader.committed(checkpointsAfter(records));
    expect(fixture.status.read().spool).toMatchObject({ messages: 4, bytes: (all / 6) * 4 });
    expect(fixture.status.getLane(1, 'oldestAt')).toBeGreaterThanOrEqual(before);
    reader.committed(checkpointsAfter(readAll(reader)));
    expect(fixture.status.read().spool).toMatchObject({ messages: 0, bytes: 0, oldestAgeMs: 0 });
    expect(fixture.status.getLane(1, 'oldestAt')).toBe(0);
  });

  it('wakes when a record is there, when the signal aborts, and not otherwise', async () => {
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    let woken = false;
    const waiting = reader.waitForRecords(new AbortController().signal).then(() => {
      woken = true;
    });
    await new Promise(setImmediate);
    expect(woken).toBe(false);
    await send(spool, 'here').outcome;
    await waiting;
    // There is one to read: no wait.
    await reader.waitForRecords(new AbortController().signal);
    expect(readAll(reader)).toHaveLength(1);
    const abort = new AbortController();
    const second = reader.waitForRecords(abort.signal);
    abort.abort();
    await second;
    await reader.waitForRecords(AbortSignal.abort());
  });

  it('does not take a file for a segment that is none', async () => {
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    writeFileSync(join(fixture.directory, 'normal', 'notes.txt'), 'x');
    writeFileSync(join(fixture.directory, 'normal', '1.seg'), 'x');
    await send(spool, 'm').outcome;
    expect(heads(readAll(reader))).toEqual(['m']);
  });
});
