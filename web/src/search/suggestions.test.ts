import { expect, it } from 'vitest';
import { parseQuery } from '../../../src/mime/query-language.ts';
import { suggest } from './suggestions.ts';

const known = { inboxes: ['catch-all', 'shop.acme.test'], campaigns: ['autumn', 'black "friday"'] };
const labels = (query: string) => suggest(query, known).map((each) => each.label);

it('offers the fields at the start of a word and completes what is typed', () => {
  expect(labels('')).toContain('from:');
  expect(labels('hello fr')).toEqual(['from:']);
  expect(suggest('hello fr', known)[0]?.query).toBe('hello from:');
});

it('offers values of a field, negated ones too', () => {
  expect(labels('is:')).toEqual(['is:unread', 'is:read', 'is:favorite', 'is:refused']);
  expect(suggest('from:ann -is:unr', known)[0]?.query).toBe('from:ann -is:unread ');
  expect(labels('unr')).toContain('is:unread');
  expect(labels('inbox:acme')).toEqual(['inbox:shop.acme.test']);
});

it('every whole suggestion is a query that can be understood', () => {
  for (const start of ['is:', 'has:', 'before:', 'after:', 'larger:', 'smaller:', 'inbox:', 'campaign:']) {
    const found = suggest(start, known);
    expect(found.length).toBeGreaterThan(0);
    for (const { query } of found) expect(parseQuery(query, { nowMs: 0 })).toMatchObject({ kind: 'query' });
  }
});

it('is silent inside quotes and after an unknown field', () => {
  expect(labels('"is:')).toEqual([]);
  expect(labels('nonsense:')).toEqual([]);
});
