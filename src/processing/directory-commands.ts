import { splitAddress } from '../domain/address.ts';
import * as chaosAddress from '../domain/chaos-address/decider.ts';
import type { Command, CommandResult } from '../domain/commands.ts';
import { conflict, type Decision, invalid, type Refusal } from '../domain/decision.ts';
import * as domain from '../domain/domain/decider.ts';
import { configurableName } from '../domain/domain-name.ts';
import { registrableDomain } from '../domain/registrable-domain.ts';
import * as subdomain from '../domain/subdomain/decider.ts';
import type { DirectoryQueries } from '../ports/queries.ts';
import type { WriteStore } from '../ports/write-store.ts';

/** The commands about domains, subdomains and chaos addresses. */
export type DirectoryCommand = Extract<
  Command,
  | { readonly type: 'CreateDomain' | 'CreateSubdomain' | 'CreateChaosAddress' }
  | { readonly domainId: string }
  | { readonly subdomainId: string }
  | { readonly chaosId: string }
>;

export interface DirectoryTools {
  readonly store: WriteStore;
  /** On the writing connection: they must see what the open transaction has done. */
  readonly queries: DirectoryQueries;
  /** Domains are active without a DNS record. */
  readonly verificationWaived: boolean;
  /** Milliseconds since the epoch. */
  now(): number;
  /** UUID v7. */
  newId(): string;
}

/**
 * Decides one command on what the stream says now and appends what follows from it; part of the surrounding transaction, durable
 * with it. Uniqueness is left to the store's indexes, which refuse the append; a stream that has moved on meanwhile is tried again once.
 * @throws MillraceError 'database-io'
 */
export function executeDirectoryCommand(
  command: DirectoryCommand,
  origin: { readonly actor: string; readonly correlationId: string },
  tools: DirectoryTools,
): CommandResult {
  const execution = prepare(command, tools);
  if ('kind' in execution) return execution;
  for (let attempt = 1; ; attempt += 1) {
    const { decision, version } = execution.decide();
    if (decision.kind === 'not-found') return { kind: 'not-found', what: execution.what };
    if (decision.kind !== 'events') return decision;
    if (decision.events.length === 0) return { kind: 'done', id: execution.id };
    const outcome = tools.store.events.appendBatch([
      {
        stream: execution.stream,
        expectedVersion: version === 0 ? 'no-stream' : version,
        events: decision.events.map((event) => ({ event })),
        metadata: { ...origin, at: tools.now() },
      },
    ]);
    if (outcome.kind === 'appended') return { kind: 'done', id: execution.id };
    if (outcome.kind === 'not-unique') return nameTaken(outcome.what);
    if (attempt === 2) return conflict('changed-meanwhile', `The ${execution.what} was changed meanwhile; try again.`);
  }
}

/** One command, ready to be decided on the newest state, as often as needed. */
interface Execution {
  readonly what: string;
  readonly id: string;
  readonly stream: string;
  decide(): { readonly decision: Decision<{ type: string }>; readonly version: number };
}

function prepare(command: DirectoryCommand, tools: DirectoryTools): Execution | Refusal {
  switch (command.type) {
    case 'CreateDomain': {
      const { newId, verificationWaived } = tools;
      const create = { ...command, domainId: newId(), verificationToken: newId(), verificationWaived };
      return domainExecution(create, tools);
    }
    case 'VerifyDomain':
      return domainExecution({ ...command, verificationWaived: tools.verificationWaived }, tools);
    case 'CreateSubdomain':
      return createSubdomain(command, tools);
    case 'CreateChaosAddress':
      return createChaosAddress(command, tools);
    default:
      if ('domainId' in command) return domainExecution(command, tools);
      return 'subdomainId' in command ? subdomainExecution(command, tools) : chaosExecution(command, tools);
  }
}

function domainExecution(command: domain.DomainCommand, { store }: DirectoryTools): Execution {
  const stream = `domain-${command.domainId}`;
  return {
    what: 'domain',
    id: command.domainId,
    stream,
    decide: () => {
      const { state, version } = folded(store, stream, domain.initialState, domain.evolve);
      return { decision: domain.decide(command, state), version };
    },
  };
}

function createSubdomain(
  command: Extract<DirectoryCommand, { type: 'CreateSubdomain' }>,
  tools: DirectoryTools,
): Execution | Refusal {
  const name = configurableName(command.name);
  if (name === undefined) return invalid('name', `"${command.name}" is not a domain name.`);
  const parent = registrableDomain(name);
  if (parent === undefined) return invalid('name', `${name} is a public suffix; a subdomain is part of a domain.`);
  const known = tools.queries.domainNamed(parent);
  if (!known) return conflict('domain-missing', `The domain ${parent} does not exist; create it first.`);
  return subdomainExecution({ ...command, subdomainId: tools.newId(), domain: known }, tools);
}

function subdomainExecution(command: subdomain.SubdomainCommand, { store }: DirectoryTools): Execution {
  const stream = `subdomain-${command.subdomainId}`;
  return {
    what: 'subdomain',
    id: command.subdomainId,
    stream,
    decide: () => {
      const { state, version } = folded(store, stream, subdomain.initialState, subdomain.evolve);
      return { decision: subdomain.decide(command, state), version };
    },
  };
}

function createChaosAddress(
  command: Extract<DirectoryCommand, { type: 'CreateChaosAddress' }>,
  tools: DirectoryTools,
): Execution | Refusal {
  const name = configurableName(splitAddress(command.address.trim())?.domain ?? '');
  if (name === undefined) return invalid('address', `"${command.address}" is not an address.`);
  const known = tools.queries.subdomainNamed(name);
  if (!known) return conflict('subdomain-missing', `The subdomain ${name} does not exist; create it first.`);
  return chaosExecution({ ...command, chaosId: tools.newId(), subdomain: known }, tools);
}

/**
 * A chaos address under load gets an event a batch, so its stream is not read from the beginning: the read model is a snapshot of
 * it as of a version, and only what is behind that is folded (nothing, as long as read model and stream are in one database).
 */
function chaosExecution(command: chaosAddress.ChaosAddressCommand, { store, queries }: DirectoryTools): Execution {
  const stream = `chaos-${command.chaosId}`;
  return {
    what: 'chaos address',
    id: command.chaosId,
    stream,
    decide: () => {
      const snapshot = queries.chaosAddress(command.chaosId);
      const at = queries.chaosAddressVersion(command.chaosId) ?? 0;
      const { state, version } = folded(store, stream, snapshot, chaosAddress.evolve, at);
      return { decision: chaosAddress.decide(command, state), version };
    },
  };
}

/** The state after all events of the stream, or after those behind a snapshot of it. */
function folded<State, Event>(
  store: WriteStore,
  stream: string,
  from: State,
  evolve: (state: State, event: Event) => State,
  fromVersion = 0,
): { readonly state: State; readonly version: number } {
  let state = from;
  let version = fromVersion;
  for (const stored of store.events.readStream(stream, fromVersion + 1)) {
    state = evolve(state, stored.event as Event);
    version = stored.version;
  }
  return { state, version };
}

function nameTaken(what: string): CommandResult {
  switch (what) {
    case 'domains.name':
      return conflict('domain-exists', 'There is a domain of this name already.');
    case 'subdomains.name':
      return conflict('subdomain-exists', 'There is a subdomain of this name already.');
    case 'chaos_addresses.address':
      return conflict('chaos-address-exists', 'There is a chaos address of this name already.');
    default:
      return conflict('not-unique', `It is there already (${what}).`);
  }
}
