interface Decider<State, Command, Event, Outcome> {
  readonly initialState: State;
  decide(command: Command, state: State): Outcome;
  evolve(state: State, event: Event): State;
}

/** `given(decider)(...facts).when(command)`: what a decider answers after these facts. */
export function given<State, Command, Event, Outcome>(decider: Decider<State, Command, Event, Outcome>) {
  return (...facts: readonly Event[]) => ({
    when: (command: Command): Outcome => decider.decide(command, stateAfter(decider, facts)),
  });
}

function stateAfter<State, Event>(
  decider: { readonly initialState: State; evolve(state: State, event: Event): State },
  facts: readonly Event[],
): State {
  return facts.reduce((state, fact) => decider.evolve(state, fact), decider.initialState);
}
