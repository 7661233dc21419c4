import type { EmailEvent, EmailReceived } from '../../domain/email/events.ts';
import { formatReference, type MessageReference, parseReference } from '../../domain/message-reference.ts';
import type { StoredEvent } from '../../ports/event-store.ts';
import type { Database } from './database.ts';
import { EmailCounts } from './email-counts.ts';
import type { InlineProjection } from './inline-projection.ts';
import { RecipientBlockWriter } from './recipient-blocks.ts';
import type { RowIds } from './row-ids.ts';

/** Bits of `emails.state`. */
export const emailState = { unread: 1, favorite: 2, refused: 4, attachment: 8 } as const;

interface EmailRow {
  readonly number: number;
  readonly inbox: number;
  readonly received_at: number;
  readonly size: number;
  readonly state: number;
  readonly segment: number | null;
  readonly segment_name: string | null;
  readonly place: number | null;
  readonly length: number | null;
  readonly campaign: number | null;
  readonly first_sibling: number | null;
  readonly last_sibling: number | null;
  readonly reference: string | null;
}

/** Keeps `emails` and every count that follows from it. */
export class EmailProjection implements InlineProjection {
  readonly types: readonly EmailEvent['type'][] = [
    'EmailReceived',
    'EmailRead',
    'EmailMarkedUnread',
    'EmailMarkedFavorite',
    'EmailUnmarkedFavorite',
    'EmailDeleted',
  ];
  readonly #ids: RowIds;
  readonly #counts: EmailCounts;
  readonly #recipients: RecipientBlockWriter;
  readonly #statements: ReturnType<typeof prepare>;
  #released: MessageReference[] = [];

  constructor(database: Database, ids: RowIds) {
    this.#ids = ids;
    this.#counts = new EmailCounts(database);
    this.#recipients = new RecipientBlockWriter(database);
    this.#statements = prepare(database);
  }

  apply(events: readonly StoredEvent[]): void {
    for (const stored of events) {
      const event = stored.event as unknown as EmailEvent;
      switch (event.type) {
        case 'EmailReceived':
          this.#receive(stored.position, event);
          break;
        case 'EmailRead':
          this.#mark(stored, emailState.unread, false);
          break;
        case 'EmailMarkedUnread':
          this.#mark(stored, emailState.unread, true);
          break;
        case 'EmailMarkedFavorite':
          this.#mark(stored, emailState.favorite, true);
          break;
        case 'EmailUnmarkedFavorite':
          this.#mark(stored, emailState.favorite, false);
          break;
        case 'EmailDeleted':
          this.#delete(stored);
          break;
        default:
          event satisfies never;
      }
    }
    this.#counts.flush();
  }

  /** References that no row has any more since the last call: release them once the transaction is committed. */
  takeReleased(): MessageReference[] {
    const released = this.#released;
    this.#released = [];
    return released;
  }

  rolledBack(): void {
    this.#ids.forget();
    this.#counts.forget();
    this.#recipients.forget();
    this.#released = [];
  }

  #receive(number: number, event: EmailReceived): void {
    const inbox = this.#ids.inbox(event.inbox);
    const reference = parseReference(event.reference);
    const segment = reference.store === 'segments' ? this.#ids.segment(reference.key) : null;
    const campaign = event.campaign === undefined ? null : (this.#ids.campaign(event.campaign.id) ?? null);
    const { index, of } = event.capture ?? { index: 0, of: 1 };
    const first = number - index;
    const state =
      emailState.unread +
      (event.job.refused === undefined ? 0 : emailState.refused) +
      (event.attachments > 0 ? emailState.attachment : 0);
    this.#statements.insert.run(
      number,
      inbox,
      event.receivedAt,
      event.sizeBytes,
      state,
      segment,
      segment === null ? null : reference.offset,
      segment === null ? null : reference.length,
      campaign,
      of > 1 ? first : null,
      of > 1 ? first + of - 1 : null,
      segment === null ? event.reference : null,
    );
    const exempt = campaign === null ? 0 : 1;
    this.#counts.add({
      number,
      inbox,
      receivedAt: event.receivedAt,
      emails: 1,
      unread: 1,
      bytes: event.sizeBytes,
      exempt,
      exemptBytes: exempt * event.sizeBytes,
    });
    if (segment !== null) {
      if (index === 0) this.#counts.addSegment(segment, reference.length, 1, number);
      else this.#counts.widenSegment(segment, number);
    }
    this.#recipients.add(number, event);
    if (campaign !== null) this.#statements.setSample.run(number, campaign);
  }

  #mark(stored: StoredEvent, bit: number, on: boolean): void {
    const row = this.#find(stored);
    if (!row || ((row.state & bit) !== 0) === on) return;
    const state = row.state ^ bit;
    this.#statements.setState.run(state, row.number);
    const exempt = exemptOf({ ...row, state }) - exemptOf(row);
    this.#counts.add({
      number: row.number,
      inbox: row.inbox,
      receivedAt: row.received_at,
      emails: 0,
      unread: (state & emailState.unread) - (row.state & emailState.unread),
      bytes: 0,
      exempt,
      exemptBytes: exempt * row.size,
    });
  }

  #delete(stored: StoredEvent): void {
    const row = this.#find(stored);
    if (!row) return;
    this.#statements.delete.run(row.number);
    this.#statements.noteDeletion.run(stored.position, row.number, stored.metadata.at);
    const exempt = exemptOf(row);
    this.#counts.add({
      number: row.number,
      inbox: row.inbox,
      receivedAt: row.received_at,
      emails: -1,
      unread: -(row.state & emailState.unread),
      bytes: -row.size,
      exempt: -exempt,
      exemptBytes: -exempt * row.size,
    });
    if (row.campaign !== null) this.#statements.dropSample.run(row.campaign, row.number);
    if (!this.#sharedBy(row)) this.#release(row);
  }

  /** Another capture of the same message is still there. */
  #sharedBy(row: EmailRow): boolean {
    if (row.first_sibling === null) return false;
    return this.#statements.sibling.get(row.first_sibling, row.last_sibling) !== undefined;
  }

  #release(row: EmailRow): void {
    const reference = referenceOf(row);
    this.#released.push(reference);
    if (row.segment !== null) this.#counts.addSegment(row.segment, reference.length, -1);
  }

  #find(stored: StoredEvent): EmailRow | undefined {
    return this.#statements.find.get(stored.stream);
  }
}

/** The present place of the message of a row. */
export function referenceOf(row: {
  readonly segment_name: string | null;
  readonly place: number | null;
  readonly length: number | null;
  readonly reference: string | null;
}): MessageReference {
  if (row.segment_name === null) return parseReference(row.reference ?? '');
  return { store: 'segments', key: row.segment_name, offset: row.place ?? 0, length: row.length ?? 0 };
}

/** The columns that hold a reference, in the order segment, place, length, reference. */
export function referenceColumns(
  reference: MessageReference,
  ids: RowIds,
): [number | null, number | null, number | null, string | null] {
  if (reference.store !== 'segments') return [null, null, null, formatReference(reference)];
  return [ids.segment(reference.key), reference.offset, reference.length, null];
}

function exemptOf(row: { readonly state: number; readonly campaign: number | null }): 0 | 1 {
  return row.campaign !== null || (row.state & emailState.favorite) !== 0 ? 1 : 0;
}

function prepare(database: Database) {
  return {
    insert: database.prepare(
      `INSERT INTO emails (number, inbox, received_at, size, state, segment, place, length, campaign, first_sibling, last_sibling,
        reference) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    find: database.prepare<[string], EmailRow>(
      `SELECT e.*, s.name AS segment_name FROM events v CROSS JOIN emails e ON e.number = v.position
       LEFT JOIN segments s ON s.id = e.segment WHERE v.stream = ? AND v.version = 1`,
    ),
    setState: database.prepare<[number, number]>('UPDATE emails SET state = ? WHERE number = ?'),
    delete: database.prepare<[number]>('DELETE FROM emails WHERE number = ?'),
    noteDeletion: database.prepare<[number, number, number]>(
      'INSERT INTO deletions (position, number, at) VALUES (?, ?, ?)',
    ),
    sibling: database.prepare<[number, number | null]>('SELECT 1 FROM emails WHERE number BETWEEN ? AND ? LIMIT 1'),
    setSample: database.prepare<[number, number]>('UPDATE campaigns SET sample = ? WHERE id = ? AND sample IS NULL'),
    dropSample: database.prepare<[number, number]>('UPDATE campaigns SET sample = NULL WHERE id = ? AND sample = ?'),
  };
}
