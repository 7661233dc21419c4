import { expect, it } from 'vitest';
import { fillGaps, resolutionFor } from './series-resolution.ts';

const now = 1_800_000_000_000;
const hour = 3_600_000;

it('is as fine as it is kept', () => {
  expect(resolutionFor(now - hour / 2, now, now)).toBe('second');
  expect(resolutionFor(now - 2 * hour, now, now)).toBe('minute');
  expect(resolutionFor(now - 48 * hour, now - 47 * hour, now)).toBe('hour');
});

it('shows spans without mail as nothing, not as a straight line between peaks', () => {
  const items = [
    { at: new Date(now).toISOString(), count: 5 },
    { at: new Date(now + 3000).toISOString(), count: 7 },
  ];
  expect(fillGaps(items, 'second', now, now + 3000).counts).toEqual([5, 0, 0, 7]);
});
