import { formatQuery, type ParsedQuery, parseQuery } from '../../../src/mime/query-language.ts';

/** What a person typed, with dates meant in the zone of the browser. */
export function readQuery(query: string): ParsedQuery {
  return parseQuery(query, { nowMs: Date.now(), utcOffsetMinutes: -new Date().getTimezoneOffset() });
}

/** For the API, which means dates in UTC: the same query with its times made absolute. Undefined: it cannot be understood. */
export function queryForApi(query: string): string | undefined {
  const parsed = readQuery(query);
  return parsed.kind === 'query' ? formatQuery(parsed.filter) : undefined;
}
