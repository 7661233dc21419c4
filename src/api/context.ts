import type { ApiDependencies } from './dependencies.ts';
import type { Execute } from './execute.ts';
import type { Feed } from './feed/feed.ts';
import type { StatsHistory } from './feed/stats-history.ts';
import type { InboxNames } from './inbox-names.ts';

/** What the routes share: the dependencies, and what the API makes of them once. */
export interface ApiContext extends ApiDependencies {
  readonly now: () => number;
  readonly names: InboxNames;
  readonly execute: Execute;
  readonly feed: Feed;
  readonly history: StatsHistory;
  /** Aborted when the server stops: whoever waits ends then. */
  readonly stopping: AbortSignal;
}
