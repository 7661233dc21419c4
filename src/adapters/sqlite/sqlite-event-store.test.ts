import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventStoreContract } from '../../ports/event-store.contract.ts';
import type { StreamAppend } from '../../ports/event-store.ts';
import { type Database, openDatabase, openReadDatabase } from './database.ts';
import { eventSchema } from './event-schema.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';
import { SqliteWriteStore } from './sqlite-write-store.ts';

let directory: string;
const opened: Database[] = [];
const open = (migrations = [eventSchema]) => {
  const database = openDatabase(join(directory, 'test.db'), migrations);
  opened.push(database);
  return database;
};
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'millrace-sqlite-'));
});
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
  rmSync(directory, { recursive: true });
});

eventStoreContract('SqliteEventStore', () => ({ store: new SqliteEventStore(open()), close: () => undefined }));

const names = { id: 'test-names', sql: 'CREATE TABLE names (name TEXT NOT NULL UNIQUE)' };
const named = (stream: string, name: string): StreamAppend => ({
  stream,
  expectedVersion: 'any',
  events: [{ event: { type: 'Named', name } as { type: string } }],
  metadata: { actor: 't', correlationId: 'c', at: 1 },
});

describe('SqliteWriteStore', () => {
  const openWrite = () => {
    const database = open([eventSchema, names]);
    const insert = database.prepare('INSERT INTO names VALUES (?)');
    const store = new SqliteWriteStore(database, [
      { types: ['Named'], apply: (events) => events.forEach(({ event }) => void insert.run(event.name)) },
    ]);
    return { database, store };
  };

  it('answers not-unique when an inline projection refuses, and appends nothing', () => {
    const { database, store } = openWrite();
    expect(store.events.appendBatch([named('domain-1', 'a')]).kind).toBe('appended');
    const outcome = store.events.appendBatch([named('domain-2', 'b'), named('domain-3', 'a')]);
    expect(outcome).toEqual({ kind: 'not-unique', what: 'names.name' });
    expect(database.prepare('SELECT name FROM names').pluck().all()).toEqual(['a']);
    expect(store.events.readAll(0, 10)).toHaveLength(1);
  });

  it('keeps the rest of a transaction when an append in it is refused', () => {
    const { store } = openWrite();
    store.transaction(() => {
      store.events.appendBatch([named('domain-1', 'a')]);
      expect(store.events.appendBatch([named('domain-2', 'a')]).kind).toBe('not-unique');
      store.events.appendBatch([named('domain-3', 'c')]);
    });
    expect(store.events.readAll(0, 10).map((event) => event.stream)).toEqual(['domain-1', 'domain-3']);
  });

  it('rolls back events, projections and checkpoints together, and gives their positions to the next', () => {
    const { database, store } = openWrite();
    const failing = () =>
      store.transaction(() => {
        store.events.appendBatch([named('domain-1', 'a')]);
        store.saveCheckpoints([{ lane: 'normal', sequence: 7, segment: 's', offset: 70 }]);
        throw new Error('after the work');
      });
    expect(failing).toThrow('after the work');
    expect(store.checkpoints()).toEqual([]);
    expect(database.prepare('SELECT count(*) FROM names').pluck().get()).toBe(0);
    expect(store.events.appendBatch([named('domain-1', 'a')])).toMatchObject({ lastPosition: 1 });
  });

  it('keeps the last checkpoint of each lane', () => {
    const { store } = openWrite();
    const first = { lane: 'normal', sequence: 7, segment: 'normal/1', offset: 70 } as const;
    store.transaction(() => store.saveCheckpoints([first, { ...first, lane: 'high' }]));
    store.transaction(() => store.saveCheckpoints([{ ...first, sequence: 9 }]));
    expect(store.checkpoints()).toEqual([
      { ...first, lane: 'high' },
      { ...first, sequence: 9 },
    ]);
  });
});

describe('openDatabase', () => {
  it('keeps what an earlier start wrote and adds later migrations', () => {
    new SqliteEventStore(open()).appendBatch([named('domain-1', 'a')]);
    opened.pop()?.close();
    const database = open([eventSchema, names]);
    expect(new SqliteEventStore(database).lastPosition()).toBe(1);
    expect(database.prepare('SELECT count(*) FROM names').pluck().get()).toBe(0);
  });

  it('refuses a file that a newer version wrote', () => {
    open([eventSchema, names]);
    opened.pop()?.close();
    expect(() => open()).toThrow(expect.objectContaining({ code: 'database-schema' }));
  });

  it('leaves nothing of a migration that fails', () => {
    const broken = { id: 'broken', sql: 'CREATE TABLE half (a); CREATE TABLE half (b);' };
    expect(() => open([eventSchema, broken])).toThrow('half');
    expect(() => open()).not.toThrow();
  });

  it('syncs every commit and can give pages back', () => {
    const database = open();
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('auto_vacuum', { simple: true })).toBe(2);
  });

  it('gives a coded fault for a file that is no database or not there', () => {
    expect(() => openReadDatabase(join(directory, 'absent.db'))).toThrow(
      expect.objectContaining({ code: 'database-io', temporary: true }),
    );
  });
});
