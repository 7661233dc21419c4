import { useEffect, useState, useSyncExternalStore } from 'react';
import { formatDateTime, formatFullTime, formatListTime, formatRelative } from '../format/times.ts';
import { Store, useStore } from '../store.ts';

interface Hovered {
  readonly at: number;
  readonly box: DOMRect;
}
const hovered = new Store<Hovered | undefined>(undefined);

/** A moment: `list` exact today and a date before, `full` always both. The tooltip has the relative form, ticking, and the zone. */
export function Time({ at, form = 'full' }: { readonly at: string | number; readonly form?: 'list' | 'full' }) {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  const today = useToday();
  return (
    <time
      dateTime={new Date(ms).toISOString()}
      onPointerEnter={(event) => pointAtTime(event.currentTarget)}
      onPointerLeave={() => pointAtTime(undefined)}
    >
      {form === 'list' ? formatListTime(ms, today) : formatDateTime(ms)}
    </time>
  );
}

/** Shows the tooltip of a `time` element; undefined: of none. */
export function pointAtTime(element: HTMLTimeElement | undefined): void {
  hovered.set(element && { at: Date.parse(element.dateTime), box: element.getBoundingClientRect() });
}

/** One for all times of the page: 40 rows need no 40 tooltips. */
export function TimeTooltip() {
  const value = useStore(hovered);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!value) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    const hide = () => hovered.set(undefined);
    addEventListener('scroll', hide, true);
    return () => {
      clearInterval(timer);
      removeEventListener('scroll', hide, true);
    };
  }, [value]);
  if (!value) return null;
  const below = value.box.bottom + 40 < innerHeight;
  return (
    <div
      role="tooltip"
      className="tooltip"
      style={{
        right: Math.max(4, innerWidth - value.box.right),
        ...(below ? { top: value.box.bottom + 4 } : { bottom: innerHeight - value.box.top + 4 }),
      }}
    >
      {formatFullTime(value.at)} · {formatRelative(value.at, now)}
    </div>
  );
}

/** A moment of today, ms. Changes at midnight, so that times of yesterday become dates. */
export function useToday(): number {
  return useSyncExternalStore(subscribeToday, () => today);
}
let today = Date.now();
const todayListeners = new Set<() => void>();
function subscribeToday(listener: () => void): () => void {
  todayListeners.add(listener);
  return () => todayListeners.delete(listener);
}
setInterval(() => {
  if (new Date().getDate() === new Date(today).getDate()) return;
  today = Date.now();
  for (const listener of todayListeners) listener();
}, 30_000);
