import type { EmailFilter } from '../domain/commands.ts';
import type { EmailItem, EmailQueries, SearchQueries } from '../ports/queries.ts';

/*
 * The list of emails where words are searched for: the index gives numbers, newest first, the database the rows of those that are
 * still there and meet the other conditions. Rare conditions on common words are met by looking through the numbers in steps.
 */

export interface EmailPage {
  readonly items: readonly EmailItem[];
  readonly next?: string;
}

interface Sources {
  readonly emails: EmailQueries;
  readonly search: SearchQueries;
}

/** Numbers looked at for one page before it is given back short, with a cursor to go on: some 10 ms of work. */
const mostLookedAt = 20_000;
const mostCounted = 10_000;
const stepOfNumbers = 500;

export function listEmails(
  { emails, search }: Sources,
  filter: EmailFilter,
  page: { readonly limit: number; readonly before?: number; readonly after?: number; readonly skip?: number },
): EmailPage {
  const { q, ...conditions } = filter;
  if (q === undefined) return emails.list(conditions, page);
  return searchEmails({ emails, search }, q, conditions, page);
}

function searchEmails(
  { emails, search }: Sources,
  words: string,
  conditions: EmailFilter,
  page: { readonly limit: number; readonly before?: number; readonly after?: number; readonly skip?: number },
): EmailPage {
  const items: EmailItem[] = [];
  let { before, skip = 0 } = page;
  // Without other conditions nearly every number is a row: one step of the page's size then does.
  let step = Object.keys(conditions).length === 0 ? page.limit + 1 : stepOfNumbers;
  for (let looked = 0; looked < mostLookedAt + skip; ) {
    const numbers = search.search(words, {
      limit: Math.max(step, Math.min(skip, stepOfNumbers)),
      ...(before === undefined ? {} : { before }),
      ...(conditions.inbox === undefined ? {} : { inbox: conditions.inbox }),
    });
    const last = numbers.at(-1);
    if (last === undefined) return { items };
    looked += numbers.length;
    before = last;
    const wanted = page.after === undefined ? numbers : numbers.filter((number) => number > (page.after as number));
    for (const item of emails.byNumbers(wanted, conditions)) {
      if (skip > 0) skip -= 1;
      else if (items.length < page.limit) items.push(item);
      else return { items, next: String((items.at(-1) as EmailItem).number) };
    }
    if (wanted.length < numbers.length) return { items };
    step = stepOfNumbers;
  }
  return { items, next: String(before) };
}

export function countEmails({ emails, search }: Sources, filter: EmailFilter): { count: number; exact: boolean } {
  const { q, ...conditions } = filter;
  if (q === undefined) return emails.count(conditions);
  let count = 0;
  for (const numbers of searchSteps(search, q, conditions.inbox, mostLookedAt)) {
    count += emails.byNumbers(numbers, conditions).length;
    if (count >= mostCounted) return { count: mostCounted, exact: false };
    if (numbers.length < stepOfNumbers) return { count, exact: true };
  }
  return { count, exact: false };
}

/** Ids of all that match, in steps: for commands, which the processor executes without the index. */
export function* matchingIds({ emails, search }: Sources, filter: EmailFilter): Generator<string[]> {
  const { q, ...conditions } = filter;
  for (const numbers of searchSteps(search, q ?? '', conditions.inbox, Number.POSITIVE_INFINITY)) {
    const ids = emails.byNumbers(numbers, conditions).map((item) => item.id);
    if (ids.length > 0) yield ids;
  }
}

function* searchSteps(search: SearchQueries, words: string, inbox: string | undefined, most: number) {
  let before: number | undefined;
  for (let looked = 0; looked < most; ) {
    const numbers = search.search(words, {
      limit: stepOfNumbers,
      ...(before === undefined ? {} : { before }),
      ...(inbox === undefined ? {} : { inbox }),
    });
    yield numbers;
    if (numbers.length < stepOfNumbers) return;
    looked += numbers.length;
    before = numbers.at(-1);
  }
}
