import BetterSqlite3 from 'better-sqlite3';
import { MillraceError } from '../../errors.ts';

export type Database = BetterSqlite3.Database;

/** One step of the schema; applied once, in the order of the list, never changed after a release. */
export interface Migration {
  readonly id: string;
  readonly sql: string;
}

/*
 * Readers only wait while a writer in the same process opens or closes the file, so this is a guard, not a queue: SQLite has one
 * writer here, the processor's thread.
 */
export const BUSY_TIMEOUT_MS = 5_000;
const PAGE_BYTES = 4096;
/** The writer touches the right edges of its trees; readers have the page cache of the system behind theirs. */
const WRITER_CACHE_KIB = 16 * 1024;
const READER_CACHE_KIB = 4 * 1024;
/**
 * Pages in the WAL before a commit moves them to the file. A page that is written by many commits (the right edge of every tree) is
 * moved once: 4,096 pages (16 MiB) instead of SQLite's 1,000 leave a few percent of the bytes to move, and a checkpoint still takes
 * tens of milliseconds only.
 */
const WAL_AUTOCHECKPOINT_PAGES = 4096;
const WAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * The writing connection: creates the file, migrates it. A commit is durable when it returns (WAL, synchronous=FULL).
 * @throws MillraceError 'database-schema' when a newer program wrote the file, 'database-io' when it cannot be opened
 */
export function openDatabase(path: string, migrations: readonly Migration[]): Database {
  return guarded(() => {
    const database = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      // Both hold only for a file without tables, so they come first; incremental vacuum cannot be switched on later.
      database.pragma(`page_size = ${PAGE_BYTES}`);
      database.pragma('auto_vacuum = INCREMENTAL');
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = FULL');
      database.pragma(`cache_size = -${WRITER_CACHE_KIB}`);
      database.pragma(`wal_autocheckpoint = ${WAL_AUTOCHECKPOINT_PAGES}`);
      database.pragma(`journal_size_limit = ${WAL_SIZE_LIMIT_BYTES}`);
      database.pragma('temp_store = MEMORY');
      migrate(database, migrations, path);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/**
 * A connection for reading, in any thread; the file must be there. Sees one committed state a statement, or a transaction.
 * @throws MillraceError 'database-io'
 */
export function openReadDatabase(path: string): Database {
  return guarded(() => {
    const database = new BetterSqlite3(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    database.pragma(`cache_size = -${READER_CACHE_KIB}`);
    database.pragma('temp_store = MEMORY');
    database.pragma('query_only = ON');
    return database;
  });
}

function migrate(database: Database, migrations: readonly Migration[], path: string): void {
  database.exec('CREATE TABLE IF NOT EXISTS migrations (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID');
  const applied = new Set(database.prepare<[], string>('SELECT id FROM migrations').pluck().all());
  const known = new Set(migrations.map((migration) => migration.id));
  const unknown = [...applied].filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new MillraceError(
      'database-schema',
      `${path} was written by a newer version of Millrace (it has ${unknown.join(', ')}); use that version or another data directory.`,
    );
  }
  const missing = migrations.filter((migration) => !applied.has(migration.id));
  if (missing.length === 0) return;
  const note = database.prepare('INSERT INTO migrations (id, at) VALUES (?, ?)');
  database
    .transaction(() => {
      for (const { id, sql } of missing) {
        database.exec(sql);
        note.run(id, Date.now());
      }
    })
    .immediate();
}

/** Runs work on the database; a fault of SQLite comes out as a MillraceError, everything else as it is. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw databaseFault(error);
  }
}

/**
 * Faults of the file, the disk or locking become 'database-io'. Errors of a statement (a constraint, a value that does not bind)
 * stay what they are: they say something about the data, not about the database.
 */
function databaseFault(error: unknown): unknown {
  if (!(error instanceof BetterSqlite3.SqliteError)) return error;
  const code = error.code;
  const kind = /^SQLITE_([A-Z]+)/.exec(code)?.[1] ?? '';
  const temporary = ['BUSY', 'LOCKED', 'FULL', 'IOERR', 'NOMEM', 'CANTOPEN', 'PROTOCOL', 'INTERRUPT'].includes(kind);
  if (!temporary && !['CORRUPT', 'NOTADB', 'READONLY', 'PERM', 'AUTH'].includes(kind)) return error;
  return new MillraceError('database-io', `database: ${error.message} (${code})`, temporary, { cause: error });
}

/** The `table.column` of a violated unique index, or undefined when the error is another. */
export function violatedUnique(error: unknown): string | undefined {
  if (!(error instanceof BetterSqlite3.SqliteError)) return undefined;
  if (error.code !== 'SQLITE_CONSTRAINT_UNIQUE' && error.code !== 'SQLITE_CONSTRAINT_PRIMARYKEY') return undefined;
  // "UNIQUE constraint failed: domains.name" or, of several columns, "a.b, a.c"; an index on an expression has its name.
  return /failed: (?:index ')?([^',]+)/.exec(error.message)?.[1] ?? error.message;
}
