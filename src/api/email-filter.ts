import type { z } from 'zod';
import type { EmailFilter } from '../domain/commands.ts';
import { parseQuery } from '../mime/query-language.ts';
import type { InboxNames } from './inbox-names.ts';
import { Problem } from './problem.ts';
import type { emailCountQuery } from './schemas/email.ts';

export type EmailConditions = z.output<typeof emailCountQuery>;

/**
 * The filter that a request means: its parameters and what its `q` says, all of which must hold. What both say differently is
 * refused where the filter has room for one value only.
 * @throws Problem 'query-invalid' with the place in `q`.
 */
export function readFilter(conditions: EmailConditions, names: InboxNames, nowMs: number): EmailFilter {
  const { receivedAfter, receivedBefore, q, ...same } = conditions;
  const filter: Writable<EmailFilter> = {
    ...same,
    ...(receivedAfter === undefined ? {} : { after: Date.parse(receivedAfter) }),
    ...(receivedBefore === undefined ? {} : { before: Date.parse(receivedBefore) }),
  };
  if (q !== undefined && q.trim() !== '') merge(filter, parsed(q, nowMs));
  if (filter.inbox !== undefined) filter.inbox = names.idOf(filter.inbox);
  if (filter.not?.inboxes)
    filter.not = { ...filter.not, inboxes: filter.not.inboxes.map((inbox) => names.idOf(inbox)) };
  return filter;
}

/** True when nothing narrows the filter. */
export function isUnconditional(filter: EmailFilter): boolean {
  return Object.keys(filter).length === 0;
}

function parsed(q: string, nowMs: number): EmailFilter {
  const query = parseQuery(q, { nowMs });
  if (query.kind === 'query') return query.filter;
  const { reason, position, length } = query;
  throw new Problem('query-invalid', reason, { reason, field: 'q', position, length });
}

function merge(filter: Writable<EmailFilter>, query: EmailFilter): void {
  for (const [key, value] of Object.entries(query) as [keyof EmailFilter, never][]) {
    const given = filter[key];
    if (given === undefined || given === value) filter[key] = value;
    else if (key === 'after' || key === 'largerBytes') filter[key] = Math.max(given as number, value);
    else if (key === 'before' || key === 'smallerBytes') filter[key] = Math.min(given as number, value);
    else throw contradiction(key);
  }
}

function contradiction(key: string): Problem {
  const reason = `${key} is given twice, differently: as a parameter and in q`;
  return new Problem('query-invalid', reason, { reason, field: 'q' });
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
