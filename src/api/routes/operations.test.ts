import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakePorts } from '../../../test/support/fake-ports.ts';
import { CheckedApi } from '../../../test/support/openapi-check.ts';
import { createApi } from '../server.ts';

let fake: FakePorts;
let api: CheckedApi;
beforeEach(async () => {
  fake = new FakePorts();
  api = await CheckedApi.of(await createApi(fake.dependencies));
});
afterEach(() => api.app.close());

describe('jobs', () => {
  it('are told with how far they are and their last fault', async () => {
    expect((await api.get('/api/v1/jobs')).json()).toEqual({ items: [] });
    fake.jobs = [
      { name: 'search-index', steps: 4, faults: 0, doneUpTo: 77 },
      { name: 'retention', steps: 2, faults: 9, fault: 'the disk is full' },
    ];
    expect((await api.get('/api/v1/jobs')).json()).toEqual({ items: fake.jobs });
  });
});

describe('dead letters', () => {
  beforeEach(() => {
    const reference = { store: 'memory' as const, key: 'dead', offset: 0, length: 4 };
    const common = {
      lane: 'normal',
      sequence: 9,
      messageId: 'm',
      reason: 'bad',
      attempts: 4,
      firstAt: 1,
      lastAt: 2,
      reference,
    };
    fake.deadLetters.push({ id: 3, ...common }, { id: 5, ...common });
    fake.messages.set('dead', Buffer.from('dead'));
  });

  it('are listed and given as bytes', async () => {
    expect((await api.get('/api/v1/dead-letters?limit=1')).json()).toMatchObject({ total: 2, items: [{ id: 3 }] });
    expect((await api.get('/api/v1/dead-letters?after=3')).json().items).toMatchObject([{ id: 5 }]);
    const raw = await api.get('/api/v1/dead-letters/5/raw');
    expect([raw.body, raw.headers['content-disposition']]).toEqual([
      'dead',
      'attachment; filename="dead-letter-5.eml"',
    ]);
    for (const id of ['4', '0', '9007199254740991'])
      expect((await api.get(`/api/v1/dead-letters/${id}/raw`)).statusCode, id).toBe(404);
    expect((await api.get('/api/v1/dead-letters/x/raw')).statusCode).toBe(400);
  });

  it.each([
    ['retry', 'RetryDeadLetters'],
    ['discard', 'DiscardDeadLetters'],
  ])('%s: one, some, all', async (action, type) => {
    fake.answer = () => ({ kind: 'done', count: 2 });
    expect((await api.post(`/api/v1/dead-letters/5/${action}`)).json()).toEqual({ count: 2 });
    await api.post(`/api/v1/dead-letters/${action}`, { ids: [3, 5] });
    await api.post(`/api/v1/dead-letters/${action}`, {});
    expect(fake.commands).toEqual([{ type, ids: [5] }, { type, ids: [3, 5] }, { type }]);
    expect((await api.post(`/api/v1/dead-letters/${action}`, { ids: ['a'] })).statusCode).toBe(400);
    fake.answer = () => ({ kind: 'not-found', what: 'dead letter' });
    expect((await api.post(`/api/v1/dead-letters/7/${action}`)).statusCode).toBe(404);
  });
});

it('lists the audit trail', async () => {
  expect((await api.get('/api/v1/audit')).json().items).toMatchObject([
    { position: 7, type: 'DomainCreated', actor: 'api', at: '2025-11-25T22:33:20.000Z', event: { name: 'mill.test' } },
  ]);
  expect((await api.get('/api/v1/audit')).json().items[0]).not.toHaveProperty('subject');
  fake.domains.push({
    id: '1',
    name: 'mill.test',
    contact: '',
    description: '',
    status: 'active',
    verificationToken: 't',
    moderators: [],
    createdAt: 1,
    subdomains: 0,
  });
  expect((await api.get('/api/v1/audit')).json().items[0]).toHaveProperty('subject', 'mill.test');
  expect((await api.get('/api/v1/audit?changes=true')).json().items).toHaveLength(1);
  expect((await api.get('/api/v1/audit?type=Other')).json().items).toEqual([]);
  expect((await api.get('/api/v1/audit?before=x')).statusCode).toBe(400);
});

it('gives statistics', async () => {
  fake.capture();
  fake.status.add('accepted', 3);
  fake.status.add('processed', 2);
  fake.smtp = { host: '::1', port: 2525 };
  expect((await api.get('/api/v1/stats')).json()).toMatchObject({
    accepted: 3,
    processed: 2,
    failed: 0,
    deadLetters: 0,
    lastNumber: 1,
    emails: 1,
    unread: 1,
    smtp: '[::1]:2525',
    spool: { messages: 0, bytes: 0, oldestAgeMs: 0, lanes: { high: { messages: 0 } } },
    latency: { reply: { p50: 0 } },
  });
});

it('gives what the start page shows', async () => {
  expect((await api.get('/api/v1/config-info')).json()).toMatchObject({
    smtp: { host: '127.0.0.1', port: 1025, tls: 'offered', auth: 'optional', anyCredentials: true },
    campaignHeaders: ['X-Millrace-Campaign'],
  });
});

describe('test mail', () => {
  it.each(['nobody', 'a b@mill.test', 'a@b>\r\nDATA', '<a@b.test>'])('is not sent to %j', async (to) => {
    const response = await api.post('/api/v1/send-test', { to });
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ field: 'to' });
  });

  it('says how it went', async () => {
    fake.smtp = { host: '127.0.0.1', port: 1 };
    expect((await api.post('/api/v1/send-test', {})).json()).toMatchObject({ outcome: 'dropped' });
  });
});
