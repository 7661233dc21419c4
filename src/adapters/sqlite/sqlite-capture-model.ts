import type { EmailSelection } from '../../domain/commands.ts';
import type { MessageReference } from '../../domain/message-reference.ts';
import type {
  CampaignCounts,
  CaptureModel,
  DatabaseUpkeep,
  NewDeadLetter,
  SelectedEmail,
  StoredDeadLetter,
} from '../../ports/capture-model.ts';
import type { SearchQueries } from '../../ports/queries.ts';
import { CampaignCountWriter } from './campaign-counts.ts';
import { CampaignProjection } from './campaign-projection.ts';
import { BUSY_TIMEOUT_MS, type Database, guarded } from './database.ts';
import { DeadLetterRows } from './dead-letter-rows.ts';
import { EmailFinder, type FoundEmail } from './email-finder.ts';
import { EmailMatches } from './email-matches.ts';
import { EmailProjection, emailState } from './email-projection.ts';
import { idOf } from './event-row.ts';
import type { InlineProjection } from './inline-projection.ts';
import { RowIds } from './row-ids.ts';

/** The captures' read models on the writing connection; `projections` are to be given to the write store of the same database. */
export class SqliteCaptureModel implements CaptureModel, DatabaseUpkeep {
  readonly projections: readonly InlineProjection[];
  readonly ids: RowIds;
  readonly #database: Database;
  readonly #emails: EmailProjection;
  readonly #campaigns: CampaignCountWriter;
  readonly #letters: DeadLetterRows;
  readonly #matches: EmailMatches;
  readonly #statements: ReturnType<typeof prepare>;
  /** Rows changed on this connection, and when, at the last move of the log. */
  #moved = { changes: 0, atMs: performance.now() };

  constructor(database: Database, search: SearchQueries) {
    this.#database = database;
    this.ids = new RowIds(database);
    this.#emails = new EmailProjection(database, this.ids);
    this.#campaigns = new CampaignCountWriter(database, this.ids);
    this.#letters = new DeadLetterRows(database, this.ids);
    this.#matches = new EmailMatches(new EmailFinder(database), search);
    this.#statements = prepare(database);
    const letters: InlineProjection = {
      types: [],
      apply: () => undefined,
      rolledBack: () => this.#letters.rolledBack(),
    };
    this.projections = [new CampaignProjection(database, this.ids), this.#emails, letters];
  }

  campaign(id: string): { readonly total: number; readonly bytes: number } | undefined {
    return guarded(() => this.#statements.campaign.get(id));
  }

  countCampaign(id: string, counts: CampaignCounts): void {
    guarded(() => this.#campaigns.count(id, counts));
  }

  expectRecipients(id: string, recipients: readonly string[]): void {
    guarded(() => this.#campaigns.expect(id, recipients));
  }

  unexpectRecipients(id: string, limit: number): boolean {
    return guarded(() => this.#campaigns.unexpect(id, limit));
  }

  selectEmails(selection: EmailSelection, before: number | undefined, limit: number): readonly SelectedEmail[] {
    return guarded(() => {
      if ('ids' in selection) {
        const rows = this.#statements.byIds.all(
          JSON.stringify(selection.ids),
          before ?? Number.MAX_SAFE_INTEGER,
          limit,
        );
        return rows.map(toSelected);
      }
      const rows: FoundEmail[] = [];
      for (const row of this.#matches.find(selection.filter, { before }, limit)) {
        rows.push(row);
        if (rows.length === limit) break;
      }
      return rows.map(toSelected);
    });
  }

  takeReleased(): MessageReference[] {
    return [...this.#emails.takeReleased(), ...this.#letters.takeReleased()];
  }

  addDeadLetter(letter: NewDeadLetter, at: number): void {
    guarded(() => this.#letters.add(letter, at));
  }

  deadLetters(ids: readonly number[] | undefined, after: number, limit: number): readonly StoredDeadLetter[] {
    return guarded(() => this.#letters.list(ids, after, limit));
  }

  removeDeadLetters(ids: readonly number[], release: boolean): void {
    guarded(() => this.#letters.remove(ids, release));
  }

  deadLetterCount(): number {
    return guarded(() => this.#letters.count());
  }

  remainingCampaignEmails(limit: number): readonly SelectedEmail[] {
    return guarded(() => this.#statements.remainingEmails.all(limit).map(toSelected));
  }

  removeCampaignRemains(limit: number): boolean {
    return guarded(() => {
      const campaign = this.#statements.remains.get();
      if (campaign === undefined) return false;
      const { dropLedger, dropSeries, dropRemains } = this.#statements;
      let removed = dropLedger.run({ campaign, limit }).changes;
      if (removed < limit) removed += dropSeries.run({ campaign, limit }).changes;
      if (removed < limit) dropRemains.run(campaign);
      return true;
    });
  }

  takePurgeable(before: number, limit: number): readonly string[] {
    return guarded(() => {
      const old = olderThan(before, this.#statements.unpurged.all(limit));
      const last = old.at(-1);
      if (last) this.#statements.setPurged.run(last.position);
      return old.flatMap((row) => (row.stream === null ? [] : [row.stream]));
    });
  }

  forgetDeletions(before: number, limit: number): boolean {
    return guarded(() => {
      const old = olderThan(before, this.#statements.purged.all(limit));
      const last = old.at(-1);
      if (last) this.#statements.forgetDeletions.run(last.position);
      return old.length === limit;
    });
  }

  vacuum(pages: number): boolean {
    return guarded(() => {
      const free = () => this.#database.pragma('freelist_count', { simple: true }) as number;
      if (free() <= KEPT_FREE_PAGES) return false;
      this.#database.pragma(`incremental_vacuum(${pages})`);
      // The file shrinks only when the log is moved into it.
      this.#moved = { changes: Number.NEGATIVE_INFINITY, atMs: this.#moved.atMs };
      return free() > KEPT_FREE_PAGES;
    });
  }

  checkpoint(): void {
    guarded(() => {
      const changes = this.#statements.changes.get() as number;
      const atMs = performance.now();
      const fresh = changes - this.#moved.changes;
      if (fresh === 0 || (fresh < WORTH_MOVING_ROWS && atMs - this.#moved.atMs < CHECKPOINT_INTERVAL_MS)) return;
      // Emptied too, since it is as large as the last burst made it; not when a reader is in the way: that one is not waited for.
      this.#database.pragma('busy_timeout = 0');
      this.#database.pragma('wal_checkpoint(TRUNCATE)');
      this.#database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
      this.#moved = { changes, atMs };
    });
  }
}

/** 256 KiB: the next mail uses them again, so a quiet moment does not shrink the file only for it to grow. */
const KEPT_FREE_PAGES = 64;
/**
 * A trickle of mail has a quiet moment after every message; moving its pages each time would write them twice for nothing. So the log is
 * moved after so many rows, or when it is so old.
 */
const WORTH_MOVING_ROWS = 1000;
const CHECKPOINT_INTERVAL_MS = 10_000;

function toSelected(row: Pick<FoundEmail, 'number' | 'stream' | 'state'>): SelectedEmail {
  return {
    number: row.number,
    id: idOf(row.stream),
    unread: (row.state & emailState.unread) !== 0,
    favorite: (row.state & emailState.favorite) !== 0,
  };
}

/** In the order of deletion: the first that is too young ends it, without a scan of the others. */
function olderThan<T extends { readonly at: number }>(before: number, rows: readonly T[]): readonly T[] {
  const young = rows.findIndex((row) => row.at >= before);
  return young < 0 ? rows : rows.slice(0, young);
}

type SelectedRow = Pick<FoundEmail, 'number' | 'stream' | 'state'>;

function prepare(database: Database) {
  return {
    changes: database.prepare<[], number>('SELECT total_changes()').pluck(),
    campaign: database.prepare<[string], { total: number; bytes: number }>(
      'SELECT total, bytes FROM campaigns WHERE campaign = ?',
    ),
    byIds: database.prepare<[string, number, number], SelectedRow>(
      `SELECT e.number, e.state, v.stream FROM json_each(?) i
       CROSS JOIN events v ON v.stream = 'email-' || i.value AND v.version = 1 CROSS JOIN emails e ON e.number = v.position
       WHERE e.number < ? GROUP BY e.number ORDER BY e.number DESC LIMIT ?`,
    ),
    remainingEmails: database.prepare<[number], SelectedRow>(
      `SELECT e.number, e.state, v.stream FROM campaign_remains r CROSS JOIN emails e ON e.campaign = r.campaign
       CROSS JOIN events v ON v.position = e.number LIMIT ?`,
    ),
    remains: database.prepare<[], number>('SELECT campaign FROM campaign_remains LIMIT 1').pluck(),
    dropLedger: database.prepare<[{ campaign: number; limit: number }]>(
      `DELETE FROM campaign_ledger WHERE campaign = @campaign AND recipient IN
        (SELECT recipient FROM campaign_ledger WHERE campaign = @campaign LIMIT @limit)`,
    ),
    dropSeries: database.prepare<[{ campaign: number; limit: number }]>(
      `DELETE FROM campaign_series WHERE campaign = @campaign AND (resolution, at) IN
        (SELECT resolution, at FROM campaign_series WHERE campaign = @campaign LIMIT @limit)`,
    ),
    dropRemains: database.prepare<[number]>('DELETE FROM campaign_remains WHERE campaign = ?'),
    unpurged: database.prepare<[number], { position: number; at: number; stream: string | null }>(
      `SELECT d.position, d.at, v.stream FROM purge_progress p CROSS JOIN deletions d ON d.position > p.position
       LEFT JOIN events v ON v.position = d.number ORDER BY d.position LIMIT ?`,
    ),
    setPurged: database.prepare<[number]>('UPDATE purge_progress SET position = ?'),
    purged: database.prepare<[number], { position: number; at: number }>(
      `SELECT d.position, d.at FROM purge_progress p CROSS JOIN deletions d ON d.position <= p.position
       ORDER BY d.position LIMIT ?`,
    ),
    forgetDeletions: database.prepare<[number]>('DELETE FROM deletions WHERE position <= ?'),
  };
}
