import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseCalendar } from './calendar.ts';

const text = (...lines: string[]) => lines.join('\r\n');

it('summarises an invitation', () => {
  const events = parseCalendar(
    text(
      'BEGIN:VCALENDAR',
      'METHOD:REQUEST',
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Berlin',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'SUMMARY:Review\\, part 2',
      'DESCRIPTION:First line\\nsecond',
      ' , folded',
      'LOCATION;LANGUAGE=en:Room 3',
      'DTSTART;TZID=Europe/Berlin:20261124T100000',
      'DTEND:20261124T100000Z',
      'ORGANIZER;CN="Doe; Ann":mailto:ann@x.test',
      'ATTENDEE;PARTSTAT=ACCEPTED;CN=Bo:MAILTO:bo@x.test',
      'ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:cy@x.test',
      'RRULE:FREQ=WEEKLY',
      'STATUS:CONFIRMED',
      'BEGIN:VALARM',
      'DESCRIPTION:not this',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
    ),
  );
  expect(events).toEqual([
    {
      method: 'REQUEST',
      summary: 'Review, part 2',
      description: 'First line\nsecond, folded',
      location: 'Room 3',
      start: '2026-11-24T10:00:00 Europe/Berlin',
      end: '2026-11-24T10:00:00Z',
      organizer: 'Doe; Ann <ann@x.test>',
      attendees: ['Bo <bo@x.test> (accepted)', 'cy@x.test'],
      status: 'confirmed',
      recurrence: 'FREQ=WEEKLY',
    },
  ]);
});

it('takes whole days, durations, a method behind the events, and several events', () => {
  const events = parseCalendar(
    text(
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DATE:20261124',
      'DURATION:PT1H',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'END:VEVENT',
      'METHOD:CANCEL',
    ),
  );
  expect(events).toHaveLength(2);
  expect(events[0]).toMatchObject({ method: 'CANCEL', start: '2026-11-24', end: 'PT1H', attendees: [] });
});

it('never throws, and is bounded', () => {
  const fragment = fc.oneof(
    fc.string(),
    fc.constantFrom('BEGIN:VEVENT', 'END:VEVENT', '\r\n', ';', ':', '"', 'ATTENDEE;CN="', 'DTSTART', '='),
  );
  fc.assert(
    fc.property(
      fc.array(fragment).map((parts) => parts.join('')),
      (ics) => parseCalendar(ics).length <= 20,
    ),
  );
  const many = `BEGIN:VEVENT\r\n${'ATTENDEE:mailto:a@b\r\n'.repeat(5000)}END:VEVENT\r\n`.repeat(3);
  expect(parseCalendar(many)[0]?.attendees).toHaveLength(200);
});
