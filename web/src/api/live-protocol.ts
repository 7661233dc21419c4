export type ToLiveWorker = 'join' | 'leave';
export type FromLiveWorker =
  | { readonly kind: 'state'; readonly open: boolean }
  /** One event of the feed, JSON. */
  | { readonly kind: 'event'; readonly data: string };
