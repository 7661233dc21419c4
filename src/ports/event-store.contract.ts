import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventStore, StreamAppend } from './event-store.ts';

export interface EventStoreUnderTest {
  readonly store: EventStore;
  close(): void | Promise<void>;
}

/** What every event store must do. Calls are awaited, so that a store over a network can run it too. */
export function eventStoreContract(name: string, open: () => EventStoreUnderTest | Promise<EventStoreUnderTest>): void {
  describe(`${name} as EventStore`, () => {
    let subject: EventStoreUnderTest;
    let store: EventStore;
    beforeEach(async () => {
      subject = await open();
      store = subject.store;
    });
    afterEach(() => subject.close());

    it('gives back what was appended, in order, with versions, positions and metadata', async () => {
      const outcome = await store.appendBatch([
        append('domain-1', 'no-stream', 'A', 'B'),
        append('email-2', 'any', 'C'),
      ]);
      expect(outcome).toEqual({ kind: 'appended', lastPosition: await store.lastPosition(), versions: [2, 1] });
      const stream = await store.readStream('domain-1');
      expect(stream.map(({ type, version, event }) => [type, version, event])).toEqual([
        ['A', 1, { type: 'A', value: 'A of domain-1' }],
        ['B', 2, { type: 'B', value: 'B of domain-1' }],
      ]);
      expect(stream[0]?.metadata).toEqual({ actor: 'tester', correlationId: 'c-1', at: 1234 });
      const all = await store.readAll(0, 10);
      expect(all.map((event) => event.stream)).toEqual(['domain-1', 'domain-1', 'email-2']);
      expect(all.map((event) => event.position)).toEqual(all.map((event) => event.position).toSorted((a, b) => a - b));
    });

    it('reads a stream from a version on, and nothing of an unknown one', async () => {
      await store.appendBatch([append('domain-1', 'any', 'A', 'B', 'C')]);
      expect((await store.readStream('domain-1', 2)).map((event) => event.type)).toEqual(['B', 'C']);
      expect(await store.readStream('domain-2')).toEqual([]);
    });

    it('reads behind a position, at most so many, only of the categories asked for', async () => {
      await store.appendBatch([
        append('domain-1', 'any', 'A'),
        append('email-1', 'any', 'B'),
        append('chaos-1', 'any', 'C'),
      ]);
      const [first] = await store.readAll(0, 1);
      expect(first?.type).toBe('A');
      expect((await store.readAll(first?.position ?? 0, 10)).map((event) => event.type)).toEqual(['B', 'C']);
      expect((await store.readAll(0, 10, ['domain', 'chaos'])).map((event) => event.type)).toEqual(['A', 'C']);
      expect((await store.readAll(0, 10, ['email', 'chaos'])).map((event) => event.type)).toEqual(['B', 'C']);
      expect(await store.readAll(0, 10, ['mail'])).toEqual([]);
    });

    it.each([
      ['no-stream', 1],
      [0, 1],
      [2, 1],
    ] as const)('refuses expected version %s of a stream at version %i', async (expected, actual) => {
      await store.appendBatch([append('domain-1', 'any', 'A')]);
      const outcome = await store.appendBatch([append('domain-1', expected, 'B')]);
      expect(outcome).toEqual({ kind: 'conflict', stream: 'domain-1', expected, actual });
      expect(await store.readStream('domain-1')).toHaveLength(1);
    });

    it('refuses a version expected of a stream that is not there', async () => {
      const outcome = await store.appendBatch([append('domain-1', 1, 'A')]);
      expect(outcome).toEqual({ kind: 'conflict', stream: 'domain-1', expected: 1, actual: 0 });
    });

    it('accepts the right version, and one stream twice in a batch', async () => {
      expect((await store.appendBatch([append('domain-1', 0, 'A')])).kind).toBe('appended');
      const outcome = await store.appendBatch([append('domain-1', 1, 'B'), append('domain-1', 2, 'C')]);
      expect(outcome).toMatchObject({ kind: 'appended', versions: [2, 3] });
    });

    it('appends nothing of a batch when one of its streams is refused', async () => {
      await store.appendBatch([append('domain-1', 'any', 'A')]);
      const before = await store.lastPosition();
      await store.appendBatch([append('domain-2', 'any', 'B'), append('domain-1', 'no-stream', 'C')]);
      expect(await store.readStream('domain-2')).toEqual([]);
      expect(await store.lastPosition()).toBe(before);
      expect((await store.appendBatch([append('domain-2', 'no-stream', 'B')])).kind).toBe('appended');
    });

    it('refuses an event id that is stored already', async () => {
      const withId = (stream: string): StreamAppend => ({
        ...append(stream, 'any'),
        events: [{ event: { type: 'A' }, id: '0192d3f0-0000-7000-8000-000000000001' }],
      });
      expect((await store.appendBatch([withId('domain-1')])).kind).toBe('appended');
      expect((await store.appendBatch([withId('domain-2')])).kind).toBe('conflict');
      expect(await store.readStream('domain-2')).toEqual([]);
    });

    it('truncates streams and never gives a position again', async () => {
      await store.appendBatch([append('email-1', 'any', 'A'), append('email-2', 'any', 'B', 'C')]);
      const last = await store.lastPosition();
      expect(await store.truncateStreams(['email-2', 'email-3'])).toBe(2);
      expect(await store.lastPosition()).toBe(last);
      await store.appendBatch([append('email-4', 'no-stream', 'D')]);
      const all = await store.readAll(0, 10);
      expect(all.map((event) => event.type)).toEqual(['A', 'D']);
      expect(all[1]?.position).toBeGreaterThan(last);
    });
  });
}

function append(stream: string, expectedVersion: StreamAppend['expectedVersion'], ...types: string[]): StreamAppend {
  return {
    stream,
    expectedVersion,
    events: types.map((type) => ({ event: { type, value: `${type} of ${stream}` } as { type: string } })),
    metadata: { actor: 'tester', correlationId: 'c-1', at: 1234 },
  };
}
