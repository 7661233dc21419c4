import { MillraceError } from '../../errors.ts';
import type { TextField, TextTerm } from '../../mime/query-language.ts';
import { endsUnspaced, everyDocument, inboxToken, tokenisable } from './search-text.ts';

/** FTS5 gathers all mails of a prefix before it gives the first: one of two letters took seconds on a million mails. */
const MIN_PREFIX = 3;

const columns: Readonly<Record<Exclude<TextField, 'any'>, string>> = {
  subject: 'subject',
  from: 'sender',
  to: 'recipients',
};

/**
 * Terms as an FTS5 MATCH expression. Every text stands in double quotes, so nothing that a person types is an operator; a text of
 * several tokens (`a@b.example`, a quoted phrase) is a phrase.
 * @throws MillraceError 'command-invalid' for a prefix that is too short.
 */
export function matchExpression(terms: readonly TextTerm[], inbox?: string): string {
  const wanted = terms.filter((term) => !term.negated).map(phrase);
  const unwanted = terms.filter((term) => term.negated).map(phrase);
  if (inbox !== undefined) wanted.push(quoted(inboxToken(inbox)));
  if (wanted.length === 0) wanted.push(quoted(everyDocument));
  const all = wanted.join(' AND ');
  return unwanted.length === 0 ? all : `(${all}) NOT (${unwanted.join(' OR ')})`;
}

function phrase(term: TextTerm): string {
  const column = term.field === 'any' ? '' : `${columns[term.field]} : `;
  return `${column}${quoted(tokenisable(term.text))}${term.prefix && isPrefix(term.text) ? ' *' : ''}`;
}

/** False where the last letter is a token of its own, which nothing longer can begin with. */
function isPrefix(text: string): boolean {
  if (endsUnspaced(text)) return false;
  const last = /[\p{L}\p{N}\p{M}]*$/u.exec(text)?.[0] ?? '';
  if ([...last].length < MIN_PREFIX) {
    throw new MillraceError('command-invalid', `Give at least ${MIN_PREFIX} letters before the * of "${text}*"`);
  }
  return true;
}

function quoted(text: string): string {
  // SQLite ends the expression at a NUL.
  return `"${text.replaceAll('\0', ' ').replaceAll('"', '""')}"`;
}
