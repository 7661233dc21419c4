import type { Statement } from 'better-sqlite3';
import type { EmailFilter } from '../../domain/commands.ts';
import type { Database } from './database.ts';
import { blockOf, blockStart } from './email-counts.ts';
import { type CompiledFilter, compileFilter } from './email-filter.ts';
import { decodeReceived } from './event-data.ts';
import { RecipientBlockReader } from './recipient-blocks.ts';

/** A row of `emails` with its EmailReceived event. */
export interface FoundEmail {
  readonly number: number;
  readonly state: number;
  readonly stream: string;
  readonly data: string;
  readonly at: number;
  readonly segment_name: string | null;
  readonly place: number | null;
  readonly length: number | null;
  readonly reference: string | null;
}

export interface NumberRange {
  /** Exclusive. */
  readonly before?: number | undefined;
  readonly after?: number | undefined;
}

/** Both exclusive. */
interface Span {
  readonly before: number;
  readonly after: number;
}

interface Piece {
  readonly span: Span;
  readonly numbers?: readonly number[];
}

export const foundColumns = `e.number, e.state, v.stream, v.data, v.at, s.name AS segment_name, e.place, e.length, e.reference`;
export const foundTables = `emails e CROSS JOIN events v ON v.position = e.number LEFT JOIN segments s ON s.id = e.segment`;

/**
 * Blocks that one statement goes through at most where they stand side by side: 4,000 rows, 2 ms with a condition on text that SQL
 * decides, 25 ms where each event is read.
 */
const RUN_BLOCKS = 4;

/** Ends a search that takes too long, between two statements and never before the first: each search gets on. */
export interface ScanBudget {
  /** As of `performance.now()`. */
  readonly endMs: number;
  /** Set when it ended early: the exclusive bound to go on from, `before` of a falling search, `after` of a rising one. */
  goOn?: number;
}

/**
 * Emails of a filter in the order of their numbers, as far as somebody takes them. Conditions without an index are tried on row after
 * row, but whole blocks are passed over by their counts and times; recipients have an index of their own.
 */
export class EmailFinder {
  readonly #database: Database;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #selects = new Map<string, Select>();
  readonly #recipients: RecipientBlockReader;

  constructor(database: Database) {
    this.#database = database;
    this.#statements = prepare(database);
    this.#recipients = new RecipientBlockReader(database);
  }

  compile(filter: EmailFilter): CompiledFilter {
    return compileFilter(filter, {
      inbox: (inbox) => this.inboxId(inbox) ?? -1,
      campaigns: (campaign) => this.#statements.campaigns.all(campaign, campaign.toLowerCase()),
    });
  }

  inboxId(inbox: string): number | undefined {
    return this.#statements.inbox.get(inbox);
  }

  /** @param wanted how many will probably be taken: rows read at a time */
  *find(
    filter: EmailFilter,
    range: NumberRange,
    wanted: number,
    ascending = false,
    budget?: ScanBudget,
  ): Generator<FoundEmail> {
    const compiled = this.compile(filter);
    let reached: number | undefined;
    for (const { span, numbers } of this.#pieces(filter, compiled, range, ascending)) {
      if (budget && reached !== undefined && performance.now() >= budget.endMs) {
        budget.goOn = reached;
        return;
      }
      if (numbers) yield* this.#atNumbers(numbers, compiled);
      else yield* this.#between(span, compiled, wanted, ascending);
      reached = ascending ? span.before - 1 : span.after + 1;
    }
  }

  /** The number at which a page begins that is `skip` emails further on, or undefined when there are no more. Plain filters only. */
  numberAt(filter: EmailFilter, range: NumberRange, skip: number, ascending: boolean): number | undefined {
    const inbox = filter.inbox === undefined ? 0 : (this.inboxId(filter.inbox) ?? -1);
    let left = skip;
    for (const { block, emails } of this.#blocks(inbox, {}, false, range, ascending)) {
      const start = blockStart(block);
      const first = Math.max(start, (range.after ?? -1) + 1);
      const end = Math.min(blockStart(block + 1), range.before ?? Number.MAX_SAFE_INTEGER);
      const whole = first === start && end === blockStart(block + 1);
      const { countRange, nthUp, nthDown } = this.#statements;
      const inside = whole ? emails : (countRange.get(first, end, inbox, inbox) as number);
      if (left < inside) return (ascending ? nthUp : nthDown).get(first, end, inbox, inbox, left);
      left -= inside;
    }
    return undefined;
  }

  /** Spans that together hold every match, in order; with the numbers in them that can match where these are known. */
  *#pieces(filter: EmailFilter, compiled: CompiledFilter, range: NumberRange, ascending: boolean): Generator<Piece> {
    if (filter.recipient && !compiled.indexed) {
      yield* this.#recipientPieces(filter.recipient, range, ascending);
      return;
    }
    if (compiled.indexed) {
      yield* this.#indexedPieces(range, ascending);
      return;
    }
    const inbox = filter.inbox === undefined ? 0 : (this.inboxId(filter.inbox) ?? -1);
    let run: { first: number; last: number } | undefined;
    for (const { block } of this.#blocks(inbox, filter, filter.unread === true, range, ascending)) {
      if (run && run.last - run.first < RUN_BLOCKS && (block === run.first - 1 || block === run.last + 1)) {
        run = { first: Math.min(run.first, block), last: Math.max(run.last, block) };
        continue;
      }
      if (run) yield { span: within(run.first, run.last, range) };
      run = { first: block, last: block };
    }
    if (run) yield { span: within(run.first, run.last, range) };
  }

  /** An index passes over what is between its rows, so these go through all numbers, 10 microseconds a span. */
  *#indexedPieces(range: NumberRange, ascending: boolean): Generator<Piece> {
    const firstRun = Math.floor(blockOf((range.after ?? -1) + 1) / RUN_BLOCKS);
    const lastNumber = Math.min(this.#statements.lastNumber.get() ?? 0, (range.before ?? Number.MAX_SAFE_INTEGER) - 1);
    const runs = Math.floor(blockOf(lastNumber) / RUN_BLOCKS) - firstRun + 1;
    for (let at = 0; at < runs; at += 1) {
      const first = (firstRun + (ascending ? at : runs - 1 - at)) * RUN_BLOCKS;
      yield { span: within(first, first + RUN_BLOCKS - 1, range) };
    }
  }

  *#recipientPieces(recipient: string, range: NumberRange, ascending: boolean): Generator<Piece> {
    let first = blockOf((range.after ?? -1) + 1);
    let last = blockOf((range.before ?? Number.MAX_SAFE_INTEGER) - 1);
    for (;;) {
      const blocks = this.#recipients.find(recipient, first, last, 256, ascending);
      for (const { block, numbers } of blocks) {
        const span = within(block, block, range);
        if (numbers === undefined) yield { span };
        else if (numbers.length > 0)
          yield { span, numbers: numbers.filter((number) => number < span.before && number > span.after) };
      }
      const end = blocks.at(-1);
      if (blocks.length < 256 || !end) return;
      if (ascending) first = end.block + 1;
      else last = end.block - 1;
    }
  }

  *#blocks(
    inbox: number,
    filter: EmailFilter,
    unreadOnly: boolean,
    range: NumberRange,
    ascending: boolean,
  ): Generator<{ readonly block: number; readonly emails: number }> {
    let first = blockOf((range.after ?? -1) + 1);
    let last = blockOf((range.before ?? Number.MAX_SAFE_INTEGER) - 1);
    const { allUp, allDown, inboxUp, inboxDown } = this.#statements;
    for (let size = 16; ; size = 1024) {
      const after = filter.after ?? 0;
      const before = filter.before ?? Number.MAX_SAFE_INTEGER;
      const unread = unreadOnly ? 1 : 0;
      const blocks =
        inbox === 0
          ? (ascending ? allUp : allDown).all(first, last, after, before, unread, size)
          : (ascending ? inboxUp : inboxDown).all(inbox, first, last, after, before, unread, size);
      yield* blocks;
      const end = blocks.at(-1);
      if (blocks.length < size || !end) return;
      if (ascending) first = end.block + 1;
      else last = end.block - 1;
    }
  }

  *#between(span: Span, compiled: CompiledFilter, wanted: number, ascending: boolean): Generator<FoundEmail> {
    let { after, before } = span;
    const size = Math.min(Math.max(wanted, 16), 1000);
    const order = ascending ? 'ASC' : 'DESC';
    const select = this.#select(
      `SELECT ${foundColumns} FROM ${foundTables} WHERE e.number > ? AND e.number < ?${compiled.sql} ORDER BY e.number ${order} LIMIT ?`,
    );
    for (;;) {
      const rows = select.all(after, before, ...compiled.parameters, size);
      for (const row of rows) if (holds(row, compiled)) yield row;
      const end = rows.at(-1);
      if (rows.length < size || !end) return;
      if (ascending) after = end.number;
      else before = end.number;
    }
  }

  *#atNumbers(numbers: readonly number[], compiled: CompiledFilter): Generator<FoundEmail> {
    const select = this.#select(`SELECT ${foundColumns} FROM ${foundTables} WHERE e.number = ?${compiled.sql}`);
    for (const number of numbers) {
      const row = select.get(number, ...compiled.parameters);
      if (row && holds(row, compiled)) yield row;
    }
  }

  /** Those of these numbers that match, in the given order. */
  atNumbers(numbers: readonly number[], filter: EmailFilter): FoundEmail[] {
    return [...this.#atNumbers(numbers, this.compile(filter))];
  }

  #select(sql: string): Select {
    let statement = this.#selects.get(sql);
    if (!statement) {
      // Filters of many exclusions make ever new statements.
      if (this.#selects.size > 100) this.#selects.clear();
      statement = this.#database.prepare<(string | number)[], FoundEmail>(sql);
      this.#selects.set(sql, statement);
    }
    return statement;
  }
}

type Select = Statement<(string | number)[], FoundEmail>;

function holds(row: FoundEmail, compiled: CompiledFilter): boolean {
  return compiled.holds === undefined || compiled.holds(decodeReceived(row.data));
}

function within(first: number, last: number, range: NumberRange): Span {
  return {
    after: Math.max(blockStart(first) - 1, range.after ?? -1),
    before: Math.min(blockStart(last + 1), range.before ?? Number.MAX_SAFE_INTEGER),
  };
}

interface BlockRow {
  readonly block: number;
  readonly emails: number;
}

function prepare(database: Database) {
  const all = (order: string) =>
    database.prepare<[number, number, number, number, number, number], BlockRow>(
      `SELECT block, emails FROM email_blocks WHERE block BETWEEN ? AND ? AND last_at >= ? AND first_at < ? AND unread >= ?
       ORDER BY block ${order} LIMIT ?`,
    );
  // For each block with emails one look into the counts of the inbox.
  const one = (order: string) =>
    database.prepare<[number, number, number, number, number, number, number], BlockRow>(
      `SELECT b.block, i.emails FROM email_blocks b CROSS JOIN inbox_blocks i ON i.block = b.block AND i.inbox = ?
       WHERE b.block BETWEEN ? AND ? AND b.last_at >= ? AND b.first_at < ? AND i.unread >= ? ORDER BY b.block ${order} LIMIT ?`,
    );
  const inRange = 'number >= ? AND number < ? AND (? = 0 OR inbox = ?)';
  const nth = (order: string) =>
    database
      .prepare<[number, number, number, number, number], number>(
        `SELECT number FROM emails WHERE ${inRange} ORDER BY number ${order} LIMIT 1 OFFSET ?`,
      )
      .pluck();
  return {
    inbox: database.prepare<[string], number>('SELECT id FROM inboxes WHERE inbox = ?').pluck(),
    lastNumber: database.prepare<[], number>('SELECT last_number FROM inboxes WHERE id = 0').pluck(),
    allUp: all('ASC'),
    allDown: all('DESC'),
    inboxUp: one('ASC'),
    inboxDown: one('DESC'),
    campaigns: database
      .prepare<[string, string], number>('SELECT id FROM campaigns WHERE campaign = ? OR value = ?')
      .pluck(),
    countRange: database
      .prepare<[number, number, number, number], number>(`SELECT count(*) FROM emails WHERE ${inRange}`)
      .pluck(),
    nthUp: nth('ASC'),
    nthDown: nth('DESC'),
  };
}
