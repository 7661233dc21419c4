import type { EmailFilter } from '../../domain/commands.ts';
import type { EmailOrder, SearchQueries } from '../../ports/queries.ts';
import type { EmailFinder, FoundEmail, NumberRange, ScanBudget } from './email-finder.ts';

/** Numbers asked of the search index at a time when other conditions may refuse some. */
const SEARCH_PAGE = 500;

/** Emails of a filter with or without words, in their order: words are looked up in the search index, the rest is tried on the rows. */
export class EmailMatches {
  readonly #finder: EmailFinder;
  readonly #search: SearchQueries;

  constructor(finder: EmailFinder, search: SearchQueries) {
    this.#finder = finder;
    this.#search = search;
  }

  /** @param wanted how many will probably be taken */
  find(
    filter: EmailFilter,
    range: NumberRange,
    wanted: number,
    order: EmailOrder = 'newest',
    budget?: ScanBudget,
  ): Iterable<FoundEmail> {
    const { q } = filter;
    return q === undefined
      ? this.#finder.find(filter, range, wanted, order === 'oldest', budget)
      : this.#searched(filter, q, range, wanted, order, budget);
  }

  *#searched(
    filter: EmailFilter,
    words: string,
    range: NumberRange,
    wanted: number,
    order: EmailOrder,
    budget?: ScanBudget,
  ): Generator<FoundEmail> {
    const limit = this.#finder.compile(filter).plain ? Math.min(wanted, SEARCH_PAGE) : SEARCH_PAGE;
    const inbox = filter.inbox === undefined ? {} : { inbox: filter.inbox };
    let { before, after } = range;
    for (;;) {
      const bounds = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
      const numbers = this.#search.search(words, { limit, order, ...inbox, ...bounds });
      yield* this.#finder.atNumbers(numbers, filter);
      const end = numbers.at(-1);
      if (end === undefined || numbers.length < limit) return;
      if (order === 'oldest') after = end;
      else before = end;
      if (budget && performance.now() >= budget.endMs) {
        budget.goOn = end;
        return;
      }
    }
  }
}
