import { describe, expect, it } from 'vitest';
import { given } from '../../../test/support/given.ts';
import * as decider from './decider.ts';
import type { DomainEvent } from './events.ts';
import { verificationRecord } from './verification-record.ts';

const domainId = 'd1';
const facts = given(decider);
const create = {
  type: 'CreateDomain',
  name: 'acme.test',
  domainId,
  verificationToken: 'token',
  verificationWaived: false,
} as const;
const created: DomainEvent = {
  type: 'DomainCreated',
  domainId,
  name: 'acme.test',
  contact: '',
  description: '',
  verificationToken: 'token',
};
const verified: DomainEvent = { type: 'DomainVerified', domainId, method: 'dns' };
const suspended: DomainEvent = { type: 'DomainSuspended', domainId, reason: 'abuse', notes: '' };
const moderator: DomainEvent = { type: 'ModeratorAdded', domainId, user: 'ann' };

describe('a domain', () => {
  it('is created pending, with its A-label in lower case', () => {
    expect(facts().when({ ...create, name: 'Bücher.Example.', contact: 'a@b.test', description: 'Books' })).toEqual({
      kind: 'events',
      events: [{ ...created, name: 'xn--bcher-kva.example', contact: 'a@b.test', description: 'Books' }],
    });
  });

  it('is verified at once where verification is waived', () => {
    expect(facts().when({ ...create, verificationWaived: true })).toEqual({
      kind: 'events',
      events: [created, { type: 'DomainVerified', domainId, method: 'waived' }],
    });
  });

  it.each([
    ['qa.acme.test', /domain is acme\.test/],
    ['co.uk', /public suffix/],
    ['test', /public suffix/],
    ['not a name', /not a domain name/],
    ['[127.0.0.1]', /not a domain name/],
  ])('cannot be called %s', (name, reason) => {
    expect(facts().when({ ...create, name })).toEqual({
      kind: 'invalid',
      field: 'name',
      reason: expect.stringMatching(reason),
    });
  });

  it('has a description of at most 1,000 characters', () => {
    expect(facts().when({ ...create, description: 'x'.repeat(1000) })).toMatchObject({ kind: 'events' });
    expect(facts().when({ ...create, description: 'x'.repeat(1001) })).toMatchObject({
      kind: 'invalid',
      field: 'description',
    });
  });

  it('takes no control characters in its contact', () => {
    expect(facts().when({ ...create, contact: 'a\u0000b' })).toMatchObject({ kind: 'invalid', field: 'contact' });
  });

  it('is created once', () => {
    expect(facts(created).when(create)).toMatchObject({ kind: 'conflict', rule: 'domain-exists' });
  });

  it('must be there for every other command', () => {
    expect(facts().when({ type: 'UnsuspendDomain', domainId })).toEqual({ kind: 'not-found' });
  });
});

describe('verifying', () => {
  const verify = { type: 'VerifyDomain', domainId, txtRecords: [], verificationWaived: false } as const;

  it('needs no record where it is waived', () => {
    expect(facts(created).when({ ...verify, verificationWaived: true })).toEqual({
      kind: 'events',
      events: [{ type: 'DomainVerified', domainId, method: 'waived' }],
    });
  });

  it('takes the TXT record with the token', () => {
    const txtRecords = ['v=spf1 -all', verificationRecord('token')];
    expect(facts(created).when({ ...verify, txtRecords })).toEqual({
      kind: 'events',
      events: [verified],
    });
  });

  it.each([[[]], [['millrace-verification=other']], [['x millrace-verification=token']], [['token']]])(
    'is refused with the records %j, and says which it misses',
    (txtRecords) => {
      expect(facts(created).when({ ...verify, txtRecords })).toEqual({
        kind: 'conflict',
        rule: 'verification-record-missing',
        reason: expect.stringContaining('millrace-verification=token'),
      });
    },
  );

  it('again changes nothing', () => {
    expect(facts(created, verified).when(verify)).toEqual({
      kind: 'events',
      events: [],
    });
  });
});

describe('details', () => {
  it('keep what is not given', () => {
    expect(
      facts({ ...created, contact: 'old' } as DomainEvent).when({
        type: 'UpdateDomainDetails',
        domainId,
        description: 'new',
      }),
    ).toEqual({
      kind: 'events',
      events: [{ type: 'DomainDetailsUpdated', domainId, contact: 'old', description: 'new' }],
    });
  });

  it('that are the same change nothing', () => {
    expect(facts(created).when({ type: 'UpdateDomainDetails', domainId, contact: '' })).toEqual({
      kind: 'events',
      events: [],
    });
  });
});

describe('suspending', () => {
  const suspend = { type: 'SuspendDomain', domainId, reason: 'abuse' } as const;

  it('keeps reason and notes', () => {
    expect(facts(created, verified).when({ ...suspend, notes: 'ticket 7' })).toEqual({
      kind: 'events',
      events: [{ type: 'DomainSuspended', domainId, reason: 'abuse', notes: 'ticket 7' }],
    });
  });

  it('needs a reason', () => {
    expect(facts(created).when({ ...suspend, reason: ' ' })).toMatchObject({ kind: 'invalid', field: 'reason' });
  });

  it('is refused when suspended already', () => {
    expect(facts(created, suspended).when(suspend)).toMatchObject({ kind: 'conflict', rule: 'already-suspended' });
  });

  it('ends by unsuspending, once', () => {
    const unsuspend = { type: 'UnsuspendDomain', domainId } as const;
    const unsuspended: DomainEvent = { type: 'DomainUnsuspended', domainId };
    expect(facts(created, suspended).when(unsuspend)).toEqual({ kind: 'events', events: [unsuspended] });
    expect(facts(created, suspended, unsuspended).when(unsuspend)).toMatchObject({
      kind: 'conflict',
      rule: 'not-suspended',
    });
  });
});

describe('moderators', () => {
  it('are added once', () => {
    const add = { type: 'AddDomainModerator', domainId, user: ' ann ' } as const;
    expect(facts(created).when(add)).toEqual({ kind: 'events', events: [moderator] });
    expect(facts(created, moderator).when(add)).toEqual({ kind: 'events', events: [] });
  });

  it('need a name', () => {
    expect(facts(created).when({ type: 'AddDomainModerator', domainId, user: '' })).toMatchObject({ kind: 'invalid' });
  });

  it('are removed when they are there', () => {
    const remove = { type: 'RemoveDomainModerator', domainId, user: 'ann' } as const;
    const removed: DomainEvent = { type: 'ModeratorRemoved', domainId, user: 'ann' };
    expect(facts(created, moderator).when(remove)).toEqual({ kind: 'events', events: [removed] });
    expect(facts(created, moderator, removed).when(remove)).toEqual({ kind: 'events', events: [] });
  });
});
