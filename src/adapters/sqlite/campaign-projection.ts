import type { CampaignEvent } from '../../domain/campaign/events.ts';
import type { StoredEvent } from '../../ports/event-store.ts';
import type { Database } from './database.ts';
import { idOf } from './event-row.ts';
import type { InlineProjection } from './inline-projection.ts';
import type { RowIds } from './row-ids.ts';

/** Keeps the totals of campaigns. Series and ledger are written beside the events: per recipient they would be the mail itself. */
export class CampaignProjection implements InlineProjection {
  readonly types: readonly CampaignEvent['type'][] = ['CampaignCreated', 'CampaignCaptured', 'CampaignDeleted'];
  readonly #ids: RowIds;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database, ids: RowIds) {
    this.#ids = ids;
    this.#statements = prepare(database);
  }

  apply(events: readonly StoredEvent[]): void {
    for (const stored of events) {
      const event = stored.event as unknown as CampaignEvent;
      const id = idOf(stored.stream);
      switch (event.type) {
        case 'CampaignCreated':
          this.#statements.create.run(id, event.inbox, event.value, event.at, event.at);
          break;
        case 'CampaignCaptured':
          this.#statements.capture.run(event.count, event.bytes, event.first, event.last, id);
          break;
        case 'CampaignDeleted':
          this.#statements.leaveRemains.run(id);
          this.#statements.delete.run(id);
          this.#ids.forgetCampaign(id);
          break;
        default:
          event satisfies never;
      }
    }
  }

  rolledBack(): void {
    this.#ids.forget();
  }
}

function prepare(database: Database) {
  return {
    create: database.prepare(
      'INSERT INTO campaigns (campaign, inbox, value, first_at, last_at) VALUES (?, ?, ?, ?, ?)',
    ),
    capture: database.prepare(
      `UPDATE campaigns SET total = total + ?, bytes = bytes + ?, first_at = min(first_at, ?), last_at = max(last_at, ?)
       WHERE campaign = ?`,
    ),
    leaveRemains: database.prepare('INSERT INTO campaign_remains SELECT id FROM campaigns WHERE campaign = ?'),
    delete: database.prepare('DELETE FROM campaigns WHERE campaign = ?'),
  };
}
