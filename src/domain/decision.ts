/** What a decider answers: the facts that follow from a command, none when it changes nothing, or the rule that refuses it. */
export type Decision<E> =
  | { readonly kind: 'events'; readonly events: readonly E[] }
  /** No such thing: never created, or deleted. */
  | { readonly kind: 'not-found' }
  | Refusal;

/** `reason` is a sentence for people. */
export type Refusal =
  | { readonly kind: 'conflict'; readonly rule: string; readonly reason: string }
  | { readonly kind: 'invalid'; readonly field: string; readonly reason: string };

export function events<E>(...events: readonly E[]): { kind: 'events'; events: readonly E[] } {
  return { kind: 'events', events };
}

/** A command that asks for what is so already succeeds without a fact: repeating a script does no harm. */
export const unchanged: { kind: 'events'; events: readonly never[] } = { kind: 'events', events: [] };

export const notFound: { kind: 'not-found' } = { kind: 'not-found' };

export function conflict(rule: string, reason: string): Refusal {
  return { kind: 'conflict', rule, reason };
}

export function invalid(field: string, reason: string): Refusal {
  return { kind: 'invalid', field, reason };
}
