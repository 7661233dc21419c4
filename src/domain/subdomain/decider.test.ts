import { describe, expect, it } from 'vitest';
import { given } from '../../../test/support/given.ts';
import type { SubdomainSettings } from '../commands.ts';
import * as decider from './decider.ts';
import type { SubdomainEvent } from './events.ts';

const subdomainId = 's1';
const facts = given(decider);
const domain = { id: 'd1', name: 'acme.test' };
const create = { type: 'CreateSubdomain', name: 'qa.acme.test', subdomainId, domain } as const;
const created: SubdomainEvent = {
  type: 'SubdomainCreated',
  subdomainId,
  domainId: 'd1',
  name: 'qa.acme.test',
  description: '',
  settings: { priority: 'normal' },
};
const suspended: SubdomainEvent = { type: 'SubdomainSuspended', subdomainId, reason: 'full', notes: '' };

describe('a subdomain', () => {
  it('is created with the default settings', () => {
    expect(facts().when({ ...create, name: 'QA.acme.TEST.' })).toEqual({ kind: 'events', events: [created] });
  });

  it('can be the domain itself', () => {
    expect(facts().when({ ...create, name: 'acme.test' })).toEqual({
      kind: 'events',
      events: [{ ...created, name: 'acme.test' }],
    });
  });

  it.each(['notacme.test', 'acme.test.other.test', 'other.test', 'qa acme.test'])(
    'of acme.test cannot be called %s',
    (name) => {
      expect(facts().when({ ...create, name })).toMatchObject({ kind: 'invalid', field: 'name' });
    },
  );

  it('is created once', () => {
    expect(facts(created).when(create)).toMatchObject({ kind: 'conflict', rule: 'subdomain-exists' });
  });

  it('must be there for every other command', () => {
    expect(facts().when({ type: 'UnsuspendSubdomain', subdomainId })).toEqual({ kind: 'not-found' });
  });

  it('gets another description', () => {
    const update = { type: 'UpdateSubdomain', subdomainId, description: 'Staging' } as const;
    expect(facts(created).when(update)).toEqual({
      kind: 'events',
      events: [{ type: 'SubdomainUpdated', subdomainId, description: 'Staging' }],
    });
    expect(facts(created).when({ ...update, description: '' })).toEqual({ kind: 'events', events: [] });
    expect(facts(created).when({ ...update, description: 'x'.repeat(1001) })).toMatchObject({ kind: 'invalid' });
  });
});

describe('settings', () => {
  const change = (settings: object) => ({ type: 'ChangeSubdomainSettings', subdomainId, settings }) as const;
  const limited: SubdomainEvent = {
    type: 'SubdomainSettingsChanged',
    subdomainId,
    settings: { priority: 'high', rateLimit: { messagesPerSecond: 5 } },
  };

  it('keep what is not given', () => {
    expect(facts(created, limited).when(change({ retention: { maxAgeDays: 7 } }))).toEqual({
      kind: 'events',
      events: [
        {
          type: 'SubdomainSettingsChanged',
          subdomainId,
          settings: { priority: 'high', rateLimit: { messagesPerSecond: 5 }, retention: { maxAgeDays: 7 } },
        },
      ],
    });
  });

  it.each([null, {}])('go back to the default by %j', (rateLimit) => {
    expect(facts(created, limited).when(change({ rateLimit, priority: null }))).toEqual({
      kind: 'events',
      events: [{ type: 'SubdomainSettingsChanged', subdomainId, settings: { priority: 'normal' } }],
    });
  });

  it('that are the same, in whatever order, change nothing', () => {
    const order: SubdomainSettings = { rateLimit: { messagesPerSecond: 5 }, priority: 'high' };
    expect(facts(created, limited).when(change(order))).toEqual({ kind: 'events', events: [] });
  });

  it.each([
    [{ priority: 'urgent' }, 'settings.priority'],
    [{ rateLimit: { messagesPerSecond: 0 } }, 'settings.rateLimit.messagesPerSecond'],
    [{ rateLimit: { bytesPerSecond: Number.POSITIVE_INFINITY } }, 'settings.rateLimit.bytesPerSecond'],
    [{ rateLimit: { burst: 1.5 } }, 'settings.rateLimit.burst'],
    [{ retention: { maxAgeDays: -1 } }, 'settings.retention.maxAgeDays'],
    [{ retention: { maxCount: 0.5 } }, 'settings.retention.maxCount'],
    [{ campaignHeaders: ['X-Fine', 'not: fine'] }, 'settings.campaignHeaders'],
    [{ campaignHeaders: [''] }, 'settings.campaignHeaders'],
  ])('%j are refused', (settings, field) => {
    expect(facts(created).when(change(settings))).toMatchObject({ kind: 'invalid', field });
    expect(facts().when({ ...create, settings: settings as object })).toMatchObject({ kind: 'invalid', field });
  });
});

describe('suspending', () => {
  const suspend = { type: 'SuspendSubdomain', subdomainId, reason: 'full' } as const;
  const unsuspend = { type: 'UnsuspendSubdomain', subdomainId } as const;
  const unsuspended: SubdomainEvent = { type: 'SubdomainUnsuspended', subdomainId };

  it('happens once, and ends once', () => {
    expect(facts(created).when(suspend)).toEqual({ kind: 'events', events: [suspended] });
    expect(facts(created, suspended).when(suspend)).toMatchObject({ kind: 'conflict', rule: 'already-suspended' });
    expect(facts(created, suspended).when(unsuspend)).toEqual({ kind: 'events', events: [unsuspended] });
    expect(facts(created, suspended, unsuspended).when(unsuspend)).toMatchObject({ rule: 'not-suspended' });
  });

  it('needs a reason', () => {
    expect(facts(created).when({ ...suspend, reason: '' })).toMatchObject({ kind: 'invalid', field: 'reason' });
  });
});

it('the outcome of an MX check is kept', () => {
  const records = ['mx.other.test'];
  expect(facts(created).when({ type: 'RecordMxCheck', subdomainId, status: 'invalid', records })).toEqual({
    kind: 'events',
    events: [{ type: 'MxRecordChecked', subdomainId, status: 'invalid', records }],
  });
});

describe.each([
  ['AddSubdomainModerator', 'RemoveSubdomainModerator', 'ModeratorAdded', 'ModeratorRemoved'],
  ['AddSubdomainViewer', 'RemoveSubdomainViewer', 'ViewerAdded', 'ViewerRemoved'],
] as const)('%s and %s', (addType, removeType, addedType, removedType) => {
  const added: SubdomainEvent = { type: addedType, subdomainId, user: 'ann' };
  const removed: SubdomainEvent = { type: removedType, subdomainId, user: 'ann' };

  it('add and remove a person once', () => {
    const add = { type: addType, subdomainId, user: 'ann' } as const;
    const remove = { type: removeType, subdomainId, user: 'ann' } as const;
    expect(facts(created).when(add)).toEqual({ kind: 'events', events: [added] });
    expect(facts(created, added).when(add)).toEqual({ kind: 'events', events: [] });
    expect(facts(created, added).when(remove)).toEqual({ kind: 'events', events: [removed] });
    expect(facts(created, added, removed).when(remove)).toEqual({ kind: 'events', events: [] });
    expect(facts(created).when({ ...add, user: '  ' })).toMatchObject({ kind: 'invalid', field: 'user' });
  });
});
