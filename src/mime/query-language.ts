import type { EmailFilter } from '../domain/commands.ts';

/*
 * The query language of the search box and of the API's `q`, one grammar for both; pure, no Node built-ins, so the pages import it.
 *
 *   query  = *( space / term )
 *   term   = ["-"] [ field ":" ] value          "-" turns the term round
 *   value  = quoted / 1*( any but space )       in quotes: \" and \\ stand for " and \
 *   field  = from to subject                    full text of one field; a free value searches all of the mail
 *          / has is campaign inbox recipient before after larger smaller
 *
 * A value that is not quoted may end in `*`: words that begin so. All terms must hold.
 */

export type TextField = 'any' | 'from' | 'to' | 'subject';

/** One word or phrase for the full-text index. */
export interface TextTerm {
  readonly field: TextField;
  readonly text: string;
  readonly prefix: boolean;
  readonly negated: boolean;
}

export type ParsedQuery =
  | {
      readonly kind: 'query';
      /** Conditions for the database; `q` holds the words for the search index, absent when there are none. */
      readonly filter: EmailFilter;
      readonly terms: readonly TextTerm[];
    }
  | QueryFault;

/** What cannot be understood, as a sentence, and where: UTF-16 index and length in the query. */
export interface QueryFault {
  readonly kind: 'fault';
  readonly reason: string;
  readonly position: number;
  readonly length: number;
}

export interface QueryClock {
  /** Milliseconds since the epoch, for `after:7d`, `after:today`. */
  readonly nowMs: number;
  /** Minutes east of UTC that dates without a zone are meant in. Default 0. */
  readonly utcOffsetMinutes?: number;
}

export const queryFields = [
  'from',
  'to',
  'subject',
  'has',
  'is',
  'campaign',
  'inbox',
  'recipient',
  'before',
  'after',
  'larger',
  'smaller',
] as const;
export type QueryField = (typeof queryFields)[number];

export function parseQuery(text: string, clock: QueryClock): ParsedQuery {
  const conditions = new Conditions();
  const terms: TextTerm[] = [];
  let silent: RawTerm | undefined;
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const raw = readTerm(text, at);
    if ('kind' in raw) return raw;
    at = raw.end;
    const reason = raw.field === undefined || isTextField(raw.field) ? addText(raw) : conditions.add(raw, clock);
    if (reason) return { kind: 'fault', reason, position: raw.start, length: raw.end - raw.start };
  }
  if (silent && terms.length === 0 && conditions.empty) {
    const reason = 'There is no letter or digit to search for';
    return { kind: 'fault', reason, position: silent.start, length: silent.end - silent.start };
  }
  const q = formatTerms(terms);
  return { kind: 'query', filter: { ...conditions.filter(), ...(q ? { q } : {}) }, terms };

  function addText(raw: RawTerm): string | undefined {
    const field = (raw.field ?? 'any') as TextField;
    const prefix = !raw.quoted && /[^*]\*$/.test(raw.value);
    const value = prefix ? raw.value.slice(0, -1) : raw.value;
    if (/[\p{L}\p{N}]/u.test(value)) {
      terms.push({ field, text: value, prefix, negated: raw.negated });
      return undefined;
    }
    if (field !== 'any') return `${field}: needs a word with a letter or digit`;
    silent ??= raw; // "Tom & Jerry": the index has no token for "&"
    return undefined;
  }
}

/** The words of a query in the language itself: `parseQuery` of the result gives the same terms. */
export function formatTerms(terms: readonly TextTerm[]): string {
  return terms
    .map(({ field, text, prefix, negated }) => {
      const bare = prefix || !mustQuote(text, field === 'any');
      return `${negated ? '-' : ''}${field === 'any' ? '' : `${field}:`}${bare ? text : quote(text)}${prefix ? '*' : ''}`;
    })
    .join(' ');
}

/** A filter in the query language, for links and for the search box. Times become UTC, sizes bytes. */
export function formatQuery(filter: EmailFilter): string {
  const parts: string[] = [];
  const put = (field: string, value: string) =>
    parts.push(`${field}:${mustQuote(value, false) ? quote(value) : value}`);
  const yesNo = (value: boolean | undefined, term: string) => {
    if (value !== undefined) parts.push(value ? term : `-${term}`);
  };
  for (const field of ['inbox', 'campaign', 'recipient', 'from', 'to', 'subject'] as const) {
    const value = filter[field];
    if (value !== undefined && value !== '') put(field, value);
  }
  yesNo(filter.hasAttachment, 'has:attachment');
  yesNo(filter.unread, 'is:unread');
  yesNo(filter.favorite, 'is:favorite');
  yesNo(filter.refused, 'is:refused');
  if (filter.after !== undefined) put('after', new Date(filter.after).toISOString());
  if (filter.before !== undefined) put('before', new Date(filter.before).toISOString());
  if (filter.largerBytes !== undefined) put('larger', String(filter.largerBytes));
  if (filter.smallerBytes !== undefined) put('smaller', String(filter.smallerBytes));
  for (const value of filter.not?.inboxes ?? []) put('-inbox', value);
  for (const value of filter.not?.campaigns ?? []) put('-campaign', value);
  for (const value of filter.not?.recipients ?? []) put('-recipient', value);
  if (filter.q) parts.push(filter.q);
  return parts.join(' ');
}

interface RawTerm {
  readonly negated: boolean;
  readonly field: QueryField | undefined;
  readonly value: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

function readTerm(text: string, start: number): RawTerm | QueryFault {
  let at = start;
  const negated = text[at] === '-' && at + 1 < text.length && !isSpace(text[at + 1] as string);
  if (negated) at += 1;
  const name = /^([A-Za-z]+):(?!\/\/)/.exec(text.slice(at, at + 32))?.[1];
  let field: QueryField | undefined;
  if (name !== undefined) {
    field = queryFields.find((known) => known === name.toLowerCase());
    if (!field) {
      const reason = `There is no field "${name}:". Put the text in quotes to search for it as it is`;
      return { kind: 'fault', reason, position: at, length: name.length + 1 };
    }
    at += name.length + 1;
  }
  const value = text[at] === '"' ? readQuoted(text, at) : readBare(text, at);
  if ('kind' in value) return value;
  if (value.value === '') {
    const reason = field ? `${field}: needs a value, without a space before it` : 'The quotes are empty';
    return { kind: 'fault', reason, position: start, length: value.end - start };
  }
  return { negated, field, ...value, start };
}

function readQuoted(text: string, open: number): { value: string; quoted: boolean; end: number } | QueryFault {
  let value = '';
  for (let at = open + 1; at < text.length; at += 1) {
    const character = text[at] as string;
    if (character === '"') return { value, quoted: true, end: at + 1 };
    if (character === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) at += 1;
    value += text[at];
  }
  return { kind: 'fault', reason: 'The closing quote is missing', position: open, length: text.length - open };
}

function readBare(text: string, start: number): { value: string; quoted: boolean; end: number } {
  let end = start;
  while (end < text.length && !isSpace(text[end] as string)) end += 1;
  return { value: text.slice(start, end), quoted: false, end };
}

/** Gathers the conditions of one query; `add` gives the reason when a term makes no sense. */
class Conditions {
  readonly #values: Writable<EmailFilter> = {};
  readonly #not: Record<'inboxes' | 'campaigns' | 'recipients', string[]> = {
    inboxes: [],
    campaigns: [],
    recipients: [],
  };
  empty = true;

  add(raw: RawTerm, clock: QueryClock): string | undefined {
    this.empty = false;
    switch (raw.field) {
      case 'has':
        if (!/^attachments?$/i.test(raw.value)) return 'has: knows only "attachment"';
        return this.#flag('hasAttachment', !raw.negated, raw);
      case 'is':
        return this.#is(raw);
      case 'inbox':
        return this.#exact('inbox', 'inboxes', raw);
      case 'campaign':
        return this.#exact('campaign', 'campaigns', raw);
      case 'recipient':
        return this.#exact('recipient', 'recipients', raw);
      case 'before':
      case 'after':
        return this.#time(raw, clock);
      default:
        return this.#size(raw);
    }
  }

  filter(): EmailFilter {
    const not = Object.fromEntries(Object.entries(this.#not).filter(([, values]) => values.length > 0));
    return { ...this.#values, ...(Object.keys(not).length > 0 ? { not } : {}) };
  }

  #is(raw: RawTerm): string | undefined {
    switch (raw.value.toLowerCase()) {
      case 'unread':
        return this.#flag('unread', !raw.negated, raw);
      case 'read':
        return this.#flag('unread', raw.negated, raw);
      case 'favorite':
      case 'favourite':
      case 'starred':
        return this.#flag('favorite', !raw.negated, raw);
      case 'refused':
        return this.#flag('refused', !raw.negated, raw);
      default:
        return 'is: knows "unread", "read", "favorite" and "refused"';
    }
  }

  #flag(key: 'hasAttachment' | 'unread' | 'favorite' | 'refused', value: boolean, raw: RawTerm): string | undefined {
    if (this.#values[key] === !value) return `${raw.field}:${raw.value} contradicts an earlier term`;
    this.#values[key] = value;
    return undefined;
  }

  #exact(
    key: 'inbox' | 'campaign' | 'recipient',
    list: 'inboxes' | 'campaigns' | 'recipients',
    raw: RawTerm,
  ): string | undefined {
    if (raw.negated) {
      this.#not[list].push(raw.value);
      return undefined;
    }
    if (this.#values[key] !== undefined && this.#values[key] !== raw.value) return `${key}: can be given once only`;
    this.#values[key] = raw.value;
    return undefined;
  }

  #time(raw: RawTerm, clock: QueryClock): string | undefined {
    const at = parseTime(raw.value, clock);
    if (at === undefined) {
      return `${raw.field}: needs a date such as 2026-11-24 or 2026-11-24T09:30, an age such as 7d or 2h, today or yesterday`;
    }
    // Received at or after / before are each other's opposite.
    if ((raw.field === 'after') !== raw.negated) this.#values.after = Math.max(this.#values.after ?? at, at);
    else this.#values.before = Math.min(this.#values.before ?? at, at);
    return undefined;
  }

  #size(raw: RawTerm): string | undefined {
    const bytes = parseSize(raw.value);
    if (bytes === undefined) return `${raw.field}: needs a size such as 500, 10k or 1.5m`;
    if ((raw.field === 'larger') !== raw.negated)
      this.#values.largerBytes = Math.max(this.#values.largerBytes ?? bytes, bytes);
    else this.#values.smallerBytes = Math.min(this.#values.smallerBytes ?? bytes, bytes);
    return undefined;
  }
}

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

function parseTime(value: string, clock: QueryClock): number | undefined {
  const offsetMs = (clock.utcOffsetMinutes ?? 0) * 60_000;
  const dayStart = Math.floor((clock.nowMs + offsetMs) / unitMs.d) * unitMs.d - offsetMs;
  if (/^today$/i.test(value)) return dayStart;
  if (/^yesterday$/i.test(value)) return dayStart - unitMs.d;
  const age = /^(\d{1,6})([mhdw])$/i.exec(value);
  if (age) return clock.nowMs - Number(age[1]) * unitMs[age[2]?.toLowerCase() as keyof typeof unitMs];
  const date = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/i.exec(value);
  if (!date) return undefined;
  const at = Date.parse(`${date[1]}T${date[2] ?? '00:00'}${date[3]?.toUpperCase() ?? 'Z'}`);
  // Date.parse rolls 31 February over to March: that is a typing mistake here.
  if (Number.isNaN(at) || new Date(Date.parse(`${date[1]}T00:00Z`)).toISOString().slice(0, 10) !== date[1])
    return undefined;
  return date[3] ? at : at - offsetMs;
}

function parseSize(value: string): number | undefined {
  const size = /^(\d{1,12}(?:\.\d{1,3})?)(?:([kmg])(?:i?b)?|b)?$/i.exec(value);
  if (!size) return undefined;
  const unit = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[size[2]?.toLowerCase() ?? ''] ?? 1;
  return Math.round(Number(size[1]) * unit);
}

function isTextField(field: QueryField): boolean {
  return field === 'from' || field === 'to' || field === 'subject';
}

/** What would read as something else when it stands bare. */
function mustQuote(text: string, free: boolean): boolean {
  return /^("|\/\/)/.test(text) || text.endsWith('*') || /\s/u.test(text) || (free && /^-|^[A-Za-z]+:/.test(text));
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text[at] as string)) at += 1;
  return at;
}

function isSpace(character: string): boolean {
  return /\s/u.test(character);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
