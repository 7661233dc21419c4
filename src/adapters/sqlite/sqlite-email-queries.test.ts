import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CaptureDatabase } from '../../../test/support/capture-database.ts';
import type { EmailFilter } from '../../domain/commands.ts';
import type { EmailPageRequest, SearchPage } from '../../ports/queries.ts';
import { SqliteEmailFeed } from './sqlite-email-feed.ts';
import { SqliteEmailQueries } from './sqlite-email-queries.ts';

let captures: CaptureDatabase;
let queries: SqliteEmailQueries;
let found: number[] = [];
const search = {
  search: (_words: string, { limit, before = Number.MAX_SAFE_INTEGER, after = -1, order }: SearchPage) => {
    const inside = found.filter((number) => number < before && number > after);
    return (order === 'oldest' ? inside.toReversed() : inside).slice(0, limit);
  },
  indexedUpTo: () => 0,
};
beforeEach(() => {
  found = [];
  captures = new CaptureDatabase(search);
  queries = new SqliteEmailQueries(captures.reading, search);
});
afterEach(() => captures.close());

const numbers = (filter: EmailFilter, page: Parameters<SqliteEmailQueries['list']>[1]) =>
  queries.list(filter, page).items.map((item) => item.number);
const range = (from: number, down: number) => Array.from({ length: from - down + 1 }, (_, n) => from - n);

describe('over several blocks of numbers', () => {
  const total = 3000;
  beforeEach(() => {
    // Every third in another inbox; an event of another stream in between moves the numbers on.
    captures.receive(...Array.from({ length: 1500 }, (_, n) => ({ inbox: n % 3 === 0 ? 'a' : 'b' })));
    captures.receive(...Array.from({ length: 1500 }, (_, n) => ({ inbox: n % 3 === 0 ? 'a' : 'b' })));
  });

  it('pages through all, newest first, each once', () => {
    const seen: number[] = [];
    for (let before: number | undefined; ; ) {
      const page = queries.list({}, { limit: 170, ...(before === undefined ? {} : { before }) });
      seen.push(...page.items.map((item) => item.number));
      if (page.next === undefined) break;
      before = Number(page.next);
    }
    expect(seen).toEqual(range(total, 1));
  });

  it.each([0, 1, 975, 976, 977, 2040, 2990, 2999, 3000, 9999])('skips %i rows', (skip) => {
    expect(numbers({}, { limit: 7, skip })).toEqual(range(total, 1).slice(skip, skip + 7));
    const own = range(total, 1).filter((number) => (number - 1) % 3 === 0);
    expect(numbers({ inbox: 'a' }, { limit: 7, skip })).toEqual(own.slice(skip, skip + 7));
    // Without counts the rows are walked.
    expect(numbers({ smallerBytes: 51 }, { limit: 7, skip })).toEqual(range(total, 1).slice(skip, skip + 7));
  });

  it('pages through all, oldest first, each once', () => {
    const seen: number[] = [];
    for (let after: number | undefined; ; ) {
      const page = queries.list({}, { limit: 170, order: 'oldest', ...(after === undefined ? {} : { after }) });
      seen.push(...page.items.map((item) => item.number));
      if (page.next === undefined) break;
      after = Number(page.next);
    }
    expect(seen).toEqual(range(total, 1).toReversed());
  });

  it.each([0, 1, 1022, 1023, 1024, 2047, 2990, 2999, 3000, 9999])('skips %i rows from the oldest', (skip) => {
    const page = { limit: 7, skip, order: 'oldest' } as const;
    const rising = range(total, 1).toReversed();
    const own = rising.filter((number) => (number - 1) % 3 === 0);
    found = range(total, 1);
    expect(numbers({}, page)).toEqual(rising.slice(skip, skip + 7));
    expect(numbers({ inbox: 'a' }, page)).toEqual(own.slice(skip, skip + 7));
    expect(numbers({ smallerBytes: 51 }, page)).toEqual(rising.slice(skip, skip + 7));
    expect(numbers({ q: 'word' }, page)).toEqual(rising.slice(skip, skip + 7));
    expect(numbers({ q: 'word', smallerBytes: 51, inbox: 'a' }, page)).toEqual(own.slice(skip, skip + 7));
  });

  it('stays between two cursors with the oldest first', () => {
    const page = { limit: 9, order: 'oldest', after: 1000, before: 2103 } as const;
    expect(numbers({}, { ...page, skip: 1100 })).toEqual([2101, 2102]);
    found = range(total, 1);
    expect(numbers({ q: 'word' }, { ...page, skip: 1100 })).toEqual([2101, 2102]);
  });

  it('skips on from a cursor in the middle of a block, and stays behind another', () => {
    expect(numbers({}, { limit: 3, before: 2900, skip: 1200 })).toEqual([1699, 1698, 1697]);
    expect(numbers({}, { limit: 9, before: 2900, after: 1696, skip: 1200 })).toEqual([1699, 1698, 1697]);
    expect(numbers({}, { limit: 9, after: 2997 })).toEqual([3000, 2999, 2998]);
  });

  it('finds the newest of an inbox that has had no mail for many blocks', () => {
    captures.mark('EmailDeleted', ...range(total, 1001).map((n) => `e${n}`));
    expect(numbers({ inbox: 'a' }, { limit: 2 })).toEqual([1000, 997]);
    expect(queries.count({})).toEqual({ count: 1000, exact: true });
    expect(queries.lastNumber()).toBe(total);
  });

  it('finds a recipient in full blocks, in the one being filled, and after deletions', () => {
    expect(numbers({ recipient: 'R17@example.test' }, { limit: 5 })).toEqual([17]);
    expect(numbers({ recipient: 'r2999@example.test' }, { limit: 5 })).toEqual([2999]);
    expect(numbers({ recipient: 'r17@example.test', inbox: 'a' }, { limit: 5 })).toEqual([]);
    expect(numbers({ recipient: 'r1@example.tes' }, { limit: 5 })).toEqual([]);
    captures.mark('EmailDeleted', 'e17');
    expect(numbers({ recipient: 'r17@example.test' }, { limit: 5 })).toEqual([]);
    const plan = captures.reading.prepare('SELECT count(*) FROM recipient_blocks').pluck().get();
    expect(plan).toBe(2);
  });

  describe('when the time of a page is over at once', () => {
    beforeEach(() => {
      queries = new SqliteEmailQueries(captures.reading, search, 0);
    });

    /** Follows `next`, and `skip` beside it, to the end. */
    function pagesOf(filter: EmailFilter, limit: number, skip?: number) {
      const pages: number[][] = [];
      for (let page: Parameters<SqliteEmailQueries['list']>[1] = { limit, ...(skip ? { skip } : {}) }; ; ) {
        const { items, next, skip: left } = queries.list(filter, page);
        pages.push(items.map((item) => item.number));
        if (next === undefined) return pages;
        expect(Number(next)).toBeLessThan(page.before ?? Number.MAX_SAFE_INTEGER);
        page = { limit, before: Number(next), ...(left === undefined ? {} : { skip: left }) };
      }
    }

    function risingPagesOf(filter: EmailFilter, limit: number, skip?: number) {
      const pages: number[][] = [];
      for (let page: EmailPageRequest = { limit, order: 'oldest', ...(skip ? { skip } : {}) }; ; ) {
        const { items, next, skip: left } = queries.list(filter, page);
        pages.push(items.map((item) => item.number));
        if (next === undefined) return pages;
        expect(Number(next)).toBeGreaterThan(page.after ?? -1);
        page = { limit, order: 'oldest', after: Number(next), ...(left === undefined ? {} : { skip: left }) };
      }
    }

    it('loses and repeats nothing with the oldest first', () => {
      captures.receive({ inbox: 'c' });
      captures.receive(...Array.from({ length: 2100 }, (_, n) => ({ inbox: n < 2050 ? 'b' : 'c' })));
      const own = range(5101, 5052).concat(3001).toReversed();
      for (const skip of [0, 1, 49, 50, 51])
        expect(risingPagesOf({ inbox: 'c', smallerBytes: 51 }, 7, skip).flat()).toEqual(own.slice(skip));
      found = range(total, 1);
      const pages = risingPagesOf({ q: 'word', inbox: 'a', smallerBytes: 51 }, 400);
      expect(pages.length).toBeGreaterThan(3);
      expect(pages.flat()).toEqual(
        range(total, 1)
          .filter((number) => (number - 1) % 3 === 0)
          .toReversed(),
      );
      captures.mark('EmailMarkedFavorite', 'e1', 'e3000');
      expect(risingPagesOf({ favorite: true }, 1).flat()).toEqual([1, 3000]);
      expect(risingPagesOf({ recipient: 'r17@example.test' }, 5).flat()).toEqual([17]);
      expect(risingPagesOf({ recipient: 'r17@example.test', subject: 'nowhere' }, 5).flat()).toEqual([]);
    });

    function firstAfter(filter: EmailFilter, after: number): number | undefined {
      for (let from = after; ; ) {
        const { email, goOn } = queries.firstAfter(filter, from);
        if (goOn === undefined) return email?.number;
        expect(goOn).toBeGreaterThan(from);
        from = goOn;
      }
    }

    it('fills a page without conditions all the same', () => {
      expect(queries.list({}, { limit: 3000 })).toMatchObject({ items: { length: total } });
      expect(queries.list({ inbox: 'a' }, { limit: 1, skip: 999 }).items).toHaveLength(1);
    });

    it('goes on from where it got to, with pages that are empty, and ends', () => {
      captures.receive({ inbox: 'c', subject: 'rare' });
      captures.receive(...Array.from({ length: 2100 }, (_, n) => ({ inbox: n < 2050 ? 'b' : 'c' })));
      expect(pagesOf({ inbox: 'c', subject: 'rare' }, 5)).toEqual([[], [3001]]);
      expect(pagesOf({ inbox: 'c', subject: 'nowhere' }, 5)).toEqual([[], []]);
      expect(pagesOf({ recipient: 'r17@example.test', subject: 'nowhere' }, 5).flat()).toEqual([]);
      expect(pagesOf({ recipient: 'r17@example.test' }, 5).flat()).toEqual([17]);
      expect(firstAfter({ inbox: 'c', subject: 'rare' }, 0)).toBe(3001);
      expect(queries.firstAfter({ inbox: 'c', smallerBytes: 51 }, 3001)).toEqual({ goOn: 3 * 1024 - 1 });
      expect(firstAfter({ inbox: 'c', smallerBytes: 51 }, 3001)).toBe(5052);
      expect(firstAfter({ inbox: 'c', subject: 'nowhere' }, 0)).toBeUndefined();
    });

    it('loses and repeats nothing', () => {
      captures.receive({ inbox: 'c' });
      captures.receive(...Array.from({ length: 2100 }, (_, n) => ({ inbox: n < 2050 ? 'b' : 'c' })));
      const own = [...range(5101, 5052), 3001];
      expect(pagesOf({ inbox: 'c', smallerBytes: 51 }, 7).flat()).toEqual(own);
      for (const skip of [1, 49, 50, 51]) {
        expect(pagesOf({ inbox: 'c', smallerBytes: 51 }, 7, skip).flat()).toEqual(own.slice(skip));
      }
      expect(queries.list({ inbox: 'c', smallerBytes: 51 }, { limit: 7, skip: 51 })).toEqual({
        items: [],
        next: String(4 * 1024),
        skip: 1,
      });
    });

    it('goes through an index in slices too', () => {
      captures.mark('EmailMarkedFavorite', 'e1', 'e3000');
      // Some 18,000 events on: the next email is in another slice.
      for (let round = 0; round < 3; round += 1) {
        captures.mark('EmailRead', ...range(3000, 1).map((n) => `e${n}`));
        captures.mark('EmailMarkedUnread', ...range(3000, 1).map((n) => `e${n}`));
      }
      captures.receive({});
      captures.mark('EmailMarkedFavorite', 'e3001');
      const pages = pagesOf({ favorite: true }, 5);
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.flat()).toEqual([queries.lastNumber(), 3000, 1]);
      expect(pagesOf({ favorite: true, subject: 'nowhere' }, 5).flat()).toEqual([]);
      expect(firstAfter({ favorite: true }, 1)).toBe(3000);
      expect(queries.firstAfter({ favorite: true }, 3000)).toEqual({ goOn: 4 * 1024 - 1 });
      expect(firstAfter({ favorite: true }, 3000)).toBe(queries.lastNumber());
      expect(firstAfter({ favorite: true }, queries.lastNumber())).toBeUndefined();
    });

    it('goes through what the search index finds in slices', () => {
      found = range(total, 1);
      const filter = { q: 'word', inbox: 'a', smallerBytes: 51 };
      const pages = pagesOf(filter, 400);
      expect(pages.length).toBeGreaterThan(3);
      const own = range(total, 1).filter((number) => (number - 1) % 3 === 0);
      expect(pages.flat()).toEqual(own);
      expect(pagesOf(filter, 400, 700).flat()).toEqual(own.slice(700));
      expect(pagesOf({ q: 'word' }, 400, 2000).flat()).toEqual(range(1000, 1));
    });
  });

  it('finds every capture of a recipient, newest first, in pages', () => {
    captures.receive({ job: { ...jobTo('r17@example.test') } }, { job: { ...jobTo('R17@Example.test') } });
    expect(numbers({ recipient: 'r17@example.test' }, { limit: 2 })).toEqual([3002, 3001]);
    expect(numbers({ recipient: 'r17@example.test' }, { limit: 2, before: 3001 })).toEqual([17]);
    expect(numbers({ recipient: 'r17@example.test' }, { limit: 2, order: 'oldest' })).toEqual([17, 3001]);
    expect(numbers({ recipient: 'r17@example.test' }, { limit: 2, order: 'oldest', after: 17 })).toEqual([3001, 3002]);
  });
});

const jobTo = (address: string) => ({
  from: '',
  recipients: [{ address, inbox: 'catch-all' }],
  peer: '',
  helo: '',
  esmtp: true,
  via: 'DATA' as const,
  times: { connected: 0, mail: 0, data: 0, end: 0 },
});

describe('filters', () => {
  it.each<[string, EmailFilter, number[]]>([
    ['sender by name', { from: 'ANN' }, [1]],
    ['sender by address', { from: 'ann@' }, [1]],
    ['letters beyond ASCII, whatever their case', { subject: 'grüß' }, [2]],
    ['quotes, percent and backslash as they are', { subject: '50% "off\\' }, [3]],
    ['an underscore is no wildcard', { subject: 'a_b' }, []],
    ['addressee in To', { to: 'zoe' }, [4]],
    ['attachments', { hasAttachment: true }, [4]],
    ['none', { hasAttachment: false, refused: false }, [3, 2, 1]],
    ['refused', { refused: true }, [5]],
    ['time from and to', { after: 20, before: 40 }, [3, 2]],
    ['at least so many bytes', { largerBytes: 300 }, [5, 4, 3]],
    ['less than so many', { smallerBytes: 300 }, [2, 1]],
    ['unread', { unread: true }, [5, 4, 2, 1]],
    ['read', { unread: false }, [3]],
    ['favourite', { favorite: true }, [2]],
    ['another inbox', { inbox: 'other' }, [1]],
    ['an inbox that never was', { inbox: 'none' }, []],
    ['not an inbox', { not: { inboxes: ['catch-all'] } }, [1]],
    ['not a campaign', { not: { campaigns: ['none'] } }, [5, 4, 3, 2, 1]],
    ['not a recipient', { not: { recipients: ['R1@example.test', 'r2@example.test'] } }, [5, 4, 3]],
    ['two together', { unread: true, smallerBytes: 300, favorite: false }, [1]],
  ])('%s', (_, filter, expected) => {
    captures.receive(
      { inbox: 'other', from: { name: 'Ann Other', address: 'ann@example.test' }, receivedAt: 10, sizeBytes: 100 },
      { subject: 'Liebe GRÜSSE, GRÜß Gott', receivedAt: 20, sizeBytes: 200 },
      { subject: '50% "off\\', receivedAt: 30, sizeBytes: 300 },
      { to: [{ name: 'Zoë', address: 'zoe@example.test' }], receivedAt: 40, sizeBytes: 400, attachments: 2 },
      { receivedAt: 50, sizeBytes: 500, job: { ...jobTo('x@example.test'), refused: 'dropped' } },
    );
    captures.mark('EmailRead', 'e3');
    captures.mark('EmailMarkedFavorite', 'e2');
    expect(numbers(filter, { limit: 10 })).toEqual(expected);
    expect(numbers(filter, { limit: 10, order: 'oldest' })).toEqual(expected.toReversed());
    expect(queries.count(filter)).toEqual({ count: expected.length, exact: true });
    expect(queries.firstAfter(filter, 0).email?.number).toBe(expected.at(-1));
  });

  it('joins what the search index finds with the other conditions', () => {
    captures.receive({}, { attachments: 1 }, {}, { attachments: 1 }, { attachments: 1 });
    found = [6, 5, 4, 3, 2, 1];
    const filter = { q: 'word', hasAttachment: true };
    expect(numbers(filter, { limit: 2 })).toEqual([5, 4]);
    expect(numbers(filter, { limit: 2, before: 4 })).toEqual([2]);
    expect(numbers({ q: 'word' }, { limit: 2, skip: 3 })).toEqual([2, 1]);
    expect(queries.count(filter)).toEqual({ count: 3, exact: true });
    expect(queries.firstAfter(filter, 3).email?.number).toBe(4);
  });
});

describe('one email', () => {
  it('is given with its envelope, its place and when it was listed', () => {
    const [id] = captures.receive({ messageId: 'told', cc: [{ name: '', address: 'cc@example.test' }] }) as [string];
    expect(queries.get(id)).toMatchObject({
      id: 'e1',
      messageId: 'told',
      cc: [{ address: 'cc@example.test' }],
      listedAt: 1000,
      job: { peer: '127.0.0.1:4000' },
      reference: { store: 'segments', offset: 100, length: 100 },
    });
    expect(queries.get('none')).toBeUndefined();
    captures.mark('EmailDeleted', id);
    expect(queries.get(id)).toBeUndefined();
    expect(queries.reference(id)).toBeUndefined();
  });

  it('keeps the key of a store that has one file a message', () => {
    captures.receive({ reference: 'eml:2026/11/25/x.eml:0:50' });
    expect(queries.reference('e1')).toEqual({ store: 'eml', key: '2026/11/25/x.eml', offset: 0, length: 50 });
    captures.mark('EmailDeleted', 'e1');
    expect(captures.model.takeReleased()).toEqual([{ store: 'eml', key: '2026/11/25/x.eml', offset: 0, length: 50 }]);
  });
});

describe('SqliteEmailFeed', () => {
  it('gives live emails behind a number, and deletions behind a position', () => {
    const feed = new SqliteEmailFeed(captures.reading);
    expect(feed.lastDeleted()).toBe(0);
    captures.receive({}, {}, {});
    captures.mark('EmailDeleted', 'e2', 'e1');
    expect(feed.readCaptured(0, 10)).toMatchObject([{ number: 3, id: 'e3', recipients: ['r3@example.test'] }]);
    expect(feed.readCaptured(3, 10)).toEqual([]);
    const [first] = feed.readDeleted(0, 1);
    expect(first?.number).toBe(2);
    expect(feed.readDeleted(first?.position ?? 0, 10).map((deleted) => deleted.number)).toEqual([1]);
    expect(feed.lastDeleted()).toBe(captures.write.events.lastPosition());
  });
});
