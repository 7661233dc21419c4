import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32c } from '@node-rs/crc32';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkpointsAfter, heads, readAll, SpoolFixture, send } from '../../test/support/spool-fixture.ts';
import { encodeSegmentHeader, SEGMENT_HEADER_BYTES, segmentFileName } from './segment-format.ts';

let fixture: SpoolFixture;
beforeEach(() => {
  fixture = new SpoolFixture();
});
afterEach(() => fixture.dispose());

/** Few bytes, as every one of them is damaged in its turn. */
const short = '{"from":"","recipients":[],"times":{}}';

const segmentPath = (first: number, lane = 'normal') => join(fixture.directory, lane, segmentFileName(first));

/** Writes these messages, one record after the other into one segment, and stops. Gives the offset at which each record ends. */
async function written(messages: readonly string[], segmentBytes = 1024 * 1024): Promise<number[]> {
  const spool = await fixture.open({ segmentBytes });
  const reader = fixture.reader(spool);
  for (const message of messages) await send(spool, message, { envelope: short }).outcome;
  const ends = readAll(reader).map((record) => record.next.offset);
  await spool.stop();
  return ends;
}

async function reopened(): Promise<string[]> {
  const spool = await fixture.open();
  const reader = fixture.reader(spool);
  const found = heads(readAll(reader));
  await spool.stop();
  return found;
}

describe('recovery', () => {
  it('cuts a torn tail at the last whole record, wherever in the record it tore', async () => {
    const ends = await written(['one', 'two', 'the last']);
    const whole = readFileSync(segmentPath(1));
    for (let size = ends[1]!; size < ends[2]!; size += 1) {
      writeFileSync(segmentPath(1), whole.subarray(0, size));
      const spool = await fixture.open();
      expect(readFileSync(segmentPath(1)).length, `torn at ${size}`).toBe(ends[1]);
      expect(await send(spool, 'next').outcome).toMatchObject({ kind: 'stored' });
      const records = readAll(fixture.reader(spool));
      expect(heads(records), `torn at ${size}`).toEqual(['one', 'two', 'next']);
      expect(records.map((record) => record.sequence)).toEqual([1, 2, 3]);
      await spool.stop();
      rmSync(segmentPath(3));
    }
    expect(fixture.logged.filter((line) => line.msg.includes('torn tail'))).toHaveLength(ends[2]! - ends[1]! - 1);
  });

  it('cuts zeros and rubbish behind the last record', async () => {
    const ends = await written(['one', 'two']);
    for (const rubbish of [Buffer.alloc(5000), Buffer.from('MREC'.repeat(100)), Buffer.alloc(70, 0xff)]) {
      truncateSync(segmentPath(1), ends[1]);
      appendFileSync(segmentPath(1), rubbish);
      expect(await reopened()).toEqual(['one', 'two']);
      expect(readFileSync(segmentPath(1)).length).toBe(ends[1]);
    }
  });

  it('reports damage in the middle, keeps it aside, and passes over exactly the damaged record', async () => {
    const messages = ['one', 'two', 'three', 'four'];
    const ends = await written(messages);
    const whole = readFileSync(segmentPath(1));
    // Every byte of the second record: header, envelope and message.
    for (let at = ends[0]!; at < ends[1]!; at += 1) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 0x10;
      writeFileSync(segmentPath(1), damaged);
      fixture.logged.length = 0;
      expect(await reopened(), `byte ${at}`).toEqual(['one', 'three', 'four']);
      const kept = readFileSync(join(fixture.directory, 'quarantine', `normal-00000000000000000001-${ends[0]}.bin`));
      expect(kept.equals(damaged.subarray(ends[0], ends[1]))).toBe(true);
      expect(fixture.logged.filter((line) => line.level >= 50).map((line) => line.msg)).toContain(
        'damage in the spool: kept aside, passed over',
      );
      rmSync(join(fixture.directory, 'quarantine'), { recursive: true });
    }
  });

  it('passes over damage in a segment that is not the last, up to its end', async () => {
    const messages = Array.from({ length: 12 }, (_, n) => `${n} ${'z'.repeat(2000)}`);
    await written(messages, 7000);
    const names = readdirSync(join(fixture.directory, 'normal')).sort();
    expect(names.length).toBeGreaterThan(3);
    const path = join(fixture.directory, 'normal', names[1]!);
    const bytes = readFileSync(path);
    bytes.fill(0, SEGMENT_HEADER_BYTES);
    writeFileSync(path, bytes);
    const first = Number(names[1]!.slice(0, 20));
    const next = Number(names[2]!.slice(0, 20));
    expect(await reopened()).toEqual(messages.filter((_, n) => n + 1 < first || n + 1 >= next));
  });

  it('does not take records inside a damaged message for records', async () => {
    // Somebody mails a record of a segment of his own, with a sequence that could be one of ours.
    const [, start = 0, end = 0] = await written(['1', '2', '3']);
    const inner = readFileSync(segmentPath(1)).subarray(start, end);
    rmSync(fixture.directory, { recursive: true });
    const spool = await fixture.open();
    for (const message of ['first', inner, inner, 'fourth']) await send(spool, message).outcome;
    await spool.stop();
    const bytes = readFileSync(segmentPath(1));
    const secondStart = bytes.indexOf('MREC', SEGMENT_HEADER_BYTES + 4);
    bytes[secondStart + 9]! ^= 1;
    writeFileSync(segmentPath(1), bytes);
    expect(await reopened()).toEqual(['first', inner.toString('latin1'), 'fourth']);
  });

  it('squares up the backlog when damage is passed over', async () => {
    const ends = await written(['one', 'two', 'three']);
    const bytes = readFileSync(segmentPath(1));
    bytes[ends[1]! - 1]! ^= 1;
    writeFileSync(segmentPath(1), bytes);
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    expect(fixture.status.read().spool.messages).toBe(3);
    reader.committed(checkpointsAfter(readAll(reader)));
    expect(fixture.status.read().spool).toMatchObject({ messages: 0, bytes: 0 });
  });

  it('goes on where a damaged segment header is', async () => {
    await written(['one', 'two']);
    const bytes = readFileSync(segmentPath(1));
    bytes.fill(0, 0, SEGMENT_HEADER_BYTES);
    writeFileSync(segmentPath(1), bytes);
    expect(await reopened()).toEqual(['one', 'two']);
  });

  it('refuses a segment of another version, and leaves it as it is', async () => {
    await written(['one']);
    const bytes = readFileSync(segmentPath(1));
    encodeSegmentHeader(bytes, 1, 1);
    bytes.writeUInt16LE(2, 8);
    bytes.writeUInt32LE(crc32c(bytes.subarray(0, 28)), 28);
    writeFileSync(segmentPath(1), bytes);
    await expect(fixture.open()).rejects.toMatchObject({ code: 'spool-corrupt' });
    expect(readFileSync(segmentPath(1)).equals(bytes)).toBe(true);
  });

  it('gives new sequences behind a checkpoint that is ahead of what is there, and says so', async () => {
    await written(['one', 'two']);
    fixture.checkpoints = [{ lane: 'normal', sequence: 9, segment: 'normal/00000000000000000007', offset: 700 }];
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    await send(spool, 'ten').outcome;
    const records = readAll(reader);
    expect(heads(records)).toEqual(['ten']);
    expect(records[0]?.sequence).toBe(10);
    expect(fixture.logged.some((line) => line.msg.includes('ends before its checkpoint'))).toBe(true);
  });

  it('goes on with what is there when segments behind the checkpoint are gone, and says so', async () => {
    const messages = Array.from({ length: 8 }, (_, n) => `${n} ${'z'.repeat(2000)}`);
    await written(messages, 5000);
    const names = readdirSync(join(fixture.directory, 'normal')).sort();
    rmSync(join(fixture.directory, 'normal', names[0]!));
    const next = Number(names[1]!.slice(0, 20));
    expect(await reopened()).toEqual(messages.filter((_, n) => n + 1 >= next));
    expect(fixture.logged.some((line) => line.msg.includes('missing'))).toBe(true);
  });

  it('reads on when the segment of the checkpoint was unlinked', async () => {
    const messages = Array.from({ length: 8 }, (_, n) => `${n} ${'z'.repeat(2000)}`);
    const spool = await fixture.open({ segmentBytes: 5000 });
    const reader = fixture.reader(spool);
    for (const message of messages) await send(spool, message).outcome;
    const records = readAll(reader);
    await spool.stop();
    const last = records.findLast((record) => record.next.segment === 'normal/00000000000000000001')!;
    fixture.checkpoints = [last.next];
    rmSync(segmentPath(1));
    fixture.logged.length = 0;
    expect(await reopened()).toEqual(messages.slice(last.sequence));
    expect(fixture.logged.filter((line) => line.level >= 40)).toEqual([]);
  });

  it('continues from a checkpoint at every record', async () => {
    const messages = Array.from({ length: 10 }, (_, n) => `${n} ${'z'.repeat(1500)}`);
    const spool = await fixture.open({ segmentBytes: 5000 });
    const reader = fixture.reader(spool);
    for (const message of messages) await send(spool, message).outcome;
    const records = readAll(reader);
    await spool.stop();
    for (const record of records) {
      fixture.checkpoints = [record.next];
      const again = await fixture.open();
      expect(fixture.status.read().spool.messages).toBe(messages.length - record.sequence);
      expect(heads(readAll(fixture.reader(again)))).toEqual(messages.slice(record.sequence));
      await again.stop();
    }
  });

  it('keeps a segment without records as the cancel mark that its name is', async () => {
    const ends = await written(['one', 'two', 'refused']);
    // As after a failed sync that could not be cut: the next segment was made, and then the power went.
    writeFileSync(segmentPath(3), '');
    expect(ends).toHaveLength(3);
    expect(await reopened()).toEqual(['one', 'two']);
    const spool = await fixture.open();
    await send(spool, 'three').outcome;
    expect(heads(readAll(fixture.reader(spool)))).toEqual(['one', 'two', 'three']);
  });

  it('leaves a spool of no records as it was, start after start', async () => {
    expect(await reopened()).toEqual([]);
    expect(await reopened()).toEqual([]);
    expect(readdirSync(join(fixture.directory, 'normal'))).toEqual([]);
  });

  it('survives a copy of the directory while it is being written', async () => {
    const spool = await fixture.open();
    const sent = Array.from({ length: 100 }, (_, n) => send(spool, `copy ${n} ${'c'.repeat(300)}`));
    await sent[0]?.outcome;
    const root = mkdtempSync(join(tmpdir(), 'millrace-copy-'));
    cpSync(fixture.directory, join(root, 'spool'), { recursive: true });
    await Promise.all(sent.map((each) => each.outcome));
    const copy = new SpoolFixture(root);
    const found = heads(readAll(copy.reader(await copy.open())));
    expect(found).toEqual(sent.slice(0, found.length).map((each) => each.message.toString()));
    expect(found.length).toBeGreaterThan(0);
    await copy.dispose();
  });
});
