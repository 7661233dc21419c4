import type { Statement } from 'better-sqlite3';
import type { SearchCheckpoint, SearchDocument, SearchIndex, SearchIndexChange } from '../../ports/search-index.ts';
import {
  databaseFault,
  isDamage,
  openSearchDatabase,
  removeSearchDatabase,
  type SearchDatabase,
} from './search-database.ts';
import { everyDocument, inboxToken, tokenisable } from './search-text.ts';

/** The index in `DATA/search.db`. */
export class SqliteSearchIndex implements SearchIndex {
  readonly #path: string;
  #open: OpenIndex;
  /** Why the index began anew, for the log: it was not there, or older, or damaged. */
  readonly rebuilt: boolean;

  /** @throws MillraceError 'database-io' */
  constructor(path: string) {
    this.#path = path;
    const { database, rebuilt } = openSearchDatabase(path);
    this.#open = new OpenIndex(database);
    this.rebuilt = rebuilt;
  }

  apply(change: SearchIndexChange): boolean {
    return this.#guard('The search index cannot be written', () => this.#open.apply(change));
  }

  checkpoint(): SearchCheckpoint | undefined {
    return this.#guard('The search index cannot be read', () => this.#open.checkpoint());
  }

  numbers(after: number, limit: number): readonly number[] {
    return this.#guard('The search index cannot be read', () => this.#open.numbers(after, limit));
  }

  reset(): void {
    this.#guard('The search index cannot be emptied', () => this.#open.reset());
  }

  optimise(): boolean {
    return this.#guard('The search index cannot be merged', () => this.#open.merge());
  }

  close(): void {
    this.#open.database.close();
  }

  #guard<T>(what: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (isDamage(error)) {
        this.#open.database.close();
        removeSearchDatabase(this.#path);
        this.#open = new OpenIndex(openSearchDatabase(this.#path).database);
      }
      throw databaseFault(what, error);
    }
  }
}

/** The statements of one open database. */
class OpenIndex {
  readonly #insert: Statement;
  readonly #delete: Statement;
  readonly #save: Statement;
  readonly #read: Statement;
  readonly #numbers: Statement;
  readonly #empty: Statement;
  readonly #merge: Statement;
  readonly #changes: Statement;
  readonly apply: (change: SearchIndexChange) => boolean;
  readonly reset: () => void;

  constructor(readonly database: SearchDatabase) {
    this.#insert = database.prepare(
      'INSERT OR REPLACE INTO mail (rowid, subject, sender, recipients, body, headers, marks) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#delete = database.prepare('DELETE FROM mail WHERE rowid = ?');
    this.#save = database.prepare('INSERT OR REPLACE INTO progress (id, captured, deleted) VALUES (1, ?, ?)');
    this.#read = database.prepare('SELECT captured, deleted FROM progress');
    // The rows of the table itself cannot be listed without their content; FTS5 keeps one of these for each.
    this.#numbers = database.prepare('SELECT id FROM mail_docsize WHERE id > ? ORDER BY id LIMIT ?').pluck();
    this.#empty = database.prepare("INSERT INTO mail (mail) VALUES ('delete-all')");
    this.#merge = database.prepare("INSERT INTO mail (mail, rank) VALUES ('merge', 500)");
    this.#changes = database.prepare('SELECT total_changes()').pluck();
    this.apply = database.transaction((change: SearchIndexChange) => {
      const at = this.checkpoint();
      if (at?.captured !== change.from?.captured || at?.deleted !== change.from?.deleted) return false;
      for (const document of change.add) this.#add(document);
      for (const number of change.remove) this.#delete.run(number);
      this.#save.run(change.checkpoint.captured, change.checkpoint.deleted);
      return true;
    }).immediate;
    this.reset = database.transaction(() => {
      this.#empty.run();
      database.exec('DELETE FROM progress');
    }).immediate;
  }

  checkpoint(): SearchCheckpoint | undefined {
    return this.#read.get() as SearchCheckpoint | undefined;
  }

  numbers(after: number, limit: number): number[] {
    return this.#numbers.all(after, limit) as number[];
  }

  /** fts5.html 6.9: the merge had nothing to do when it changed fewer than two rows. */
  merge(): boolean {
    const before = this.#changes.get() as number;
    this.#merge.run();
    return (this.#changes.get() as number) - before >= 2;
  }

  #add(document: SearchDocument): void {
    this.#insert.run(
      document.number,
      tokenisable(document.subject),
      tokenisable(document.from),
      tokenisable(document.to),
      tokenisable(document.body),
      tokenisable(document.headers),
      `${everyDocument} ${inboxToken(document.inbox)}`,
    );
  }
}
