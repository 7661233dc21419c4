import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { onLive } from '../api/live.ts';
import { historyQuery } from '../api/queries.ts';
import type { StatsMark, StatsSample } from '../api/types.ts';
import { addSamples, fromHistory, noSamples, type Samples } from './live-samples.ts';

/** The last quarter of an hour, one more a second. After a lost feed the history is asked for again (keepFresh). */
export function useSamples(): { readonly data: Samples; readonly error: unknown; readonly retry: () => void } {
  const history = useQuery(historyQuery);
  const [data, setData] = useState<Samples>(noSamples);
  useEffect(() => {
    const asked = history.data;
    if (!asked) return;
    const { samples, marks } = fromHistory(asked);
    setData((before) => addSamples(before, samples, marks));
  }, [history.data]);
  useEffect(
    () =>
      onLive((events) => {
        const samples: StatsSample[] = [];
        const marks: StatsMark[] = [];
        for (const event of events) {
          if (event.type !== 'stats') continue;
          if (event.sample) samples.push(event.sample);
          marks.push(...event.marks);
        }
        if (samples.length > 0 || marks.length > 0) setData((before) => addSamples(before, samples, marks));
      }),
    [],
  );
  return { data, error: data.samples.length === 0 ? history.error : undefined, retry: () => void history.refetch() };
}
