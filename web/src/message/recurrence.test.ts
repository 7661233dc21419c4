import { expect, it } from 'vitest';
import { recurrenceInWords } from './recurrence.ts';

it.each([
  ['FREQ=WEEKLY;COUNT=4', 'every week, 4 times'],
  ['FREQ=DAILY', 'every day'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=MO', 'every 2 weeks on Monday, Thursday'],
  ['FREQ=MONTHLY;INTERVAL=1;UNTIL=20261231T220000Z', 'every month, until 31 Dec 2026'],
  ['FREQ=MONTHLY;BYDAY=2MO', undefined],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', undefined],
  ['FREQ=WEEKLY;UNTIL=soon', undefined],
  ['nonsense', undefined],
])('%s is told as %s', (rule, words) => {
  expect(recurrenceInWords(rule)).toBe(words);
});
