import type { EmailFilter } from '../../domain/commands.ts';
import type { EmailReceived } from '../../domain/email/events.ts';
import { recipientsOf } from './recipient-blocks.ts';

/** A filter as SQL conditions on `emails e` joined with `events v`, and what SQL cannot decide. */
export interface CompiledFilter {
  /** Conditions, each beginning with ' AND '. */
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
  /** Must hold of the event too; undefined when the SQL decides alone. */
  readonly holds: ((event: EmailReceived) => boolean) | undefined;
  /** An index leads to the few rows that can match: no need to go block by block. */
  readonly indexed: boolean;
  /** Neither conditions nor text: only the inbox, or nothing. The counts of blocks are exact for it. */
  readonly plain: boolean;
  /** `plain`, or `unread` besides. */
  readonly counted: boolean;
}

/** Short ids that the rows use. */
export interface FilterNames {
  /** -1 when the inbox has never had an email. */
  inbox(inbox: string): number;
  /** Campaigns by id, or by value: several inboxes may have the same. */
  campaigns(campaign: string): readonly number[];
}

export function compileFilter(filter: EmailFilter, names: FilterNames): CompiledFilter {
  const conditions: string[] = [];
  const parameters: (string | number)[] = [];
  const add = (sql: string, ...values: (string | number)[]) => {
    conditions.push(` AND ${sql}`);
    parameters.push(...values);
  };
  if (filter.inbox !== undefined) add('e.inbox = ?', names.inbox(filter.inbox));
  const beforeUnread = conditions.length;
  if (filter.unread !== undefined) add(filter.unread ? 'e.state & 1' : 'NOT e.state & 1');
  const beforeRest = conditions.length;
  if (filter.favorite !== undefined) add(filter.favorite ? 'e.state & 2' : 'NOT e.state & 2');
  if (filter.refused !== undefined) add(filter.refused ? 'e.state & 4' : 'NOT e.state & 4');
  if (filter.hasAttachment !== undefined) add(filter.hasAttachment ? 'e.state & 8' : 'NOT e.state & 8');
  if (filter.campaign !== undefined) {
    const ids = names.campaigns(filter.campaign);
    // Equality lets the index give the order; a list is sorted.
    if (ids.length === 1) add('e.campaign = ?', ...ids);
    else add(`e.campaign IN (${ids.map(() => '?').join(', ')})`, ...ids);
  }
  if (filter.after !== undefined) add('e.received_at >= ?', filter.after);
  if (filter.before !== undefined) add('e.received_at < ?', filter.before);
  if (filter.largerBytes !== undefined) add('e.size >= ?', filter.largerBytes);
  if (filter.smallerBytes !== undefined) add('e.size < ?', filter.smallerBytes);
  for (const inbox of filter.not?.inboxes ?? []) add('e.inbox <> ?', names.inbox(inbox));
  const unwanted = (filter.not?.campaigns ?? []).flatMap((campaign) => names.campaigns(campaign));
  if (unwanted.length > 0)
    add(`(e.campaign IS NULL OR e.campaign NOT IN (${unwanted.map(() => '?').join(', ')}))`, ...unwanted);
  for (const text of [filter.from, filter.to, filter.subject, filter.recipient]) {
    const pattern = text === undefined ? undefined : likePattern(text);
    if (pattern !== undefined) add("v.data LIKE ? ESCAPE '\\'", pattern);
  }
  const holds = textCondition(filter);
  return {
    sql: conditions.join(''),
    parameters,
    holds,
    indexed: filter.favorite === true || filter.refused === true || filter.campaign !== undefined,
    plain: beforeUnread === conditions.length && holds === undefined,
    counted: beforeRest === conditions.length && holds === undefined,
  };
}

/**
 * A coarse condition that saves reading most events: the words must stand somewhere in the JSON. LIKE ignores case in ASCII only, so
 * words with other letters get none.
 */
function likePattern(text: string): string | undefined {
  if (text === '' || /[^\x20-\x7e]/.test(text)) return undefined;
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\\%_]/g, '\\$&');
  return `%${escaped}%`;
}

function textCondition(filter: EmailFilter): ((event: EmailReceived) => boolean) | undefined {
  const tests: ((event: EmailReceived) => boolean)[] = [];
  if (filter.from) {
    const words = filter.from.toLowerCase();
    tests.push((event) => personHas(event.from, words));
  }
  if (filter.to) {
    const words = filter.to.toLowerCase();
    tests.push((event) => event.to.some((person) => personHas(person, words)));
  }
  if (filter.subject) {
    const words = filter.subject.toLowerCase();
    tests.push((event) => event.subject.toLowerCase().includes(words));
  }
  if (filter.recipient) {
    const address = filter.recipient.toLowerCase();
    tests.push((event) => recipientsOf(event).some((recipient) => recipient.toLowerCase() === address));
  }
  const excluded = new Set((filter.not?.recipients ?? []).map((address) => address.toLowerCase()));
  if (excluded.size > 0)
    tests.push((event) => !recipientsOf(event).some((recipient) => excluded.has(recipient.toLowerCase())));
  if (tests.length === 0) return undefined;
  return (event) => tests.every((test) => test(event));
}

function personHas({ name, address }: EmailReceived['from'], words: string): boolean {
  return name.toLowerCase().includes(words) || address.toLowerCase().includes(words);
}
