import { describe, expect, it } from 'vitest';
import type { EmailItem } from '../api/types.ts';
import { MailListStore, PAGE } from './mail-list-store.ts';

/** A server with mails numbered 1 to n, newest first, that counts what it is asked. */
class Server {
  numbers: number[];
  asked = 0;
  away = false;
  constructor(count: number) {
    this.numbers = Array.from({ length: count }, (_, i) => count - i);
  }
  arrive(count: number): void {
    for (let i = 0; i < count; i += 1) this.numbers.unshift((this.numbers[0] ?? 0) + 1);
  }
  oldestFirst = {
    page: async (skip: number, limit: number) => {
      this.asked += 1;
      return {
        items: this.numbers
          .toReversed()
          .slice(skip, skip + limit)
          .map(mail),
      };
    },
    count: async () => ({ count: this.numbers.length, exact: true }),
    newest: async (limit: number) => this.source.page(0, limit),
  };
  source = {
    page: async (skip: number, limit: number) => {
      this.asked += 1;
      if (this.away) throw new Error('away');
      return { items: this.numbers.slice(skip, skip + limit).map(mail) };
    },
    count: async () => ({ count: this.numbers.length, exact: true }),
  };
}

const mail = (number: number) => ({ id: `m${number}`, number, unread: true, subject: `s${number}` }) as EmailItem;
const never = () => false;
const always = () => true;

/** The rows of a range once they are loaded. */
async function shown(store: MailListStore, first: number, last: number): Promise<(number | undefined)[]> {
  store.ensure(first, last);
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  return Array.from({ length: last - first + 1 }, (_, i) => store.row(first + i)?.number);
}

const range = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => from - i);

it('loads windows as they come on view, at any depth, and keeps few of them', async () => {
  const server = new Server(1_000_000);
  const store = new MailListStore(server.source);
  await store.reload();
  expect(store.snapshot().rows).toBe(1_000_000);
  expect(await shown(store, 800_000, 800_020)).toEqual(range(200_000, 199_980));
  for (let first = 0; first < 500_000; first += 5000) await shown(store, first, first + 30);
  expect(store.loaded().length).toBeLessThanOrEqual(31 * PAGE);
});

it('takes arrivals in at the top without loading a window again', async () => {
  const server = new Server(1000);
  const store = new MailListStore(server.source);
  await store.reload();
  server.arrive(3);
  const before = server.asked;
  await store.checkHead(never);
  expect(store.snapshot()).toMatchObject({ rows: 1003, arrived: 3, pending: 0 });
  expect(await shown(store, 0, 20)).toEqual(range(1003, 983));
  expect(server.asked).toBe(before + 1);
});

it('counts arrivals that may not move the rows, and shows them when told to', async () => {
  const server = new Server(1000);
  const store = new MailListStore(server.source);
  await store.reload();
  server.arrive(12);
  await store.checkHead(always);
  server.arrive(1);
  await store.checkHead(always);
  expect(store.snapshot()).toMatchObject({ rows: 1000, pending: 13 });
  expect(await shown(store, 0, 3)).toEqual(range(1000, 997));
  expect(await shown(store, 500, 503)).toEqual(range(500, 497));
  store.showPending();
  expect(await shown(store, 0, 20)).toEqual(range(1013, 993));
});

it('a burst larger than a page is counted by the total, and every row is right afterwards', async () => {
  const server = new Server(1000);
  const store = new MailListStore(server.source);
  await store.reload();
  server.arrive(2500);
  await store.checkHead(never);
  expect(store.snapshot().rows).toBe(3500);
  expect(await shown(store, 0, 30)).toEqual(range(3500, 3470));
  expect(await shown(store, 2400, 2600)).toEqual(range(1100, 900));
});

it('hides mails at once, gives them back on undo, and stays right after they are gone', async () => {
  const server = new Server(1000);
  const store = new MailListStore(server.source);
  await store.reload();
  store.hide(['m1000', 'm998']);
  expect(await shown(store, 0, 2)).toEqual([999, 997, 996]);
  store.show(['m1000', 'm998']);
  expect(await shown(store, 0, 2)).toEqual([1000, 999, 998]);
  store.hide(['m999', 'm998']);
  server.numbers = server.numbers.filter((number) => number !== 999 && number !== 998);
  expect(store.gone(['m999', 'm998'])).toBe(0);
  expect(store.snapshot().rows).toBe(998);
  expect(await shown(store, 0, 2)).toEqual([1000, 997, 996]);
  expect(await shown(store, 400, 403)).toEqual(range(598, 595));
  expect(store.indexOf('m598')).toBe(400);
});

it('says when mails are gone whose place it does not know', async () => {
  const store = new MailListStore(new Server(1000).source);
  await store.reload();
  expect(store.gone(['m999', 'm3'])).toBe(1);
});

it('a change is shown at once and can be taken back', async () => {
  const store = new MailListStore(new Server(10).source);
  await store.reload();
  const undo = store.patch(new Set(['m9']), (item) => ({ ...item, unread: false }));
  expect(store.row(1)?.unread).toBe(false);
  undo();
  expect(store.row(1)?.unread).toBe(true);
});

it('gives the ids of a range of which not all is loaded', async () => {
  const store = new MailListStore(new Server(1000).source);
  await store.reload();
  expect(await store.idsBetween(350, 90)).toEqual(range(910, 650).map((number) => `m${number}`));
});

it('shows a failure of the first load, and heals by loading again', async () => {
  const server = new Server(5);
  server.away = true;
  const store = new MailListStore(server.source);
  await store.reload();
  expect(store.snapshot().status).toBe('failed');
  server.away = false;
  await store.reload();
  expect(store.snapshot()).toMatchObject({ status: 'ready', rows: 5 });
});

it('says why rows could not be loaded, and loads them when asked again', async () => {
  const server = new Server(5000);
  const store = new MailListStore(server.source);
  await store.reload();
  server.away = true;
  expect(await shown(store, 1000, 1001)).toEqual([undefined, undefined]);
  expect(store.snapshot()).toMatchObject({ status: 'ready', error: new Error('away') });
  server.away = false;
  expect(await shown(store, 1000, 1001)).toEqual([4000, 3999]);
  expect(store.snapshot().error).toBeUndefined();
});

it('a list that was counted only so far grows as it is scrolled, and ends where it ends', async () => {
  const server = new Server(1450);
  const store = new MailListStore({ ...server.source, count: async () => ({ count: 1000, exact: false }) });
  await store.reload();
  expect(store.snapshot()).toMatchObject({ rows: 1000, exact: false });
  for (let first = 0; first < 2000; first += 50) await shown(store, first, first + 50);
  expect(store.snapshot()).toMatchObject({ rows: 1450, exact: true });
  expect(await shown(store, 1448, 1449)).toEqual([2, 1]);
});

it('a load that was overtaken by scrolling on is dropped', async () => {
  const server = new Server(10_000);
  const signals: AbortSignal[] = [];
  const store = new MailListStore({
    ...server.source,
    page: (skip, limit, signal) => {
      signals.push(signal);
      return server.source.page(skip, limit);
    },
  });
  await store.reload();
  store.ensure(3000, 3020);
  store.ensure(6000, 6020);
  expect(signals.at(-2)?.aborted).toBe(true);
  expect(signals.at(-1)?.aborted).toBe(false);
});

describe('oldest first', () => {
  const rising = (from: number, to: number) => range(to, from).toReversed();

  it('arrivals stand behind all others and move nothing', async () => {
    const server = new Server(1000);
    const store = new MailListStore(server.oldestFirst);
    await store.reload();
    expect(await shown(store, 0, 20)).toEqual(rising(1, 21));
    server.arrive(3);
    await store.checkHead(always);
    expect(store.snapshot()).toMatchObject({ rows: 1003, arrived: 0, pending: 0 });
    expect(await shown(store, 0, 20)).toEqual(rising(1, 21));
    expect(await shown(store, 990, 1002)).toEqual(rising(991, 1003));
  });

  it('a burst larger than a page is counted by the total, and every row is right afterwards', async () => {
    const server = new Server(950);
    const store = new MailListStore(server.oldestFirst);
    await store.reload();
    server.arrive(2500);
    await store.checkHead(never);
    server.arrive(1);
    await store.checkHead(never);
    expect(store.snapshot().rows).toBe(3451);
    for (let first = 900; first < 3400; first += 50)
      expect(await shown(store, first, first + 50)).toEqual(rising(first + 1, first + 51));
  });

  it('the first mail of an empty inbox shows', async () => {
    const server = new Server(0);
    const store = new MailListStore(server.oldestFirst);
    await store.reload();
    server.arrive(2);
    await store.checkHead(never);
    expect(await shown(store, 0, 1)).toEqual([1, 2]);
  });

  it('stays right after deletions, and arrivals after them', async () => {
    const server = new Server(1000);
    const store = new MailListStore(server.oldestFirst);
    await store.reload();
    store.hide(['m1', 'm3']);
    server.numbers = server.numbers.filter((number) => number !== 1 && number !== 3);
    expect(store.gone(['m1', 'm3'])).toBe(0);
    expect(await shown(store, 0, 2)).toEqual([2, 4, 5]);
    expect(await shown(store, 500, 502)).toEqual(rising(503, 505));
    server.arrive(1);
    await store.checkHead(never);
    expect(store.snapshot().rows).toBe(999);
    expect(await shown(store, 996, 998)).toEqual(rising(999, 1001));
  });

  it('a last page that an arrival overtook on its way is asked for again', async () => {
    const server = new Server(150);
    let answer: () => void = () => undefined;
    let slow = false;
    const store = new MailListStore({
      ...server.oldestFirst,
      page: async (skip, limit) => {
        const page = await server.oldestFirst.page(skip, limit);
        if (slow) await new Promise<void>((resolve) => (answer = resolve));
        return page;
      },
    });
    await store.reload();
    slow = true;
    await shown(store, 120, 149);
    server.arrive(2);
    await store.checkHead(never);
    expect(store.snapshot().rows).toBe(152);
    slow = false;
    answer();
    expect(await shown(store, 148, 151)).toEqual(rising(149, 152));
    expect(store.snapshot().rows).toBe(152);
  });
});

/** Rows of the server and of the list, where the list has them. */
function misplaced(store: MailListStore, server: Server): string[] {
  const wrong: string[] = [];
  for (let index = 0; index < store.snapshot().rows; index += 1) {
    const number = store.row(index)?.number;
    if (number !== undefined && number !== server.numbers[index])
      wrong.push(`${index}: ${number}, not ${server.numbers[index]}`);
  }
  return wrong;
}

it('takes the count of a burst from the feed, and makes it right when it is over', async () => {
  const server = new Server(1000);
  const store = new MailListStore(server.source);
  await store.reload();
  await shown(store, 0, 30);
  let told = 0;
  for (let turn = 0; turn < 40; turn += 1) {
    server.arrive(200 + turn);
    // The feed is behind by half a turn of mail.
    const arrived = 200 + turn - (turn % 2 === 0 ? 90 : -90);
    told += arrived;
    const before = server.asked;
    await store.checkHead(never, arrived);
    expect(server.asked).toBe(before + 1);
    expect(store.snapshot().rows).toBe(1000 + told);
    expect(await shown(store, 0, 30)).toEqual(range(server.numbers[0] ?? 0, (server.numbers[0] ?? 0) - 30));
  }
  server.arrive(3);
  expect(store.snapshot().loose).toBe(true);
  await store.checkHead(never);
  expect(store.snapshot().rows).toBe(server.numbers.length);
  expect(misplaced(store, server)).toEqual([]);
  expect(store.loaded().length).toBeLessThanOrEqual(31 * PAGE);
  // Mail known from before the burst has its place still: what is next to an open message.
  expect(store.indexOf('m1000')).toBe(server.numbers.length - 1000);
  await store.checkHead(never);
  expect(store.snapshot().loose).toBe(false);
  expect(await shown(store, 4000, 4030)).toEqual(server.numbers.slice(4000, 4031));
  expect(misplaced(store, server)).toEqual([]);
});

it('asks again when it is calm after an answer that was older than what the feed told of', async () => {
  const server = new Server(1000);
  const store = new MailListStore(server.source);
  await store.reload();
  for (const seen of [5, 0]) {
    await shown(store, 0, 30);
    const arrived = 20;
    server.arrive(seen);
    await store.checkHead(never, arrived);
    expect(store.snapshot().loose).toBe(true);
    server.arrive(arrived - seen);
    await store.checkHead(never);
    expect(store.snapshot()).toMatchObject({ rows: server.numbers.length, loose: false });
    expect(await shown(store, 0, 30)).toEqual(server.numbers.slice(0, 31));
    expect(misplaced(store, server)).toEqual([]);
  }
});

it('is right after a burst whose end came all at once, and while the reader is further down', async () => {
  const server = new Server(1000);
  const store = new MailListStore(server.source);
  await store.reload();
  await shown(store, 0, 30);
  server.arrive(500);
  await store.checkHead(never, 450);
  await shown(store, 460, 490);
  server.arrive(300);
  await store.checkHead(always, 350);
  expect(store.snapshot().pending).toBe(350);
  server.arrive(200);
  await store.checkHead(always);
  expect(store.snapshot()).toMatchObject({ rows: 1450, pending: 550 });
  store.showPending();
  await store.checkHead(never);
  expect(store.snapshot()).toMatchObject({ rows: 2000, pending: 0 });
  await shown(store, 0, 30);
  await shown(store, 300, 1000);
  expect(misplaced(store, server)).toEqual([]);
});
