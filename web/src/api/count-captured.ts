import type { FeedEvent, Schemas } from './types.ts';

type Inboxes = Schemas['Inboxes'];

/** The counts of the inboxes after these events; new mail is unread. Undefined: mail came to an inbox that is not among them. */
export function countCaptured(inboxes: Inboxes, events: readonly FeedEvent[]): Inboxes | undefined {
  const came = new Map<string, number>();
  for (const event of events) {
    if (event.type !== 'captured') continue;
    for (const [inbox, count] of Object.entries(event.inboxes)) came.set(inbox, (came.get(inbox) ?? 0) + count);
  }
  if (came.size === 0) return inboxes;
  const items = inboxes.items.map((item) => {
    const count = came.get(item.inbox) ?? 0;
    came.delete(item.inbox);
    return count === 0 ? item : { ...item, emails: item.emails + count, unread: item.unread + count };
  });
  return came.size === 0 ? { items } : undefined;
}
