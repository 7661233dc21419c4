import type { Database } from './database.ts';

/** Short ids that rows use instead of names, made when a name is first met. Cached: forgotten when something is rolled back. */
export class RowIds {
  readonly #inboxes = new Map<string, number>();
  readonly #segments = new Map<string, number>();
  readonly #campaigns = new Map<string, number>();
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  inbox(inbox: string): number {
    const { findInbox, addInbox } = this.#statements;
    return cached(this.#inboxes, inbox, () => findInbox.get(inbox) ?? (addInbox.get(inbox) as number));
  }

  segment(name: string): number {
    const { findSegment, addSegment } = this.#statements;
    return cached(this.#segments, name, () => findSegment.get(name) ?? (addSegment.get(name) as number));
  }

  /** Undefined when there is no such campaign now. */
  campaign(campaign: string): number | undefined {
    const known = this.#campaigns.get(campaign);
    if (known !== undefined) return known;
    const id = this.#statements.findCampaign.get(campaign);
    if (id !== undefined) cached(this.#campaigns, campaign, () => id);
    return id;
  }

  forgetSegment(name: string): void {
    this.#segments.delete(name);
  }

  forgetCampaign(campaign: string): void {
    this.#campaigns.delete(campaign);
  }

  forget(): void {
    this.#inboxes.clear();
    this.#segments.clear();
    this.#campaigns.clear();
  }
}

const CACHE_ENTRIES = 20_000;

function cached(cache: Map<string, number>, name: string, find: () => number): number {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const id = find();
  if (cache.size >= CACHE_ENTRIES) cache.clear();
  cache.set(name, id);
  return id;
}

function prepare(database: Database) {
  const one = (sql: string) => database.prepare<[string], number>(sql).pluck();
  return {
    findInbox: one('SELECT id FROM inboxes WHERE inbox = ?'),
    addInbox: one('INSERT INTO inboxes (inbox) VALUES (?) RETURNING id'),
    findSegment: one('SELECT id FROM segments WHERE name = ?'),
    addSegment: one('INSERT INTO segments (name) VALUES (?) RETURNING id'),
    findCampaign: one('SELECT id FROM campaigns WHERE campaign = ?'),
  };
}
