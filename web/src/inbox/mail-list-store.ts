import type { EmailItem } from '../api/types.ts';

interface Rows {
  readonly items: readonly EmailItem[];
}

/** What the store asks of the server. */
export interface MailSource {
  page(skip: number, limit: number, signal: AbortSignal): Promise<Rows>;
  count(signal: AbortSignal): Promise<{ readonly count: number; readonly exact: boolean }>;
  /** Only where pages have the oldest first: the newest ones all the same, newest first. */
  newest?(limit: number, signal: AbortSignal): Promise<Rows>;
}

export interface MailListState {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why the list, or when it is `ready` the last rows asked for, could not be loaded. */
  readonly error?: unknown;
  /** Rows to show. */
  readonly rows: number;
  /** False: there may be more than `rows`. */
  readonly exact: boolean;
  /** Arrived, but not in the list yet: the "12 new" pill. */
  readonly pending: number;
  /** Rises by one at each row that came in at the top, so that the view can hold its place. */
  readonly arrived: number;
  /** Rises with every change of a row. */
  readonly version: number;
  /** In a burst: where rows stand is the feed's word, which a check without `arrived` makes right. */
  readonly loose: boolean;
}

export const PAGE = 100;
const KEPT_PAGES = 30;
/** Newest rows asked for while the list is scrolled down: a screen of them, to show when the reader comes up. */
const UNSEEN_ROWS = 40;

/**
 * A window on a list of any length. Rows have a fixed position: 0 was the newest at the first load, later arrivals get -1, -2, ...,
 * so nothing shifts under the reader; the list shows positions in order without the hidden ones. With the oldest first, arrivals stand
 * behind all others. At most 30 pages of 100 rows are in memory. Not React's: the list component reads it through useSyncExternalStore.
 */
export class MailListStore {
  #state: MailListState = { status: 'loading', rows: 0, exact: true, pending: 0, arrived: 0, version: 0, loose: false };
  readonly #listeners = new Set<() => void>();
  #pages = new Map<number, (EmailItem | undefined)[]>();
  readonly #loading = new Map<number, AbortController>();
  /** Ascending. `gone`: the server has deleted it; otherwise it is only about to be. */
  #hidden: { position: number; gone: boolean }[] = [];
  /** Positions from `-#arrived` to `#length - 1` exist. */
  #length = 0;
  #arrived = 0;
  #pending = 0;
  #exact = true;
  #epoch = 0;
  #view = { first: 0, last: 40 };
  #checking: Promise<void> | undefined;
  #checkAgain: { readonly arrived: number | undefined } | undefined;
  /** Number of the newest row that is in the list (not pending). Numbers rise and are never used twice. */
  #head = 0;
  /** Set in a burst: rows before this position stand where the feed's counts put them, which is near where they should. */
  #looseFrom: number | undefined;

  constructor(readonly source: MailSource) {}

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): MailListState => this.#state;

  get newestNumber(): number {
    return this.#head;
  }

  row(index: number): EmailItem | undefined {
    const position = this.#positionOf(index);
    return this.#pages.get(Math.floor(position / PAGE))?.[mod(position, PAGE)];
  }

  /** Where a loaded mail stands; -1 when it is not loaded. */
  indexOf(id: string): number {
    const position = this.#find(id);
    return position === undefined ? -1 : this.#indexOf(position);
  }

  loaded(): EmailItem[] {
    return [...this.#pages.values()].flat().filter((item) => item !== undefined);
  }

  /** First load, or all anew (filter changed on the server's side, many deleted). Rows on view stay until the new ones are there. */
  async reload(): Promise<void> {
    const epoch = ++this.#epoch;
    for (const controller of this.#loading.values()) controller.abort();
    this.#loading.clear();
    const signal = new AbortController().signal;
    try {
      const start = Math.floor(Math.max(0, this.#view.first) / PAGE) * PAGE;
      const [{ items }, total, head] = await Promise.all([
        this.source.page(start, PAGE, signal),
        this.source.count(signal),
        this.source.newest ? this.source.newest(1, signal) : start > 0 ? this.source.page(0, PAGE, signal) : undefined,
      ]);
      if (epoch !== this.#epoch) return;
      this.#pages = new Map([[start / PAGE, [...items]]]);
      if (this.source.newest) this.#head = head?.items[0]?.number ?? 0;
      else if (head) this.#pages.set(0, [...head.items]);
      this.#hidden = [];
      this.#arrived = 0;
      this.#pending = 0;
      this.#looseFrom = undefined;
      this.#exact = total.exact;
      this.#length = Math.max(total.count, start + items.length);
      this.#change({ status: 'ready', error: undefined });
      this.ensure(this.#view.first, this.#view.last);
    } catch (error) {
      if (epoch === this.#epoch) this.#change({ status: 'failed', error });
    }
  }

  /** These rows are on view: loads what is missing, nearest first, and lets go of what is far away. */
  ensure(first: number, last: number): void {
    this.#view = { first, last };
    if (this.#state.status !== 'ready') return;
    const wanted = new Set<number>();
    for (let index = Math.max(0, first); index <= Math.min(last, this.#state.rows - 1); index += 1) {
      const position = this.#positionOf(index);
      const page = Math.floor(position / PAGE);
      if (this.#pages.get(page)?.[mod(position, PAGE)] === undefined) wanted.add(page);
    }
    for (const [page, controller] of this.#loading) {
      if (wanted.has(page)) continue;
      controller.abort();
      this.#loading.delete(page);
    }
    for (const page of wanted) if (!this.#loading.has(page)) void this.#load(page);
  }

  /** Ids of rows in this range, loading what is not there; for selecting with shift. */
  async idsBetween(from: number, to: number): Promise<string[]> {
    const [first, last] = from < to ? [from, to] : [to, from];
    for (let index = first; index <= last; index += 1) {
      if (this.row(index) === undefined) await this.#load(Math.floor(this.#positionOf(index) / PAGE), true);
    }
    const ids: string[] = [];
    for (let index = first; index <= last; index += 1) {
      const item = this.row(index);
      if (item) ids.push(item.id);
    }
    return ids;
  }

  /** Of the newest so many are asked for: what is on view. In a burst the rows below are passed by before anybody looks at them. */
  get headRows(): number {
    const atTop = this.#view.first === 0 && !this.source.newest;
    return atTop ? Math.min(PAGE, Math.max(1, this.#view.last + 1)) : UNSEEN_ROWS;
  }

  /**
   * Mail may have arrived. Asks for the newest rows; `hold` says whether they may not move what is on view (scrolled down, pointer
   * moving over the list): then they are only counted until `showPending`. `arrived`: how many the feed told of since the last
   * check, in a burst; then the server need not count.
   */
  async checkHead(hold: () => boolean, arrived?: number): Promise<void> {
    if (this.#checking) {
      const before = this.#checkAgain ? this.#checkAgain.arrived : 0;
      this.#checkAgain = { arrived: before === undefined || arrived === undefined ? undefined : before + arrived };
      return this.#checking;
    }
    this.#checking = this.#checkOnce(hold, arrived).finally(() => {
      this.#checking = undefined;
    });
    await this.#checking;
    if (this.#checkAgain) {
      const again = this.#checkAgain;
      this.#checkAgain = undefined;
      await this.checkHead(hold, again.arrived);
    }
  }

  /** Rows of the last head check, when it found more than it may show at once. */
  showPending(): void {
    if (this.#pending === 0) return;
    this.#arrived += this.#pending;
    this.#pending = 0;
    this.#change({});
    this.ensure(this.#view.first, this.#view.last);
  }

  /** Read, favourite: shown at once, before the server answers. Gives what undoes it. */
  patch(ids: ReadonlySet<string>, change: (item: EmailItem) => EmailItem): () => void {
    const before = new Map<string, EmailItem>();
    this.#update((item) => {
      if (!ids.has(item.id)) return item;
      before.set(item.id, item);
      return change(item);
    });
    return () => this.#update((item) => before.get(item.id) ?? item);
  }

  patchAll(change: (item: EmailItem) => EmailItem): void {
    this.#update(change);
  }

  /** Not shown from now on; `show` takes it back, `gone` says that the server has deleted them. */
  hide(ids: Iterable<string>): void {
    for (const id of ids) {
      const position = this.#find(id);
      if (position !== undefined && !this.#hidden.some((each) => each.position === position))
        this.#hidden.push({ position, gone: false });
    }
    this.#hidden.sort((a, b) => a.position - b.position);
    this.#change({});
    this.ensure(this.#view.first, this.#view.last);
  }

  show(ids: Iterable<string>): void {
    const positions = new Set([...ids].map((id) => this.#find(id)));
    this.#hidden = this.#hidden.filter((each) => each.gone || !positions.has(each.position));
    this.#change({});
  }

  /** @returns how many of them this list did not know the place of: then only `reload` makes it right. */
  gone(ids: Iterable<string>): number {
    let unknown = 0;
    for (const id of ids) {
      const position = this.#find(id);
      if (position === undefined) {
        unknown += 1;
        continue;
      }
      const hidden = this.#hidden.find((each) => each.position === position);
      if (hidden) hidden.gone = true;
      else this.#hidden.push({ position, gone: true });
    }
    this.#hidden.sort((a, b) => a.position - b.position);
    this.#change({});
    return unknown;
  }

  async #load(page: number, keep = false): Promise<void> {
    const epoch = this.#epoch;
    const controller = new AbortController();
    if (!keep) this.#loading.set(page, controller);
    const start = Math.max(page * PAGE, -this.#arrived);
    try {
      const { items } = await this.source.page(this.#skipOf(start), PAGE, controller.signal);
      if (epoch !== this.#epoch || controller.signal.aborted) return;
      this.#place(start, items, page);
      if (items.length < PAGE) this.#trim(start, items.length, page);
      if (items.length < PAGE && this.source.newest) this.#foundEnd(items.at(-1)?.number);
      if (!this.#exact && items.length === PAGE) this.#length = Math.max(this.#length, (page + 2) * PAGE);
      this.#forget(page);
      this.#change({ error: undefined });
    } catch (error) {
      if (!controller.signal.aborted && epoch === this.#epoch) this.#change({ error });
    } finally {
      if (this.#loading.get(page) === controller) this.#loading.delete(page);
    }
  }

  /** Puts rows in from a position on, passing over positions whose mail the server no longer has. */
  #place(start: number, items: readonly EmailItem[], onlyPage?: number): void {
    const gone = new Set(this.#hidden.filter((each) => each.gone).map((each) => each.position));
    let position = start;
    for (const item of items) {
      while (gone.has(position)) position += 1;
      const page = Math.floor(position / PAGE);
      if (onlyPage !== undefined && page !== onlyPage) return;
      this.#put(position, item);
      position += 1;
    }
  }

  /** The server has fewer than was counted: deleted by somebody else meanwhile. */
  #trim(start: number, got: number, page: number): void {
    const goneHere = this.#hidden.filter((each) => each.gone && Math.floor(each.position / PAGE) === page).length;
    const end = start + got + goneHere;
    if (this.source.newest) {
      this.#length = end;
      this.#exact = true;
    } else if (end < Math.min((page + 1) * PAGE, this.#length)) {
      this.#length = end;
      if (!this.#exact) this.#exact = true;
    }
  }

  /** Oldest first, a page that is not full ends with the newest mail, unless its answer was overtaken by an arrival: that is asked for again. */
  #foundEnd(last: number | undefined): void {
    if (last === undefined || last >= this.#head) return;
    this.#head = last;
    this.checkHead(() => false).catch(() => undefined);
  }

  #forget(nearPage: number): void {
    if (this.#pages.size <= KEPT_PAGES) return;
    const far = [...this.#pages.keys()].sort((a, b) => Math.abs(b - nearPage) - Math.abs(a - nearPage));
    for (const page of far.slice(0, this.#pages.size - KEPT_PAGES)) this.#pages.delete(page);
  }

  async #checkOnce(hold: () => boolean, arrived: number | undefined): Promise<void> {
    if (this.#state.status !== 'ready') return this.reload();
    const epoch = this.#epoch;
    const signal = new AbortController().signal;
    const limit = this.headRows;
    const { items } = await (this.source.newest
      ? this.source.newest(limit, signal)
      : this.source.page(0, limit, signal));
    if (epoch !== this.#epoch) return;
    const fresh = items.filter((item) => item.number > this.#head);
    let count = fresh.length;
    const more = count === limit;
    let missed = 0;
    let sure = false;
    // The answer may be older than what the feed tells of: another tab has asked for it.
    let behind = false;
    if (arrived !== undefined && !this.source.newest) {
      behind = count < this.#pending + arrived;
      if (more) count = Math.max(count, this.#pending + arrived);
    } else if (more || this.#looseFrom !== undefined) {
      // More than was asked for: only the count says how many.
      const total = await this.source.count(signal);
      if (epoch !== this.#epoch) return;
      const known = this.#length + this.#arrived - this.#hidden.filter((each) => each.gone).length;
      if (total.exact && more) count = Math.max(count, total.count - known);
      else if (total.exact) missed = total.count - known - count;
      sure = this.#looseFrom !== undefined;
    }
    if (count === 0 && this.#pending === 0 && !sure && !behind) return;
    if (this.source.newest) return this.#append(fresh, count);
    if (sure) this.#settle(more, missed);
    if (more || behind || missed !== 0) this.#looseFrom ??= -this.#arrived;
    this.#pending = count;
    // They are kept where they will stand, so that showing them needs no further question.
    this.#place(-this.#arrived - this.#pending, fresh);
    this.#passBy();
    if (!hold() && this.#pending > 0) return this.showPending();
    this.#change({});
    if (sure) this.ensure(this.#view.first, this.#view.last);
  }

  /**
   * The end of a burst. Rows from before it stand where they did. Those that came in it were counted by the feed, a moment before or
   * behind the page that showed them: the newest ones in a row are moved to where the count says, the others are let go.
   */
  #settle(more: boolean, missed: number): void {
    const sureFrom = this.#looseFrom ?? -this.#arrived;
    this.#looseFrom = undefined;
    const run: EmailItem[] = [];
    const kept: [number, EmailItem][] = [];
    const before = this.#pages;
    this.#pages = new Map();
    for (let position = -this.#arrived; !more && position < sureFrom; position += 1) {
      const item = before.get(Math.floor(position / PAGE))?.[mod(position, PAGE)];
      if (!item) break;
      run.push(item);
    }
    for (const [page, rows] of before) {
      for (const [at, item] of rows.entries()) {
        const position = page * PAGE + at;
        if (item && position >= sureFrom) kept.push([position, item]);
      }
    }
    this.#hidden = this.#hidden.filter((each) => each.position >= sureFrom);
    this.#arrived += missed;
    for (const [position, item] of kept) this.#put(position, item);
    for (const [at, item] of run.entries()) this.#put(-this.#arrived + at, item);
  }

  /** Rows of a burst that newer ones pushed out of view are let go: the rows from before it stay at hand, whatever the burst's length. */
  #passBy(): void {
    const [first, last, sureFrom] = [
      this.#positionOf(this.#view.first),
      this.#positionOf(this.#view.last),
      this.#looseFrom ?? Number.NEGATIVE_INFINITY,
    ].map((position) => Math.floor(position / PAGE)) as [number, number, number];
    const head = Math.floor((-this.#arrived - this.#pending) / PAGE);
    for (const page of this.#pages.keys())
      if (page > head + 1 && page < sureFrom && (page < first || page > last)) this.#pages.delete(page);
    this.#forget(first);
  }

  #put(position: number, item: EmailItem): void {
    const page = Math.floor(position / PAGE);
    const rows = this.#pages.get(page) ?? [];
    rows[mod(position, PAGE)] = item;
    this.#pages.set(page, rows);
  }

  /** Behind the last row nothing on view moves. While not all rows are counted, the end is met by scrolling. */
  #append(newestFirst: readonly EmailItem[], count: number): void {
    this.#head = newestFirst[0]?.number ?? this.#head;
    if (!this.#exact) return;
    this.#length += count;
    this.#place(this.#length - newestFirst.length, newestFirst.toReversed());
    this.#change({});
    this.ensure(this.#view.first, this.#view.last);
  }

  #update(change: (item: EmailItem) => EmailItem): void {
    for (const [page, rows] of this.#pages)
      this.#pages.set(
        page,
        rows.map((item) => item && change(item)),
      );
    this.#change({});
  }

  #change(part: Partial<MailListState>): void {
    const rows = Math.max(0, this.#length + this.#arrived - this.#hidden.length);
    if (!this.source.newest) this.#head = Math.max(this.#head, this.#numberAt(-this.#arrived));
    this.#state = {
      ...this.#state,
      ...part,
      rows,
      exact: this.#exact,
      pending: this.#pending,
      arrived: this.#arrived,
      version: this.#state.version + 1,
      loose: this.#looseFrom !== undefined,
    };
    for (const listener of this.#listeners) listener();
  }

  #find(id: string): number | undefined {
    for (const [page, rows] of this.#pages) {
      const at = rows.findIndex((item) => item?.id === id);
      if (at >= 0) return page * PAGE + at;
    }
    return undefined;
  }

  #numberAt(position: number): number {
    return this.#pages.get(Math.floor(position / PAGE))?.[mod(position, PAGE)]?.number ?? 0;
  }

  #positionOf(index: number): number {
    let position = index - this.#arrived;
    for (const each of this.#hidden) {
      if (each.position > position) break;
      position += 1;
    }
    return position;
  }

  #indexOf(position: number): number {
    return position + this.#arrived - this.#hidden.filter((each) => each.position < position).length;
  }

  /** What the server calls this position, counted from its newest row. */
  #skipOf(position: number): number {
    const gone = this.#hidden.filter((each) => each.gone && each.position < position).length;
    return position + this.#arrived + this.#pending - gone;
  }
}

const mod = (value: number, by: number): number => ((value % by) + by) % by;
