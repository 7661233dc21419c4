import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { seriesQuery } from '../api/queries.ts';
import type { Campaign } from '../api/types.ts';
import { TimeChart } from '../charts/time-chart.tsx';
import { formatRate } from '../format/numbers.ts';
import { text } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Failure, Skeleton } from '../ui/states.tsx';
import { fillGaps, resolutionFor } from './series-resolution.ts';

const c = text.campaigns;

export function CampaignChart({ campaign }: { readonly campaign: Campaign }) {
  const [zoom, setZoom] = useState<{ from: number; to: number }>();
  const from = zoom?.from ?? Date.parse(campaign.firstAt);
  const to = zoom?.to ?? Date.parse(campaign.lastAt);
  const resolution = resolutionFor(from, to, Date.now());
  const range = zoom
    ? { from: new Date(Math.floor(from)).toISOString(), to: new Date(Math.ceil(to)).toISOString() }
    : {};
  const series = useQuery(seriesQuery(campaign.id, { resolution, ...range }));
  const chart = useMemo(() => {
    if (!series.data) return undefined;
    const { times, counts } = fillGaps(series.data.items, series.data.resolution, from, to);
    return {
      times,
      series: [{ label: c.per[series.data.resolution], colour: '--chart-1', values: counts, bars: true }] as const,
    };
  }, [series.data, from, to]);
  const zoomBy = (factor: number) => {
    const middle = (from + to) / 2;
    const half = Math.max(5000, ((to - from) / 2) * factor);
    const next = { from: middle - half, to: middle + half };
    setZoom(next.from <= Date.parse(campaign.firstAt) && next.to >= Date.parse(campaign.lastAt) ? undefined : next);
  };
  return (
    <section className="card" data-testid="campaign-chart">
      {series.isError && <Failure error={series.error} onRetry={() => void series.refetch()} />}
      {!chart && !series.isError && <Skeleton />}
      {chart && (
        <TimeChart
          title={c.chart}
          times={chart.times}
          series={chart.series}
          format={formatRate}
          height={200}
          onZoom={setZoom}
        />
      )}
      <div className="row wrap chart-tools">
        <span className="hint grow">{c.chartHint}</span>
        <Button onClick={() => zoomBy(0.5)}>{c.zoomIn}</Button>
        <Button onClick={() => zoomBy(2)} disabled={!zoom}>
          {c.zoomOut}
        </Button>
        <Button onClick={() => setZoom(undefined)} disabled={!zoom}>
          {c.resetZoom}
        </Button>
      </div>
    </section>
  );
}
