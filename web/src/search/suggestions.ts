import { type QueryField, queryFields } from '../../../src/mime/query-language.ts';
import { text } from '../strings.ts';

export interface Suggestion {
  /** The whole query after taking it. */
  readonly query: string;
  readonly label: string;
  readonly hint: string;
}

/** Values that the pages know, for `inbox:` and `campaign:`. */
export interface KnownValues {
  readonly inboxes: readonly string[];
  readonly campaigns: readonly string[];
}

const hints: Record<QueryField, string> = {
  from: text.suggest.from,
  to: text.suggest.to,
  subject: text.suggest.subject,
  has: text.suggest.hasAttachment,
  is: text.suggest.isUnread,
  campaign: text.suggest.campaign,
  inbox: text.suggest.inbox,
  recipient: text.suggest.recipient,
  before: text.suggest.before,
  after: text.suggest.after,
  larger: text.suggest.larger,
  smaller: text.suggest.smaller,
};

const values: Partial<Record<QueryField, readonly (readonly [value: string, hint: string])[]>> = {
  has: [['attachment', text.suggest.hasAttachment]],
  is: [
    ['unread', text.suggest.isUnread],
    ['read', text.suggest.isRead],
    ['favorite', text.suggest.isFavorite],
    ['refused', text.suggest.isRefused],
  ],
  before: ['today', 'yesterday', '7d'].map((value) => [value, text.suggest.before] as const),
  after: ['today', 'yesterday', '1h', '7d'].map((value) => [value, text.suggest.after] as const),
  larger: ['10k', '100k', '1m'].map((value) => [value, text.suggest.larger] as const),
  smaller: ['10k', '100k', '1m'].map((value) => [value, text.suggest.smaller] as const),
};

const MOST = 8;

/** Ways to go on from the last word of a query. */
export function suggest(query: string, known: KnownValues): Suggestion[] {
  const start = lastWordStart(query);
  const word = query.slice(start);
  const before = query.slice(0, start);
  const minus = word.startsWith('-') ? '-' : '';
  const bare = word.slice(minus.length);
  const colon = bare.indexOf(':');
  if (colon < 0) {
    if (bare.startsWith('"')) return [];
    return suggestFields(before, minus, bare.toLowerCase()).slice(0, bare === '' ? 12 : MOST);
  }
  const field = queryFields.find((each) => each === bare.slice(0, colon).toLowerCase());
  return field ? suggestValues(before, minus, field, bare.slice(colon + 1), known).slice(0, MOST) : [];
}

function suggestFields(before: string, minus: string, start: string): Suggestion[] {
  const fields = queryFields
    .filter((field) => field.startsWith(start))
    .map((field) => ({ query: `${before}${minus}${field}:`, label: `${minus}${field}:`, hint: hints[field] }));
  // "unr" finds is:unread too: nobody learns fields before values.
  const direct =
    start.length < 2
      ? []
      : (['has', 'is'] as const).flatMap((field) =>
          (values[field] ?? [])
            .filter(([value]) => value.startsWith(start))
            .map(([value, hint]) => whole(before, minus, field, value, hint)),
        );
  return [...fields, ...direct];
}

function suggestValues(
  before: string,
  minus: string,
  field: QueryField,
  typed: string,
  known: KnownValues,
): Suggestion[] {
  const start = typed.replace(/^"/, '').toLowerCase();
  const listed =
    field === 'inbox'
      ? known.inboxes.map((value) => [value, hints.inbox] as const)
      : field === 'campaign'
        ? known.campaigns.map((value) => [value, hints.campaign] as const)
        : (values[field] ?? []);
  return listed
    .filter(([value]) => value.toLowerCase().includes(start) && value.toLowerCase() !== typed.toLowerCase())
    .map(([value, hint]) => whole(before, minus, field, value, hint));
}

function whole(before: string, minus: string, field: QueryField, value: string, hint: string): Suggestion {
  const quoted = /[\s"\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
  return { query: `${before}${minus}${field}:${quoted} `, label: `${minus}${field}:${value}`, hint };
}

/** Where the word being typed begins; a quoted one may contain spaces. */
function lastWordStart(query: string): number {
  let start = 0;
  let quoted = false;
  for (let at = 0; at < query.length; at += 1) {
    if (query[at] === '"' && query[at - 1] !== '\\') quoted = !quoted;
    else if (!quoted && /\s/u.test(query[at] as string)) start = at + 1;
  }
  return start;
}
