export type Resolution = 'second' | 'minute' | 'hour';

const stepMs: Record<Resolution, number> = { second: 1000, minute: 60_000, hour: 3_600_000 };
/** Seconds are kept for an hour, minutes for a day. */
const keptMs: Record<Resolution, number> = { second: 3_600_000, minute: 86_400_000, hour: Number.POSITIVE_INFINITY };
const MOST_POINTS = 3600;

/** The finest resolution that is still kept for this range and does not make too many points. */
export function resolutionFor(from: number, to: number, now: number): Resolution {
  for (const resolution of ['second', 'minute'] as const) {
    const kept = from >= now - keptMs[resolution];
    if (kept && (to - from) / stepMs[resolution] <= MOST_POINTS) return resolution;
  }
  return 'hour';
}

export interface Series {
  readonly times: number[];
  readonly counts: number[];
}

/** Every step of the range, those without mail as 0: the server leaves them out. */
export function fillGaps(
  items: readonly { readonly at: string; readonly count: number }[],
  resolution: Resolution,
  from: number,
  to: number,
): Series {
  const step = stepMs[resolution];
  const counts = new Map(items.map((item) => [Date.parse(item.at), item.count]));
  const times: number[] = [];
  for (let at = Math.floor(from / step) * step; at <= to && times.length < MOST_POINTS * 2; at += step) times.push(at);
  return { times, counts: times.map((at) => counts.get(at) ?? 0) };
}
