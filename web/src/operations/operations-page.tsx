import { CircleAlert, CircleCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { live } from '../api/live.ts';
import type { Stats, StatsSample } from '../api/types.ts';
import { type ChartMark, type ChartSeries, TimeChart } from '../charts/time-chart.tsx';
import { formatBytes, formatCount, formatDuration, formatRate } from '../format/numbers.ts';
import { useStore } from '../store.ts';
import { text } from '../strings.ts';
import { Figure } from '../ui/figure.tsx';
import { Failure, Skeleton } from '../ui/states.tsx';
import { Time } from '../ui/time.tsx';
import { useTitle } from '../ui/use-title.ts';
import { Audit } from './audit.tsx';
import { DeadLetters } from './dead-letters.tsx';
import './operations.css';
import { ServerFacts } from './server-facts.tsx';
import { useSamples } from './use-samples.ts';

const o = text.operations;
const ranges = [60, 300, 900] as const;

export function OperationsPage() {
  useTitle(o.title);
  const { stats } = useStore(live);
  const { data, error, retry } = useSamples();
  const [range, setRange] = useState<(typeof ranges)[number]>(300);
  const shown = useMemo(() => data.samples.slice(-range), [data.samples, range]);
  const from = shown[0] ? Date.parse(shown[0].at) : 0;
  const marks = data.marks.filter((mark) => Date.parse(mark.at) >= from);
  return (
    <div className="page">
      <div className="page-inner operations">
        <header className="page-head">
          <h1>{o.title}</h1>
          <span className="grow" />
          <fieldset className="segmented plain-fieldset" aria-label={o.range}>
            {ranges.map((each) => (
              <button key={each} type="button" aria-pressed={range === each} onClick={() => setRange(each)}>
                {o.ranges[each]}
              </button>
            ))}
          </fieldset>
        </header>
        <Numbers stats={stats} sample={data.samples.at(-1)} />
        {error ? (
          <Failure error={error} onRetry={retry} />
        ) : shown.length === 0 ? (
          <Skeleton />
        ) : (
          <Charts samples={shown} marks={marks} />
        )}
        <section className="fields">
          <h2>{o.marks}</h2>
          {marks.length === 0 ? (
            <p className="muted">{o.noMarks}</p>
          ) : (
            <ul className="marks">
              {marks
                .slice()
                .reverse()
                .map((mark) => (
                  <li key={`${mark.at} ${mark.kind}`} className="row">
                    <Time at={mark.at} />
                    <span className={`badge ${isBad(mark.kind) ? 'badge-red' : 'badge-green'}`}>
                      {isBad(mark.kind) ? <CircleAlert size={12} aria-hidden /> : <CircleCheck size={12} aria-hidden />}
                      {o.markKinds[mark.kind]}
                    </span>
                    {mark.text}
                  </li>
                ))}
            </ul>
          )}
        </section>
        <DeadLetters />
        <Audit />
        <ServerFacts startedAt={stats?.startedAt} />
      </div>
    </div>
  );
}

const isBad = (kind: keyof typeof o.markKinds): boolean => kind !== 'start' && kind !== 'recovered';

function Numbers({ stats, sample }: { readonly stats: Stats | undefined; readonly sample: StatsSample | undefined }) {
  const waiting = stats?.spool.messages ?? 0;
  const lag = stats?.spool.oldestAgeMs ?? 0;
  return (
    <div className="numbers" data-testid="operations-numbers">
      <Figure
        value={formatRate(sample?.inPerSecond ?? 0)}
        label={o.in}
        hint={o.refused(formatRate(sample?.refusedPerSecond ?? 0))}
      />
      <Figure
        value={formatRate(sample?.outPerSecond ?? 0)}
        label={o.out}
        hint={
          stats &&
          (stats.latency.listed.p50 > 0 ? o.listed(stats.latency.listed.p50, stats.latency.listed.p99) : o.listedNone)
        }
      />
      <Figure
        value={formatCount(waiting)}
        label={o.waiting}
        hint={stats && o.spoolSize(stats.spool.bytes)}
        {...(stats?.spool.full ? { tone: 'red' } : {})}
      />
      <Figure
        value={formatDuration(lag)}
        label={lag > 0 ? o.lag : o.lagOk}
        hint={stats && `${o.connections(stats.connections)} · ${o.storeSize(stats.storeBytes)}`}
        {...(lag > 2000 ? { tone: 'amber' } : {})}
      />
    </div>
  );
}

const milliseconds = (value: number): string => formatDuration(value);

function Charts({
  samples,
  marks,
}: {
  readonly samples: readonly StatsSample[];
  readonly marks: readonly { at: string; kind: keyof typeof o.markKinds; text: string }[];
}) {
  const times = useMemo(() => samples.map((sample) => Date.parse(sample.at)), [samples]);
  const lines = useMemo(() => chartLines(samples), [samples]);
  const drawn: ChartMark[] = marks.map((mark) => ({
    at: Date.parse(mark.at),
    label: mark.text,
    bad: isBad(mark.kind),
  }));
  const shared = { times, marks: drawn, sync: 'operations', height: 140 };
  return (
    <div className="charts">
      <TimeChart title={o.rates} series={lines.rates} format={formatRate} {...shared} />
      <TimeChart title={o.depth} series={lines.depth} format={formatRate} {...shared} />
      <TimeChart title={o.reply} series={lines.reply} format={milliseconds} {...shared} />
      <TimeChart title={o.sync} series={lines.sync} format={milliseconds} {...shared} />
      <TimeChart title={o.store} series={lines.store} format={formatBytes} {...shared} />
    </div>
  );
}

function chartLines(
  samples: readonly StatsSample[],
): Record<'rates' | 'depth' | 'reply' | 'sync' | 'store', ChartSeries[]> {
  const line = (label: string, colour: ChartSeries['colour'], value: (sample: StatsSample) => number): ChartSeries => ({
    label,
    colour,
    values: samples.map(value),
  });
  return {
    rates: [
      line(o.series.in, '--chart-1', (sample) => sample.inPerSecond),
      line(o.series.out, '--chart-2', (sample) => sample.outPerSecond),
      line(o.series.refused, '--chart-4', (sample) => sample.refusedPerSecond),
    ],
    depth: [
      line(o.series.high, '--chart-4', (sample) => sample.waiting.high),
      line(o.series.normal, '--chart-1', (sample) => sample.waiting.normal),
      line(o.series.low, '--chart-3', (sample) => sample.waiting.low),
    ],
    reply: [
      line(o.series.p50, '--chart-1', (sample) => sample.replyP50Ms),
      line(o.series.p95, '--chart-2', (sample) => sample.replyP95Ms),
      line(o.series.p99, '--chart-4', (sample) => sample.replyP99Ms),
    ],
    sync: [
      line(o.series.p50, '--chart-1', (sample) => sample.syncP50Ms),
      line(o.series.p99, '--chart-4', (sample) => sample.syncP99Ms),
    ],
    store: [line(o.store, '--chart-3', (sample) => sample.storeBytes)],
  };
}
