import type { EmailFilter } from '../../domain/commands.ts';
import type { SearchQueries } from '../../ports/queries.ts';
import type { EmailFinder, FoundEmail, NumberRange, ScanBudget } from './email-finder.ts';

/** Numbers asked of the search index at a time when other conditions may refuse some. */
const SEARCH_PAGE = 500;

/** Emails of a filter with or without words, newest first: words are looked up in the search index, the rest is tried on the rows. */
export class EmailMatches {
  readonly #finder: EmailFinder;
  readonly #search: SearchQueries;

  constructor(finder: EmailFinder, search: SearchQueries) {
    this.#finder = finder;
    this.#search = search;
  }

  /** @param wanted how many will probably be taken */
  find(filter: EmailFilter, range: NumberRange, wanted: number, budget?: ScanBudget): Iterable<FoundEmail> {
    const { q } = filter;
    return q === undefined
      ? this.#finder.find(filter, range, wanted, false, budget)
      : this.#searched(filter, q, range, wanted, budget);
  }

  *#searched(
    filter: EmailFilter,
    words: string,
    range: NumberRange,
    wanted: number,
    budget?: ScanBudget,
  ): Generator<FoundEmail> {
    const { after = -1 } = range;
    const limit = this.#finder.compile(filter).plain ? Math.min(wanted, SEARCH_PAGE) : SEARCH_PAGE;
    const inbox = filter.inbox === undefined ? {} : { inbox: filter.inbox };
    let before = range.before;
    for (;;) {
      const numbers = this.#search.search(words, { limit, ...inbox, ...(before === undefined ? {} : { before }) });
      const newer = numbers.filter((number) => number > after);
      yield* this.#finder.atNumbers(newer, filter);
      before = numbers.at(-1);
      if (before === undefined || numbers.length < limit || newer.length < numbers.length) return;
      if (budget && performance.now() >= budget.endMs) {
        budget.goOn = before;
        return;
      }
    }
  }
}
