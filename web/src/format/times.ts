/** British order and a 24 hour clock: unambiguous for every reader of English. The zone is the browser's. */
const locale = 'en-GB';
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const clockShort = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  timeZoneName: 'short',
});
const precise = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** For a row of a list: the exact time today, the date before. */
export function formatListTime(at: number, now: number): string {
  const date = new Date(at);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) return clock.format(date);
  return (date.getFullYear() === today.getFullYear() ? day : dayAndYear).format(date);
}

export const formatFullTime = (at: number): string => full.format(at);
/** 14:02:11.284 */
export const formatPreciseTime = (at: number): string => precise.format(at);
/** 14:02:11 */
export const formatClock = (at: number): string => clock.format(at);
/** 14:02 */
export const formatMinute = (at: number): string => clockShort.format(at);
export const formatDay = (at: number): string => dayAndYear.format(at);
/** Date and clock in as few characters as keep it exact. */
export const formatDateTime = (at: number): string => `${dayAndYear.format(at)}, ${clock.format(at)}`;

const moment = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
/** For appointments, which have no seconds. */
export const formatMoment = (at: number): string => moment.format(at);
/** The day once where it is the same: 27 Nov 2026, 14:00–15:00. */
export const formatSpan = (from: number, to: number): string => moment.formatRange(from, to);

const steps: readonly [limit: number, unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  [60_000, 'second', 1000],
  [3_600_000, 'minute', 60_000],
  [86_400_000, 'hour', 3_600_000],
  [30 * 86_400_000, 'day', 86_400_000],
  [365 * 86_400_000, 'month', 30 * 86_400_000],
];

export function formatRelative(at: number, now: number): string {
  const past = Math.max(0, now - at);
  for (const [limit, unit, ms] of steps) {
    if (past < limit) return relative.format(-Math.floor(past / ms), unit);
  }
  return relative.format(-Math.floor(past / (365 * 86_400_000)), 'year');
}
