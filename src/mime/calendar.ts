import { cut } from './header-text.ts';

/** One VEVENT of a text/calendar part (RFC 5545, RFC 5546), for reading. All fields may be ''. */
export interface CalendarEvent {
  /** REQUEST, REPLY, CANCEL, ... */
  readonly method: string;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  /** ISO 8601: `2026-11-24` for a whole day, `…Z` for UTC, `2026-11-24T10:00:00 Europe/Berlin` where a zone is named. */
  readonly start: string;
  readonly end: string;
  /** `Name <address>` or one of them. */
  readonly organizer: string;
  /** As the organizer, with the answer where there is one: `Ann <a@x.test> (accepted)`. */
  readonly attendees: readonly string[];
  readonly status: string;
  /** RRULE as given. */
  readonly recurrence: string;
}

const maxEvents = 20;
const maxAttendees = 200;
const maxTextLength = 4000;

/** The events of an iCalendar text. Broken lines are passed over; never throws. */
export function parseCalendar(text: string): CalendarEvent[] {
  const events: CalendarEvent[] = [];
  let method = '';
  let fields: Map<string, Property[]> | undefined;
  /** Components inside an event (VALARM) have fields of the same names. */
  let inner = 0;
  for (const line of unfoldLines(text)) {
    const property = readProperty(line);
    if (!property) continue;
    const { name, value } = property;
    if (name === 'BEGIN') {
      if (fields) inner += 1;
      else if (value.toUpperCase() === 'VEVENT') fields = new Map();
    } else if (name === 'END') {
      if (inner > 0) inner -= 1;
      else if (fields) {
        events.push(eventOf(method, fields));
        fields = undefined;
        if (events.length >= maxEvents) break;
      }
    } else if (fields) {
      if (inner === 0) fields.set(name, [...(fields.get(name) ?? []).slice(0, maxAttendees), property]);
    } else if (name === 'METHOD') method = value.toUpperCase();
  }
  // METHOD may stand behind the events.
  return events.map((event) => (event.method === '' ? { ...event, method } : event));
}

interface Property {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

function eventOf(method: string, fields: ReadonlyMap<string, readonly Property[]>): CalendarEvent {
  const text = (name: string) => cut(unescapeText(fields.get(name)?.[0]?.value ?? ''), maxTextLength);
  const start = fields.get('DTSTART')?.[0];
  const end = fields.get('DTEND')?.[0];
  const duration = fields.get('DURATION')?.[0]?.value;
  const organizer = fields.get('ORGANIZER')?.[0];
  return {
    method,
    summary: text('SUMMARY'),
    description: text('DESCRIPTION'),
    location: text('LOCATION'),
    start: start ? timeOf(start) : '',
    end: end ? timeOf(end) : (duration ?? ''),
    organizer: organizer ? personOf(organizer) : '',
    attendees: (fields.get('ATTENDEE') ?? []).slice(0, maxAttendees).map((attendee) => {
      const answer = attendee.parameters.get('PARTSTAT')?.toLowerCase();
      return answer && answer !== 'needs-action' ? `${personOf(attendee)} (${answer})` : personOf(attendee);
    }),
    status: text('STATUS').toLowerCase(),
    recurrence: text('RRULE'),
  };
}

function timeOf({ value, parameters }: Property): string {
  const parts = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/.exec(value.trim());
  if (!parts) return cut(value.trim(), 100);
  const [, year, month, day, hour, minute, second = '00', utc = ''] = parts;
  if (hour === undefined) return `${year}-${month}-${day}`;
  const zone = utc === '' ? parameters.get('TZID') : undefined;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${utc}${zone ? ` ${cut(zone, 100)}` : ''}`;
}

function personOf({ value, parameters }: Property): string {
  const address = value.replace(/^mailto:/i, '').trim();
  const name = (parameters.get('CN') ?? '').trim();
  return cut(name === '' || name === address ? address : `${name} <${address}>`, 500);
}

function unfoldLines(text: string): string[] {
  return text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
}

/** `NAME;PARAMETER="quoted";OTHER=value:the value` */
function readProperty(line: string): Property | undefined {
  const name = /^[A-Za-z0-9-]+/.exec(line)?.[0];
  if (name === undefined) return undefined;
  const parameters = new Map<string, string>();
  let at = name.length;
  while (line[at] === ';') {
    const equals = line.indexOf('=', at);
    if (equals < 0) return undefined;
    const key = line.slice(at + 1, equals).toUpperCase();
    let end = equals + 1;
    let value: string;
    if (line[end] === '"') {
      const close = line.indexOf('"', end + 1);
      if (close < 0) return undefined;
      value = line.slice(end + 1, close);
      end = close + 1;
      while (end < line.length && line[end] !== ';' && line[end] !== ':') end += 1;
    } else {
      while (end < line.length && line[end] !== ';' && line[end] !== ':') end += 1;
      value = line.slice(equals + 1, end);
    }
    if (!parameters.has(key)) parameters.set(key, value);
    at = end;
  }
  return line[at] === ':' ? { name: name.toUpperCase(), parameters, value: line.slice(at + 1) } : undefined;
}

function unescapeText(value: string): string {
  return value.replace(/\\([nN,;\\])/g, (_all, char: string) => (char === 'n' || char === 'N' ? '\n' : char)).trim();
}
