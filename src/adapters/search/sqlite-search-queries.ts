import { statSync } from 'node:fs';
import Database, { type Statement } from 'better-sqlite3';
import { MillraceError } from '../../errors.ts';
import { parseQuery } from '../../mime/query-language.ts';
import type { SearchPage, SearchQueries } from '../../ports/queries.ts';
import { matchExpression } from './match-expression.ts';
import { databaseFault } from './search-database.ts';

const MAX_TERMS = 100;

/**
 * Reads `DATA/search.db` by a connection of its own. The file is the jobs thread's: it may come later, or be replaced by an empty one
 * while this is open, so it is looked at anew before every call (a stat, about 3 microseconds).
 */
export class SqliteSearchQueries implements SearchQueries {
  readonly #path: string;
  #reader: Reader | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  search(words: string, page: SearchPage): readonly number[] {
    const query = parseQuery(words, { nowMs: 0 });
    if (query.kind === 'fault') throw new MillraceError('command-invalid', query.reason);
    if (query.terms.length > MAX_TERMS) {
      throw new MillraceError('command-invalid', `A search can have ${MAX_TERMS} words at most`);
    }
    const expression = matchExpression(query.terms, page.inbox);
    return this.#read((reader) => reader.search(expression, page)) ?? [];
  }

  indexedUpTo(): number {
    return this.#read((reader) => reader.lastNumber()) ?? 0;
  }

  close(): void {
    this.#reader?.close();
    this.#reader = undefined;
  }

  /** Undefined while there is no index. */
  #read<T>(work: (reader: Reader) => T): T | undefined {
    try {
      const file = statSync(this.#path, { throwIfNoEntry: false });
      if (this.#reader && this.#reader.inode !== file?.ino) this.close();
      if (!file) return undefined;
      this.#reader ??= Reader.open(this.#path, file.ino);
      return this.#reader && work(this.#reader);
    } catch (error) {
      this.close();
      throw databaseFault('The search index cannot be read', error);
    }
  }
}

class Reader {
  readonly #newest: Statement;
  readonly #oldest: Statement;
  readonly #last: Statement;

  private constructor(
    readonly database: Database.Database,
    readonly inode: number,
  ) {
    const search = (order: string) =>
      database
        .prepare(
          `SELECT rowid FROM mail WHERE mail MATCH ? AND rowid < ? AND rowid > ? ORDER BY rowid ${order} LIMIT ?`,
        )
        .pluck();
    this.#newest = search('DESC');
    this.#oldest = search('ASC');
    this.#last = database.prepare('SELECT captured FROM progress').pluck();
  }

  /** Undefined when the file has no tables yet. */
  static open(path: string, inode: number): Reader | undefined {
    const database = new Database(path, { readonly: true, fileMustExist: true });
    try {
      database.pragma('busy_timeout = 2000');
      database.pragma('cache_size = -16384');
      if (database.pragma('user_version', { simple: true }) !== 0) return new Reader(database, inode);
      database.close();
      return undefined;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  search(expression: string, { order, before = Number.MAX_SAFE_INTEGER, after = -1, limit }: SearchPage): number[] {
    return (order === 'oldest' ? this.#oldest : this.#newest).all(expression, before, after, limit) as number[];
  }

  lastNumber(): number {
    return (this.#last.get() as number | undefined) ?? 0;
  }

  close(): void {
    this.database.close();
  }
}
