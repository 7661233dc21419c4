import type { StoredEvent } from '../../../ports/event-store.ts';
import type { AuditQueries, Page } from '../../../ports/queries.ts';
import { type Database, guarded } from '../database.ts';
import { type EventRow, eventColumns, toStoredEvent } from '../event-row.ts';

/** What a page looks through at most, 20 ms: a campaign of a million messages leaves some thousand counts between two changes. */
const SCAN_ROWS = 20_000;

export class SqliteAuditQueries implements AuditQueries {
  readonly #all;
  readonly #stream;
  readonly #scanRows: number;

  constructor(database: Database, scanRows = SCAN_ROWS) {
    this.#scanRows = scanRows;
    const filtered = (condition: string) => ({
      /** The last event of the page's range, none when the range ends before. */
      bound: database
        .prepare<object, number>(
          `SELECT position FROM events WHERE ${condition} AND position < @before ORDER BY position DESC LIMIT 1 OFFSET @scan`,
        )
        .pluck(),
      rows: database.prepare<object, EventRow>(
        `SELECT ${eventColumns} FROM events WHERE ${condition} AND position < @before AND position >= @from
           AND (@actor IS NULL OR actor = @actor) AND (@type IS NULL OR type = @type)
           AND (@changes = 0 OR type NOT IN ('CampaignCaptured', 'ChaosAddressReceived'))
         ORDER BY position DESC LIMIT @limit`,
      ),
    });
    // The words of the index `events_audit`, which holds all but mail.
    this.#all = filtered(`substr(stream, 1, 6) <> 'email-'`);
    this.#stream = filtered('stream = @stream');
  }

  audit(
    { stream, actor, type, changes }: Parameters<AuditQueries['audit']>[0],
    { limit, before }: { readonly limit: number; readonly before?: number },
  ): Page<StoredEvent> {
    const range = { before: before ?? Number.MAX_SAFE_INTEGER, ...(stream === undefined ? {} : { stream }) };
    const filter = { actor: actor ?? null, type: type ?? null, changes: changes ? 1 : 0 };
    return guarded(() => {
      const { bound, rows: select } = stream === undefined ? this.#all : this.#stream;
      const from = bound.get({ ...range, scan: this.#scanRows - 1 });
      const rows = select.all({ ...range, ...filter, from: from ?? 0, limit: limit + 1 });
      const items = rows.slice(0, limit).map(toStoredEvent);
      const last = rows.length > limit ? items.at(-1)?.position : from;
      return last === undefined ? { items } : { items, next: String(last) };
    });
  }
}
