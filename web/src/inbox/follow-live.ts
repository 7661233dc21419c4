import { follow, onLive } from '../api/live.ts';
import type { FeedEvent } from '../api/types.ts';
import { headPath, keptLists, type MailList } from './mail-list.ts';

/** In a burst the rows that another tab asked for so long ago will do. */
const ROWS_AGE_MS = 300;

/**
 * Keeps one list current while it is on view, once a turn at most. `inboxId`: of its inbox; undefined for all mail, and while it is
 * not known. `hold`: new rows may not move what is there now.
 */
export function followLive(list: MailList, inboxId: string | undefined, hold: () => boolean): () => void {
  const { store, filter, key } = list;
  let indexed = 0;
  // What arrived for a search only the server can say.
  const counted = !filter.q && (inboxId !== undefined || !key.inbox);
  const followRows = () => {
    const concerned = inboxId === undefined ? {} : { inbox: inboxId };
    follow('rows', { path: headPath(list), maxAgeMs: ROWS_AGE_MS, ...concerned });
  };
  followRows();
  const stop = onLive(async (events, calm) => {
    let arrived = 0;
    let stale = calm && store.snapshot().loose;
    for (const event of events) {
      if (event.type === 'captured') arrived += inboxId === undefined ? event.count : (event.inboxes[inboxId] ?? 0);
      else if (event.type === 'hello') stale ||= event.lastNumber > store.newestNumber;
      // Words are found once the index has the mail, which may be after it is captured.
      else if (event.type === 'stats' && filter.q && event.stats.indexedUpTo > indexed) {
        stale ||= indexed > 0;
        indexed = event.stats.indexedUpTo;
      }
    }
    // The server may be away: the feed's return asks again.
    if (arrived > 0 || stale)
      await store.checkHead(hold, calm || stale || !counted ? undefined : arrived).catch(() => undefined);
    followRows();
  });
  return () => {
    stop();
    follow('rows', undefined);
  };
}

/** Changes by others (another tab, the API, retention) in all lists that are kept. */
export function followChanges(): () => void {
  return onLive((events) => {
    for (const event of events) {
      if (event.type === 'changed') apply(event);
      if (event.type === 'resync') for (const { store } of keptLists()) void store.reload();
    }
  });
}

function apply(event: Extract<FeedEvent, { type: 'changed' }>): void {
  const ids = event.ids;
  for (const { store } of keptLists()) {
    if (event.change === 'deleted') {
      if (!ids || store.gone(ids) > 0) void store.reload();
    } else if (ids) {
      const { change } = event;
      store.patch(new Set(ids), (item) =>
        change === 'read' || change === 'unread'
          ? { ...item, unread: change === 'unread' }
          : { ...item, favorite: change === 'favorite' },
      );
    } else void store.reload();
  }
}
