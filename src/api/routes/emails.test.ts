import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakePorts } from '../../../test/support/fake-ports.ts';
import { CheckedApi } from '../../../test/support/openapi-check.ts';
import { createApi } from '../server.ts';

let fake: FakePorts;
let api: CheckedApi;
beforeEach(async () => {
  fake = new FakePorts();
  fake.subdomains.push(subdomain('s-1', 'shop.mill.test'));
  api = await CheckedApi.of(await createApi(fake.dependencies));
});
afterEach(() => api.app.close());

const subjects = (response: { json(): { items: { subject: string }[] } }) =>
  response.json().items.map((i) => i.subject);

describe('list', () => {
  it('gives the newest first, page by page', async () => {
    for (let n = 0; n < 5; n += 1) fake.capture();
    const first = await api.get('/api/v1/emails?limit=2');
    expect(subjects(first)).toEqual(['Mail 5', 'Mail 4']);
    const second = await api.get(`/api/v1/emails?limit=2&before=${first.json().next}`);
    expect(subjects(second)).toEqual(['Mail 3', 'Mail 2']);
    const last = await api.get(`/api/v1/emails?limit=2&before=${second.json().next}`);
    expect(subjects(last)).toEqual(['Mail 1']);
    expect(last.json()).not.toHaveProperty('next');
    expect(subjects(await api.get('/api/v1/emails?after=3'))).toEqual(['Mail 5', 'Mail 4']);
    expect(subjects(await api.get('/api/v1/emails?skip=3&limit=1'))).toEqual(['Mail 2']);
  });

  it('gives the oldest first when asked to', async () => {
    for (let n = 0; n < 3; n += 1) fake.capture();
    const first = await api.get('/api/v1/emails?limit=2&order=oldest');
    expect(subjects(first)).toEqual(['Mail 1', 'Mail 2']);
    expect(subjects(await api.get(`/api/v1/emails?limit=2&order=oldest&after=${first.json().next}`))).toEqual([
      'Mail 3',
    ]);
    expect(subjects(await api.get('/api/v1/emails?order=newest'))).toEqual(['Mail 3', 'Mail 2', 'Mail 1']);
    expect((await api.get('/api/v1/emails?order=size')).statusCode).toBe(400);
  });

  it('tells of a page whose time was over where to go on, with nothing found and rows still to jump over', async () => {
    fake.dependencies.emails.list = (_filter, { before = 9, skip = 0 }) =>
      before > 7 ? { items: [], next: '7', skip: skip - 1 } : { items: [] };
    const first = await api.get('/api/v1/emails?subject=rare&skip=5');
    expect(first.json()).toEqual({ items: [], next: '7', skip: 4 });
    const { next, skip } = first.json();
    const last = await api.get(`/api/v1/emails?subject=rare&before=${next}&skip=${skip}`);
    expect(last.json()).toEqual({ items: [] });
  });

  it('names inboxes and writes times in UTC', async () => {
    fake.capture({ inbox: 's-1', receivedAt: Date.UTC(2026, 10, 25, 22, 30, 0, 123) });
    const [item] = (await api.get('/api/v1/emails')).json().items;
    expect(item).toMatchObject({ inbox: 's-1', inboxName: 'shop.mill.test', receivedAt: '2026-11-25T22:30:00.123Z' });
  });

  it('takes an inbox by id and by name, in the parameter and in q', async () => {
    fake.capture({ inbox: 's-1' });
    fake.capture();
    for (const query of ['inbox=s-1', 'inbox=Shop.Mill.Test.', 'q=inbox:shop.mill.test', 'inbox=s-1&q=inbox:s-1']) {
      expect(subjects(await api.get(`/api/v1/emails?${query}`)), query).toEqual(['Mail 1']);
    }
    expect(subjects(await api.get('/api/v1/emails?inbox=nowhere.test'))).toEqual([]);
  });

  it('says where a query cannot be understood', async () => {
    const response = await api.get('/api/v1/emails?q=hello%20colour:red');
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'query-invalid', position: 6, length: 7 });
  });

  it('refuses a parameter and a term that contradict each other', async () => {
    const response = await api.get('/api/v1/emails?unread=true&q=is:read');
    expect(response.json()).toMatchObject({ status: 400, code: 'query-invalid', field: 'q' });
  });

  it.each([
    'limit=0',
    'limit=501',
    'limit=1e2',
    'limit=',
    'limit=1&limit=2',
    'before=-1',
    'before=99999999999999999999',
    'unread=yes',
    'receivedAfter=yesterday',
    'receivedAfter=2026-13-01T00:00:00Z',
    'subject=a%00b',
    'colour=red',
  ])('refuses %s with the name of the field', async (query) => {
    const response = await api.get(`/api/v1/emails?${query}`);
    expect(response.statusCode).toBe(400);
    const field = query.split('=')[0];
    expect(response.json()).toMatchObject({ code: 'request-invalid', errors: [{ field }] });
  });

  it('finds words, with the other conditions and pages', async () => {
    for (let n = 0; n < 6; n += 1) fake.capture({ subject: n % 2 ? `invoice ${n}` : 'other', unread: n !== 3 });
    const first = await api.get('/api/v1/emails?q=invoice&limit=2');
    expect(subjects(first)).toEqual(['invoice 5', 'invoice 3']);
    expect(subjects(await api.get(`/api/v1/emails?q=invoice&limit=2&before=${first.json().next}`))).toEqual([
      'invoice 1',
    ]);
    expect(subjects(await api.get('/api/v1/emails?q=invoice%20is:unread'))).toEqual(['invoice 5', 'invoice 1']);
    expect(subjects(await api.get('/api/v1/emails?q=invoice&skip=1'))).toEqual(['invoice 3', 'invoice 1']);
    expect(subjects(await api.get('/api/v1/emails?q=invoice&after=2'))).toEqual(['invoice 5', 'invoice 3']);
    expect((await api.get('/api/v1/emails/count?q=invoice')).json()).toEqual({ count: 3, exact: true });
  });

  it('counts, and lists inboxes', async () => {
    fake.capture();
    fake.capture({ inbox: 's-1', unread: false });
    expect((await api.get('/api/v1/emails/count')).json()).toEqual({ count: 2, exact: true });
    expect((await api.get('/api/v1/emails/count?inbox=shop.mill.test')).json().count).toBe(1);
    expect((await api.get('/api/v1/inboxes')).json().items).toEqual([
      { inbox: 'catch-all', inboxName: 'catch-all', emails: 1, unread: 1, sizeBytes: 1234 },
      { inbox: 's-1', inboxName: 'shop.mill.test', emails: 1, unread: 0, sizeBytes: 1234 },
    ]);
  });
});

describe('changes of many', () => {
  it.each([
    ['read', 'ReadEmails'],
    ['unread', 'UnreadEmails'],
    ['favorite', 'FavoriteEmails'],
    ['unfavorite', 'UnfavoriteEmails'],
    ['delete', 'DeleteEmails'],
  ])('%s by ids and by filter', async (action, type) => {
    fake.answer = () => ({ kind: 'done', count: 2 });
    expect((await api.post(`/api/v1/emails/${action}`, { ids: ['a', 'b'] })).json()).toEqual({ count: 2 });
    await api.post(`/api/v1/emails/${action}`, { filter: { inbox: 'shop.mill.test', unread: true } });
    expect(fake.commands).toEqual([
      { type, selection: { ids: ['a', 'b'] } },
      { type, selection: { filter: { inbox: 's-1', unread: true } } },
    ]);
    expect((await api.post(`/api/v1/emails/${action}`, {})).statusCode).toBe(400);
    expect((await api.post(`/api/v1/emails/${action}`)).statusCode).toBe(400);
  });

  it('hands words on with the other conditions', async () => {
    await api.post('/api/v1/emails/delete', { filter: { q: 'invoice is:unread', inbox: 's-1' } });
    expect(fake.commands).toEqual([
      { type: 'DeleteEmails', selection: { filter: { q: 'invoice', unread: true, inbox: 's-1' } } },
    ]);
  });

  it('deletes everything only when that is said', async () => {
    const remove = (url: string) => api.request({ method: 'DELETE', url });
    expect((await remove('/api/v1/emails')).statusCode).toBe(400);
    expect((await remove('/api/v1/emails?inbx=a')).statusCode).toBe(400);
    expect(fake.commands).toEqual([]);
    expect((await remove('/api/v1/emails?all=true')).statusCode).toBe(200);
    expect((await remove('/api/v1/emails?inbox=catch-all')).statusCode).toBe(200);
    expect(fake.commands).toEqual([
      { type: 'DeleteEmails', selection: { filter: {} } },
      { type: 'DeleteEmails', selection: { filter: { inbox: 'catch-all' } } },
    ]);
  });
});

function subdomain(id: string, name: string) {
  return {
    id,
    domainId: 'd-1',
    name,
    description: '',
    status: 'active' as const,
    mx: { status: 'unknown' as const, records: [] },
    settings: { priority: 'normal' as const },
    moderators: [],
    viewers: [],
    createdAt: 0,
  };
}
