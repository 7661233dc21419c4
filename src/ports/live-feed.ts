/** What goes to people and programs that watch. Small facts, not rows: a watcher that needs rows asks for them. */
export type LiveEvent =
  | {
      readonly type: 'captured';
      readonly count: number;
      readonly lastNumber: number /** Per inbox. */;
      readonly inboxes: Readonly<Record<string, number>>;
    }
  | {
      readonly type: 'changed' /** Ids, or undefined when too many. */;
      readonly ids?: readonly string[];
      readonly change: 'read' | 'unread' | 'favorite' | 'unfavorite' | 'deleted';
      readonly count: number;
    }
  | { readonly type: 'campaign'; readonly id: string; readonly total: number }
  | { readonly type: 'chaos'; readonly id: string; readonly received: number }
  | { readonly type: 'directory'; readonly what: 'domain' | 'subdomain' | 'chaos' | 'campaign'; readonly id: string }
  | { readonly type: 'dead-letters'; readonly count: number };

/** Events of this process in order of commit, each after the commit that made it true. */
export interface LiveFeed {
  subscribe(listener: (events: readonly LiveEvent[]) => void): () => void;
}
