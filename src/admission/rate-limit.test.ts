import { expect, it } from 'vitest';
import { RateLimit } from './rate-limit.ts';

function passed(limit: RateLimit, count: number, bytes: number, now: number): number {
  let messages = 0;
  for (let n = 0; n < count; n += 1) if (limit.take(bytes, now) === undefined) messages += 1;
  return messages;
}

it('lets a burst through, then the rate', () => {
  const limit = new RateLimit({ messagesPerSecond: 10, burst: 25 });
  expect(passed(limit, 100, 0, 5_000)).toBe(25);
  expect(limit.take(0, 5_050)).toBe('messages');
  expect(passed(limit, 100, 0, 6_000)).toBe(10);
  expect(passed(limit, 100, 0, 60_000)).toBe(25);
});

it("without a burst, a second's worth comes at once, one message at least", () => {
  expect(passed(new RateLimit({ messagesPerSecond: 10 }), 100, 0, 1)).toBe(10);
  const slow = new RateLimit({ messagesPerSecond: 0.1 });
  expect(passed(slow, 100, 0, 1)).toBe(1);
  expect(passed(slow, 100, 0, 10_000)).toBe(0);
  expect(passed(slow, 100, 0, 10_001)).toBe(1);
});

it('counts declared bytes; one message larger than a second of them passes and is paid off', () => {
  const limit = new RateLimit({ bytesPerSecond: 1000 });
  expect(limit.take(5000, 1_000)).toBeUndefined();
  expect(limit.take(1, 4_000)).toBe('bytes');
  expect(limit.take(1, 5_001)).toBeUndefined();
});

it('holds to both limits, and a refused message costs nothing of either', () => {
  const limit = new RateLimit({ messagesPerSecond: 2, bytesPerSecond: 100 });
  expect(limit.take(150, 1_000)).toBeUndefined();
  expect(limit.take(10, 1_000)).toBe('bytes');
  expect(limit.take(0, 1_501)).toBeUndefined();
  expect(limit.take(0, 1_501)).toBeUndefined();
  expect(limit.take(0, 1_501)).toBe('messages');
});

it('has no limit that is not set, and a clock that goes back does no harm', () => {
  const limit = new RateLimit({ burst: 3 });
  expect(passed(limit, 1000, 1e9, 7)).toBe(1000);
  const back = new RateLimit({ messagesPerSecond: 1 });
  expect(back.take(0, 10_000)).toBeUndefined();
  expect(back.take(0, 1_000)).toBe('messages');
  expect(back.take(0, 2_000)).toBeUndefined();
});
