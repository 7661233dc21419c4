import { expect, it } from 'vitest';
import { extend, isEmpty, isSelected, nothingSelected, selectAll, toggle, without } from './selection.ts';

it('toggles single mails and remembers where a range begins', () => {
  const one = toggle(nothingSelected, 'a');
  expect([...one.ids]).toEqual(['a']);
  expect(one.anchor).toBe('a');
  expect(isEmpty(toggle(one, 'a'))).toBe(true);
});

it('adds a range to what is selected and keeps its anchor', () => {
  const range = extend(toggle(toggle(nothingSelected, 'z'), 'a'), ['a', 'b', 'c']);
  expect([...range.ids].sort()).toEqual(['a', 'b', 'c', 'z']);
  expect(range.anchor).toBe('a');
});

it('all is all, until a row is toggled', () => {
  expect(isSelected(selectAll(), 'anything')).toBe(true);
  expect([...toggle(selectAll(), 'a').ids]).toEqual(['a']);
});

it('drops mails that are gone, and stays the same object when none of them was selected', () => {
  const some = toggle(toggle(nothingSelected, 'a'), 'b');
  expect([...without(some, ['a']).ids]).toEqual(['b']);
  expect(without(some, ['x'])).toBe(some);
});
