import { formatDay } from '../format/times.ts';

const units: Readonly<Record<string, readonly [each: string, many: string]>> = {
  DAILY: ['every day', 'days'],
  WEEKLY: ['every week', 'weeks'],
  MONTHLY: ['every month', 'months'],
  YEARLY: ['every year', 'years'],
};
const days: Readonly<Record<string, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};

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
  const unit = units[FREQ ?? ''];
  if (!unit || Object.keys(more).length > 0) return undefined;
  const weekdays = BYDAY?.split(',').map((day) => days[day]);
  if (weekdays?.some((day) => day === undefined)) return undefined;
  const until = /^(\d{4})(\d\d)(\d\d)/.exec(UNTIL ?? '');
  if (UNTIL && !until) return undefined;
  return [
    INTERVAL && INTERVAL !== '1' ? `every ${INTERVAL} ${unit[1]}` : unit[0],
    weekdays ? ` on ${weekdays.join(', ')}` : '',
    COUNT ? `, ${COUNT} times` : '',
    until ? `, until ${formatDay(new Date(`${until[1]}-${until[2]}-${until[3]}T00:00`).getTime())}` : '',
  ].join('');
}
