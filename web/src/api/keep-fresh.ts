import type { QueryClient } from '@tanstack/react-query';
import { apiPath } from './client.ts';
import { countCaptured } from './count-captured.ts';
import { follow, onLive } from './live.ts';
import { inboxesQuery } from './queries.ts';
import type { FeedEvent } from './types.ts';

const MIN_GAP_MS = 1000;
/** In a burst the next turn brings the rest along, so that the page is drawn once for both; this long after the gap it comes alone. */
const NEXT_TURN_MS = 500;

/** What an event makes stale, by a name under which many events are one. */
type Stale = [name: string, keys: readonly (readonly unknown[])[]];
const staleInboxes: Stale = ['inboxes', [inboxesQuery.queryKey]];

/**
 * Live events make cached answers stale: asked for again at most once a second, whatever the rate of mail. How many mails the inboxes
 * hold is told by the feed itself in a burst, and asked for when it is calm again.
 */
export function keepFresh(client: QueryClient): void {
  const due = new Map<string, readonly (readonly unknown[])[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const run = (): Promise<unknown> => {
    clearTimeout(timer);
    timer = undefined;
    last = performance.now();
    const keys = [...due.values()].flat();
    due.clear();
    return Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
  let counted = false;
  const count = (events: readonly FeedEvent[]): boolean => {
    const before = client.getQueryData(inboxesQuery.queryKey);
    const after = before && countCaptured(before, events);
    if (after && after !== before) client.setQueryData(inboxesQuery.queryKey, after);
    return after !== undefined;
  };
  follow('inboxes', { path: apiPath('/inboxes') });
  onLive((events, calm) => {
    const known = !calm && count(events);
    for (const event of events) {
      if (event.type !== 'captured' || !known) for (const [name, keys] of staleBy(event)) due.set(name, keys);
    }
    if (calm && counted) due.set(...staleInboxes);
    counted = !calm && (counted || known);
    if (due.size === 0) return;
    const waitMs = last + MIN_GAP_MS - performance.now();
    if (waitMs <= 0) return run();
    timer ??= setTimeout(run, waitMs + NEXT_TURN_MS);
  });
}

function staleBy(event: FeedEvent): Stale[] {
  switch (event.type) {
    case 'captured':
    case 'changed':
      return [staleInboxes];
    case 'campaign':
      return [
        ['campaigns', [['campaigns']]],
        [`campaign ${event.id}`, [['campaign', event.id]]],
      ];
    case 'chaos':
      return [['chaos', [['directory', 'chaos']]]];
    case 'directory':
      return [
        ['directory', [['directory'], ['inboxes'], ['audit'], ...(event.what === 'campaign' ? [['campaigns']] : [])]],
      ];
    case 'dead-letters':
      return [['dead-letters', [['dead-letters']]]];
    case 'resync':
      return [['all', everything]];
    default:
      return [];
  }
}

const everything = [
  ['config'],
  ['inboxes'],
  ['directory'],
  ['campaigns'],
  ['campaign'],
  ['dead-letters'],
  ['audit'],
  ['history'],
];
