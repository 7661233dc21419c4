import { expect, it } from 'vitest';
import { RateNow } from './rate-now.ts';

it('is the slope of the last seconds, and falls to nothing when nothing comes', () => {
  const rate = new RateNow(5000);
  expect(rate.add(1000, 0)).toBe(0);
  expect(rate.add(2000, 1000)).toBe(1000);
  expect(rate.add(7000, 5000)).toBe(1200);
  expect(rate.add(7000, 10_000)).toBe(0);
});

it('a campaign that began again counts from nothing, not backwards', () => {
  const rate = new RateNow(5000);
  rate.add(1000, 0);
  expect(rate.add(5, 1000)).toBe(0);
});
