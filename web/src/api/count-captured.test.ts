import { expect, it } from 'vitest';
import { countCaptured } from './count-captured.ts';
import type { FeedEvent } from './types.ts';

const inboxes = {
  items: [
    { inbox: 'catch-all', inboxName: 'catch-all', emails: 5, unread: 2, sizeBytes: 500 },
    { inbox: 'a1', inboxName: 'shop.test', emails: 1, unread: 0, sizeBytes: 100 },
  ],
};
const captured = (counts: Record<string, number>): FeedEvent => ({
  type: 'captured',
  count: Object.values(counts).reduce((sum, n) => sum + n, 0),
  lastNumber: 9,
  inboxes: counts,
});

it('adds what came to the inboxes it came to, as unread', () => {
  const after = countCaptured(inboxes, [captured({ a1: 2 }), captured({ a1: 1, 'catch-all': 4 })]);
  expect(after?.items.map(({ emails, unread }) => [emails, unread])).toEqual([
    [9, 6],
    [4, 3],
  ]);
});

it('gives what it was given when no mail came', () => {
  expect(countCaptured(inboxes, [{ type: 'resync', lastNumber: 9 }])).toBe(inboxes);
});

it('does not know an inbox that it has not seen', () => {
  expect(countCaptured(inboxes, [captured({ a1: 1, b2: 1 })])).toBeUndefined();
});
