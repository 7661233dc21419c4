import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkpointsAfter, heads, readAll, SpoolFixture, send } from '../../test/support/spool-fixture.ts';

let fixture: SpoolFixture;
beforeEach(() => {
  fixture = new SpoolFixture();
});
afterEach(() => fixture.dispose());

describe('Spool', () => {
  it('gives the reader what it took, exactly and in order, under the ids of the replies', async () => {
    const spool = await fixture.open();
    const reader = fixture.reader(spool);
    const sent = Array.from({ length: 50 }, (_, n) => send(spool, `Subject: ${n}\r\n\r\n\0\xff${'x'.repeat(n)}`));
    const outcomes = await Promise.all(sent.map((each) => each.outcome));
    expect(outcomes.every((outcome) => outcome.kind === 'stored')).toBe(true);
    const records = readAll(reader);
    expect(heads(records)).toEqual(sent.map((each) => each.message.toString('latin1')));
    expect(records.map((record) => record.messageId)).toEqual(outcomes.map((o) => o.kind === 'stored' && o.id));
    expect(records.map((record) => record.sequence)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  });

  it('begins behind the checkpoint after a restart', async () => {
    const first = await fixture.open();
    const reader = fixture.reader(first);
    await Promise.all(Array.from({ length: 10 }, (_, n) => send(first, `m${n}`).outcome));
    const { records } = reader.read(4, 1e6);
    fixture.checkpoints = checkpointsAfter(records);
    await first.stop();
    const second = await fixture.open();
    expect(fixture.status.read().spool.messages).toBe(6);
    const again = fixture.reader(second);
    await send(second, 'm10').outcome;
    const rest = readAll(again);
    expect(heads(rest)).toEqual(['m4', 'm5', 'm6', 'm7', 'm8', 'm9', 'm10']);
    again.committed(checkpointsAfter(rest));
    expect(fixture.status.read().spool).toMatchObject({ messages: 0, bytes: 0, oldestAgeMs: 0 });
  });

  it('begins a new segment where the old one is full, and reads on over it', async () => {
    const spool = await fixture.open({ segmentBytes: 10_000 });
    const reader = fixture.reader(spool);
    const messages = Array.from({ length: 40 }, (_, n) => `${n} ${'y'.repeat(1500)}`);
    for (const message of messages) await send(spool, message).outcome;
    const lane = join(fixture.directory, 'normal');
    const sizes = readdirSync(lane).map((name) => statSync(join(lane, name)).size);
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(10_000);
    expect(heads(readAll(reader, 3))).toEqual(messages);
  });
});
