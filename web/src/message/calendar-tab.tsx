import { CalendarDays } from 'lucide-react';
import type { Schemas } from '../api/types.ts';
import { formatDay, formatMoment, formatSpan } from '../format/times.ts';
import { text } from '../strings.ts';
import { recurrenceInWords } from './recurrence.ts';

const c = text.message.calendar;

export function CalendarTab({ events }: { readonly events: Schemas['EmailContent']['calendar'] }) {
  return (
    <div className="tab-content">
      {events.map((event, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a message that never changes
        <section key={at} className="card">
          <header className="row wrap">
            <CalendarDays size={16} aria-hidden />
            <h3 dir="auto">{event.summary}</h3>
            <span className="badge badge-accent">{c.method[event.method] ?? event.method}</span>
          </header>
          <dl className="definition">
            <dt>{c.when}</dt>
            <dd>{showSpan(event.start, event.end)}</dd>
            {event.location && (
              <>
                <dt>{c.where}</dt>
                <dd dir="auto">{event.location}</dd>
              </>
            )}
            {event.organizer && (
              <>
                <dt>{c.organizer}</dt>
                <dd className="mono">{event.organizer}</dd>
              </>
            )}
            {event.attendees.length > 0 && (
              <>
                <dt>{c.attendees}</dt>
                <dd className="mono">{event.attendees.join(', ')}</dd>
              </>
            )}
            {event.status && (
              <>
                <dt>{c.status}</dt>
                <dd>{event.status}</dd>
              </>
            )}
            {event.recurrence && (
              <>
                <dt>{c.repeats}</dt>
                <dd title={event.recurrence}>
                  {recurrenceInWords(event.recurrence) ?? <code>{event.recurrence}</code>}
                </dd>
              </>
            )}
          </dl>
          {event.description && (
            <p className="plain-text" dir="auto">
              {event.description}
            </p>
          )}
        </section>
      ))}
    </div>
  );
}

/** A day stays a day; what cannot be read as a time is shown as it stands in the invitation. */
function showSpan(start: string, end: string | undefined): string {
  const [from, to] = [Date.parse(start), Date.parse(end ?? '')];
  if (!isDay(start) && !Number.isNaN(from) && !Number.isNaN(to) && to >= from) return formatSpan(from, to);
  return end ? `${showTime(start)} – ${showTime(end)}` : showTime(start);
}

const isDay = (value: string): boolean => /^\d{4}-\d\d-\d\d$/.test(value);

function showTime(value: string): string {
  if (isDay(value)) return formatDay(new Date(`${value}T00:00`).getTime());
  const at = Date.parse(value);
  return Number.isNaN(at) ? value : formatMoment(at);
}
