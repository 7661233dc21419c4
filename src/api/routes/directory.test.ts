import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakePorts } from '../../../test/support/fake-ports.ts';
import { CheckedApi } from '../../../test/support/openapi-check.ts';
import type { Command, CommandResult } from '../../domain/commands.ts';
import type { ChaosAddressView, DomainView, SubdomainView } from '../../ports/queries.ts';
import { createApi } from '../server.ts';

let fake: FakePorts;
let api: CheckedApi;
beforeEach(async () => {
  fake = new FakePorts();
  fake.domains.push(domain);
  fake.subdomains.push(subdomain);
  fake.chaosAddresses.push(chaos);
  api = await CheckedApi.of(await createApi(fake.dependencies));
});
afterEach(() => api.app.close());

const domain: DomainView = {
  id: 'd-1',
  name: 'mill.test',
  contact: '',
  description: '',
  status: 'suspended',
  suspension: { reason: 'done', notes: '', at: 0 },
  verificationToken: 'token',
  moderators: ['ann'],
  createdAt: 0,
  subdomains: 1,
};
const subdomain: SubdomainView = {
  id: 's-1',
  domainId: 'd-1',
  name: 'shop.mill.test',
  description: '',
  status: 'active',
  mx: { status: 'valid', checkedAt: 1, records: ['mx.mill.test'] },
  settings: { priority: 'high', rateLimit: { messagesPerSecond: 5 }, campaignHeaders: ['X-Camp'] },
  moderators: [],
  viewers: ['bob'],
  createdAt: 0,
};
const chaos: ChaosAddressView = {
  id: 'c-1',
  address: 'no@shop.mill.test',
  subdomainId: 's-1',
  enabled: true,
  behaviour: { reply: { code: 451, enhanced: '4.7.1', text: 'Greylisted' }, stage: 'rcpt', failFirst: 3 },
  received: 2,
  lastReceivedAt: 5,
  createdAt: 0,
};
const base = '/api/v1';

describe('every change', () => {
  const changes: [
    method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path: string,
    body: object | undefined,
    command: Command,
  ][] = [
    ['PATCH', '/domains/d-1', { contact: 'a@b' }, { type: 'UpdateDomainDetails', domainId: 'd-1', contact: 'a@b' }],
    [
      'PATCH',
      '/domains/Mill.Test.',
      { description: 'x' },
      { type: 'UpdateDomainDetails', domainId: 'd-1', description: 'x' },
    ],
    ['POST', '/domains/d-1/verify', undefined, { type: 'VerifyDomain', domainId: 'd-1', txtRecords: ['a', 'b'] }],
    ['POST', '/domains/d-1/suspend', { reason: 'r' }, { type: 'SuspendDomain', domainId: 'd-1', reason: 'r' }],
    ['POST', '/domains/d-1/unsuspend', undefined, { type: 'UnsuspendDomain', domainId: 'd-1' }],
    ['POST', '/domains/d-1/moderators', { user: 'u' }, { type: 'AddDomainModerator', domainId: 'd-1', user: 'u' }],
    [
      'DELETE',
      '/domains/d-1/moderators/u%20v',
      undefined,
      { type: 'RemoveDomainModerator', domainId: 'd-1', user: 'u v' },
    ],
    [
      'PATCH',
      '/subdomains/s-1',
      { description: 'x' },
      { type: 'UpdateSubdomain', subdomainId: 's-1', description: 'x' },
    ],
    [
      'PUT',
      '/subdomains/shop.mill.test/settings',
      { priority: 'low' },
      { type: 'ChangeSubdomainSettings', subdomainId: 's-1', settings: { priority: 'low' } },
    ],
    [
      'PUT',
      '/subdomains/s-1/settings',
      { priority: null, rateLimit: null, retention: null, campaignHeaders: null, keepAllCampaignMail: null },
      {
        type: 'ChangeSubdomainSettings',
        subdomainId: 's-1',
        settings: {
          priority: null,
          rateLimit: null,
          retention: null,
          campaignHeaders: null,
          keepAllCampaignMail: null,
        },
      },
    ],
    [
      'POST',
      '/subdomains/s-1/suspend',
      { reason: 'r', notes: 'n' },
      { type: 'SuspendSubdomain', subdomainId: 's-1', reason: 'r', notes: 'n' },
    ],
    ['POST', '/subdomains/s-1/unsuspend', undefined, { type: 'UnsuspendSubdomain', subdomainId: 's-1' }],
    [
      'POST',
      '/subdomains/s-1/check-mx',
      undefined,
      { type: 'RecordMxCheck', subdomainId: 's-1', status: 'invalid', records: ['mx.other.test'] },
    ],
    ['POST', '/subdomains/s-1/viewers', { user: 'u' }, { type: 'AddSubdomainViewer', subdomainId: 's-1', user: 'u' }],
    [
      'DELETE',
      '/subdomains/s-1/viewers/bob',
      undefined,
      { type: 'RemoveSubdomainViewer', subdomainId: 's-1', user: 'bob' },
    ],
    [
      'POST',
      '/subdomains/s-1/moderators',
      { user: 'u' },
      { type: 'AddSubdomainModerator', subdomainId: 's-1', user: 'u' },
    ],
    [
      'DELETE',
      '/subdomains/s-1/moderators/u',
      undefined,
      { type: 'RemoveSubdomainModerator', subdomainId: 's-1', user: 'u' },
    ],
    ['POST', '/chaos-addresses/c-1/enable', undefined, { type: 'EnableChaosAddress', chaosId: 'c-1' }],
    ['POST', '/chaos-addresses/c-1/disable', undefined, { type: 'DisableChaosAddress', chaosId: 'c-1' }],
    [
      'PATCH',
      '/chaos-addresses/c-1',
      { behaviour: { reply: { code: 550 } } },
      {
        type: 'EditChaosAddress',
        chaosId: 'c-1',
        behaviour: { reply: { code: 550, enhanced: '', text: '' }, stage: 'data' },
      },
    ],
  ];

  it.each(changes)('%s %s', async (method, path, body, command) => {
    fake.dnsAnswer = { txt: ['a', 'b'], mx: ['mx.other.test'] };
    const call = () => api.request({ method, url: base + path, ...(body ? { payload: body } : {}) });
    const response = await call();
    expect(response.statusCode).toBe(200);
    expect(response.json()).toHaveProperty('id');
    expect(fake.commands).toEqual([command]);

    const refusals: [CommandResult, number, object][] = [
      [{ kind: 'conflict', rule: 'rule', reason: 'why' }, 409, { code: 'conflict', rule: 'rule', reason: 'why' }],
      [
        { kind: 'invalid', field: 'name', reason: 'bad' },
        422,
        { code: 'command-invalid', field: 'name', reason: 'bad' },
      ],
      [{ kind: 'not-found', what: 'thing' }, 404, { code: 'not-found' }],
    ];
    for (const [answer, status, problem] of refusals) {
      fake.answer = () => answer;
      const refused = await call();
      expect(refused.statusCode).toBe(status);
      expect(refused.json()).toMatchObject(problem);
    }
    if (body) {
      const strange = await api.request({ method, url: base + path, payload: { colour: 'red', ...body } });
      expect(strange.statusCode).toBe(400);
      expect(strange.json().errors).toContainEqual({ field: 'colour', reason: 'there is nothing of this name' });
    }
  });

  it.each(changes.filter(([, path]) => !path.startsWith('/chaos')))(
    '%s %s of what is not there is 404',
    async (method, path, body) => {
      const url = base + path.replace(/^\/(\w+)\/[^/]+/, '/$1/nope');
      const response = await api.request({ method, url, ...(body ? { payload: body } : {}) });
      expect(response.statusCode).toBe(404);
      expect(fake.commands).toEqual([]);
    },
  );
});

describe('create', () => {
  it.each([
    ['domains', { name: 'new.test', contact: 'c' }, 'CreateDomain', 'd-1'],
    ['subdomains', { name: 'qa.mill.test', settings: { priority: 'low' } }, 'CreateSubdomain', 's-1'],
    [
      'chaos-addresses',
      {
        address: 'no@shop.mill.test',
        behaviour: { reply: { code: 451, enhanced: '4.3.0', text: 'Chaos' }, stage: 'rcpt' },
      },
      'CreateChaosAddress',
      'c-1',
    ],
  ])('%s: 201 with what was made, its id and its place', async (resource, body, type, id) => {
    fake.answer = () => ({ kind: 'done', id });
    const response = await api.post(`${base}/${resource}`, body);
    expect(response.statusCode).toBe(201);
    expect(response.json().id).toBe(id);
    expect(response.headers.location).toBe(`${base}/${resource}/${id}`);
    expect(fake.commands).toEqual([{ type, ...body }]);
    fake.answer = () => ({ kind: 'conflict', rule: 'name-taken', reason: 'It is there already.' });
    expect((await api.post(`${base}/${resource}`, body)).json()).toMatchObject({
      status: 409,
      reason: 'It is there already.',
    });
    expect((await api.post(`${base}/${resource}`, {})).statusCode).toBe(400);
    expect((await api.post(`${base}/${resource}`)).statusCode).toBe(400);
  });
});

describe('read', () => {
  it.each([
    ['/domains/d-1', { name: 'mill.test', status: 'suspended', suspension: { at: '1970-01-01T00:00:00.000Z' } }],
    ['/domains/mill.test', { id: 'd-1' }],
    ['/subdomains/s-1', { name: 'shop.mill.test', settings: { priority: 'high', campaignHeaders: ['X-Camp'] } }],
    ['/subdomains/SHOP.mill.test', { id: 's-1', mx: { status: 'valid', checkedAt: '1970-01-01T00:00:00.001Z' } }],
    ['/chaos-addresses/c-1', { subdomainName: 'shop.mill.test', received: 2, enabled: true }],
  ])('%s', async (path, expected) => {
    expect((await api.get(base + path)).json()).toMatchObject(expected);
    expect((await api.get(`${base + path}x`)).statusCode).toBe(404);
  });

  it('lists, with search, pages and conditions', async () => {
    fake.subdomains.push({ ...subdomain, id: 's-2', name: 'zoo.mill.test' });
    fake.chaosAddresses.push({ ...chaos, id: 'c-2', address: 'yes@shop.mill.test', enabled: false });
    const names = async (path: string) =>
      (await api.get(base + path)).json().items.map((item: { id: string }) => item.id);
    expect(await names('/domains')).toEqual(['d-1']);
    expect(await names('/subdomains')).toEqual(['s-1', 's-2']);
    expect(await names('/subdomains?search=zoo')).toEqual(['s-2']);
    expect(await names('/subdomains?domain=mill.test')).toEqual(['s-1', 's-2']);
    expect(await names('/subdomains?domain=other')).toEqual([]);
    const { next } = (await api.get(`${base}/subdomains?limit=1`)).json();
    expect(await names(`/subdomains?limit=1&after=${next}`)).toEqual(['s-2']);
    expect(await names('/chaos-addresses?subdomain=shop.mill.test')).toEqual(['c-1', 'c-2']);
    expect(await names('/chaos-addresses?enabled=false')).toEqual(['c-2']);
    expect((await api.get(`${base}/chaos-addresses?enabled=maybe`)).statusCode).toBe(400);
  });

  it('gives the DNS records to copy', async () => {
    expect((await api.get(`${base}/domains/mill.test/dns-records`)).json().items).toMatchObject([
      { type: 'TXT', name: 'mill.test', value: 'millrace-verification=token', required: false },
      { type: 'MX', name: 'mill.test', value: '10 mx.mill.test.' },
      { type: 'MX', name: '*.mill.test' },
    ]);
    expect((await api.get(`${base}/domains/nope/dns-records`)).statusCode).toBe(404);
  });
});

describe('chaos address', () => {
  it('is deleted', async () => {
    const remove = () => api.request({ method: 'DELETE', url: `${base}/chaos-addresses/c-1` });
    expect((await remove()).statusCode).toBe(204);
    expect(fake.commands).toEqual([{ type: 'DeleteChaosAddress', chaosId: 'c-1' }]);
    fake.answer = () => ({ kind: 'conflict', rule: 'chaos-address-used', reason: 'used' });
    expect((await remove()).json()).toMatchObject({ status: 409, reason: 'used' });
  });

  it.each([
    [{ reply: { code: 550 } }, 'Every message to a@b.test gets 550 5.1.1 Mailbox unavailable after DATA.'],
    [
      { reply: { code: 451, enhanced: '4.7.1', text: 'Later' }, stage: 'rcpt', failFirst: 3 },
      'The first 3 messages to a@b.test get 451 4.7.1 Later at RCPT, then it accepts.',
    ],
    [
      { reply: { code: 421, enhanced: '4.3.2', text: 'Bye' }, probability: 0.25, delayMs: 1500 },
      'Every message to a@b.test gets 421 4.3.2 Bye after DATA and the connection closed, after 1500 ms with a probability of 25 %; otherwise it is accepted.',
    ],
    [
      { reply: { code: 450 }, failFirst: 1, drop: true },
      'The first message to a@b.test gets the connection closed after DATA without a reply, then it accepts.',
    ],
  ])('says what a sender will see: %j', async (behaviour, sentence) => {
    const response = await api.post(`${base}/chaos-addresses/preview`, { address: 'a@b.test', behaviour });
    expect(response.json()).toEqual({ sentence });
  });

  it('is tried for real: what nobody answers is told as it happened', async () => {
    fake.smtp = { host: '127.0.0.1', port: 1 };
    const response = await api.post(`${base}/chaos-addresses/c-1/try`);
    expect(response.json()).toMatchObject({ outcome: 'dropped' });
    expect((await api.post(`${base}/chaos-addresses/nope/try`)).statusCode).toBe(404);
  });
});
