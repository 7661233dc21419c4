import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { MillraceError } from '../../errors.ts';

export type SearchDatabase = Database.Database;

/** Rises with every change of the tables or of `tokenisable`: an index of another version is built anew. */
const VERSION = 1;

/*
 * `mail` is contentless: it holds tokens only, the text stays in the messages. Rows are keyed by the number of the email, so that
 * newest first is the index's own order read backwards, which FTS5 does lazily: a page of a word that a million mails contain reads
 * only the end of its list. No prefix indexes: with prefix='2 3' the file was 1.8 times as large and filling it a quarter slower, and only
 * prefixes of those lengths gain; instead a prefix has three letters at least (match-expression.ts).
 */
const schema = `
  CREATE VIRTUAL TABLE mail USING fts5(
    subject, sender, recipients, body, headers, marks,
    content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
  );
  CREATE TABLE progress (id INTEGER PRIMARY KEY CHECK (id = 1), captured INTEGER NOT NULL, deleted INTEGER NOT NULL);
  PRAGMA user_version = ${VERSION};
`;

/** Opens the index, or makes an empty one where there is none, or an older or damaged one. @throws MillraceError 'database-io' */
export function openSearchDatabase(path: string): { readonly database: SearchDatabase; readonly rebuilt: boolean } {
  try {
    const database = open(path);
    if (database.pragma('user_version', { simple: true }) === VERSION) return { database, rebuilt: false };
    database.close();
  } catch (error) {
    if (!isDamage(error)) throw databaseFault('The search index cannot be opened', error);
  }
  try {
    removeSearchDatabase(path);
    const database = open(path);
    database.transaction(() => database.exec(schema))();
    return { database, rebuilt: true };
  } catch (error) {
    throw databaseFault('The search index cannot be made', error);
  }
}

/** Readers keep what they have open until they look again. */
export function removeSearchDatabase(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
}

/** A file that is not what SQLite wrote: no retry helps, building it anew does. */
export function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}

export function databaseFault(what: string, error: unknown): MillraceError {
  if (error instanceof MillraceError) return error;
  return new MillraceError('database-io', `${what}: ${(error as Error).message}`, true, { cause: error });
}

function open(path: string): SearchDatabase {
  const database = new Database(path);
  try {
    // The index can be rebuilt, so a commit need not wait for the disk.
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('busy_timeout = 5000');
    database.pragma(`journal_size_limit = ${32 * 1024 * 1024}`);
    database.pragma('cache_size = -16384');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
