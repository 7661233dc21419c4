import { text } from '../strings.ts';

export const quickFilters = [
  { term: 'is:unread', label: text.inbox.filterUnread },
  { term: 'is:favorite', label: text.inbox.filterFavorite },
  { term: 'has:attachment', label: text.inbox.filterAttachment },
  { term: 'is:refused', label: text.inbox.filterRefused },
] as const;

/** Adds a term to a query, or takes it out; everything else stays as it was typed. */
export function toggleTerm(query: string, term: string): string {
  const words = query.split(/(\s+)/);
  const at = words.indexOf(term);
  if (at < 0) return query.trim() === '' ? term : `${query.trimEnd()} ${term}`;
  words.splice(at, 2);
  return words.join('').trim();
}
