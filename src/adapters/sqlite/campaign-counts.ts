import type { CampaignCounts } from '../../ports/capture-model.ts';
import type { Database } from './database.ts';
import type { RowIds } from './row-ids.ts';

/** Seconds of each resolution, and how long it is kept behind the newest mail of the campaign; hours stay for good. */
export const resolutions = [
  { seconds: 1, keptSeconds: 3600 },
  { seconds: 60, keptSeconds: 86_400 },
  { seconds: 3600, keptSeconds: Number.POSITIVE_INFINITY },
] as const;

/** Time series, ledger and expected recipients of campaigns, on the writing connection. */
export class CampaignCountWriter {
  readonly #ids: RowIds;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database, ids: RowIds) {
    this.#ids = ids;
    this.#statements = prepare(database);
  }

  count(campaign: string, counts: CampaignCounts): void {
    const id = this.#ids.campaign(campaign);
    if (id === undefined) return;
    this.#addSeries(id, counts.seconds);
    let fresh = 0;
    for (const [recipient, times] of counts.recipients) {
      // It was there before exactly when it has been seen more often than now; a row that was only expected counts as new.
      if (this.#statements.see.get(id, recipient, times) === times) fresh += 1;
    }
    if (fresh > 0) this.#statements.addUnique.run(fresh, id);
  }

  expect(campaign: string, recipients: readonly string[]): void {
    const id = this.#ids.campaign(campaign);
    if (id === undefined) return;
    let added = 0;
    for (const recipient of recipients) added += this.#statements.expect.run(id, recipient).changes;
    this.#statements.addExpected.run(added, id);
  }

  unexpect(campaign: string, limit: number): boolean {
    const id = this.#ids.campaign(campaign);
    if (id === undefined) return false;
    const recipients = this.#statements.expected.all(id, limit);
    for (const recipient of recipients) {
      this.#statements.unexpect.run(id, recipient);
      this.#statements.dropUnseen.run(id, recipient);
    }
    this.#statements.addExpected.run(-recipients.length, id);
    return recipients.length === limit;
  }

  #addSeries(id: number, seconds: CampaignCounts['seconds']): void {
    const lastAt = Math.floor((this.#statements.lastAt.get(id) as number) / 1000);
    for (const [resolution, { seconds: width, keptSeconds }] of resolutions.entries()) {
      const horizon = lastAt - keptSeconds;
      const sums = new Map<number, { count: number; bytes: number }>();
      for (const [second, { count, bytes }] of seconds) {
        const at = second - (second % width);
        if (at < horizon) continue;
        const sum = sums.get(at);
        if (sum) {
          sum.count += count;
          sum.bytes += bytes;
        } else sums.set(at, { count, bytes });
      }
      for (const [at, { count, bytes }] of sums) this.#statements.addSeries.run(id, resolution, at, count, bytes);
      if (horizon > 0) this.#statements.trimSeries.run(id, resolution, horizon);
    }
  }
}

function prepare(database: Database) {
  return {
    lastAt: database.prepare<[number], number>('SELECT last_at FROM campaigns WHERE id = ?').pluck(),
    addSeries: database.prepare(
      `INSERT INTO campaign_series (campaign, resolution, at, count, bytes) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET count = count + excluded.count, bytes = bytes + excluded.bytes`,
    ),
    trimSeries: database.prepare('DELETE FROM campaign_series WHERE campaign = ? AND resolution = ? AND at < ?'),
    see: database
      .prepare<[number, string, number], number>(
        `INSERT INTO campaign_ledger (campaign, recipient, seen, expected) VALUES (?, ?, ?, 0)
         ON CONFLICT DO UPDATE SET seen = seen + excluded.seen RETURNING seen`,
      )
      .pluck(),
    addUnique: database.prepare('UPDATE campaigns SET unique_recipients = unique_recipients + ? WHERE id = ?'),
    expect: database.prepare(
      `INSERT INTO campaign_ledger (campaign, recipient, seen, expected) VALUES (?, ?, 0, 1)
       ON CONFLICT DO UPDATE SET expected = 1 WHERE expected = 0`,
    ),
    addExpected: database.prepare('UPDATE campaigns SET expected_recipients = expected_recipients + ? WHERE id = ?'),
    expected: database
      .prepare<[number, number], string>(
        'SELECT recipient FROM campaign_ledger WHERE campaign = ? AND expected = 1 LIMIT ?',
      )
      .pluck(),
    unexpect: database.prepare('UPDATE campaign_ledger SET expected = 0 WHERE campaign = ? AND recipient = ?'),
    dropUnseen: database.prepare('DELETE FROM campaign_ledger WHERE campaign = ? AND recipient = ? AND seen = 0'),
  };
}
