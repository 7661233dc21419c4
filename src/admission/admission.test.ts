import { describe, expect, it } from 'vitest';
import { recipient, session } from '../../test/support/recipient.ts';
import type { ChaosBehaviour } from '../domain/commands.ts';
import { CATCH_ALL } from '../domain/ingestion-job.ts';
import { lanes } from '../domain/lanes.ts';
import type { DirectorySnapshot } from '../ports/directory-snapshot.ts';
import type { StoredEvent } from '../ports/event-store.ts';
import { Admission } from './admission.ts';
import { Directory } from './directory.ts';

const reply = { code: 451, enhanced: '4.3.0', text: 'Later' };
const closing = { code: 421, enhanced: '4.3.2', text: 'Closing' };

const chaos = (id: string, localPart: string, behaviour: Partial<ChaosBehaviour>, enabled = true) => ({
  id,
  subdomainId: 'qa',
  address: `${localPart}@qa.acme.test`,
  enabled,
  behaviour: { reply, stage: 'data', ...behaviour } as ChaosBehaviour,
  received: 0,
});

const normal = { priority: 'normal' } as const;
const subdomain = (id: string, name: string, more: object = {}) => ({
  id,
  domainId: 'acme',
  name,
  suspended: false,
  settings: normal,
  ...more,
});

const snapshot: DirectorySnapshot = {
  position: 100,
  domains: [
    { id: 'acme', verified: true, suspended: false },
    { id: 'pending', verified: false, suspended: false },
    { id: 'suspended', verified: true, suspended: true },
  ],
  subdomains: [
    subdomain('qa', 'qa.acme.test'),
    subdomain('apex', 'acme.test'),
    subdomain('idn', 'xn--bcher-kva.example'),
    subdomain('high', 'high.acme.test', { settings: { priority: 'high' } }),
    subdomain('low', 'low.acme.test', { settings: { priority: 'low' } }),
    subdomain('off', 'off.acme.test', { suspended: true }),
    subdomain('of-suspended', 'a.suspended.test', { domainId: 'suspended' }),
    subdomain('of-pending', 'a.pending.test', { domainId: 'pending' }),
    subdomain('limited', 'limited.acme.test', { settings: { ...normal, rateLimit: { messagesPerSecond: 2 } } }),
    subdomain('bytes', 'bytes.acme.test', { settings: { ...normal, rateLimit: { bytesPerSecond: 1000 } } }),
  ],
  chaosAddresses: [
    chaos('data', 'late', {}),
    chaos('rcpt', 'gone', { stage: 'rcpt' }),
    chaos('disabled', 'quiet', { stage: 'rcpt' }, false),
    chaos('closing', 'closing', { stage: 'rcpt', reply: closing, delayMs: 20 }),
    chaos('drop', 'drop', { stage: 'rcpt', drop: true, delayMs: 10 }),
    chaos('drop-data', 'drop-data', { drop: true }),
    chaos('grey', 'grey', { stage: 'rcpt', failFirst: 2 }),
    chaos('grey-data', 'grey-data', { failFirst: 1, delayMs: 5 }),
    chaos('dice-1', 'dice-1', { stage: 'rcpt', probability: 0.3, seed: 42 }),
    chaos('dice-2', 'dice-2', { stage: 'rcpt', probability: 0.3, seed: 42 }),
    chaos('dice-3', 'dice-3', { stage: 'rcpt', probability: 0.3, seed: 43 }),
    chaos('never', 'never', { stage: 'rcpt', probability: 0 }),
    chaos('always', 'always', { stage: 'rcpt', probability: 1 }),
    chaos('both', 'both', { stage: 'rcpt', probability: 1, failFirst: 1 }),
  ],
};

let clock = 1_000;
function admission(unknownRecipients: 'catch-all' | 'reject' = 'reject', from = snapshot) {
  return new Admission({ directory: new Directory(from), unknownRecipients, now: () => clock });
}
const admit = (address: string, on = admission()) => on.admit(recipient(address), session());

const unknown = { kind: 'refuse', reply: expect.objectContaining({ code: 550, enhanced: '5.1.1' }) };
const disabled = { kind: 'refuse', reply: expect.objectContaining({ code: 550, enhanced: '5.2.1' }) };
const into = (inbox: string, address: string, lane: (typeof lanes)[number] = 'normal') => ({
  kind: 'accept',
  recipient: { address, inbox },
  lane: lanes.indexOf(lane),
});

describe('one recipient, in strict mode', () => {
  it.each([
    ['joe@qa.acme.test', 'qa'],
    ['joe@QA.Acme.TEST', 'qa'],
    ['joe@qa.acme.test.', 'qa'],
    ['joe@acme.test', 'apex'],
    ['joe@bücher.example', 'idn'],
    ['joe@XN--BCHER-KVA.example', 'idn'],
    ['"a@b"@qa.acme.test', 'qa'],
    ['quiet@qa.acme.test', 'qa'],
    ['postmaster@qa.acme.test', 'qa'],
    ['late@acme.test', 'apex'],
  ])('%s goes to %s', (address, inbox) => {
    expect(admit(address)).toEqual(into(inbox, address));
  });

  it.each([
    'joe@other.test',
    'joe@notqa.acme.test',
    'joe@qa.acme.test.evil.test',
    'joe@a.qa.acme.test',
    'joe@test',
    'joe@[127.0.0.1]',
    'joe@[IPv6:::1]',
    'joe@127.0.0.1',
    'joe@a.pending.test',
  ])('%s is unknown', (address) => {
    expect(admit(address)).toEqual(unknown);
  });

  it.each(['joe@off.acme.test', 'joe@a.suspended.test'])('%s is suspended', (address) => {
    expect(admit(address)).toEqual(disabled);
  });

  it.each([
    ['joe@high.acme.test', 'high'],
    ['joe@low.acme.test', 'low'],
  ] as const)('%s takes the lane of its priority', (address, lane) => {
    expect(admit(address)).toEqual(into(lane, address, lane));
  });

  it.each(['Postmaster', 'POSTMASTER'])('%s alone is always accepted', (address) => {
    expect(admit(address)).toEqual(into(CATCH_ALL, address));
  });
});

describe('one recipient, with the catch-all inbox', () => {
  it.each(['joe@other.test', 'joe@[127.0.0.1]', 'joe@a.pending.test', 'Postmaster'])('%s goes there', (address) => {
    expect(admit(address, admission('catch-all'))).toEqual(into(CATCH_ALL, address));
  });

  it.each(['joe@off.acme.test', 'joe@a.suspended.test'])('%s does not: it is suspended', (address) => {
    expect(admit(address, admission('catch-all'))).toEqual(disabled);
  });

  it('what is configured goes to its own', () => {
    expect(admit('joe@qa.acme.test', admission('catch-all'))).toEqual(into('qa', 'joe@qa.acme.test'));
  });
});

describe('a chaos address', () => {
  const refused = (id: string, address: string, more: object) => ({
    refusal: { chaos: id, address, at: clock },
    delayMs: 0,
    ...more,
  });

  it.each(['late@qa.acme.test', 'LATE@qa.acme.test', '"late"@QA.acme.test.'])(
    'of stage data accepts %s and gives its reply to the transaction',
    (address) => {
      expect(admit(address)).toEqual({
        kind: 'accept',
        recipient: { address, inbox: 'qa', chaos: 'data' },
        lane: 1,
        chaos: { reply, delayMs: 0 },
      });
    },
  );

  it('of stage rcpt refuses this recipient, to be counted first', () => {
    const address = 'gone@qa.acme.test';
    expect(admit(address)).toEqual(refused('rcpt', address, { kind: 'refuse', reply, close: false }));
  });

  it('closes with a 421', () => {
    const address = 'closing@qa.acme.test';
    const expected = { kind: 'refuse', reply: closing, close: true, delayMs: 20 };
    expect(admit(address)).toEqual(refused('closing', address, expected));
  });

  it('drops the connection, at either stage', () => {
    const address = 'drop@qa.acme.test';
    expect(admit(address)).toEqual(refused('drop', address, { kind: 'drop', delayMs: 10 }));
    expect(admit('drop-data@qa.acme.test')).toMatchObject({ chaos: { reply: 'drop', delayMs: 0 } });
  });

  it('fails the first N, then accepts and is still counted', () => {
    const on = admission();
    const address = 'grey@qa.acme.test';
    const kinds = Array.from({ length: 4 }, () => admit(address, on).kind);
    expect(kinds).toEqual(['refuse', 'refuse', 'accept', 'accept']);
    expect(admit(address, on)).toEqual({
      kind: 'accept',
      recipient: { address, inbox: 'qa', chaos: 'grey' },
      lane: 1,
    });
    const late = admission();
    expect(admit('grey-data@qa.acme.test', late)).toMatchObject({ chaos: { reply, delayMs: 5 } });
    expect(admit('grey-data@qa.acme.test', late)).not.toHaveProperty('chaos');
  });

  it('goes on counting where the snapshot was', () => {
    const chaosAddresses = snapshot.chaosAddresses.map((each) => ({ ...each, received: each.id === 'grey' ? 1 : 0 }));
    const on = admission('reject', { ...snapshot, chaosAddresses });
    const kinds = Array.from({ length: 3 }, () => admit('grey@qa.acme.test', on).kind);
    expect(kinds).toEqual(['refuse', 'accept', 'accept']);
  });

  it('with a probability has the fates of its seed, repeatable, and in that proportion', () => {
    const fates = (localPart: string, count: number, on = admission()) =>
      Array.from({ length: count }, () => admit(`${localPart}@qa.acme.test`, on).kind === 'refuse');
    const one = fates('dice-1', 10_000);
    expect(fates('dice-2', 10_000)).toEqual(one);
    expect(fates('dice-3', 10_000)).not.toEqual(one);
    const failed = one.filter(Boolean).length;
    expect(failed).toBeGreaterThan(2_700);
    expect(failed).toBeLessThan(3_300);
    expect(fates('never', 1000)).not.toContain(true);
    expect(fates('always', 1000)).not.toContain(false);
  });

  it('with a probability and a first N fails only while both say so', () => {
    const on = admission();
    expect(Array.from({ length: 2 }, () => admit('both@qa.acme.test', on).kind)).toEqual(['refuse', 'accept']);
  });

  it('is what the events say at once', () => {
    const directory = new Directory(snapshot);
    const on = new Admission({ directory, unknownRecipients: 'reject' });
    const send = () => on.admit(recipient('quiet@qa.acme.test'), session()).kind;
    let position = snapshot.position;
    const happens = (event: { type: string } & Record<string, unknown>) => {
      position += 1;
      const { type } = event;
      directory.apply([{ position, type, event } as unknown as StoredEvent]);
    };
    expect(send()).toBe('accept');
    happens({ type: 'ChaosAddressEnabled', chaosId: 'disabled' });
    expect(send()).toBe('refuse');
    happens({ type: 'SubdomainSuspended', subdomainId: 'qa' });
    expect(on.admit(recipient('quiet@qa.acme.test'), session())).toEqual(disabled);
    happens({ type: 'SubdomainUnsuspended', subdomainId: 'qa' });
    happens({ type: 'ChaosAddressDisabled', chaosId: 'disabled' });
    expect(send()).toBe('accept');
    happens({ type: 'ChaosAddressDeleted', chaosId: 'rcpt' });
    expect(on.admit(recipient('gone@qa.acme.test'), session()).kind).toBe('accept');
  });

  it('with a first N learns of messages that were still in the spool when the directory was built', () => {
    const directory = new Directory(snapshot);
    const on = new Admission({ directory, unknownRecipients: 'reject' });
    const event = { type: 'ChaosAddressReceived', chaosId: 'grey', count: 2, firstAt: 1, lastAt: 2 };
    directory.apply([{ position: 101, type: event.type, event } as unknown as StoredEvent]);
    expect(admit('grey@qa.acme.test', on).kind).toBe('accept');
  });
});

describe('a rate limit', () => {
  const over = { kind: 'refuse', reply: expect.objectContaining({ code: 450, enhanced: '4.7.1' }) };

  it('of messages gives 450 until there is room again, for this subdomain alone', () => {
    const on = admission();
    const address = 'joe@limited.acme.test';
    expect([admit(address, on).kind, admit(address, on).kind]).toEqual(['accept', 'accept']);
    expect(admit(address, on)).toEqual(over);
    expect(admit('joe@qa.acme.test', on).kind).toBe('accept');
    clock += 500;
    expect(admit(address, on).kind).toBe('accept');
    expect(admit(address, on)).toEqual(over);
  });

  it('counts one message once, however many recipients it has there', () => {
    const on = admission();
    const facts = { ...session() } as {
      -readonly [Key in keyof ReturnType<typeof session>]: ReturnType<typeof session>[Key];
    };
    const transaction = (count: number) =>
      Array.from({ length: count }, (_, index) => {
        facts.recipientCount = index;
        return on.admit(recipient(`user${index}@limited.acme.test`), facts).kind;
      });
    expect(new Set(transaction(50))).toEqual(new Set(['accept']));
    expect(new Set(transaction(50))).toEqual(new Set(['accept']));
    expect(transaction(1)).toEqual(['refuse']);
  });

  it('of bytes, by the declared size, gives 451', () => {
    const on = admission();
    const send = (declaredSizeBytes: number | undefined) =>
      on.admit(recipient('joe@bytes.acme.test'), session({ declaredSizeBytes }));
    expect(send(undefined).kind).toBe('accept');
    expect(send(1500).kind).toBe('accept');
    expect(send(1)).toEqual({ kind: 'refuse', reply: expect.objectContaining({ code: 451, enhanced: '4.7.1' }) });
  });

  it('does not hold back a chaos address that fires', () => {
    const limits = { ...normal, rateLimit: { messagesPerSecond: 1 } };
    const subdomains = snapshot.subdomains.map((each) => (each.id === 'qa' ? { ...each, settings: limits } : each));
    const on = admission('reject', { ...snapshot, subdomains });
    expect(admit('joe@qa.acme.test', on).kind).toBe('accept');
    expect(admit('joe@qa.acme.test', on)).toEqual(over);
    expect(admit('gone@qa.acme.test', on)).toMatchObject({ kind: 'refuse', reply });
    // One that is not to fail now is ordinary mail; refused for the rate, it has not had its turn.
    expect(admit('never@qa.acme.test', on)).toEqual(over);
  });
});
