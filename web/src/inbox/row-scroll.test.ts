import { describe, expect, it } from 'vitest';
import { RowScroll } from './row-scroll.ts';

function scroll(rows: number, maxHeight?: number): RowScroll {
  const made = new RowScroll(maxHeight);
  made.layout(rows, 32, 640);
  return made;
}

describe('a list that fits', () => {
  it('shows the rows under the scroll position, drawn where they are', () => {
    const list = scroll(1000);
    list.scrolled(3200);
    expect(list.range(0)).toEqual({ first: 100, last: 120, offset: 3200 });
    expect(list.height).toBe(32_000);
  });

  it('keeps the row at the top when the row height changes', () => {
    const list = scroll(1000);
    list.scrolled(3200);
    list.layout(1000, 52, 640);
    expect(list.range(0).first).toBe(100);
  });
});

it.each([undefined, 10_000])(
  'is not put back when it was scrolled on and that is still to be told: height %s',
  (maxHeight) => {
    const list = scroll(1000, maxHeight);
    list.scrolled(3200);
    expect(list.settle(9000)).toBeUndefined();
    list.scrolled(9000);
    expect(list.range(0).last).toBeGreaterThan(280);
  },
);

describe('a list taller than an element can be', () => {
  const rows = 1_000_000;

  it('moves pixel by pixel under the wheel', () => {
    const list = scroll(rows, 1_000_000);
    list.scrolled(100);
    list.scrolled(220);
    expect(list.top).toBe(220);
  });

  it('reaches every part by the scroll bar and ends at the last row', () => {
    const list = scroll(rows, 1_000_000);
    list.scrolled(500_000);
    expect(list.top / 32 / rows).toBeCloseTo(0.5, 2);
    list.scrolled(1_000_000 - 640);
    expect(list.range(0).last).toBe(rows - 1);
  });

  it('settles the bar without moving the rows', () => {
    const list = scroll(rows, 1_000_000);
    for (let top = 0; top <= 64_000; top += 640) list.scrolled(top);
    const before = list.top;
    const physical = list.settle(64_000) as number;
    expect(physical).toBeLessThan(2100);
    const { first, offset } = list.range(0);
    expect(list.top).toBe(before);
    expect(offset).toBe(physical + first * 32 - before);
  });

  it('draws the rows on view inside the element at any depth', () => {
    const list = scroll(rows, 1_000_000);
    for (const top of [0, 1, 31_999, 15_000_000, 31_999_360]) {
      const physical = list.scrollTo(top);
      const { offset } = list.range(0);
      expect(Math.abs(offset - physical)).toBeLessThanOrEqual(32);
    }
  });
});

it('brings a row on view with the least movement', () => {
  const list = scroll(1000);
  list.scrolled(3200);
  expect(list.topToShow(105)).toBe(3200);
  expect(list.topToShow(99)).toBe(99 * 32);
  expect(list.topToShow(120)).toBe(121 * 32 - 640);
});
