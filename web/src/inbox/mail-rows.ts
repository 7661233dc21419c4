import type { EmailItem } from '../api/types.ts';
import { formatBytes } from '../format/numbers.ts';
import { formatListTime } from '../format/times.ts';
import { text } from '../strings.ts';
import { type Badge, badgesOf } from './row-badges.ts';

/** The window on the list that is drawn. */
export interface RowsView {
  /** Row of the list that the first of `items` is. */
  readonly first: number;
  /** Undefined: not loaded yet. */
  readonly items: readonly (EmailItem | undefined)[];
  readonly currentId: string | undefined;
  readonly openId: string | undefined;
  readonly isSelected: (id: string) => boolean;
  readonly showRecipient: boolean;
  /** Any moment of today, ms. */
  readonly today: number;
}

/**
 * Draws the rows, without React: in a burst all of them change with every turn of every page that is open, and here only the texts
 * that differ are written, into elements that stay (docs/adr/0012). A row keeps its element as long as it is on view; one that comes
 * takes over the element of one that went. `pattern`: of mail-row-pattern.tsx.
 */
export class MailRows {
  #rows: Row[] = [];

  constructor(
    readonly layer: HTMLElement,
    readonly pattern: HTMLElement,
  ) {}

  draw(view: RowsView): void {
    const before = this.#rows;
    const byId = new Map(before.map((row) => [row.id, row]));
    const stay = view.items.map((item) => item && byId.get(item.id));
    const staying = new Set(stay);
    const free = before.filter((row) => !staying.has(row));
    const scrolledDown = free.length < before.length && free[0] === before[0];
    this.#rows = stay.map((row) => row ?? free.shift() ?? new Row(this.#copy('.mail-row')));
    for (const row of free) row.element.remove();
    // Scrolled down, the upper elements go to the end: looked at from there all others stand where they should.
    const elements = this.#rows.map(({ element }) => element);
    placeChildren(this.layer, elements, scrolledDown ? 'end' : 'start');
    for (const [at, row] of this.#rows.entries()) {
      const item = view.items[at];
      row.place(view.first + at, item?.id);
      row.mark({
        current: item !== undefined && item.id === view.currentId,
        open: item !== undefined && item.id === view.openId,
        selected: item !== undefined && view.isSelected(item.id),
      });
      if (item) row.fill(item, view, this.#badge);
    }
  }

  #copy(selector: string): HTMLElement {
    return this.pattern.querySelector(selector)?.cloneNode(true) as HTMLElement;
  }

  #badge = ({ kind, words, title }: Badge): HTMLElement => {
    const element = this.#copy(`[data-badge=${kind}]`);
    element.title = title;
    if (words === undefined) {
      element.setAttribute('role', 'img');
      element.setAttribute('aria-label', title);
    } else {
      const inner = document.createElement('span');
      inner.className = 'ellipsis';
      inner.textContent = words;
      element.append(inner);
    }
    return element;
  };
}

/** Makes these the children of an element, in this order. Looked at from the given end, none that stands right is moved. */
export function placeChildren(parent: Element, wanted: readonly Element[], from: 'start' | 'end'): void {
  if (from === 'start') {
    let next = parent.firstElementChild;
    for (const child of wanted) {
      if (child === next) next = next.nextElementSibling;
      else parent.insertBefore(child, next);
    }
    return;
  }
  let behind: Element | null = null;
  for (const child of wanted.toReversed()) {
    const stands: Element | null = behind ? behind.previousElementSibling : parent.lastElementChild;
    if (child !== stands) parent.insertBefore(child, behind);
    behind = child;
  }
}

interface Marks {
  readonly current: boolean;
  readonly open: boolean;
  readonly selected: boolean;
}

/** The elements of one row, and what they show. */
class Row {
  /** Of the mail shown; undefined: not loaded yet. */
  id: string | undefined;
  readonly #check: HTMLInputElement;
  readonly #dot: HTMLElement;
  readonly #star: HTMLElement;
  readonly #who: Text;
  readonly #subject: Text;
  readonly #snippet: Text;
  readonly #badges: HTMLElement;
  readonly #size: Text;
  readonly #time: Text;
  readonly #timeElement: HTMLElement;
  #index = -1;
  #selected: boolean | undefined;
  #favorite: boolean | undefined;
  #badgesShown = '';
  #filled: { item: EmailItem; showRecipient: boolean; today: number } | undefined;

  constructor(readonly element: HTMLElement) {
    const part = <T extends HTMLElement>(selector: string) => element.querySelector(selector) as T;
    this.#check = part('input');
    this.#dot = part('.dot');
    this.#star = part('.star');
    this.#who = textIn(part('.mail-who'));
    this.#subject = textIn(part('.mail-subject'));
    this.#snippet = textIn(part('.mail-snippet'));
    this.#badges = part('.mail-badges');
    this.#size = textIn(part('.mail-size'));
    this.#timeElement = part('time');
    this.#time = textIn(this.#timeElement);
    this.#showAs(undefined);
  }

  place(index: number, id: string | undefined): void {
    if (index !== this.#index) {
      this.#index = index;
      this.element.setAttribute('aria-rowindex', String(index + 1));
      this.element.dataset.index = String(index);
    }
    if (id !== this.id) this.#showAs(id);
  }

  mark({ current, open, selected }: Marks): void {
    const { element } = this;
    // The grid names its current row by id (aria-activedescendant); no other row needs one.
    if (current) element.id = `mail-${this.id}`;
    else if (element.id !== '') element.removeAttribute('id');
    flag(element, 'current', current);
    flag(element, 'open', open);
    // The browser has toggled the box that was clicked.
    if (this.#check.checked !== selected) this.#check.checked = selected;
    if (selected === this.#selected) return;
    this.#selected = selected;
    element.setAttribute('aria-selected', String(selected));
  }

  fill(item: EmailItem, { showRecipient, today }: RowsView, makeBadge: (badge: Badge) => HTMLElement): void {
    const before = this.#filled;
    if (before?.item === item && before.showRecipient === showRecipient && before.today === today) return;
    this.#filled = { item, showRecipient, today };
    const subject = item.subject || text.inbox.noSubject;
    if (write(this.#subject, subject)) this.#check.setAttribute('aria-label', text.inbox.select(subject));
    write(this.#snippet, item.snippet ? ` ${item.snippet}` : '');
    write(this.#who, who(item, showRecipient));
    write(this.#size, formatBytes(item.sizeBytes));
    write(this.#time, formatListTime(Date.parse(item.receivedAt), today));
    this.#timeElement.setAttribute('datetime', item.receivedAt);
    flag(this.element, 'unread', item.unread);
    this.#dot.hidden = !item.unread;
    if (item.favorite !== this.#favorite) {
      this.#favorite = item.favorite;
      this.#star.setAttribute('aria-pressed', String(item.favorite));
      this.#star.setAttribute('aria-label', item.favorite ? text.inbox.unfavorite : text.inbox.favorite);
    }
    const badges = badgesOf(item);
    const shown = badges.length === 0 ? '' : JSON.stringify(badges);
    if (shown === this.#badgesShown) return;
    this.#badgesShown = shown;
    this.#badges.replaceChildren(...badges.map(makeBadge));
  }

  #showAs(id: string | undefined): void {
    const { element } = this;
    this.id = id;
    element.classList.toggle('mail-row-blank', id === undefined);
    if (id === undefined) {
      element.setAttribute('aria-busy', 'true');
      delete element.dataset.id;
      delete element.dataset.testid;
    } else {
      element.removeAttribute('aria-busy');
      element.dataset.id = id;
      element.dataset.testid = 'mail-row';
    }
  }
}

function flag(element: HTMLElement, name: string, on: boolean): void {
  if (!on) delete element.dataset[name];
  else if (element.dataset[name] === undefined) element.dataset[name] = 'true';
}

/** An empty text in it. */
function textIn(element: HTMLElement): Text {
  const node = document.createTextNode('');
  element.append(node);
  return node;
}

/** True when it was another text before. A text that is written anew is laid out anew, also when it says the same. */
function write(node: Text, value: string): boolean {
  if (node.data === value) return false;
  node.data = value;
  return true;
}

function who(item: EmailItem, recipient: boolean): string {
  if (recipient) return item.recipients.join(', ');
  return item.from.name || item.from.address || text.inbox.noSender;
}
