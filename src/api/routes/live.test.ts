import { get as httpGet, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakePorts, fakeEmail } from '../../../test/support/fake-ports.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import type { FeedEvent } from '../schemas/operations.ts';
import { createApi } from '../server.ts';

let fake: FakePorts;
let app: FastifyInstance;
let url: string;
const watchers: Watcher[] = [];
beforeEach(async () => {
  fake = new FakePorts();
  app = await createApi(fake.dependencies);
  await app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/v1`;
});
afterEach(async () => {
  for (const watcher of watchers.splice(0)) watcher.close();
  await app.close();
});

describe('wait', () => {
  const subjectOf = async (answer: Promise<Response>) => ((await (await answer).json()) as { subject: string }).subject;

  it('answers as soon as a mail that meets the conditions is captured', async () => {
    fake.capture({ subject: 'earlier' });
    const before = fake.subscribers;
    const answer = fetch(`${url}/emails/wait?timeout=60000&recipient=ann@shop.mill.test`);
    await waitFor('the request to wait', () => fake.subscribers > before);
    fake.capture({ subject: 'for another', recipients: ['bob@shop.mill.test'] });
    fake.capture({ subject: 'for Ann' });
    expect(await subjectOf(answer)).toBe('for Ann');
    await waitFor('nobody to wait', () => fake.subscribers === before);
  });

  it('answers with 204 when none came', async () => {
    fake.capture();
    const response = await fetch(`${url}/emails/wait?timeout=20`);
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  it('takes mail that is there already when told since when, the oldest first', async () => {
    for (const subject of ['one', 'two', 'three']) fake.capture({ subject });
    expect(await subjectOf(fetch(`${url}/emails/wait?timeout=0&since=1`))).toBe('two');
    expect(await subjectOf(fetch(`${url}/emails/wait?timeout=0&since=0`))).toBe('one');
    const third = new Date(fake.emails[2]!.receivedAt).toISOString();
    expect(await subjectOf(fetch(`${url}/emails/wait?timeout=0&since=${third}`))).toBe('three');
    for (const hour of [5, 6, 9]) fake.capture({ subject: `at ${hour}`, receivedAt: Date.UTC(2026, 0, 1, hour) });
    expect(await subjectOf(fetch(`${url}/emails/wait?timeout=0&since=2026-01-01T05:30:00Z`))).toBe('at 6');
    expect(await subjectOf(fetch(`${url}/emails/wait?timeout=0&since=2000-01-01T00:00:00Z`))).toBe('one');
    expect((await fetch(`${url}/emails/wait?timeout=0&since=2026-01-01T09:00:01Z`)).status).toBe(204);
    expect((await fetch(`${url}/emails/wait?since=x`)).status).toBe(400);
    expect((await fetch(`${url}/emails/wait?timeout=120001`)).status).toBe(400);
  });

  it('looks through what is there in slices, to the end even without time to wait', async () => {
    for (const subject of ['one', 'two', 'three']) fake.capture({ subject });
    const { emails } = fake.dependencies;
    const whole = emails.firstAfter;
    const asked: number[] = [];
    emails.firstAfter = (filter, after) => {
      asked.push(after);
      const { email } = whole(filter, after);
      return email === undefined || email.number === after + 1 ? { ...(email ? { email } : {}) } : { goOn: after + 1 };
    };
    expect(await subjectOf(fetch(`${url}/emails/wait?timeout=0&since=0&subject=three`))).toBe('three');
    expect(asked).toEqual([0, 1, 2]);
    expect((await fetch(`${url}/emails/wait?timeout=0&since=0&subject=four`)).status).toBe(204);
  });

  it('finds words once the index has them', async () => {
    const before = fake.subscribers;
    const answer = fetch(`${url}/emails/wait?timeout=60000&q=invoice`);
    await waitFor('the request to wait', () => fake.subscribers > before);
    // No news comes with it, as when the index catches up.
    fake.emails.push(fakeEmail({ number: 1, subject: 'invoice 7' }));
    expect(await subjectOf(answer)).toBe('invoice 7');
  });

  it('ends when the client goes, and when the server stops', async () => {
    const before = fake.subscribers;
    const controller = new AbortController();
    const left = fetch(`${url}/emails/wait?timeout=60000`, { signal: controller.signal }).catch(
      (error: Error) => error,
    );
    await waitFor('the request to wait', () => fake.subscribers > before);
    controller.abort();
    expect((await left) instanceof Error).toBe(true);
    await waitFor('nobody to wait', () => fake.subscribers === before);
    const stopped = fetch(`${url}/emails/wait?timeout=60000`);
    await waitFor('the request to wait', () => fake.subscribers > before);
    await app.close();
    expect((await stopped).status).toBe(503);
  });
});

describe('events', () => {
  it('begins with hello and statistics', async () => {
    fake.capture();
    const watcher = await watch();
    await watcher.until((events) => events.some((event) => event.type === 'stats'));
    expect(watcher.events[0]).toEqual({ type: 'hello', lastNumber: 1, resumed: false });
    expect(watcher.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
  });

  it('tells what is captured, many at once as one, nothing lost', async () => {
    const watcher = await watch();
    for (let n = 0; n < 100; n += 1) fake.capture({ inbox: n % 2 ? 's-1' : 'catch-all' });
    const captured = () => watcher.events.filter((event) => event.type === 'captured');
    await watcher.until(() => captured().reduce((sum, event) => sum + event.count, 0) === 100);
    expect(captured().length).toBeLessThan(5);
    expect(captured().at(-1)).toMatchObject({ lastNumber: 100 });
    expect(captured().reduce((sum, event) => sum + (event.inboxes['s-1'] ?? 0), 0)).toBe(50);
  });

  it('tells changes, counts and the directory', async () => {
    const watcher = await watch();
    fake.tell({ type: 'dead-letters', count: 1 });
    fake.tell(
      { type: 'changed', change: 'read', ids: ['a'], count: 1 },
      { type: 'changed', change: 'read', ids: ['b'], count: 1 },
      { type: 'changed', change: 'deleted', count: 9000 },
      { type: 'campaign', id: 'c', total: 1 },
      { type: 'campaign', id: 'c', total: 2 },
      { type: 'chaos', id: 'x', received: 3 },
      { type: 'directory', what: 'domain', id: 'd' },
      { type: 'dead-letters', count: 4 },
    );
    await watcher.until((events) => events.some((event) => event.type === 'dead-letters' && event.count === 4));
    expect(watcher.events.filter((event) => event.type !== 'stats' && event.type !== 'hello')).toEqual([
      { type: 'dead-letters', count: 1 },
      { type: 'changed', change: 'read', ids: ['a', 'b'], count: 2 },
      { type: 'changed', change: 'deleted', count: 9000 },
      { type: 'campaign', id: 'c', total: 2 },
      { type: 'chaos', id: 'x', received: 3 },
      { type: 'directory', what: 'domain', id: 'd' },
      { type: 'dead-letters', count: 4 },
    ]);
  });

  it('gives one who comes back what was missed, once and in order', async () => {
    const first = await watch();
    fake.tell({ type: 'chaos', id: 'x', received: 1 });
    await first.until((events) => events.some((event) => event.type === 'chaos'));
    first.close();
    fake.tell({ type: 'chaos', id: 'x', received: 2 });
    fake.tell({ type: 'campaign', id: 'c', total: 5 });
    const second = await watch(first.lastId);
    await second.until((events) => events.some((event) => event.type === 'campaign'));
    expect(second.events.filter((event) => event.type !== 'stats')).toEqual([
      { type: 'hello', lastNumber: 0, resumed: true },
      { type: 'chaos', id: 'x', received: 2 },
      { type: 'campaign', id: 'c', total: 5 },
    ]);
  });

  it('one who has missed nothing gets an id all the same', async () => {
    const first = await watch();
    await first.until(() => first.lastId !== undefined);
    const again = await watch(first.lastId);
    await again.until((events) => events.some((event) => event.type === 'stats'));
    expect(again.events.map((event) => event.type).slice(0, 2)).toEqual(['hello', 'stats']);
  });

  it.each(['00000000-3-7', 'nonsense'])('says resync to one of another boot or with a strange id: %s', async (id) => {
    fake.capture();
    const watcher = await watch(id);
    await watcher.until((events) => events.some((event) => event.type === 'resync'));
    expect(watcher.events).toContainEqual({ type: 'resync', lastNumber: 1 });
    expect(watcher.lastId).toMatch(/^[0-9a-f]{8}-\d+-1$/);
  });

  it('gives statistics each second, with the sample of the second', async () => {
    const watcher = await watch();
    fake.status.add('accepted', 5);
    await watcher.until((events) => events.some((event) => event.type === 'stats' && event.sample !== undefined));
    const stats = watcher.events.findLast((event) => event.type === 'stats');
    expect(stats).toMatchObject({ stats: { accepted: 5, smtp: '127.0.0.1:1025' } });
  });

  it('ends when the server stops', async () => {
    const watcher = await watch();
    await app.close();
    await watcher.ended;
  });
});

/** A client of server-sent events that keeps what came. */
class Watcher {
  readonly events: FeedEvent[] = [];
  lastId: string | undefined;
  readonly ended: Promise<void>;
  #rest = '';

  constructor(
    readonly response: IncomingMessage,
    readonly close: () => void,
  ) {
    response.setEncoding('utf8');
    response.on('data', (text: string) => this.#take(text));
    this.ended = new Promise((resolve) => response.on('close', resolve));
  }

  get headers() {
    return this.response.headers;
  }

  until(condition: (events: readonly FeedEvent[]) => boolean): Promise<unknown> {
    return waitFor('the events', () => condition(this.events));
  }

  #take(text: string): void {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      this.lastId = field('id') ?? this.lastId;
      const data = field('data');
      if (data === undefined) continue;
      const event = JSON.parse(data) as FeedEvent;
      expect(field('event')).toBe(event.type);
      this.events.push(event);
    }
  }
}

function watch(lastEventId?: string): Promise<Watcher> {
  return new Promise((resolve, reject) => {
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const request = httpGet(`${url}/events`, { headers }, (response) => {
      const watcher = new Watcher(response, () => request.destroy());
      watchers.push(watcher);
      resolve(watcher);
    });
    request.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? undefined : reject(error)));
  });
}
