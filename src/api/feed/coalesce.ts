import type { LiveEvent } from '../../ports/live-feed.ts';
import type { FeedEvent } from '../schemas/operations.ts';

const mostIds = 500;
type Of<T extends LiveEvent['type']> = Extract<LiveEvent, { type: T }>;

/** Many small facts as few: counts added, of states only the last, of changes one a kind. */
export function coalesce(events: readonly LiveEvent[]): FeedEvent[] {
  const byKey = new Map<string, FeedEvent>();
  for (const event of events) {
    const key = keyOf(event);
    byKey.set(key, joined(byKey.get(key), event));
  }
  return [...byKey.values()];
}

function keyOf(event: LiveEvent): string {
  switch (event.type) {
    case 'captured':
    case 'dead-letters':
      return event.type;
    case 'changed':
      return `changed ${event.change}`;
    case 'directory':
      return `directory ${event.what} ${event.id}`;
    default:
      return `${event.type} ${event.id}`;
  }
}

function joined(earlier: FeedEvent | undefined, event: LiveEvent): FeedEvent {
  if (event.type === 'captured') return joinCaptured(earlier as Of<'captured'> | undefined, event);
  if (event.type === 'changed') return joinChanged(earlier as Of<'changed'> | undefined, event);
  return event;
}

function joinCaptured(earlier: Of<'captured'> | undefined, event: Of<'captured'>): FeedEvent {
  const inboxes: Record<string, number> = { ...earlier?.inboxes };
  for (const [inbox, count] of Object.entries(event.inboxes)) inboxes[inbox] = (inboxes[inbox] ?? 0) + count;
  return {
    type: 'captured',
    count: (earlier?.count ?? 0) + event.count,
    lastNumber: Math.max(earlier?.lastNumber ?? 0, event.lastNumber),
    inboxes,
  };
}

function joinChanged(earlier: Of<'changed'> | undefined, event: Of<'changed'>): FeedEvent {
  const count = (earlier?.count ?? 0) + event.count;
  const before = earlier ? earlier.ids : [];
  const ids =
    before && event.ids && before.length + event.ids.length <= mostIds ? [...before, ...event.ids] : undefined;
  return { type: 'changed', change: event.change, count, ...(ids ? { ids } : {}) };
}
