import { expect, it } from 'vitest';
import type { StatsMark, StatsSample } from '../api/types.ts';
import { addSamples, noSamples } from './live-samples.ts';

const sample = (second: number) => ({ at: new Date(1_800_000_000_000 + second * 1000).toISOString() }) as StatsSample;
const mark = (second: number): StatsMark => ({ at: sample(second).at, kind: 'start', text: 'Started' });
const seconds = (samples: readonly StatsSample[]) =>
  samples.map(({ at }) => (Date.parse(at) - 1_800_000_000_000) / 1000);

it('appends what comes and keeps a quarter of an hour', () => {
  let state = noSamples;
  for (let second = 0; second < 1000; second += 1) state = addSamples(state, [sample(second)], []);
  expect(state.samples).toHaveLength(900);
  expect(seconds(state.samples).at(-1)).toBe(999);
});

it('history asked for again fills the gap and doubles nothing', () => {
  const before = addSamples(noSamples, [1, 2, 3, 8].map(sample), [mark(2)]);
  const after = addSamples(before, [2, 3, 4, 5, 6, 7, 8].map(sample), [mark(2), mark(5)]);
  expect(seconds(after.samples)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(after.marks).toHaveLength(2);
});
