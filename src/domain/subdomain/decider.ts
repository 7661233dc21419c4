import type { Command, SubdomainSettings } from '../commands.ts';
import { conflict, type Decision, events, invalid, notFound, unchanged } from '../decision.ts';
import { configurableName } from '../domain-name.ts';
import { refuseText } from '../text-rule.ts';
import type { SubdomainEvent } from './events.ts';
import { changedSettings, defaultSettings, equalSettings, refuseSettings } from './settings.ts';

/** The commands of a subdomain; creating one carries what only the outside can know. */
export type SubdomainCommand =
  | (Extract<Command, { type: 'CreateSubdomain' }> & {
      readonly subdomainId: string;
      /** The domain that the name belongs to, by the public suffix list. */
      readonly domain: { readonly id: string; readonly name: string };
    })
  | Extract<Command, { readonly subdomainId: string }>;

/** Undefined before SubdomainCreated. */
export type SubdomainState =
  | undefined
  | {
      readonly id: string;
      readonly name: string;
      readonly description: string;
      readonly settings: SubdomainSettings;
      readonly suspended: boolean;
      readonly moderators: readonly string[];
      readonly viewers: readonly string[];
    };

export const initialState: SubdomainState = undefined;

export function decide(command: SubdomainCommand, state: SubdomainState): Decision<SubdomainEvent> {
  if (command.type === 'CreateSubdomain') return create(command, state);
  if (state === undefined) return notFound;
  const subdomainId = state.id;
  switch (command.type) {
    case 'UpdateSubdomain': {
      const { description } = command;
      if (description === state.description) return unchanged;
      return (
        refuseText('description', description, 1000) ??
        events<SubdomainEvent>({ type: 'SubdomainUpdated', subdomainId, description })
      );
    }
    case 'ChangeSubdomainSettings': {
      const settings = changedSettings(state.settings, command.settings);
      const refusal = refuseSettings(settings);
      if (refusal) return refusal;
      if (equalSettings(settings, state.settings)) return unchanged;
      return events<SubdomainEvent>({ type: 'SubdomainSettingsChanged', subdomainId, settings });
    }
    case 'SuspendSubdomain':
      return suspend(command, state);
    case 'UnsuspendSubdomain':
      if (!state.suspended) return conflict('not-suspended', `The subdomain ${state.name} is not suspended.`);
      return events<SubdomainEvent>({ type: 'SubdomainUnsuspended', subdomainId });
    case 'RecordMxCheck': {
      const { status, records } = command;
      return events<SubdomainEvent>({ type: 'MxRecordChecked', subdomainId, status, records });
    }
    case 'AddSubdomainModerator':
      return add('ModeratorAdded', command.user, state, state.moderators);
    case 'RemoveSubdomainModerator':
      return remove('ModeratorRemoved', command.user, state, state.moderators);
    case 'AddSubdomainViewer':
      return add('ViewerAdded', command.user, state, state.viewers);
    case 'RemoveSubdomainViewer':
      return remove('ViewerRemoved', command.user, state, state.viewers);
    default:
      return command satisfies never;
  }
}

type Existing = NonNullable<SubdomainState>;

function create(
  command: Extract<SubdomainCommand, { type: 'CreateSubdomain' }>,
  state: SubdomainState,
): Decision<SubdomainEvent> {
  if (state !== undefined) return conflict('subdomain-exists', `The subdomain ${state.name} was created before.`);
  const { subdomainId, domain, description = '' } = command;
  const name = configurableName(command.name);
  if (name === undefined) return invalid('name', `"${command.name}" is not a domain name.`);
  if (name !== domain.name && !name.endsWith(`.${domain.name}`)) {
    return invalid('name', `${name} is not part of the domain ${domain.name}.`);
  }
  const settings = changedSettings(defaultSettings, command.settings ?? {});
  return (
    refuseText('description', description, 1000) ??
    refuseSettings(settings) ??
    events<SubdomainEvent>({
      type: 'SubdomainCreated',
      subdomainId,
      domainId: domain.id,
      name,
      description,
      settings,
    })
  );
}

function suspend(
  command: Extract<SubdomainCommand, { type: 'SuspendSubdomain' }>,
  state: Existing,
): Decision<SubdomainEvent> {
  const { reason, notes = '' } = command;
  const refusal = refuseText('reason', reason, 200, 1) ?? refuseText('notes', notes, 2000);
  if (refusal) return refusal;
  if (state.suspended) return conflict('already-suspended', `The subdomain ${state.name} is suspended already.`);
  return events<SubdomainEvent>({ type: 'SubdomainSuspended', subdomainId: state.id, reason, notes });
}

function add(
  type: 'ModeratorAdded' | 'ViewerAdded',
  given: string,
  state: Existing,
  present: readonly string[],
): Decision<SubdomainEvent> {
  const user = given.trim();
  if (present.includes(user)) return unchanged;
  return refuseText('user', user, 320, 1) ?? events<SubdomainEvent>({ type, subdomainId: state.id, user });
}

function remove(
  type: 'ModeratorRemoved' | 'ViewerRemoved',
  given: string,
  state: Existing,
  present: readonly string[],
): Decision<SubdomainEvent> {
  const user = given.trim();
  return present.includes(user) ? events<SubdomainEvent>({ type, subdomainId: state.id, user }) : unchanged;
}

export function evolve(state: SubdomainState, event: SubdomainEvent): SubdomainState {
  if (event.type === 'SubdomainCreated') {
    const { subdomainId: id, name, description, settings } = event;
    return { id, name, description, settings, suspended: false, moderators: [], viewers: [] };
  }
  if (state === undefined) return state;
  switch (event.type) {
    case 'SubdomainUpdated':
      return { ...state, description: event.description };
    case 'SubdomainSettingsChanged':
      return { ...state, settings: event.settings };
    case 'SubdomainSuspended':
      return { ...state, suspended: true };
    case 'SubdomainUnsuspended':
      return { ...state, suspended: false };
    case 'MxRecordChecked':
      return state;
    case 'ModeratorAdded':
      return { ...state, moderators: [...state.moderators, event.user] };
    case 'ModeratorRemoved':
      return { ...state, moderators: state.moderators.filter((user) => user !== event.user) };
    case 'ViewerAdded':
      return { ...state, viewers: [...state.viewers, event.user] };
    case 'ViewerRemoved':
      return { ...state, viewers: state.viewers.filter((user) => user !== event.user) };
    default:
      return event satisfies never;
  }
}
