import type { FeedEvent } from './types.ts';

/**
 * Who of a browser's tabs is told of what came, and when. Drawing a list costs 15 to 40 ms of a core: ten tabs that each draw at
 * every event of a burst took half of what the server had on two cores (bench/special/pages.ts). So:
 *
 *   calm      nothing came for CALM_MS (BURST_CALM_MS after many at once): what comes now goes to every tab at once, but for many at
 *             once: they are the start of a burst
 *   busy      the tab looked at gets a turn each ATTENDED_GAP_MS, all others together one each SHARED_GAP_MS, who waited longest
 *             first; a turn hands over all that came since the tab's last one
 *   rush      so much comes that the server has its hands full: once a second the tab looked at and one of the others, so close that the
 *             rows one of them asked for do for both
 *   calm again  the tabs get the rest one behind the other without a pause, so all end on the last state
 *
 * A tab has one turn at a time: it says when it is done, and takes no more than half of its time for turns. A hidden tab draws
 * nothing: it is told each HIDDEN_GAP_MS for its title, and at once when it is shown.
 */
const CALM_MS = 400;
/** A busy machine is late with its events: a shorter pause is not yet the end of a burst. */
const BURST_CALM_MS = 1200;
/** The feed puts together what comes within 200 to 400 ms: so many are 10 to 20 a second. */
const BURST_COUNT = 4;
/** A little less than the feed's span, so that each of its events is a turn. */
const ATTENDED_GAP_MS = 380;
const SHARED_GAP_MS = 333;
/** So many at once are a thousand a second or more: what pages cost then, capture has less. */
const RUSH_COUNT = 400;
/** A tab that is alone on view needs not share. */
const RUSH_ATTENDED_GAP_MS = 980;
/** Where no tab is looked at with which the others could go. */
const RUSH_SHARED_GAP_MS = 1400;
const HIDDEN_GAP_MS = 10_000;
/** No tab twice within this time, unless it is looked at. */
const OTHERS_GAP_MS = 500;
/** A slow turn puts off the next, so long at most. */
const LONGEST_GAP_MS = 2000;
/** Events that came with one write of the server go together. */
const GATHER_MS = 4;
/** A tab that takes nothing for so long (frozen by the browser) asks for everything again. */
const MOST_WAITING = 500;
/** What a tab draws in one turn is there after so long, or comes later. */
export const LONGEST_TURN_MS = 1000;

/** What a tab is given. `calm`: nothing else is on its way as far as is known. */
type Hand = (events: readonly FeedEvent[], calm: boolean) => void;

export class Tab {
  waiting: FeedEvent[] = [];
  /** Something waits that is worth a turn: statistics alone are not. */
  news = false;
  /** Told something in a burst: it gets a last turn when it is calm again, to ask for what it took from the feed's counts. */
  owed = false;
  hidden = false;
  attendedAt = 0;
  turnAt = Number.NEGATIVE_INFINITY;
  gapMs = 0;
  busy = false;

  constructor(readonly hand: Hand) {}
}

export class Turns {
  readonly #tabs = new Set<Tab>();
  /** From then on it is calm when nothing else comes. */
  #calmAt = Number.NEGATIVE_INFINITY;
  /** The first of a calm time was not handed out yet. */
  #leading = false;
  #sharedAt = Number.NEGATIVE_INFINITY;
  #rush = false;
  #attended = 0;
  #lastNumber = 0;
  #stats: FeedEvent | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #timerAt = Number.POSITIVE_INFINITY;

  /** `hand` is given what came; the tab calls `done` when it has drawn it. A tab that joins is the one looked at. */
  join(hand: Hand): Tab {
    const tab = new Tab(hand);
    this.#tabs.add(tab);
    this.attend(tab);
    if (this.#stats) this.#add(tab, this.#stats);
    this.#wakeAt(now());
    return tab;
  }

  leave(tab: Tab): void {
    this.#tabs.delete(tab);
  }

  /** The person is there now. */
  attend(tab: Tab): void {
    this.#attended += 1;
    tab.attendedAt = this.#attended;
  }

  show(tab: Tab, shown: boolean): void {
    tab.hidden = !shown;
    if (shown && wants(tab) && !tab.busy) this.#give(tab);
  }

  done(tab: Tab): void {
    tab.busy = false;
    tab.gapMs = Math.min(LONGEST_GAP_MS, 2 * (now() - tab.turnAt));
    this.#wakeAt(now());
  }

  take(event: FeedEvent): void {
    if ('lastNumber' in event) this.#lastNumber = event.lastNumber;
    if (event.type === 'stats') this.#stats = event;
    for (const tab of this.#tabs) this.#add(tab, event);
    if (event.type !== 'stats') {
      const count = event.type === 'captured' ? event.count : 0;
      this.#leading ||= this.#calm && count < BURST_COUNT;
      if (count > 0) this.#rush = count >= RUSH_COUNT;
      this.#calmAt = Math.max(this.#calmAt, now() + (count >= BURST_COUNT ? BURST_CALM_MS : CALM_MS));
    }
    this.#wakeAt(now() + GATHER_MS);
  }

  #add(tab: Tab, event: FeedEvent): void {
    if (event.type !== 'stats') tab.news = true;
    if (tab.waiting.length < MOST_WAITING) tab.waiting.push(event);
    else tab.waiting = [{ type: 'resync', lastNumber: this.#lastNumber }];
  }

  get #calm(): boolean {
    return now() >= this.#calmAt;
  }

  #run(): void {
    this.#timer = undefined;
    this.#timerAt = Number.POSITIVE_INFINITY;
    const at = now();
    if (this.#leading) {
      this.#leading = false;
      for (const tab of this.#tabs) if (ready(tab, at)) this.#give(tab);
    } else if (this.#calm) this.#giveRest(at);
    else this.#giveInTurn(at);
    const next = this.#nextAt(at);
    if (next !== undefined) this.#wakeAt(next);
  }

  #giveRest(at: number): void {
    if (this.#othersTurnEnds > at) return;
    const tab = [...this.#tabs].find((each) => ready(each, at));
    if (tab) this.#give(tab);
  }

  /** A tab that does not answer holds nobody up. */
  get #othersTurnEnds(): number {
    let ends = Number.NEGATIVE_INFINITY;
    for (const tab of this.#tabs) if (tab.busy) ends = Math.max(ends, tab.turnAt + LONGEST_TURN_MS);
    return ends;
  }

  #giveInTurn(at: number): void {
    const attended = this.#lookedAt();
    const together = attended?.news && !attended.busy && dueAt(attended, this.#attendedGapMs) <= at;
    if (together) this.#give(attended);
    if (this.#sharedAt > at && !(this.#rush && together)) return;
    let longest: Tab | undefined;
    for (const tab of this.#tabs) {
      if (tab === attended || !tab.news || !ready(tab, at) || dueAt(tab, OTHERS_GAP_MS) > at) continue;
      if (!longest || tab.turnAt < longest.turnAt) longest = tab;
    }
    if (!longest) return;
    this.#sharedAt = at + (this.#rush ? RUSH_SHARED_GAP_MS : SHARED_GAP_MS);
    this.#give(longest);
  }

  /** When something may be due; undefined when nothing waits but what a tab's `done` brings. */
  #nextAt(at: number): number | undefined {
    const attended = this.#lookedAt();
    const calmAt = this.#calmAt > at ? this.#calmAt : this.#othersTurnEnds;
    let next: number | undefined;
    for (const tab of this.#tabs) {
      if (tab.busy || !wants(tab)) continue;
      const hiddenUntil = tab.hidden ? tab.turnAt + HIDDEN_GAP_MS : 0;
      const inTurn =
        tab === attended ? dueAt(tab, this.#attendedGapMs) : Math.max(this.#sharedAt, dueAt(tab, OTHERS_GAP_MS));
      const due = Math.max(hiddenUntil, tab.news ? Math.min(calmAt, inTurn) : calmAt);
      next = next === undefined ? due : Math.min(next, due);
    }
    return next;
  }

  #wakeAt(at: number): void {
    if (this.#timerAt <= at) return;
    clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = setTimeout(() => this.#run(), Math.ceil(Math.max(0, at - now())));
  }

  get #attendedGapMs(): number {
    const shown = [...this.#tabs].filter((tab) => !tab.hidden).length;
    return this.#rush && shown > 1 ? RUSH_ATTENDED_GAP_MS : ATTENDED_GAP_MS;
  }

  /** The visible tab with which the person did something last. */
  #lookedAt(): Tab | undefined {
    let latest: Tab | undefined;
    for (const tab of this.#tabs) if (!tab.hidden && tab.attendedAt > (latest?.attendedAt ?? 0)) latest = tab;
    return latest;
  }

  #give(tab: Tab): void {
    const events = tab.waiting;
    tab.waiting = [];
    tab.news = false;
    tab.busy = true;
    tab.turnAt = now();
    const calm = this.#calm;
    tab.owed = !calm && (tab.owed || events.some(({ type }) => type === 'captured'));
    tab.hand(events, calm);
  }
}

/** Does not jump when the clock is set. */
const now = (): number => performance.now();
const wants = (tab: Tab): boolean => tab.waiting.length > 0 || tab.owed;
const ready = (tab: Tab, at: number): boolean =>
  wants(tab) && !tab.busy && (!tab.hidden || tab.turnAt + HIDDEN_GAP_MS <= at);
const dueAt = (tab: Tab, gapMs: number): number => tab.turnAt + Math.max(gapMs, tab.gapMs);
