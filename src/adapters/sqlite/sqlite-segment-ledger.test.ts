import { afterEach, beforeEach, expect, it } from 'vitest';
import { CaptureDatabase } from '../../../test/support/capture-database.ts';
import { formatReference, type MessageReference } from '../../domain/message-reference.ts';
import { SqliteEmailQueries } from './sqlite-email-queries.ts';

const first = 'normal/00000000000000000001';
const second = 'normal/00000000000000000500';
let captures: CaptureDatabase;
beforeEach(() => {
  captures = new CaptureDatabase();
});
afterEach(() => captures.close());

const live = () =>
  captures.ledger.liveness().map(({ segment, liveRecords, liveBytes }) => [segment, liveRecords, liveBytes]);
const at = (key: string, offset: number): MessageReference => ({ store: 'segments', key, offset, length: 100 });
const shared = (of: number) =>
  Array.from({ length: of }, (_, index) => ({ reference: formatReference(at(first, 900)), capture: { index, of } }));
const letter = (offset: number) => ({
  lane: 'normal' as const,
  sequence: offset,
  messageId: `m${offset}`,
  receivedAtMs: 1,
  reason: 'broken',
  reference: at(first, offset),
  sizeBytes: 50,
  work: undefined,
});

it('counts each record once, however many captures share it', () => {
  captures.receive({}, ...shared(3));
  expect(live()).toEqual([[first, 2, 200]]);
  captures.mark('EmailDeleted', 'e3');
  captures.mark('EmailDeleted', 'e2');
  expect(captures.model.takeReleased()).toEqual([]);
  expect(live()).toEqual([[first, 2, 200]]);
  captures.mark('EmailDeleted', 'e4');
  expect(captures.model.takeReleased()).toEqual([at(first, 900)]);
  expect(live()).toEqual([[first, 1, 100]]);
  expect(captures.ledger.liveReferences(first)).toEqual([at(first, 100)]);
});

it('releases once when all captures of a record are deleted together', () => {
  captures.receive(...shared(2));
  captures.mark('EmailDeleted', 'e1', 'e2');
  expect(captures.model.takeReleased()).toEqual([at(first, 900)]);
  expect(live()).toEqual([[first, 0, 0]]);
});

it('keeps a dead letter alive until it is discarded', () => {
  captures.write.transaction(() => captures.model.addDeadLetter(letter(300), 5));
  captures.write.transaction(() => captures.model.addDeadLetter(letter(300), 6));
  expect(live()).toEqual([[first, 1, 100]]);
  expect(captures.ledger.liveReferences(first)).toEqual([at(first, 300)]);
  captures.write.transaction(() => captures.model.removeDeadLetters([1], true));
  expect(captures.model.takeReleased()).toEqual([at(first, 300)]);
  expect(live()).toEqual([[first, 0, 0]]);
});

it('moves the references of emails, shared ones and dead letters, and leaves what was deleted', () => {
  captures.receive({}, {}, ...shared(2));
  captures.write.transaction(() => captures.model.addDeadLetter(letter(700), 5));
  captures.mark('EmailDeleted', 'e2');
  const moves = [100, 200, 700, 900].map((offset, index): [string, MessageReference] => [
    formatReference(at(first, offset)),
    at('compacted/c1', index * 100),
  ]);
  captures.ledger.moveReferences(new Map(moves));
  expect(live()).toEqual([
    [first, 0, 0],
    ['compacted/c1', 3, 300],
  ]);
  expect(captures.ledger.liveReferences('compacted/c1')).toEqual(
    [0, 200, 300].map((offset) => at('compacted/c1', offset)),
  );
  const queries = new SqliteEmailQueries(captures.reading, { search: () => [], indexedUpTo: () => 0 });
  expect(queries.reference('e3')).toEqual(at('compacted/c1', 300));
  captures.mark('EmailDeleted', 'e3', 'e4');
  expect(captures.model.takeReleased()).toContainEqual(at('compacted/c1', 300));
  captures.ledger.forgetSegments([first]);
  captures.ledger.forgetSegments([first]);
  expect(live()).toEqual([['compacted/c1', 2, 200]]);
});

it('calls a segment processed when the checkpoint of its lane is in a later one', () => {
  captures.receive({}, { reference: formatReference(at(second, 0)) }, { reference: formatReference(at('large/x', 0)) });
  const processed = () => captures.ledger.liveness().map((segment) => segment.processed);
  expect(processed()).toEqual([false, false, true]);
  const checkpoint = { lane: 'normal', sequence: 1, segment: first, offset: 10 } as const;
  captures.write.transaction(() => captures.write.saveCheckpoints([checkpoint]));
  expect(processed()).toEqual([false, false, true]);
  captures.write.transaction(() => captures.write.saveCheckpoints([{ ...checkpoint, segment: second }]));
  expect(processed()).toEqual([true, false, true]);
  expect(captures.ledger.checkpoints()).toEqual([{ ...checkpoint, segment: second }]);
});

it('leaves counts as they were when a transaction is rolled back', () => {
  captures.receive({});
  const failing = () =>
    captures.write.transaction(() => {
      captures.write.events.appendBatch([
        {
          stream: 'email-e1',
          expectedVersion: 'any',
          events: [{ event: { type: 'EmailDeleted' } }],
          metadata: { actor: 't', correlationId: 'c', at: 1 },
        },
      ]);
      throw new Error('no');
    });
  expect(failing).toThrow('no');
  expect(live()).toEqual([[first, 1, 100]]);
  expect(captures.model.takeReleased()).toEqual([]);
  captures.mark('EmailDeleted', 'e1');
  expect(live()).toEqual([[first, 0, 0]]);
});

it('gives what is referred to in a store of files, each once, by rising key, over several slices', () => {
  const eml = (n: number) => `eml:2026/11/24/${String((n * 7919) % 2501).padStart(4, '0')}-x.eml:0:50`;
  captures.receive({}, ...Array.from({ length: 2501 }, (_, n) => ({ reference: eml(n) })));
  captures.receive(
    ...[0, 1].map((index) => ({ reference: 'eml:2026/11/25/shared.eml:0:9', capture: { index, of: 2 } })),
  );
  captures.receive({ reference: 's3:2026/11/25/other.eml:0:9' });
  captures.mark('EmailDeleted', 'e2', 'e2503');
  const keys = [...captures.ledger.references('eml')].map((reference) => reference.key);
  expect(keys).toEqual([
    ...Array.from({ length: 2500 }, (_, n) => `2026/11/24/${String(n + 1).padStart(4, '0')}-x.eml`),
    '2026/11/25/shared.eml',
  ]);
  const plan = captures.reading
    .prepare(
      "EXPLAIN QUERY PLAN SELECT DISTINCT reference FROM emails WHERE reference > 'a' AND reference < 'b' ORDER BY reference",
    )
    .all();
  expect(JSON.stringify(plan)).toContain('emails_reference');
  expect(plan).toHaveLength(1);
});
