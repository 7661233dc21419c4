import type { Schemas, StatsMark, StatsSample } from '../api/types.ts';

/** Seconds that are kept: what the server keeps too. */
const MOST = 900;

export interface Samples {
  readonly samples: readonly StatsSample[];
  readonly marks: readonly StatsMark[];
}

/** The history with what the feed added to it: in order, each second once, so that asking again after a reconnect doubles nothing. */
export function addSamples(before: Samples, samples: readonly StatsSample[], marks: readonly StatsMark[]): Samples {
  const last = before.samples.at(-1)?.at ?? '';
  const ordered = samples.every((sample, at) => sample.at > (samples[at - 1]?.at ?? last));
  const joined = ordered
    ? [...before.samples, ...samples]
    : [...new Map([...before.samples, ...samples].map((sample) => [sample.at, sample])).values()].sort((a, b) =>
        a.at < b.at ? -1 : 1,
      );
  const keyOf = (mark: StatsMark) => `${mark.at} ${mark.kind}`;
  const known = new Set(before.marks.map(keyOf));
  const fresh = marks.filter((mark) => !known.has(keyOf(mark)));
  return {
    samples: joined.slice(-MOST),
    marks: fresh.length === 0 ? before.marks : [...before.marks, ...fresh].sort((a, b) => (a.at < b.at ? -1 : 1)),
  };
}

export const noSamples: Samples = { samples: [], marks: [] };

export function fromHistory(history: Schemas['StatsHistory']): Samples {
  return addSamples(noSamples, history.items, history.marks);
}
