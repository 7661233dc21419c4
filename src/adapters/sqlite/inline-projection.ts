import type { StoredEvent } from '../../ports/event-store.ts';

/**
 * A read model that is written in the transaction of the events it is made from, so it is never behind them. `apply` gets the events
 * of one append of the types it names, in order of position, never an empty list. A throw rolls the append back; a violated unique
 * index becomes the outcome 'not-unique' of the append.
 */
export interface InlineProjection {
  readonly types: readonly string[];
  apply(events: readonly StoredEvent[]): void;
  /** An append or a transaction was rolled back: forget what is cached of the database and what was gathered. */
  rolledBack?(): void;
}
