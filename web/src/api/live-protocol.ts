import type { FeedEvent } from './types.ts';

/** `done`: the turn is drawn. `attend`: the person did something here. */
export type ToLiveWorker = 'join' | 'leave' | 'done' | 'attend' | 'shown' | 'hidden' | readonly Followed[];

/** An answer of the API that a page wants with its turns, as long as mail comes. */
export interface Followed {
  readonly path: string;
  /** Only when mail came to this inbox; undefined: to any. */
  readonly inbox?: string;
  /** In a burst an answer asked for by another tab may be so old; undefined: in a burst the page does without. */
  readonly maxAgeMs?: number;
}
export type FromLiveWorker =
  | { readonly kind: 'state'; readonly open: boolean }
  /** All that came since the last turn; the next comes after `done`. */
  | {
      readonly kind: 'turn';
      readonly events: readonly FeedEvent[];
      readonly calm: boolean;
      /** By path, what was followed: JSON. */
      readonly answers: ReadonlyMap<string, string>;
    };
