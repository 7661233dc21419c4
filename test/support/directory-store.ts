import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { DirectoryProjection } from '../../src/adapters/sqlite/directory/directory-projection.ts';
import { directorySchema } from '../../src/adapters/sqlite/directory/schema.ts';
import { SqliteDirectoryQueries } from '../../src/adapters/sqlite/directory/sqlite-directory-queries.ts';
import { eventSchema } from '../../src/adapters/sqlite/event-schema.ts';
import { SqliteWriteStore } from '../../src/adapters/sqlite/sqlite-write-store.ts';
import type { CommandResult } from '../../src/domain/commands.ts';
import type { StoredEvent } from '../../src/ports/event-store.ts';
import {
  type DirectoryCommand,
  type DirectoryTools,
  executeDirectoryCommand,
} from '../../src/processing/directory-commands.ts';

/** The directory's commands and read models on a SQLite file of its own, without the threads around them. */
export class DirectoryStore {
  readonly path: string;
  readonly database;
  readonly store;
  readonly queries;
  readonly tools: DirectoryTools;
  now = 1_000;
  #ids = 0;

  /** On an existing file: another connection to it, which does not remove it. */
  constructor(path?: string, prefix = '') {
    this.path = path ?? join(mkdtempSync(join(tmpdir(), 'millrace-directory-')), 'millrace.db');
    this.database = openDatabase(this.path, [eventSchema, directorySchema]);
    this.store = new SqliteWriteStore(this.database, [new DirectoryProjection(this.database)]);
    this.queries = new SqliteDirectoryQueries(this.database);
    this.tools = {
      store: this.store,
      queries: this.queries,
      verificationWaived: true,
      now: () => this.now,
      newId: () => {
        this.#ids += 1;
        return `${prefix}id${this.#ids}`;
      },
    };
  }

  run(command: DirectoryCommand, tools: Partial<DirectoryTools> = {}): CommandResult {
    const origin = { actor: 'ann', correlationId: 'request-1' };
    return this.store.transaction(() => executeDirectoryCommand(command, origin, { ...this.tools, ...tools }));
  }

  /** @throws when it is not done */
  done(command: DirectoryCommand, tools: Partial<DirectoryTools> = {}): string {
    const result = this.run(command, tools);
    if (result.kind !== 'done' || result.id === undefined) throw new Error(JSON.stringify(result));
    return result.id;
  }

  /** What the processor appends for a batch of mail. */
  received(chaosId: string, count: number, firstAt: number, lastAt: number): void {
    this.store.events.appendBatch([
      {
        stream: `chaos-${chaosId}`,
        expectedVersion: 'any',
        events: [{ event: { type: 'ChaosAddressReceived', chaosId, count, firstAt, lastAt } as { type: string } }],
        metadata: { actor: 'smtp', correlationId: 'batch', at: lastAt },
      },
    ]);
  }

  events(after = 0): StoredEvent[] {
    return this.store.events.readAll(after, 1_000_000);
  }

  close(): void {
    this.store.close();
  }

  remove(): void {
    this.close();
    rmSync(join(this.path, '..'), { recursive: true });
  }
}
