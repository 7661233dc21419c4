import { onLive } from '../api/live.ts';
import type { FeedEvent } from '../api/types.ts';
import { keptLists, type MailList } from './mail-list.ts';

/** In a burst the list changes twice a second, otherwise at once. */
const BURST_GAP_MS = 500;
const BURST_PER_SECOND = 20;

/** Keeps one list current while it is on view. `hold`: new rows may not move what is there now. */
export function followLive(list: MailList, inboxId: string | undefined, hold: () => boolean): () => void {
  let last = 0;
  let indexed = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const recent: { at: number; count: number }[] = [];

  const check = () => {
    timer = undefined;
    last = Date.now();
    list.store.checkHead(hold).catch(() => undefined); // The server is away: the feed's return asks again.
  };
  const schedule = (gapMs: number) => {
    timer ??= setTimeout(check, Math.max(0, last + gapMs - Date.now()));
  };
  const rate = (count: number): number => {
    const now = Date.now();
    recent.push({ at: now, count });
    while (recent[0] && recent[0].at < now - 1000) recent.shift();
    return recent.reduce((sum, each) => sum + each.count, 0);
  };

  const stop = onLive((events) => {
    let arrived = 0;
    for (const event of events) {
      if (event.type === 'captured') arrived += inboxId === undefined ? event.count : (event.inboxes[inboxId] ?? 0);
      // Words are found once the index has the mail, which may be after it is captured.
      else if (event.type === 'stats' && list.filter.q && event.stats.indexedUpTo > indexed) {
        if (indexed > 0) schedule(BURST_GAP_MS);
        indexed = event.stats.indexedUpTo;
      } else if (event.type === 'hello' && event.lastNumber > list.store.newestNumber) schedule(0);
    }
    if (arrived > 0) schedule(rate(arrived) > BURST_PER_SECOND ? BURST_GAP_MS : 0);
  });
  return () => {
    stop();
    clearTimeout(timer);
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
