import type { StoredEvent } from '../../../ports/event-store.ts';
import type { AuditQueries, Page } from '../../../ports/queries.ts';
import { type Database, guarded } from '../database.ts';
import { type EventRow, eventColumns, toStoredEvent } from '../event-row.ts';

export class SqliteAuditQueries implements AuditQueries {
  readonly #all;
  readonly #stream;

  constructor(database: Database) {
    const filtered = (condition: string) =>
      database.prepare<object, EventRow>(
        `SELECT ${eventColumns} FROM events WHERE ${condition} AND position < @before
           AND (@actor IS NULL OR actor = @actor) AND (@type IS NULL OR type = @type)
         ORDER BY position DESC LIMIT @limit`,
      );
    // The words of the index `events_audit`, which holds all but mail.
    this.#all = filtered(`substr(stream, 1, 6) <> 'email-'`);
    this.#stream = filtered('stream = @stream');
  }

  audit(
    { stream, actor, type }: { readonly stream?: string; readonly actor?: string; readonly type?: string },
    { limit, before }: { readonly limit: number; readonly before?: number },
  ): Page<StoredEvent> {
    const values = {
      actor: actor ?? null,
      type: type ?? null,
      before: before ?? Number.MAX_SAFE_INTEGER,
      limit: limit + 1,
    };
    return guarded(() => {
      const rows = stream === undefined ? this.#all.all(values) : this.#stream.all({ ...values, stream });
      const items = rows.slice(0, limit).map(toStoredEvent);
      const last = items.at(-1);
      return rows.length > limit && last ? { items, next: String(last.position) } : { items };
    });
  }
}
