import { expect, it } from 'vitest';
import { refusalOf } from './refusal.ts';

it.each([
  ['451 4.7.1 Greylisted', { kind: 'later', last: true }],
  ['550 5.1.1 No such user', { kind: 'never', last: true }],
  ['550-Line one', { kind: 'never', last: false }],
  ['421', { kind: 'later', last: true }],
  ['250 2.0.0 551 is in the text', undefined],
  ['354 Go ahead', undefined],
  ['4510 is no code', undefined],
  ['', undefined],
])('%s', (line, refusal) => {
  expect(refusalOf(line)).toEqual(refusal);
});
