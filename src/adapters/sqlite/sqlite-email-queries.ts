import type { EmailFilter } from '../../domain/commands.ts';
import type { EmailReceived } from '../../domain/email/events.ts';
import type { MessageReference } from '../../domain/message-reference.ts';
import type {
  EmailDetail,
  EmailItem,
  EmailPage,
  EmailPageRequest,
  EmailQueries,
  SearchQueries,
} from '../../ports/queries.ts';
import { type Database, guarded } from './database.ts';
import {
  EmailFinder,
  type FoundEmail,
  foundColumns,
  foundTables,
  type NumberRange,
  type ScanBudget,
} from './email-finder.ts';
import { EmailMatches } from './email-matches.ts';
import { emailState, referenceOf } from './email-projection.ts';
import { decodeReceived } from './event-data.ts';
import { idOf } from './event-row.ts';
import { recipientsOf } from './recipient-blocks.ts';

const COUNT_LIMIT = 10_000;
/** A count is an ornament beside the page: a rare word in a million subjects is not worth a second of this thread. */
const COUNT_MS = 200;
/** A rare word in a million subjects takes two seconds to find: in slices that others of this thread can come between. */
const PAGE_MS = 100;

/**
 * Emails on a read connection. A page costs what it takes to find its rows: nothing for an inbox at any depth, a scan of the rows in
 * between for conditions without an index (`from`, `to`, `subject` as substrings, sizes, times), which ends when the page is full or the
 * time is over.
 */
export class SqliteEmailQueries implements EmailQueries {
  readonly #finder: EmailFinder;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #matches: EmailMatches;
  readonly #pageMs: number;

  /** @param pageMs how long a page may look for its rows, give or take a statement */
  constructor(database: Database, search: SearchQueries, pageMs = PAGE_MS) {
    this.#pageMs = pageMs;
    this.#finder = new EmailFinder(database);
    this.#statements = prepare(database);
    this.#matches = new EmailMatches(this.#finder, search);
  }

  list(filter: EmailFilter, page: EmailPageRequest): EmailPage {
    return guarded(() => {
      const { order = 'newest' } = page;
      const ascending = order === 'oldest';
      let range: NumberRange = page;
      let skip = page.skip ?? 0;
      const plain = filter.q === undefined && this.#finder.compile(filter).plain;
      if (skip > 0 && plain) {
        const first = this.#finder.numberAt(filter, range, skip, ascending);
        if (first === undefined) return { items: [] };
        range = ascending ? { before: page.before, after: first - 1 } : { before: first + 1, after: page.after };
        skip = 0;
      }
      const items: EmailItem[] = [];
      // A plain page needs none, and callers may rely on its being full.
      const budget: ScanBudget | undefined = plain ? undefined : { endMs: performance.now() + this.#pageMs };
      for (const row of this.#matches.find(filter, range, page.limit + 1 + skip, order, budget)) {
        if (skip > 0) {
          skip -= 1;
          continue;
        }
        if (items.length === page.limit) return { items, next: String(items.at(-1)?.number) };
        items.push(toItem(row));
      }
      if (budget?.goOn === undefined) return { items };
      return { items, next: String(budget.goOn), ...(skip > 0 ? { skip } : {}) };
    });
  }

  count(filter: EmailFilter): { readonly count: number; readonly exact: boolean } {
    return guarded(() => {
      const compiled = this.#finder.compile(filter);
      if (filter.q === undefined && compiled.counted) {
        const sums = this.#statements.inbox.get(filter.inbox ?? '') ?? { emails: 0, unread: 0 };
        if (filter.unread === undefined) return { count: sums.emails, exact: true };
        return { count: filter.unread ? sums.unread : sums.emails - sums.unread, exact: true };
      }
      let count = 0;
      const budget: ScanBudget = { endMs: performance.now() + COUNT_MS };
      for (const _ of this.#matches.find(filter, {}, COUNT_LIMIT, 'newest', budget)) {
        if (count === COUNT_LIMIT) return { count, exact: false };
        count += 1;
      }
      return { count, exact: budget.goOn === undefined };
    });
  }

  get(id: string): EmailDetail | undefined {
    const row = guarded(() => this.#statements.get.get(`email-${id}`));
    return row === undefined ? undefined : toDetail(row);
  }

  reference(id: string): MessageReference | undefined {
    const row = guarded(() => this.#statements.get.get(`email-${id}`));
    return row === undefined ? undefined : referenceOf(row);
  }

  inboxes(): ReturnType<EmailQueries['inboxes']> {
    return guarded(() => this.#statements.inboxes.all());
  }

  firstAfter(filter: EmailFilter, after: number): ReturnType<EmailQueries['firstAfter']> {
    return guarded(() => {
      if (filter.q === undefined) {
        const budget: ScanBudget = { endMs: performance.now() + this.#pageMs };
        for (const row of this.#finder.find(filter, { after }, 1, true, budget)) return { email: toItem(row) };
        return budget.goOn === undefined ? {} : { goOn: budget.goOn };
      }
      for (const row of this.#matches.find(filter, { after }, 16, 'oldest')) return { email: toItem(row) };
      return {};
    });
  }

  lastNumber(): number {
    return guarded(() => this.#statements.lastNumber.get() ?? 0);
  }
}

function toItem(row: FoundEmail): EmailItem {
  return itemOf(row, decodeReceived(row.data));
}

function itemOf(row: FoundEmail, event: EmailReceived): EmailItem {
  const chaos = event.job.recipients.find((recipient) => recipient.inbox === event.inbox && recipient.chaos)?.chaos;
  return {
    id: idOf(row.stream),
    number: row.number,
    inbox: event.inbox,
    from: event.from,
    to: event.to,
    recipients: recipientsOf(event),
    subject: event.subject,
    snippet: event.snippet,
    receivedAt: event.receivedAt,
    sizeBytes: event.sizeBytes,
    attachments: event.attachments,
    unread: (row.state & emailState.unread) !== 0,
    favorite: (row.state & emailState.favorite) !== 0,
    ...(event.campaign === undefined ? {} : { campaign: event.campaign }),
    ...(chaos === undefined ? {} : { chaos }),
    ...(event.job.refused === undefined ? {} : { refused: event.job.refused }),
    flags: event.job.flags ?? [],
  };
}

function toDetail(row: FoundEmail): EmailDetail {
  const event = decodeReceived(row.data);
  const item = itemOf(row, event);
  return {
    ...item,
    messageId: event.messageId ?? item.id,
    cc: event.cc,
    messageIdHeader: event.messageIdHeader,
    date: event.date,
    job: event.job,
    listedAt: row.at,
    reference: referenceOf(row),
  };
}

function prepare(database: Database) {
  return {
    inbox: database.prepare<[string], { emails: number; unread: number }>(
      'SELECT emails, unread FROM inboxes WHERE inbox = ?',
    ),
    get: database.prepare<[string], FoundEmail>(
      `SELECT ${foundColumns} FROM ${foundTables.replace('emails e CROSS JOIN events v', 'events v CROSS JOIN emails e')}
       WHERE v.stream = ? AND v.version = 1`,
    ),
    inboxes: database.prepare<[], { inbox: string; emails: number; unread: number; sizeBytes: number }>(
      'SELECT inbox, emails, unread, bytes AS sizeBytes FROM inboxes WHERE id > 0 ORDER BY inbox',
    ),
    lastNumber: database.prepare<[], number>('SELECT last_number FROM inboxes WHERE id = 0').pluck(),
  };
}
