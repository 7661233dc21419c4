import type { FeedEvent } from './types.ts';

const RETRY_MS = 2000;
const names = ['hello', 'resync', 'captured', 'changed', 'campaign', 'chaos', 'directory', 'dead-letters', 'stats'];

/** The connection of the live feed, opened again for ever. Gives what ends it. */
export function openFeed(opened: (open: boolean) => void, take: (event: FeedEvent) => void): () => void {
  let source: EventSource;
  let ended = false;
  const connect = () => {
    source = new EventSource('/api/v1/events');
    source.onopen = () => opened(true);
    source.onerror = () => {
      opened(false);
      // The browser tries again by itself unless the answer was not a feed (a proxy's error page): then it gives up.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => ended || connect(), RETRY_MS);
    };
    for (const name of names) source.addEventListener(name, ({ data }: MessageEvent<string>) => read(data, take));
  };
  connect();
  return () => {
    ended = true;
    source.close();
  };
}

function read(data: string, take: (event: FeedEvent) => void): void {
  let event: FeedEvent;
  try {
    event = JSON.parse(data) as FeedEvent;
  } catch {
    return; // Half a line at a broken connection: the reconnect tells what was missed.
  }
  take(event);
}
