import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobText, SpoolFixture, send, transactionFor } from '../../test/support/spool-fixture.ts';
import { inspectSpool } from './inspect.ts';
import { segmentFileName } from './segment-format.ts';

let fixture: SpoolFixture;
beforeEach(() => {
  fixture = new SpoolFixture();
});
afterEach(() => fixture.dispose());

describe('inspectSpool', () => {
  it('lists segments and records of a spool at work, with ids and envelopes', async () => {
    const spool = await fixture.open();
    const stored = [await send(spool, 'one').outcome, await send(spool, 'two', { lane: 0 }).outcome];
    const found = [...inspectSpool(fixture.directory)];
    expect(found.filter((each) => each.kind === 'segment').map((each) => each.segment)).toEqual([
      'high/00000000000000000001',
      'normal/00000000000000000001',
    ]);
    const records = found.filter((each) => each.kind === 'record');
    expect(records.map((record) => record.messageId)).toEqual(stored.reverse().map((o) => o.kind === 'stored' && o.id));
    expect(records[0]).toMatchObject({
      record: 'message',
      sequence: 1,
      offset: 32,
      envelope: jobText(),
      cancelled: false,
    });
  });

  it('reports damage, a torn tail, cancelled records and large messages', async () => {
    const spool = await fixture.open();
    for (const message of ['one', 'two', 'three', 'four']) await send(spool, message).outcome;
    const sink = spool.openLarge();
    sink.write(Buffer.alloc(300_000));
    const { transaction, outcome } = transactionFor(300_000);
    sink.finish(transaction);
    await outcome;
    await spool.stop();
    const path = join(fixture.directory, 'normal', segmentFileName(1));
    const bytes = readFileSync(path);
    bytes[bytes.indexOf('two')]! ^= 1;
    writeFileSync(path, bytes);
    appendFileSync(path, 'MREC and then nothing');
    writeFileSync(join(fixture.directory, 'normal', segmentFileName(5)), '');
    const found = [...inspectSpool(fixture.directory)].map((each) =>
      each.kind === 'record' ? `${each.record} ${each.sequence}${each.cancelled ? ' cancelled' : ''}` : each.kind,
    );
    expect(found).toEqual([
      'segment',
      'message 1',
      'damage',
      'message 3',
      'message 4',
      'large 5 cancelled',
      'torn',
      'segment',
      'large',
    ]);
  });

  it('finds nothing where there is no spool', () => {
    expect([...inspectSpool(join(fixture.directory, 'nowhere'))]).toEqual([]);
  });
});
