import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../../../test/support/directory-store.ts';
import type { ChaosBehaviour } from '../../../domain/commands.ts';
import { openReadDatabase } from '../database.ts';
import { readDirectorySnapshot } from './directory-snapshot.ts';
import { SqliteAuditQueries } from './sqlite-audit-queries.ts';
import { SqliteDirectoryQueries } from './sqlite-directory-queries.ts';

let directory: DirectoryStore;
beforeEach(() => {
  directory = new DirectoryStore();
});
afterEach(() => directory.remove());

const behaviour: ChaosBehaviour = {
  reply: { code: 451, enhanced: '4.3.0', text: 'Later' },
  stage: 'rcpt',
  failFirst: 2,
};

function setUp() {
  const domainId = directory.done({ type: 'CreateDomain', name: 'acme.test', contact: 'ann', description: 'Acme' });
  const subdomainId = directory.done({
    type: 'CreateSubdomain',
    name: 'qa.acme.test',
    settings: { priority: 'high', rateLimit: { messagesPerSecond: 5 }, campaignHeaders: ['X-Run'] },
  });
  const chaosId = directory.done({ type: 'CreateChaosAddress', address: 'Joe@qa.acme.test', behaviour });
  return { domainId, subdomainId, chaosId };
}

describe('views', () => {
  it('of a domain follow its events', () => {
    const { domainId } = setUp();
    directory.now = 5_000;
    directory.done({ type: 'SuspendDomain', domainId, reason: 'abuse', notes: 'ticket 7' });
    directory.done({ type: 'AddDomainModerator', domainId, user: 'eve' });
    directory.done({ type: 'AddDomainModerator', domainId, user: 'ann "the" o\'x' });
    directory.done({ type: 'RemoveDomainModerator', domainId, user: 'eve' });
    directory.done({ type: 'UpdateDomainDetails', domainId, description: 'More' });
    expect(directory.queries.domain(domainId)).toEqual({
      id: domainId,
      name: 'acme.test',
      contact: 'ann',
      description: 'More',
      status: 'suspended',
      suspension: { reason: 'abuse', notes: 'ticket 7', at: 5_000 },
      verificationToken: expect.any(String),
      verifiedAt: 1_000,
      moderators: ['ann "the" o\'x'],
      createdAt: 1_000,
      subdomains: 1,
    });
    directory.done({ type: 'UnsuspendDomain', domainId });
    expect(directory.queries.domainNamed('acme.test')).toMatchObject({ status: 'active' });
    expect(directory.queries.domain(domainId)).not.toHaveProperty('suspension');
    expect(directory.queries.domains().map(({ name }) => name)).toEqual(['acme.test']);
    expect(directory.queries.domain('x')).toBeUndefined();
  });

  it('of a subdomain follow its events', () => {
    const { domainId, subdomainId } = setUp();
    directory.now = 5_000;
    directory.done({ type: 'RecordMxCheck', subdomainId, status: 'invalid', records: ['mx.other.test'] });
    directory.done({ type: 'SuspendSubdomain', subdomainId, reason: 'full' });
    directory.done({ type: 'AddSubdomainViewer', subdomainId, user: 'eve' });
    directory.done({ type: 'AddSubdomainModerator', subdomainId, user: 'bob' });
    directory.done({ type: 'UpdateSubdomain', subdomainId, description: 'Staging' });
    directory.done({ type: 'ChangeSubdomainSettings', subdomainId, settings: { rateLimit: null } });
    expect(directory.queries.subdomainNamed('qa.acme.test')).toEqual({
      id: subdomainId,
      domainId,
      name: 'qa.acme.test',
      description: 'Staging',
      status: 'suspended',
      suspension: { reason: 'full', notes: '', at: 5_000 },
      mx: { status: 'invalid', checkedAt: 5_000, records: ['mx.other.test'] },
      settings: { priority: 'high', campaignHeaders: ['X-Run'] },
      moderators: ['bob'],
      viewers: ['eve'],
      createdAt: 1_000,
    });
    directory.done({ type: 'UnsuspendSubdomain', subdomainId });
    directory.done({ type: 'RemoveSubdomainViewer', subdomainId, user: 'eve' });
    directory.done({ type: 'RemoveSubdomainModerator', subdomainId, user: 'bob' });
    expect(directory.queries.subdomain(subdomainId)).toMatchObject({ status: 'active', viewers: [], moderators: [] });
  });

  it('of a chaos address follow its events, with the latest arrival whatever the order of the batches', () => {
    const { subdomainId, chaosId } = setUp();
    directory.done({ type: 'EnableChaosAddress', chaosId });
    directory.received(chaosId, 3, 7_000, 9_000);
    directory.received(chaosId, 1, 6_000, 6_000);
    expect(directory.queries.chaosAddressAt('joe@qa.acme.test')).toEqual({
      id: chaosId,
      address: 'joe@qa.acme.test',
      subdomainId,
      enabled: true,
      behaviour,
      received: 4,
      lastReceivedAt: 9_000,
      createdAt: 1_000,
    });
    expect(directory.queries.chaosAddressVersion(chaosId)).toBe(4);
  });

  it('of a deleted chaos address are gone, and late counts for it do no harm', () => {
    const { chaosId } = setUp();
    directory.done({ type: 'DeleteChaosAddress', chaosId });
    directory.received(chaosId, 1, 1, 1);
    expect(directory.queries.chaosAddress(chaosId)).toBeUndefined();
    expect(directory.queries.chaosAddressVersion(chaosId)).toBeUndefined();
  });
});

describe('lists', () => {
  it('of subdomains are paged by name, by domain, and searched', () => {
    for (const domain of ['acme.test', 'mill.test']) {
      directory.done({ type: 'CreateDomain', name: domain });
      for (let n = 0; n < 5; n += 1) directory.done({ type: 'CreateSubdomain', name: `s${n}.${domain}` });
    }
    const domainId = directory.queries.domainNamed('mill.test')?.id as string;
    const collect = (filter: { domainId?: string; search?: string }) => {
      const names: string[] = [];
      for (let after: string | undefined = ''; after !== undefined; ) {
        const { items, next }: { items: readonly { name: string }[]; next?: string } = directory.queries.subdomains(
          filter,
          { limit: 2, after },
        );
        expect(items.length).toBeLessThanOrEqual(2);
        names.push(...items.map(({ name }) => name));
        after = next;
      }
      return names;
    };
    const of = (domain: string) => [0, 1, 2, 3, 4].map((n) => `s${n}.${domain}`);
    expect(collect({})).toEqual([...of('acme.test'), ...of('mill.test')].sort());
    expect(collect({ domainId })).toEqual(of('mill.test'));
    expect(collect({ search: 'S3.' })).toEqual(['s3.acme.test', 's3.mill.test']);
    expect(collect({ domainId, search: '%' })).toEqual([]);
  });

  it('of chaos addresses are filtered by subdomain, search and whether enabled', () => {
    const { subdomainId, chaosId } = setUp();
    directory.done({ type: 'CreateSubdomain', name: 'acme.test' });
    directory.done({ type: 'CreateChaosAddress', address: 'ann@acme.test', behaviour });
    directory.done({ type: 'EnableChaosAddress', chaosId });
    const list = (filter: { subdomainId?: string; search?: string; enabled?: boolean }) =>
      directory.queries.chaosAddresses(filter, { limit: 10 }).items.map(({ address }) => address);
    expect(list({})).toEqual(['ann@acme.test', 'joe@qa.acme.test']);
    expect(list({ subdomainId })).toEqual(['joe@qa.acme.test']);
    expect(list({ enabled: false })).toEqual(['ann@acme.test']);
    expect(list({ enabled: true, search: 'JOE@' })).toEqual(['joe@qa.acme.test']);
    expect(list({ enabled: true, search: 'ann' })).toEqual([]);
  });
});

it('a reader sees what is committed, and the snapshot says as of which event', () => {
  const { domainId, subdomainId, chaosId } = setUp();
  directory.received(chaosId, 3, 1, 2);
  const reader = openReadDatabase(directory.path);
  try {
    expect(new SqliteDirectoryQueries(reader).domain(domainId)?.name).toBe('acme.test');
    expect(readDirectorySnapshot(reader)).toEqual({
      position: directory.store.events.lastPosition(),
      domains: [{ id: domainId, verified: true, suspended: false }],
      subdomains: [
        {
          id: subdomainId,
          domainId,
          name: 'qa.acme.test',
          suspended: false,
          settings: { priority: 'high', rateLimit: { messagesPerSecond: 5 } },
        },
      ],
      chaosAddresses: [
        { id: chaosId, subdomainId, address: 'joe@qa.acme.test', enabled: false, behaviour, received: 3 },
      ],
    });
  } finally {
    reader.close();
  }
});

it('the audit lists events newest first, by stream, actor and type, in pages; mail only by its stream', () => {
  const { domainId, chaosId } = setUp();
  directory.received(chaosId, 1, 1, 2);
  directory.store.events.appendBatch([
    {
      stream: 'email-m1',
      expectedVersion: 'no-stream',
      events: [{ event: { type: 'EmailRead' } }],
      metadata: { actor: 'smtp', correlationId: 'm1', at: 3 },
    },
  ]);
  const audit = new SqliteAuditQueries(directory.database);
  const types = (filter: Parameters<typeof audit.audit>[0], page = { limit: 10 }) =>
    audit.audit(filter, page).items.map(({ type }) => type);
  const all = ['ChaosAddressReceived', 'ChaosAddressCreated', 'SubdomainCreated', 'DomainVerified', 'DomainCreated'];
  expect(types({})).toEqual(all);
  expect(types({ stream: `domain-${domainId}` })).toEqual(['DomainVerified', 'DomainCreated']);
  expect(types({ actor: 'smtp' })).toEqual(['ChaosAddressReceived']);
  expect(types({ type: 'SubdomainCreated' })).toEqual(['SubdomainCreated']);
  expect(types({ stream: 'email-m1' })).toEqual(['EmailRead']);
  expect(types({ changes: true })).toEqual(all.slice(1));
  const scanning = new SqliteAuditQueries(directory.database, 2);
  const pages: string[][] = [];
  for (let before: number | undefined; ; ) {
    const page = scanning.audit({ type: 'DomainCreated' }, { limit: 5, ...(before === undefined ? {} : { before }) });
    pages.push(page.items.map(({ type }) => type));
    if (page.next === undefined) break;
    before = Number(page.next);
  }
  expect(pages).toEqual([[], [], ['DomainCreated']]);
  const first = audit.audit({}, { limit: 3 });
  expect(first.items.map(({ type }) => type)).toEqual(all.slice(0, 3));
  const rest = audit.audit({}, { limit: 3, before: Number(first.next) });
  expect(rest.items.map(({ type }) => type)).toEqual(all.slice(3));
  expect(rest.next).toBeUndefined();
  expect(rest.items[1]?.metadata).toEqual({ actor: 'ann', correlationId: 'request-1', at: 1_000 });
});
