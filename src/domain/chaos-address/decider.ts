import { canonicalLocalPart, splitAddress } from '../address.ts';
import type { ChaosBehaviour, Command } from '../commands.ts';
import { conflict, type Decision, events, invalid, notFound, unchanged } from '../decision.ts';
import { configurableName } from '../domain-name.ts';
import { completeBehaviour, equalBehaviour, refuseBehaviour } from './behaviour.ts';
import type { ChaosAddressEvent } from './events.ts';

/** The commands of a chaos address; creating one carries what only the outside can know. */
export type ChaosAddressCommand =
  | (Extract<Command, { type: 'CreateChaosAddress' }> & {
      readonly chaosId: string;
      /** The subdomain that is the address's domain part. */
      readonly subdomain: { readonly id: string; readonly name: string };
    })
  | Extract<Command, { readonly chaosId: string }>;

/** Undefined before ChaosAddressCreated and after ChaosAddressDeleted. */
export type ChaosAddressState =
  | undefined
  | {
      readonly id: string;
      readonly address: string;
      readonly enabled: boolean;
      readonly behaviour: ChaosBehaviour;
      readonly received: number;
    };

export const initialState: ChaosAddressState = undefined;

export function decide(command: ChaosAddressCommand, state: ChaosAddressState): Decision<ChaosAddressEvent> {
  if (command.type === 'CreateChaosAddress') return create(command, state);
  if (state === undefined) return notFound;
  switch (command.type) {
    case 'EditChaosAddress':
      return edit(command.behaviour, state);
    case 'EnableChaosAddress':
      return state.enabled ? unchanged : events<ChaosAddressEvent>({ type: 'ChaosAddressEnabled', chaosId: state.id });
    case 'DisableChaosAddress':
      return state.enabled ? events<ChaosAddressEvent>({ type: 'ChaosAddressDisabled', chaosId: state.id }) : unchanged;
    case 'DeleteChaosAddress':
      return (
        refuseUsed('deleted', state) ?? events<ChaosAddressEvent>({ type: 'ChaosAddressDeleted', chaosId: state.id })
      );
    default:
      return command satisfies never;
  }
}

type Existing = NonNullable<ChaosAddressState>;

function create(
  command: Extract<ChaosAddressCommand, { type: 'CreateChaosAddress' }>,
  state: ChaosAddressState,
): Decision<ChaosAddressEvent> {
  if (state !== undefined) return conflict('chaos-address-exists', `${state.address} was created before.`);
  const { chaosId, subdomain } = command;
  const parts = splitAddress(command.address.trim());
  if (parts === undefined) return invalid('address', `"${command.address}" is not an address.`);
  if (configurableName(parts.domain) !== subdomain.name) {
    return invalid('address', `${command.address} is not an address of ${subdomain.name}.`);
  }
  const behaviour = completeBehaviour(command.behaviour);
  const address = `${canonicalLocalPart(parts.localPart)}@${subdomain.name}`;
  const subdomainId = subdomain.id;
  return (
    refuseBehaviour(behaviour) ??
    events<ChaosAddressEvent>({ type: 'ChaosAddressCreated', chaosId, subdomainId, address, behaviour })
  );
}

function edit(given: ChaosBehaviour, state: Existing): Decision<ChaosAddressEvent> {
  const behaviour = completeBehaviour(given);
  const refusal = refuseBehaviour(behaviour) ?? refuseUsed('edited', state);
  if (refusal) return refusal;
  if (equalBehaviour(behaviour, state.behaviour)) return unchanged;
  return events<ChaosAddressEvent>({ type: 'ChaosAddressEdited', chaosId: state.id, behaviour });
}

function refuseUsed(what: 'edited' | 'deleted', { address, received }: Existing) {
  if (received === 0) return undefined;
  const messages = received === 1 ? '1 message' : `${received} messages`;
  return conflict(
    'chaos-address-used',
    `${address} has received ${messages} and cannot be ${what} any more, because its counts belong to how it behaved; it can be disabled.`,
  );
}

export function evolve(state: ChaosAddressState, event: ChaosAddressEvent): ChaosAddressState {
  if (event.type === 'ChaosAddressCreated') {
    const { chaosId: id, address, behaviour } = event;
    return { id, address, enabled: false, behaviour, received: 0 };
  }
  if (state === undefined) return state;
  switch (event.type) {
    case 'ChaosAddressEdited':
      return { ...state, behaviour: event.behaviour };
    case 'ChaosAddressEnabled':
      return { ...state, enabled: true };
    case 'ChaosAddressDisabled':
      return { ...state, enabled: false };
    case 'ChaosAddressReceived':
      return { ...state, received: state.received + event.count };
    case 'ChaosAddressDeleted':
      return undefined;
    default:
      return event satisfies never;
  }
}
