import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmailFilter } from '../domain/commands.ts';
import { formatQuery, formatTerms, parseQuery, type TextTerm } from './query-language.ts';

const now = Date.UTC(2026, 10, 24, 9, 30);
const parse = (text: string) => parseQuery(text, { nowMs: now });

function filterOf(text: string): EmailFilter {
  const parsed = parse(text);
  if (parsed.kind === 'fault') throw new Error(parsed.reason);
  return parsed.filter;
}

function termsOf(text: string): readonly TextTerm[] {
  const parsed = parse(text);
  if (parsed.kind === 'fault') throw new Error(parsed.reason);
  return parsed.terms;
}

describe('words', () => {
  it('takes free words, phrases, prefixes and negation', () => {
    expect(termsOf('order "your order" deliv* -refund -"out of stock"')).toEqual([
      { field: 'any', text: 'order', prefix: false, negated: false },
      { field: 'any', text: 'your order', prefix: false, negated: false },
      { field: 'any', text: 'deliv', prefix: true, negated: false },
      { field: 'any', text: 'refund', prefix: false, negated: true },
      { field: 'any', text: 'out of stock', prefix: false, negated: true },
    ]);
  });

  it('scopes words to from, to and subject', () => {
    expect(termsOf('from:shop@acme.test -subject:"see you" TO:bob')).toEqual([
      { field: 'from', text: 'shop@acme.test', prefix: false, negated: false },
      { field: 'subject', text: 'see you', prefix: false, negated: true },
      { field: 'to', text: 'bob', prefix: false, negated: false },
    ]);
  });

  it('gives the words alone as q', () => {
    expect(filterOf('is:unread hello -from:bob "a b"')).toEqual({ unread: true, q: 'hello -from:bob "a b"' });
    expect(filterOf('is:unread')).toEqual({ unread: true });
    expect(filterOf('   ')).toEqual({});
  });

  it('takes addresses of the web as words and passes over signs between words', () => {
    expect(termsOf('https://acme.test/x').map(({ text }) => text)).toEqual(['https://acme.test/x']);
    expect(termsOf('Tom & Jerry - 2').map(({ text }) => text)).toEqual(['Tom', 'Jerry', '2']);
  });

  it('keeps an escaped quote', () => {
    expect(termsOf('"say \\"hi\\" c:\\\\x"')[0]?.text).toBe('say "hi" c:\\x');
  });
});

describe('conditions', () => {
  it.each<[string, EmailFilter]>([
    ['has:attachment', { hasAttachment: true }],
    ['-has:attachments', { hasAttachment: false }],
    ['is:read', { unread: false }],
    ['-is:unread', { unread: false }],
    ['is:favourite is:refused', { favorite: true, refused: true }],
    ['campaign:spring inbox:catch-all', { campaign: 'spring', inbox: 'catch-all' }],
    ['campaign:"black friday"', { campaign: 'black friday' }],
    ['-campaign:a -campaign:b -inbox:c', { not: { campaigns: ['a', 'b'], inboxes: ['c'] } }],
    ['recipient:bob@shop.acme.test', { recipient: 'bob@shop.acme.test' }],
    ['larger:10k smaller:1.5m', { largerBytes: 10_240, smallerBytes: 1_572_864 }],
    ['larger:10 larger:20', { largerBytes: 20 }],
    ['-larger:2KB', { smallerBytes: 2048 }],
    ['after:2026-11-01', { after: Date.UTC(2026, 10, 1) }],
    ['before:2026-11-01T10:30', { before: Date.UTC(2026, 10, 1, 10, 30) }],
    ['before:2026-11-01T10:30:05+02:00', { before: Date.UTC(2026, 10, 1, 8, 30, 5) }],
    ['-before:2026-11-01', { after: Date.UTC(2026, 10, 1) }],
    ['after:7d', { after: now - 7 * 86_400_000 }],
    ['after:today', { after: Date.UTC(2026, 10, 24) }],
    ['before:yesterday', { before: Date.UTC(2026, 10, 23) }],
  ])('%s', (text, filter) => {
    expect(filterOf(text)).toEqual(filter);
  });

  it('reads dates without a zone in the zone of the reader', () => {
    const parsed = parseQuery('after:2026-11-24 before:today', { nowMs: now, utcOffsetMinutes: 120 });
    expect(parsed).toMatchObject({ filter: { after: Date.UTC(2026, 10, 23, 22), before: Date.UTC(2026, 10, 23, 22) } });
  });
});

describe('faults', () => {
  it.each<[string, string, number, number]>([
    ['hello "world', 'closing quote', 6, 6],
    ['a form:bob', 'no field "form:"', 2, 5],
    ['from:', 'needs a value', 0, 5],
    ['from: bob', 'needs a value', 0, 5],
    ['""', 'empty', 0, 2],
    ['is:purple', 'is: knows', 0, 9],
    ['x has:legs', 'has: knows', 2, 8],
    ['after:soon', 'needs a date', 0, 10],
    ['after:2026-02-31', 'needs a date', 0, 16],
    ['larger:big', 'needs a size', 0, 10],
    ['campaign:a campaign:b', 'once only', 11, 10],
    ['is:read is:unread', 'contradicts', 8, 9],
    ['from:&', 'letter or digit', 0, 6],
    ['&& **', 'letter or digit', 0, 2],
  ])('%s', (text, reason, position, length) => {
    expect(parse(text)).toMatchObject({
      kind: 'fault',
      reason: expect.stringContaining(reason),
      position,
      length,
    });
  });
});

const word = fc
  .string({ unit: fc.constantFrom(...'ab9é水"\\ -:*/.@'), minLength: 1, maxLength: 12 })
  .filter((text) => /[\p{L}\p{N}]/u.test(text));
const value = fc.string({ unit: fc.constantFrom(...'ab9é水"\\ -:*/.@'), minLength: 1, maxLength: 12 });

describe('properties', () => {
  it('reads back every term that it writes', () => {
    const term = fc.record<TextTerm>({
      field: fc.constantFrom('any', 'from', 'to', 'subject'),
      text: word,
      prefix: fc.constant(false),
      negated: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(term, { maxLength: 5 }), (terms) => {
        expect(termsOf(formatTerms(terms))).toEqual(terms);
      }),
      { seed: 1 },
    );
  });

  it('reads back every filter that it writes', () => {
    const filter = fc.record(
      {
        inbox: value,
        campaign: value,
        recipient: value,
        hasAttachment: fc.boolean(),
        unread: fc.boolean(),
        favorite: fc.boolean(),
        refused: fc.boolean(),
        after: fc.integer({ min: 0, max: 2e12 }),
        before: fc.integer({ min: 0, max: 2e12 }),
        largerBytes: fc.nat(),
        smallerBytes: fc.nat(),
        not: fc.record({
          inboxes: fc.array(value, { minLength: 1, maxLength: 2 }),
          campaigns: fc.array(value, { minLength: 1, maxLength: 2 }),
        }),
        q: fc.constantFrom('hello', '"a b" -from:c', 'de*'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filter, (given) => {
        expect(filterOf(formatQuery(given as EmailFilter))).toEqual(given);
      }),
      { seed: 2 },
    );
  });

  it('never throws, and points inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const parsed = parse(text);
        if (parsed.kind === 'fault') {
          expect(parsed.position).toBeGreaterThanOrEqual(0);
          expect(parsed.position + parsed.length).toBeLessThanOrEqual(text.length);
        }
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});
