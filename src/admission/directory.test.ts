import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DirectoryStore } from '../../test/support/directory-store.ts';
import { recipient, session } from '../../test/support/recipient.ts';
import { readDirectorySnapshot } from '../adapters/sqlite/directory/directory-snapshot.ts';
import type { ChaosBehaviour } from '../domain/commands.ts';
import { lanes } from '../domain/lanes.ts';
import type { DirectoryCommand } from '../processing/directory-commands.ts';
import { Admission } from './admission.ts';
import { Directory } from './directory.ts';

const domains = ['acme.test', 'localhost'];
const names = ['acme.test', 'qa.acme.test', 'localhost'];
const locals = ['joe', 'ann'];
const addresses = names.flatMap((name) => locals.map((local) => `${local}@${name}`));

/** One step, whose target is chosen by a number among what is there by then. */
type Step =
  | { readonly kind: 'create-domain'; readonly name: string; readonly waived: boolean }
  | { readonly kind: 'create-subdomain'; readonly name: string }
  | { readonly kind: 'create-chaos'; readonly address: string; readonly behaviour: ChaosBehaviour }
  | { readonly kind: 'domain' | 'subdomain' | 'chaos'; readonly verb: number; readonly target: number }
  | { readonly kind: 'received'; readonly target: number; readonly count: number };

const behaviours: fc.Arbitrary<ChaosBehaviour> = fc.record(
  {
    reply: fc.constantFrom(
      { code: 421, enhanced: '4.3.2', text: 'Closing' },
      { code: 451, enhanced: '4.3.0', text: 'Later' },
      { code: 550, enhanced: '5.1.1', text: 'Nobody' },
    ),
    stage: fc.constantFrom('data' as const, 'rcpt' as const),
    failFirst: fc.integer({ min: 1, max: 6 }),
    probability: fc.constantFrom(0.5, 1),
    seed: fc.maxSafeInteger(),
    delayMs: fc.integer({ min: 0, max: 600_000 }),
    drop: fc.boolean(),
  },
  { requiredKeys: ['reply', 'stage'] },
);

/** What is there before anything else, so that most steps find something to change. */
const beginning: readonly Step[] = [
  { kind: 'create-domain', name: 'acme.test', waived: true },
  { kind: 'create-subdomain', name: 'acme.test' },
  { kind: 'create-chaos', address: 'joe@acme.test', behaviour: greylist(3) },
  { kind: 'create-chaos', address: 'ann@acme.test', behaviour: greylist(4) },
];

function greylist(failFirst: number): ChaosBehaviour {
  return { reply: { code: 450, enhanced: '4.2.1', text: 'Busy' }, stage: 'rcpt', failFirst };
}

const target = fc.nat(20);
const on = (kind: 'domain' | 'subdomain' | 'chaos') => fc.record({ kind: fc.constant(kind), verb: fc.nat(5), target });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('create-domain' as const), name: fc.constantFrom(...domains), waived: fc.boolean() }),
    fc.record({ kind: fc.constant('create-subdomain' as const), name: fc.constantFrom(...names) }),
    fc.record({
      kind: fc.constant('create-chaos' as const),
      address: fc.constantFrom(...addresses),
      behaviour: behaviours,
    }),
    on('domain'),
    { arbitrary: on('subdomain'), weight: 2 },
    // Most of all: a chaos address must be enabled, and for some commands unused.
    { arbitrary: on('chaos'), weight: 8 },
    fc.record({ kind: fc.constant('received' as const), target, count: fc.integer({ min: 1, max: 3 }) }),
  ),
  { minLength: 10, maxLength: 50, size: 'max' },
);

it('after the events of any commands, it is what a snapshot of their read models is; also from any snapshot on the way', () => {
  fc.assert(
    fc.property(steps, fc.double({ min: 0, max: 1, noNaN: true }), (chosen, share) => {
      const play = [...beginning, ...chosen];
      const store = new DirectoryStore();
      try {
        const fromNothing = new Directory(readDirectorySnapshot(store.database));
        const half = Math.floor(play.length * share);
        for (const step of play.slice(0, half)) run(store, step);
        const onTheWay = new Directory(readDirectorySnapshot(store.database));
        const position = store.store.events.lastPosition();
        for (const step of play.slice(half)) run(store, step);
        const whole = new Directory(readDirectorySnapshot(store.database));
        fromNothing.apply(store.events());
        // Some that the snapshot has already: they must be passed over.
        onTheWay.apply(store.events(Math.floor(position / 2)));
        const expected = fates(whole);
        expect(fates(fromNothing)).toEqual(expected);
        expect(fates(onTheWay)).toEqual(expected);
      } finally {
        store.remove();
      }
    }),
    { numRuns: 60 },
  );
});

/** What becomes of mail to every address that can exist, a few times each, so that the counts matter. */
function fates(directory: Directory): unknown {
  // At one moment, so that rate limits do not fill up again.
  const admission = new Admission({ directory, unknownRecipients: 'reject', now: () => 1 });
  return [...addresses, ...names.map((name) => `other@${name}`)].map((address) => [
    address,
    Array.from({ length: 5 }, () => admission.admit(recipient(address), session({ declaredSizeBytes: 700 }))),
  ]);
}

function run(store: DirectoryStore, step: Step): void {
  if (step.kind === 'create-domain') {
    store.run({ type: 'CreateDomain', name: step.name }, { verificationWaived: step.waived });
  } else if (step.kind === 'create-subdomain') store.run({ type: 'CreateSubdomain', name: step.name });
  else if (step.kind === 'create-chaos') {
    store.run({ type: 'CreateChaosAddress', address: step.address, behaviour: step.behaviour });
  } else if (step.kind === 'received') {
    const chaos = pick(store.queries.chaosAddresses({}, { limit: 100 }).items, step.target);
    if (chaos) store.received(chaos.id, step.count, 1, 2);
  } else {
    const command = existing(store, step.kind, step.verb, step.target);
    if (command) store.run(command);
  }
}

function existing(
  store: DirectoryStore,
  kind: 'domain' | 'subdomain' | 'chaos',
  verb: number,
  target: number,
): DirectoryCommand | undefined {
  if (kind === 'domain') {
    const domain = pick(store.queries.domains(), target);
    if (!domain) return undefined;
    const { id: domainId, verificationToken } = domain;
    const commands: DirectoryCommand[] = [
      { type: 'SuspendDomain', domainId, reason: 'abuse' },
      { type: 'UnsuspendDomain', domainId },
      { type: 'VerifyDomain', domainId, txtRecords: [`millrace-verification=${verificationToken}`] },
      { type: 'UpdateDomainDetails', domainId, contact: 'ann' },
    ];
    return pick(commands, verb);
  }
  if (kind === 'subdomain') {
    const subdomain = pick(store.queries.subdomains({}, { limit: 100 }).items, target);
    if (!subdomain) return undefined;
    const { id: subdomainId } = subdomain;
    const commands: DirectoryCommand[] = [
      { type: 'SuspendSubdomain', subdomainId, reason: 'abuse' },
      { type: 'UnsuspendSubdomain', subdomainId },
      { type: 'ChangeSubdomainSettings', subdomainId, settings: { priority: pick(lanes, target) ?? null } },
      { type: 'ChangeSubdomainSettings', subdomainId, settings: { rateLimit: { messagesPerSecond: 2 } } },
      { type: 'ChangeSubdomainSettings', subdomainId, settings: { rateLimit: { bytesPerSecond: 1500, burst: 1 } } },
      { type: 'ChangeSubdomainSettings', subdomainId, settings: { rateLimit: null } },
    ];
    return pick(commands, verb);
  }
  const chaos = pick(store.queries.chaosAddresses({}, { limit: 100 }).items, target);
  if (!chaos) return undefined;
  const { id: chaosId } = chaos;
  const commands: DirectoryCommand[] = [
    { type: 'EnableChaosAddress', chaosId },
    { type: 'DisableChaosAddress', chaosId },
    { type: 'DeleteChaosAddress', chaosId },
    { type: 'EditChaosAddress', chaosId, behaviour: { ...chaos.behaviour, failFirst: 2 } },
    { type: 'EnableChaosAddress', chaosId },
  ];
  return pick(commands, verb);
}

function pick<T>(items: readonly T[], index: number): T | undefined {
  return items[index % Math.max(1, items.length)];
}
