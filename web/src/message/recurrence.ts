import { formatDay } from '../format/times.ts';
import { text } from '../strings.ts';

const r = text.message.calendar.recurrence;

/** The usual rules of RFC 5545 3.3.10 in words; undefined for those with more to them, which are better read as they stand. */
export function recurrenceInWords(rule: string): string | undefined {
  const {
    FREQ,
    INTERVAL,
    COUNT,
    UNTIL,
    BYDAY,
    WKST: _,
    ...more
  } = Object.fromEntries(rule.split(';').map((part) => part.split('=') as [string, string])) as Record<
    string,
    string | undefined
  >;
  const unit = r.units[FREQ ?? ''];
  if (!unit || Object.keys(more).length > 0) return undefined;
  const weekdays = BYDAY?.split(',').map((day) => r.days[day]);
  if (weekdays?.some((day) => day === undefined)) return undefined;
  const until = /^(\d{4})(\d\d)(\d\d)/.exec(UNTIL ?? '');
  if (UNTIL && !until) return undefined;
  return [
    INTERVAL && INTERVAL !== '1' ? r.everyFew(INTERVAL, unit[1]) : r.every(unit[0]),
    weekdays ? r.on(weekdays.join(', ')) : '',
    COUNT ? r.times(COUNT) : '',
    until ? r.until(formatDay(new Date(`${until[1]}-${until[2]}-${until[3]}T00:00`).getTime())) : '',
  ].join('');
}
