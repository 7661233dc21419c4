import { describe, expect, it } from 'vitest';
import { given } from '../../../test/support/given.ts';
import type { ChaosBehaviour } from '../commands.ts';
import * as decider from './decider.ts';
import type { ChaosAddressEvent } from './events.ts';

const chaosId = 'c1';
const facts = given(decider);
const subdomain = { id: 's1', name: 'qa.acme.test' };
const behaviour: ChaosBehaviour = { reply: { code: 451, enhanced: '4.3.0', text: 'Later' }, stage: 'data' };
const create = { type: 'CreateChaosAddress', address: 'Joe@QA.acme.test', behaviour, chaosId, subdomain } as const;
const created: ChaosAddressEvent = {
  type: 'ChaosAddressCreated',
  chaosId,
  subdomainId: 's1',
  address: 'joe@qa.acme.test',
  behaviour,
};
const enabled: ChaosAddressEvent = { type: 'ChaosAddressEnabled', chaosId };
const disabled: ChaosAddressEvent = { type: 'ChaosAddressDisabled', chaosId };
const received: ChaosAddressEvent = { type: 'ChaosAddressReceived', chaosId, count: 2, firstAt: 1, lastAt: 2 };
const deleted: ChaosAddressEvent = { type: 'ChaosAddressDeleted', chaosId };

describe('a chaos address', () => {
  it('is created under its canonical address', () => {
    expect(facts().when(create)).toEqual({ kind: 'events', events: [created] });
    expect(facts().when({ ...create, address: '"joe"@qa.acme.test.' })).toEqual({ kind: 'events', events: [created] });
  });

  it('is created disabled', () => {
    expect(decider.evolve(decider.initialState, created)).toMatchObject({ enabled: false, received: 0 });
  });

  it.each(['joe', 'joe@other.test', 'joe@xqa.acme.test', '@qa.acme.test'])('cannot be %s here', (address) => {
    expect(facts().when({ ...create, address })).toMatchObject({ kind: 'invalid', field: 'address' });
  });

  it('must be there for every other command, and is not after it was deleted', () => {
    expect(facts().when({ type: 'EnableChaosAddress', chaosId })).toEqual({ kind: 'not-found' });
    expect(facts(created, deleted).when({ type: 'EnableChaosAddress', chaosId })).toEqual({ kind: 'not-found' });
  });

  it('is enabled and disabled, used or not; repeating changes nothing', () => {
    const enable = { type: 'EnableChaosAddress', chaosId } as const;
    const disable = { type: 'DisableChaosAddress', chaosId } as const;
    expect(facts(created).when(enable)).toEqual({ kind: 'events', events: [enabled] });
    expect(facts(created, enabled).when(enable)).toEqual({ kind: 'events', events: [] });
    expect(facts(created, enabled, received).when(disable)).toEqual({ kind: 'events', events: [disabled] });
    expect(facts(created, enabled, received, disabled).when(enable)).toEqual({ kind: 'events', events: [enabled] });
    expect(facts(created).when(disable)).toEqual({ kind: 'events', events: [] });
  });

  it('is edited while unused', () => {
    const changed: ChaosBehaviour = { ...behaviour, failFirst: 3 };
    const edit = { type: 'EditChaosAddress', chaosId, behaviour: changed } as const;
    expect(facts(created, enabled).when(edit)).toEqual({
      kind: 'events',
      events: [{ type: 'ChaosAddressEdited', chaosId, behaviour: changed }],
    });
    expect(facts(created).when({ ...edit, behaviour })).toEqual({ kind: 'events', events: [] });
  });

  it('is deleted while unused', () => {
    expect(facts(created, enabled).when({ type: 'DeleteChaosAddress', chaosId })).toEqual({
      kind: 'events',
      events: [deleted],
    });
  });

  it.each([
    { type: 'EditChaosAddress', chaosId, behaviour: { ...behaviour, stage: 'rcpt' } },
    { type: 'DeleteChaosAddress', chaosId },
  ] as const)('refuses $type once it is used, and says why', (command) => {
    expect(facts(created, enabled, received, disabled).when(command)).toEqual({
      kind: 'conflict',
      rule: 'chaos-address-used',
      reason: expect.stringMatching(/^joe@qa\.acme\.test has received 2 messages/),
    });
  });
});

describe('its behaviour', () => {
  const decided = (changes: object) => facts().when({ ...create, behaviour: { ...behaviour, ...changes } });

  it.each([421, 450, 451, 452, 500, 550, 551, 552, 553])(
    'can be a %i, with enhanced code and text made up when only the code is given',
    (code) => {
      const outcome = decided({ reply: { code, enhanced: '', text: '' } });
      const [event] = (outcome as unknown as { events: [{ behaviour: ChaosBehaviour }] }).events;
      expect(event.behaviour.reply.code).toBe(code);
      expect(event.behaviour.reply.enhanced).toMatch(new RegExp(`^${Math.floor(code / 100)}\\.\\d\\.\\d$`));
      expect(event.behaviour.reply.text).not.toBe('');
    },
  );

  it('takes all that can be set', () => {
    const all = { stage: 'rcpt', failFirst: 2, probability: 0.5, seed: 7, delayMs: 600_000, drop: true };
    expect(decided(all)).toEqual({ kind: 'events', events: [{ ...created, behaviour: { ...behaviour, ...all } }] });
  });

  it.each([
    [{ reply: { code: 250, enhanced: '2.0.0', text: 'x' } }, 'behaviour.reply.code'],
    [{ reply: { code: 554, enhanced: '5.0.0', text: 'x' } }, 'behaviour.reply.code'],
    [{ reply: { code: 451, enhanced: '5.3.0', text: 'x' } }, 'behaviour.reply.enhanced'],
    [{ reply: { code: 550, enhanced: '4.1.1', text: 'x' } }, 'behaviour.reply.enhanced'],
    [{ reply: { code: 550, enhanced: 'five', text: 'x' } }, 'behaviour.reply.enhanced'],
    [{ reply: { code: 550, enhanced: '5.1.1', text: 'x\r\n250 OK' } }, 'behaviour.reply.text'],
    [{ reply: { code: 550, enhanced: '5.1.1', text: 'a\u0000b' } }, 'behaviour.reply.text'],
    [{ reply: { code: 550, enhanced: '5.1.1', text: 'x'.repeat(401) } }, 'behaviour.reply.text'],
    [{ stage: 'mail' }, 'behaviour.stage'],
    [{ failFirst: 0 }, 'behaviour.failFirst'],
    [{ failFirst: 1.5 }, 'behaviour.failFirst'],
    [{ probability: 1.1 }, 'behaviour.probability'],
    [{ probability: Number.NaN }, 'behaviour.probability'],
    [{ seed: 0.5 }, 'behaviour.seed'],
    [{ delayMs: 600_001 }, 'behaviour.delayMs'],
    [{ delayMs: -1 }, 'behaviour.delayMs'],
  ])('%j is refused', (changes, field) => {
    expect(decided(changes)).toMatchObject({ kind: 'invalid', field });
  });
});
