import { expect, it } from 'vitest';
import { formatBytes, formatDuration, formatExactBytes } from './numbers.ts';
import { formatListTime, formatRelative, formatSpan } from './times.ts';

it.each([
  [0, '0 B'],
  [1023, '1,023 B'],
  [1024, '1 KB'],
  [25_600, '25 KB'],
  [242_981, '237 KB'],
  [1_048_575, '1 MB'],
  [1_572_864, '1.5 MB'],
  [5 * 1024 ** 4, '5 TB'],
])('%i bytes read as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it('the exact size stands beside a rounded one only', () => {
  expect(formatExactBytes(155)).toBe('155 B');
  expect(formatExactBytes(25_907)).toBe('25.3 KB (25,907 B)');
});

it.each([
  [0, '0 ms'],
  [0.25, '0.25 ms'],
  [3.14, '3.1 ms'],
  [999, '999 ms'],
  [12_340, '12.3 s'],
  [125_000, '2 min 5 s'],
])('%d ms read as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

it('an appointment names its day once', () => {
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
  expect(formatSpan(at(27, 14), at(27, 15))).toMatch(/^27 Nov 2026, 14:00.15:00$/);
  expect(formatSpan(at(27, 14), at(28, 9))).toMatch(/^27 Nov 2026, 14:00.+28 Nov 2026, 09:00$/);
});

it('a time of today is exact, one before is a date, one of another year names it', () => {
  const now = new Date(2026, 10, 25, 15, 0, 0).getTime();
  expect(formatListTime(new Date(2026, 10, 25, 14, 2, 11).getTime(), now)).toBe('14:02:11');
  expect(formatListTime(new Date(2026, 10, 24, 23, 59, 59).getTime(), now)).toBe('24 Nov');
  expect(formatListTime(new Date(2025, 10, 25, 14, 2, 11).getTime(), now)).toBe('25 Nov 2025');
});

it('the relative form grows with age and never lies in the future', () => {
  const now = 1_800_000_000_000;
  expect(formatRelative(now + 5000, now)).toBe('now');
  expect(formatRelative(now - 12_000, now)).toBe('12 seconds ago');
  expect(formatRelative(now - 7_200_000, now)).toBe('2 hours ago');
  expect(formatRelative(now - 3 * 86_400_000, now)).toBe('3 days ago');
});
