import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../test/support/directory-store.ts';
import type { ChaosBehaviour } from '../domain/commands.ts';
import { type DirectoryTools, executeDirectoryCommand } from './directory-commands.ts';

let directory: DirectoryStore;
beforeEach(() => {
  directory = new DirectoryStore();
});
afterEach(() => directory.remove());

const behaviour: ChaosBehaviour = { reply: { code: 451, enhanced: '4.3.0', text: 'Later' }, stage: 'data' };

describe('creating', () => {
  it('gives the id, and the events carry actor, time and correlation id', () => {
    const id = directory.done({ type: 'CreateDomain', name: 'acme.test' });
    expect(directory.events()).toMatchObject([
      {
        stream: `domain-${id}`,
        version: 1,
        type: 'DomainCreated',
        event: { domainId: id, name: 'acme.test' },
        metadata: { actor: 'ann', correlationId: 'request-1', at: 1_000 },
      },
      { version: 2, type: 'DomainVerified', event: { method: 'waived' } },
    ]);
  });

  it('a domain twice is refused by the index alone, and leaves nothing', () => {
    directory.done({ type: 'CreateDomain', name: 'acme.test' });
    const before = directory.events().length;
    expect(directory.run({ type: 'CreateDomain', name: 'ACME.test.' })).toMatchObject({
      kind: 'conflict',
      rule: 'domain-exists',
    });
    expect(directory.events()).toHaveLength(before);
    expect(directory.queries.domains()).toHaveLength(1);
  });

  it('a subdomain needs its domain, which may be itself', () => {
    const create = (name: string) => directory.run({ type: 'CreateSubdomain', name });
    expect(create('qa.acme.test')).toMatchObject({ kind: 'conflict', rule: 'domain-missing' });
    directory.done({ type: 'CreateDomain', name: 'acme.test' });
    expect(create('qa.acme.test').kind).toBe('done');
    expect(create('acme.test').kind).toBe('done');
    expect(create('a.b.acme.test').kind).toBe('done');
    expect(create('QA.acme.test')).toMatchObject({ kind: 'conflict', rule: 'subdomain-exists' });
    expect(create('notacme.test')).toMatchObject({ kind: 'conflict', rule: 'domain-missing' });
    expect(create('co.uk')).toMatchObject({ kind: 'invalid', field: 'name' });
    expect(create('[127.0.0.1]')).toMatchObject({ kind: 'invalid', field: 'name' });
  });

  it('a chaos address needs its subdomain, and case does not make another', () => {
    const create = (address: string) => directory.run({ type: 'CreateChaosAddress', address, behaviour });
    directory.done({ type: 'CreateDomain', name: 'acme.test' });
    expect(create('joe@acme.test')).toMatchObject({ kind: 'conflict', rule: 'subdomain-missing' });
    directory.done({ type: 'CreateSubdomain', name: 'acme.test' });
    directory.done({ type: 'CreateSubdomain', name: 'qa.acme.test' });
    expect(create('joe@acme.test').kind).toBe('done');
    expect(create('JOE@Acme.test')).toMatchObject({ kind: 'conflict', rule: 'chaos-address-exists' });
    expect(create('"joe"@acme.test.')).toMatchObject({ kind: 'conflict', rule: 'chaos-address-exists' });
    expect(create('joe@qa.acme.test').kind).toBe('done');
    expect(create('joe')).toMatchObject({ kind: 'invalid', field: 'address' });
  });

  it('a deleted chaos address makes room for another', () => {
    directory.done({ type: 'CreateDomain', name: 'acme.test' });
    directory.done({ type: 'CreateSubdomain', name: 'acme.test' });
    const create = { type: 'CreateChaosAddress', address: 'joe@acme.test', behaviour } as const;
    const first = directory.done(create);
    directory.done({ type: 'DeleteChaosAddress', chaosId: first });
    expect(directory.run({ type: 'EnableChaosAddress', chaosId: first })).toEqual({
      kind: 'not-found',
      what: 'chaos address',
    });
    expect(directory.done(create)).not.toBe(first);
  });
});

it('names what is not there', () => {
  const unknown = (command: Parameters<DirectoryStore['run']>[0], what: string) =>
    expect(directory.run(command)).toEqual({ kind: 'not-found', what });
  unknown({ type: 'SuspendDomain', domainId: 'x', reason: 'r' }, 'domain');
  unknown({ type: 'UnsuspendSubdomain', subdomainId: 'x' }, 'subdomain');
  unknown({ type: 'DeleteChaosAddress', chaosId: 'x' }, 'chaos address');
});

it('a domain is pending until its record is found, where verification is not waived', () => {
  const id = directory.done({ type: 'CreateDomain', name: 'acme.test' }, { verificationWaived: false });
  const view = directory.queries.domain(id);
  expect(view?.status).toBe('pending');
  expect(
    directory.run({ type: 'VerifyDomain', domainId: id, txtRecords: [] }, { verificationWaived: false }).kind,
  ).toBe('conflict');
  directory.now = 2_000;
  const txtRecords = [`millrace-verification=${view?.verificationToken}`];
  directory.done({ type: 'VerifyDomain', domainId: id, txtRecords }, { verificationWaived: false });
  expect(directory.queries.domain(id)).toMatchObject({ status: 'active', verifiedAt: 2_000 });
});

it('a used chaos address is neither edited nor deleted, however many batches it got', () => {
  directory.done({ type: 'CreateDomain', name: 'acme.test' });
  directory.done({ type: 'CreateSubdomain', name: 'acme.test' });
  const chaosId = directory.done({ type: 'CreateChaosAddress', address: 'joe@acme.test', behaviour });
  directory.done({ type: 'EnableChaosAddress', chaosId });
  for (let batch = 0; batch < 50; batch += 1) directory.received(chaosId, 2, batch, batch);
  expect(directory.run({ type: 'DeleteChaosAddress', chaosId })).toMatchObject({
    kind: 'conflict',
    rule: 'chaos-address-used',
    reason: expect.stringContaining('100 messages'),
  });
  expect(directory.run({ type: 'EditChaosAddress', chaosId, behaviour: { ...behaviour, stage: 'rcpt' } }).kind).toBe(
    'conflict',
  );
  directory.done({ type: 'DisableChaosAddress', chaosId });
  expect(directory.queries.chaosAddress(chaosId)).toMatchObject({ enabled: false, received: 100, lastReceivedAt: 49 });
});

describe('two writers', () => {
  /** Something that happens on another connection between the decision and the append. */
  function interrupted(between: (() => void)[]): DirectoryTools {
    const { store } = directory;
    const events = new Proxy(store.events, {
      get: (target, key) => {
        if (key === 'appendBatch') between.shift()?.();
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    return {
      ...directory.tools,
      store: Object.assign(Object.create(store), { events }) as DirectoryTools['store'],
    };
  }
  const origin = { actor: 'ben', correlationId: 'request-2' };

  it('of one stream: the one who was late decides again on what the other did', () => {
    const domainId = directory.done({ type: 'CreateDomain', name: 'acme.test' });
    const other = new DirectoryStore(directory.path, 'other-');
    try {
      const suspend = { type: 'SuspendDomain', domainId, reason: 'abuse' } as const;
      const tools = interrupted([() => other.done({ type: 'AddDomainModerator', domainId, user: 'eve' })]);
      expect(executeDirectoryCommand(suspend, origin, tools)).toEqual({ kind: 'done', id: domainId });
      const again = interrupted([() => other.done({ type: 'UnsuspendDomain', domainId })]);
      // Decided as "end the suspension", but somebody else has ended it before the append.
      expect(executeDirectoryCommand({ type: 'UnsuspendDomain', domainId }, origin, again)).toMatchObject({
        kind: 'conflict',
        rule: 'not-suspended',
      });
      expect(directory.queries.domain(domainId)).toMatchObject({ status: 'active', moderators: ['eve'] });
    } finally {
      other.close();
    }
  });

  it('late twice gives up', () => {
    const domainId = directory.done({ type: 'CreateDomain', name: 'acme.test' });
    const other = new DirectoryStore(directory.path, 'other-');
    try {
      const add = (user: string) => () => other.done({ type: 'AddDomainModerator', domainId, user });
      const tools = interrupted([add('a'), add('b')]);
      expect(executeDirectoryCommand({ type: 'AddDomainModerator', domainId, user: 'c' }, origin, tools)).toMatchObject(
        { kind: 'conflict', rule: 'changed-meanwhile' },
      );
    } finally {
      other.close();
    }
  });

  it('of one name: one is done, the other refused', () => {
    const other = new DirectoryStore(directory.path, 'other-');
    try {
      const create = { type: 'CreateDomain', name: 'acme.test' } as const;
      const tools = interrupted([() => other.done(create)]);
      expect(executeDirectoryCommand(create, origin, tools)).toMatchObject({ kind: 'conflict', rule: 'domain-exists' });
      expect(directory.queries.domains()).toHaveLength(1);
    } finally {
      other.close();
    }
  });
});
