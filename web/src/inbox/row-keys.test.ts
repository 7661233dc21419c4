import { expect, it } from 'vitest';
import { RowKeys } from './row-keys.ts';

it('a row keeps its element while others come and go', () => {
  const keys = new RowKeys();
  expect(keys.of(['c', 'b', 'a'])).toEqual([0, 1, 2]);
  expect(keys.of(['d', 'c', 'b'])).toEqual([3, 0, 1]);
  expect(keys.of(['d', 'c', 'b', 'a'])).toEqual([3, 0, 1, 4]);
});

it('rows that are all others take over the elements in their order', () => {
  const keys = new RowKeys();
  keys.of(['c', 'b', 'a']);
  expect(keys.of(['g', 'f', 'e', 'd'])).toEqual([0, 1, 2, 3]);
  expect(keys.of(['i', 'h'])).toEqual([0, 1]);
  expect(keys.of(['k', 'j', 'i'])).toEqual([4, 5, 0]);
});
