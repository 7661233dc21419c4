import type { LaneCheckpoint } from '../../ports/ingest-queue.ts';
import type { WriteStore } from '../../ports/write-store.ts';
import { type Database, guarded } from './database.ts';
import type { InlineProjection } from './inline-projection.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';

/** The processor's connection: events, inline projections and checkpoints in one transaction. */
export class SqliteWriteStore implements WriteStore {
  readonly events: SqliteEventStore;
  readonly #database: Database;
  readonly #begin;
  readonly #commit;
  readonly #rollback;
  readonly #save;
  readonly #read;

  constructor(database: Database, projections: readonly InlineProjection[]) {
    this.#database = database;
    this.events = new SqliteEventStore(database, projections);
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
    this.#save = database.prepare<[string, number, string, number]>(
      'INSERT OR REPLACE INTO checkpoints (lane, sequence, segment, "offset") VALUES (?, ?, ?, ?)',
    );
    this.#read = database.prepare<[], LaneCheckpoint>('SELECT lane, sequence, segment, "offset" FROM checkpoints');
  }

  transaction<T>(work: () => T): T {
    return guarded(() => {
      this.#begin.run();
      try {
        const result = work();
        this.#commit.run();
        return result;
      } catch (error) {
        this.events.rolledBack();
        // A full disk or an I/O error may have rolled back already.
        if (this.#database.inTransaction) this.#rollback.run();
        throw error;
      }
    });
  }

  saveCheckpoints(checkpoints: readonly LaneCheckpoint[]): void {
    for (const { lane, sequence, segment, offset } of checkpoints) this.#save.run(lane, sequence, segment, offset);
  }

  checkpoints(): readonly LaneCheckpoint[] {
    return guarded(() => this.#read.all());
  }

  close(): void {
    this.#database.close();
  }
}
