import type { QueryClient } from '@tanstack/react-query';
import { onLive } from './live.ts';
import type { FeedEvent } from './types.ts';

const MIN_GAP_MS = 1000;

/** Live events make cached answers stale: each kind at most once a second, whatever the rate of mail. */
export function keepFresh(client: QueryClient): void {
  const due = new Map<string, readonly (readonly unknown[])[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  const run = () => {
    timer = undefined;
    last = Date.now();
    for (const keys of due.values()) for (const queryKey of keys) void client.invalidateQueries({ queryKey });
    due.clear();
  };
  onLive((events) => {
    for (const event of events) for (const [name, keys] of staleBy(event)) due.set(name, keys);
    if (due.size > 0 && timer === undefined) timer = setTimeout(run, Math.max(0, last + MIN_GAP_MS - Date.now()));
  });
}

function staleBy(event: FeedEvent): [string, readonly (readonly unknown[])[]][] {
  switch (event.type) {
    case 'captured':
      return [['inboxes', [['inboxes']]]];
    case 'changed':
      return [['inboxes', [['inboxes']]]];
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
