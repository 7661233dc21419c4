import type { Command } from '../commands.ts';
import { conflict, type Decision, events, invalid, notFound, unchanged } from '../decision.ts';
import { configurableName } from '../domain-name.ts';
import { registrableDomain } from '../registrable-domain.ts';
import { refuseText } from '../text-rule.ts';
import type { DomainEvent } from './events.ts';
import { verificationRecord } from './verification-record.ts';

/** The commands of a domain; creating and verifying one carry what only the outside can know. */
export type DomainCommand =
  | (Extract<Command, { type: 'CreateDomain' }> & {
      readonly domainId: string;
      readonly verificationToken: string;
      /** Active at once, without a DNS record. */
      readonly verificationWaived: boolean;
    })
  | (Extract<Command, { type: 'VerifyDomain' }> & { readonly verificationWaived: boolean })
  | Exclude<Extract<Command, { readonly domainId: string }>, { type: 'VerifyDomain' }>;

/**
 * Undefined before DomainCreated. A domain that is neither verified nor suspended is pending: its subdomains may be set up, but mail
 * for them is treated as for unknown recipients, because nobody has shown yet that the name is theirs.
 */
export type DomainState =
  | undefined
  | {
      readonly id: string;
      readonly name: string;
      readonly contact: string;
      readonly description: string;
      readonly verificationToken: string;
      readonly verified: boolean;
      readonly suspended: boolean;
      readonly moderators: readonly string[];
    };

export const initialState: DomainState = undefined;

export function decide(command: DomainCommand, state: DomainState): Decision<DomainEvent> {
  if (command.type === 'CreateDomain') return create(command, state);
  if (state === undefined) return notFound;
  switch (command.type) {
    case 'VerifyDomain':
      return verify(command, state);
    case 'UpdateDomainDetails':
      return updateDetails(command, state);
    case 'SuspendDomain':
      return suspend(command, state);
    case 'UnsuspendDomain':
      if (!state.suspended) return conflict('not-suspended', `The domain ${state.name} is not suspended.`);
      return events<DomainEvent>({ type: 'DomainUnsuspended', domainId: state.id });
    case 'AddDomainModerator':
      return (
        refuseText('user', command.user, 320, 1) ??
        (state.moderators.includes(command.user.trim())
          ? unchanged
          : events<DomainEvent>({ type: 'ModeratorAdded', domainId: state.id, user: command.user.trim() }))
      );
    case 'RemoveDomainModerator':
      if (!state.moderators.includes(command.user.trim())) return unchanged;
      return events<DomainEvent>({ type: 'ModeratorRemoved', domainId: state.id, user: command.user.trim() });
    default:
      return command satisfies never;
  }
}

type Existing = NonNullable<DomainState>;

function create(command: Extract<DomainCommand, { type: 'CreateDomain' }>, state: DomainState): Decision<DomainEvent> {
  if (state !== undefined) return conflict('domain-exists', `The domain ${state.name} was created before.`);
  const name = configurableName(command.name);
  if (name === undefined) return invalid('name', `"${command.name}" is not a domain name.`);
  const registrable = registrableDomain(name);
  if (registrable === undefined) {
    return invalid('name', `${name} is a public suffix; a domain is a name under it, such as example.${name}.`);
  }
  if (registrable !== name) {
    return invalid('name', `${name} is a subdomain; the domain is ${registrable}.`);
  }
  const { domainId, verificationToken, contact = '', description = '' } = command;
  const refusal = refuseText('contact', contact, 320) ?? refuseText('description', description, 1000);
  if (refusal) return refusal;
  const created = { type: 'DomainCreated', domainId, name, contact, description, verificationToken } as const;
  return command.verificationWaived
    ? events<DomainEvent>(created, { type: 'DomainVerified', domainId, method: 'waived' })
    : events<DomainEvent>(created);
}

function verify(
  { txtRecords, verificationWaived }: Extract<DomainCommand, { type: 'VerifyDomain' }>,
  state: Existing,
): Decision<DomainEvent> {
  if (state.verified) return unchanged;
  const expected = verificationRecord(state.verificationToken);
  if (txtRecords.some((record) => record.trim() === expected)) {
    return events<DomainEvent>({ type: 'DomainVerified', domainId: state.id, method: 'dns' });
  }
  // Created before it was waived.
  if (verificationWaived) return events<DomainEvent>({ type: 'DomainVerified', domainId: state.id, method: 'waived' });
  return conflict(
    'verification-record-missing',
    `No TXT record of ${state.name} is "${expected}". ${txtRecords.length} were found; a new record can take some time to be seen.`,
  );
}

function updateDetails(
  command: Extract<DomainCommand, { type: 'UpdateDomainDetails' }>,
  state: Existing,
): Decision<DomainEvent> {
  const { contact = state.contact, description = state.description } = command;
  const refusal = refuseText('contact', contact, 320) ?? refuseText('description', description, 1000);
  if (refusal) return refusal;
  if (contact === state.contact && description === state.description) return unchanged;
  return events<DomainEvent>({ type: 'DomainDetailsUpdated', domainId: state.id, contact, description });
}

function suspend(command: Extract<DomainCommand, { type: 'SuspendDomain' }>, state: Existing): Decision<DomainEvent> {
  const { reason, notes = '' } = command;
  const refusal = refuseText('reason', reason, 200, 1) ?? refuseText('notes', notes, 2000);
  if (refusal) return refusal;
  if (state.suspended) return conflict('already-suspended', `The domain ${state.name} is suspended already.`);
  return events<DomainEvent>({ type: 'DomainSuspended', domainId: state.id, reason, notes });
}

export function evolve(state: DomainState, event: DomainEvent): DomainState {
  if (event.type === 'DomainCreated') {
    const { domainId: id, name, contact, description, verificationToken } = event;
    const begin = { verified: false, suspended: false, moderators: [] };
    return { id, name, contact, description, verificationToken, ...begin };
  }
  if (state === undefined) return state;
  switch (event.type) {
    case 'DomainVerified':
      return { ...state, verified: true };
    case 'DomainDetailsUpdated':
      return { ...state, contact: event.contact, description: event.description };
    case 'DomainSuspended':
      return { ...state, suspended: true };
    case 'DomainUnsuspended':
      return { ...state, suspended: false };
    case 'ModeratorAdded':
      return { ...state, moderators: [...state.moderators, event.user] };
    case 'ModeratorRemoved':
      return { ...state, moderators: state.moderators.filter((user) => user !== event.user) };
    default:
      return event satisfies never;
  }
}
