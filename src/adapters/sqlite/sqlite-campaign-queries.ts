import type { CampaignQueries, CampaignView, LedgerView, Page, SeriesResolution } from '../../ports/queries.ts';
import { resolutions } from './campaign-counts.ts';
import { type Database, guarded } from './database.ts';
import { idOf } from './event-row.ts';

interface CampaignRow {
  readonly id: number;
  readonly campaign: string;
  readonly inbox: string;
  readonly value: string;
  readonly total: number;
  readonly bytes: number;
  readonly first_at: number;
  readonly last_at: number;
  readonly unique_recipients: number;
  readonly expected_recipients: number;
  readonly sample_stream: string | null;
}

interface LedgerRow {
  readonly recipient: string;
  readonly seen: number;
  readonly expected: number;
}

const resolutionIndex = { second: 0, minute: 1, hour: 2 } as const;
const sortColumns = { value: 'c.value', total: 'c.total', first: 'c.first_at', last: 'c.last_at' } as const;
const ledgerConditions: Record<LedgerView, string> = {
  all: '',
  duplicates: ' AND seen > 1',
  missing: ' AND seen = 0',
  unexpected: ' AND expected = 0',
};

/** Campaigns on a read connection. The list is sorted as a whole: campaigns are counted in thousands, not in millions. */
export class SqliteCampaignQueries implements CampaignQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  campaigns(
    filter: { readonly inbox?: string; readonly search?: string },
    sort: 'value' | 'total' | 'first' | 'last',
    descending: boolean,
    page: { readonly limit: number; readonly skip: number },
  ): { readonly items: readonly CampaignView[]; readonly total: number } {
    const parameters: string[] = [];
    let condition = 'TRUE';
    if (filter.inbox !== undefined) {
      condition += ' AND c.inbox = ?';
      parameters.push(filter.inbox);
    }
    if (filter.search) {
      condition += ' AND instr(c.value, ?) > 0';
      parameters.push(filter.search.toLowerCase());
    }
    const direction = descending ? 'DESC' : 'ASC';
    return guarded(() => {
      const rows = this.#database
        .prepare<(string | number)[], CampaignRow>(
          `${select} WHERE ${condition} ORDER BY ${sortColumns[sort]} ${direction}, c.id ${direction} LIMIT ? OFFSET ?`,
        )
        .all(...parameters, page.limit, page.skip);
      const total = this.#database
        .prepare<string[], number>(`SELECT count(*) FROM campaigns c WHERE ${condition}`)
        .pluck()
        .get(...parameters);
      return { items: rows.map(toView), total: total ?? 0 };
    });
  }

  campaign(id: string): CampaignView | undefined {
    const row = guarded(() => this.#row(id));
    return row === undefined ? undefined : toView(row);
  }

  series(
    id: string,
    resolution: SeriesResolution,
    from: number,
    to: number,
  ): readonly { readonly at: number; readonly count: number; readonly bytes: number }[] {
    const index = resolutionIndex[resolution];
    return guarded(() => {
      const campaign = this.#row(id);
      if (!campaign) return [];
      // The bucket that `from` lies in belongs to the answer.
      const first = Math.floor(from / 1000 / resolutions[index].seconds) * resolutions[index].seconds;
      return this.#database
        .prepare<[number, number, number, number], { at: number; count: number; bytes: number }>(
          `SELECT at * 1000 AS at, count, bytes FROM campaign_series
           WHERE campaign = ? AND resolution = ? AND at >= ? AND at * 1000 < ? ORDER BY at`,
        )
        .all(campaign.id, index, first, to);
    });
  }

  ledger(
    id: string,
    view: LedgerView,
    page: { readonly limit: number; readonly after?: string; readonly search?: string },
  ): Page<{ readonly recipient: string; readonly seen: number; readonly expected: boolean }> {
    return guarded(() => {
      const campaign = this.#row(id);
      // Without a list of expected recipients nobody is unexpected.
      if (!campaign || (view === 'unexpected' && campaign.expected_recipients === 0)) return { items: [] };
      const search = page.search ? ' AND instr(recipient, ?) > 0' : '';
      const rows = this.#database
        .prepare<(string | number)[], LedgerRow>(
          `SELECT recipient, seen, expected FROM campaign_ledger
           WHERE campaign = ? AND recipient > ?${ledgerConditions[view]}${search} ORDER BY recipient LIMIT ?`,
        )
        .all(...[campaign.id, page.after ?? ''], ...(page.search ? [page.search.toLowerCase()] : []), page.limit + 1);
      const items = rows
        .slice(0, page.limit)
        .map(({ recipient, seen, expected }) => ({ recipient, seen, expected: expected === 1 }));
      return rows.length > page.limit ? { items, next: items.at(-1)?.recipient as string } : { items };
    });
  }

  reconcile(id: string): ReturnType<CampaignQueries['reconcile']> {
    const none = { expected: 0, once: 0, duplicates: 0, missing: 0, unexpected: 0, recipients: 0 };
    return guarded(() => {
      const campaign = this.#row(id);
      if (!campaign) return none;
      const counts = this.#database
        .prepare<[number], { once: number; duplicates: number; missing: number; unexpected: number; seen: number }>(
          `SELECT count(*) FILTER (WHERE seen = 1) AS once, count(*) FILTER (WHERE seen > 1) AS duplicates,
             count(*) FILTER (WHERE seen = 0) AS missing, count(*) FILTER (WHERE expected = 0) AS unexpected,
             count(*) FILTER (WHERE seen > 0) AS seen
           FROM campaign_ledger WHERE campaign = ?`,
        )
        .get(campaign.id);
      if (!counts) return none;
      const { once, duplicates, missing, seen } = counts;
      const expected = campaign.expected_recipients;
      return {
        expected,
        once,
        duplicates,
        missing,
        unexpected: expected === 0 ? 0 : counts.unexpected,
        recipients: seen,
      };
    });
  }

  #row(id: string): CampaignRow | undefined {
    return this.#database.prepare<[string], CampaignRow>(`${select} WHERE c.campaign = ?`).get(id);
  }
}

const select = `SELECT c.*, v.stream AS sample_stream FROM campaigns c LEFT JOIN events v ON v.position = c.sample`;

function toView(row: CampaignRow): CampaignView {
  return {
    id: row.campaign,
    inbox: row.inbox,
    value: row.value,
    total: row.total,
    bytes: row.bytes,
    firstAt: row.first_at,
    lastAt: row.last_at,
    uniqueRecipients: row.unique_recipients,
    ...(row.sample_stream === null ? {} : { sampleEmailId: idOf(row.sample_stream) }),
  };
}
