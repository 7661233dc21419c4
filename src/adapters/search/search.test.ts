import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SearchPage } from '../../ports/queries.ts';
import type { SearchDocument } from '../../ports/search-index.ts';
import { SqliteSearchIndex } from './sqlite-search-index.ts';
import { SqliteSearchQueries } from './sqlite-search-queries.ts';

let directory: string;
let path: string;
let index: SqliteSearchIndex;
let queries: SqliteSearchQueries;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'millrace-search-'));
  path = join(directory, 'search.db');
  index = new SqliteSearchIndex(path);
  queries = new SqliteSearchQueries(path);
});
afterEach(() => {
  index.close();
  queries.close();
  rmSync(directory, { recursive: true, force: true });
});

const mail = (number: number, fields: Partial<SearchDocument> = {}): SearchDocument => ({
  number,
  inbox: 'catch-all',
  subject: '',
  from: '',
  to: '',
  body: '',
  headers: '',
  ...fields,
});
const fill = (...add: SearchDocument[]) => {
  const last = Math.max(...add.map((document) => document.number));
  index.apply({ add, remove: [], from: index.checkpoint(), checkpoint: { captured: last, deleted: 0 } });
};
const found = (words: string, page: Partial<SearchPage> = {}) => queries.search(words, { limit: 100, ...page });

describe('search', () => {
  it('gives numbers newest first, in pages', () => {
    fill(...Array.from({ length: 250 }, (_, n) => mail(n + 1, { body: n % 2 ? 'even parcel' : 'parcel' })));
    const pages: number[] = [];
    for (let before = Number.MAX_SAFE_INTEGER; ; ) {
      const page = found('even', { limit: 30, before });
      if (page.length === 0) break;
      pages.push(...page);
      before = page.at(-1) as number;
    }
    expect(pages).toEqual(Array.from({ length: 125 }, (_, n) => 250 - 2 * n));
  });

  it('gives them oldest first when asked to, between two numbers', () => {
    fill(...Array.from({ length: 250 }, (_, n) => mail(n + 1, { body: n % 2 ? 'even parcel' : 'parcel' })));
    expect(found('even', { order: 'oldest', limit: 3 })).toEqual([2, 4, 6]);
    expect(found('even', { order: 'oldest', limit: 3, after: 6 })).toEqual([8, 10, 12]);
    expect(found('even', { order: 'oldest', after: 6, before: 11 })).toEqual([8, 10]);
    expect(found('even', { after: 6, before: 11 })).toEqual([10, 8]);
  });

  it('finds words in every part, and in one field only where asked', () => {
    fill(
      mail(1, { subject: 'Invoice for Ada' }),
      mail(2, { from: 'Invoice Office <billing@shop.example>' }),
      mail(3, { to: 'invoice@customer.example' }),
      mail(4, { body: 'the invoice is attached' }),
      mail(5, { headers: 'x-kind: invoice' }),
    );
    expect(found('INVOICE')).toEqual([5, 4, 3, 2, 1]);
    expect(found('subject:invoice')).toEqual([1]);
    expect(found('from:billing@shop.example')).toEqual([2]);
    expect(found('to:invoice')).toEqual([3]);
    expect(found('invoice -subject:invoice -from:invoice')).toEqual([5, 4, 3]);
  });

  it('knows phrases, prefixes and negation', () => {
    fill(
      mail(1, { body: 'red paper lantern' }),
      mail(2, { body: 'paper red lantern' }),
      mail(3, { body: 'lanterns of paper' }),
    );
    expect(found('"paper lantern"')).toEqual([1]);
    expect(found('lantern')).toEqual([2, 1]);
    expect(found('lant*')).toEqual([3, 2, 1]);
    expect(found('paper -red')).toEqual([3]);
    expect(found('-red')).toEqual([3]);
    expect(found('-red -paper')).toEqual([]);
  });

  it('keeps to one inbox', () => {
    fill(mail(1, { inbox: '0192a-1', body: 'word' }), mail(2, { inbox: '0192a-2', body: 'word' }));
    expect(found('word', { inbox: '0192a-1' })).toEqual([1]);
    expect(found('-other', { inbox: '0192a-2' })).toEqual([2]);
    expect(found('word', { inbox: '0192a' })).toEqual([]);
  });

  it('finds words of scripts without spaces, and without regard to accents', () => {
    fill(
      mail(1, { subject: '東京都の請求書です' }),
      mail(2, { subject: 'Überweisung für José' }),
      mail(3, { subject: '서울에서 만나요' }),
      mail(4, { subject: 'מכתב בעברית' }),
    );
    expect(found('請求書')).toEqual([1]);
    expect(found('京東')).toEqual([]);
    expect(found('東京*')).toEqual([1]);
    expect(found('uberweisung jose')).toEqual([2]);
    expect(found('서울')).toEqual([3]);
    expect(found('בעברית')).toEqual([4]);
  });

  it('takes everything that a person types as text, never as an operator', () => {
    fill(mail(1, { body: 'cats AND dogs "quoted" a*b NEAR(x) {curly}' }), mail(2, { body: 'cats' }));
    expect(found('cats AND dogs')).toEqual([1]);
    expect(found('"NEAR(x)"')).toEqual([1]);
    expect(found('cats"dogs')).toEqual([]);
    expect(found('{curly}')).toEqual([1]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        try {
          queries.search(text, { limit: 5 });
        } catch (error) {
          expect(error).toMatchObject({ code: 'command-invalid' });
        }
      }),
    );
  });

  it('says what it cannot understand', () => {
    const invalid = expect.objectContaining({ code: 'command-invalid' });
    expect(() => found('"open')).toThrow(invalid);
    expect(() => found('ab*')).toThrow(invalid);
    expect(() => found('word '.repeat(101))).toThrow(invalid);
  });

  it('a mail cannot pass itself off as another inbox', () => {
    fill(mail(1, { inbox: 'b', body: '\ue000a' }));
    expect(found('-x', { inbox: 'a' })).toEqual([]);
  });
});

describe('the index', () => {
  it('removes, replaces, and keeps its checkpoint with its rows', () => {
    fill(mail(1, { body: 'one' }), mail(2, { body: 'two' }));
    index.apply({
      add: [mail(1, { body: 'uno' })],
      remove: [2, 99],
      from: index.checkpoint(),
      checkpoint: { captured: 2, deleted: 7 },
    });
    expect(found('-nothing')).toEqual([1]);
    expect(found('one')).toEqual([]);
    expect(found('uno')).toEqual([1]);
    index.close();
    index = new SqliteSearchIndex(path);
    expect(index.rebuilt).toBe(false);
    expect(index.checkpoint()).toEqual({ captured: 2, deleted: 7 });
    expect(queries.indexedUpTo()).toBe(2);
    fill(mail(5), mail(9));
    expect(index.numbers(0, 2)).toEqual([1, 5]);
    expect(index.numbers(5, 10)).toEqual([9]);
  });

  it('a step that fails leaves nothing', () => {
    const unreadable = mail(2, { body: 'second' });
    Object.defineProperty(unreadable, 'subject', {
      get() {
        throw new Error('no');
      },
    });
    expect(() =>
      index.apply({
        add: [mail(1, { body: 'first' }), unreadable],
        remove: [],
        from: undefined,
        checkpoint: { captured: 2, deleted: 0 },
      }),
    ).toThrow();
    expect(found('first')).toEqual([]);
    expect(index.checkpoint()).toBeUndefined();
  });

  it('is empty after a reset, and readers see it', () => {
    fill(mail(1, { body: 'one' }));
    expect(found('one')).toEqual([1]);
    index.reset();
    expect(found('one')).toEqual([]);
    expect(index.checkpoint()).toBeUndefined();
    expect(queries.indexedUpTo()).toBe(0);
    fill(mail(1, { body: 'one' }));
    expect(found('one')).toEqual([1]);
  });

  it('is emptied by another process: the step that was begun before does nothing', () => {
    fill(mail(1, { body: 'one' }));
    const from = index.checkpoint();
    const other = new SqliteSearchIndex(path);
    other.reset();
    other.close();
    expect(index.apply({ add: [mail(2)], remove: [], from, checkpoint: { captured: 2, deleted: 0 } })).toBe(false);
    expect(index.checkpoint()).toBeUndefined();
    expect(found('-nothing')).toEqual([]);
  });

  it('merges to an end', () => {
    for (let n = 1; n < 40; n += 1) fill(mail(n, { body: `word${n} common` }));
    let steps = 0;
    while (index.optimise()) steps += 1;
    expect(steps).toBeLessThan(100);
    expect(found('common')).toHaveLength(39);
  });

  it('a damaged file is replaced by an empty index', () => {
    fill(mail(1, { body: 'one' }));
    index.close();
    writeFileSync(path, 'this is not a database, it is a sentence that somebody wrote over it');
    index = new SqliteSearchIndex(path);
    expect(index.rebuilt).toBe(true);
    expect(index.checkpoint()).toBeUndefined();
    expect(found('one')).toEqual([]);
  });

  it('an index of another version is replaced, under the eyes of a reader', () => {
    fill(mail(1, { body: 'one' }));
    expect(found('one')).toEqual([1]);
    index.close();
    const old = new Database(path);
    old.pragma('user_version = 999');
    old.close();
    index = new SqliteSearchIndex(path);
    expect(index.rebuilt).toBe(true);
    expect(found('one')).toEqual([]);
    fill(mail(1, { body: 'two' }));
    expect(found('two')).toEqual([1]);
  });

  it('readers find nothing while there is no index', () => {
    const none = new SqliteSearchQueries(join(directory, 'none.db'));
    expect(none.search('word', { limit: 5 })).toEqual([]);
    expect(none.indexedUpTo()).toBe(0);
    none.close();
  });
});
