import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import './charts.css';
import { formatClock, formatDateTime, formatDay, formatMinute } from '../format/times.ts';
import { usePreferences } from '../preferences.ts';
import { text } from '../strings.ts';

export interface ChartSeries {
  readonly label: string;
  /** A custom property of tokens.css. */
  readonly colour: '--chart-1' | '--chart-2' | '--chart-3' | '--chart-4';
  readonly values: readonly (number | null)[];
  readonly bars?: boolean;
}

export interface ChartMark {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly label: string;
  readonly bad: boolean;
}

interface Props {
  readonly title: string;
  /** Milliseconds since the epoch, ascending. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly format: (value: number) => string;
  readonly height?: number;
  /** Charts with the same key share one cursor. */
  readonly sync?: string;
  readonly marks?: readonly ChartMark[];
  /** A range was pulled, ms; undefined: back to all. */
  readonly onZoom?: (range: { from: number; to: number } | undefined) => void;
}

/** uPlot with the pages' colours, and the same numbers as a table for those who cannot see it. */
export function TimeChart(props: Props) {
  const { title, times, series, format } = props;
  const [table, setTable] = useState(false);
  return (
    <figure className="chart">
      <figcaption className="chart-head">
        <h2>{title}</h2>
        <ul className="chart-legend">
          {series.map(({ label, colour, values }) => (
            <li key={label}>
              <span className="chart-key" style={{ background: `var(${colour})` }} aria-hidden />
              {label} <span className="number muted">{lastOf(values, format)}</span>
            </li>
          ))}
        </ul>
        <span className="grow" />
        <button type="button" className="button-link" aria-expanded={table} onClick={() => setTable(!table)}>
          {table ? text.common.hideTable : text.common.showTable}
        </button>
      </figcaption>
      <Plot {...props} />
      {table && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        <section className="table-box chart-table" tabIndex={0} aria-label={title}>
          <table className="table">
            <thead>
              <tr>
                <th>{text.operations.time}</th>
                {series.map(({ label }) => (
                  <th key={label} className="number">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {times
                .map((at, index) => ({ at, index }))
                .slice(-MOST_ROWS)
                .reverse()
                .map(({ at, index }) => (
                  <tr key={at}>
                    <td className="tabular">{formatDateTime(at)}</td>
                    {series.map(({ label, values }) => (
                      <td key={label} className="number">
                        {show(values[index], format)}
                      </td>
                    ))}
                  </tr>
                ))}
            </tbody>
          </table>
        </section>
      )}
    </figure>
  );
}

/** Newest first; more rows than this help nobody. */
const MOST_ROWS = 200;

const show = (value: number | null | undefined, format: (value: number) => string): string =>
  value === null || value === undefined ? '–' : format(value);
const lastOf = (values: readonly (number | null)[], format: (value: number) => string): string =>
  values.length === 0 ? '' : show(values[values.length - 1], format);

function Plot({ title, times, series, format, height = 160, sync, marks = [], onZoom }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const current = useRef({ marks, onZoom });
  current.current = { marks, onZoom };
  const { theme } = usePreferences();
  const shape = JSON.stringify([series.map(({ label, colour, bars }) => [label, colour, bars]), sync, height, theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot for another shape only, data comes by setData
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const made = new uPlot(
      {
        width: element.clientWidth,
        height,
        legend: { show: false },
        cursor: {
          y: false,
          drag: { x: onZoom !== undefined, y: false, setScale: false },
          points: { size: 6 },
          ...(sync ? { sync: { key: sync } } : {}),
        },
        padding: [8, 32, 0, 0],
        scales: {
          // The last bar needs its width too.
          ...(series.some(({ bars }) => bars) ? { x: { range: roomForBars } } : {}),
          y: { range: (_plot, _min, max) => [0, max > 0 ? max * 1.1 : 1] },
        },
        axes: [
          {
            stroke: colour('--text-3'),
            grid: { stroke: colour('--grid'), width: 1 },
            ticks: { show: false },
            size: 28,
            incrs: TICKS_S,
            // 02:08:30 is 56 px wide.
            space: 76,
            values: (_plot, values, _axis, _space, increment) => values.map((at) => tickLabel(at * 1000, increment)),
          },
          {
            stroke: colour('--text-3'),
            grid: { stroke: colour('--grid'), width: 1 },
            ticks: { show: false },
            size: 64,
            values: (_plot, values) => values.map(format),
          },
        ],
        series: [
          {},
          ...series.map(({ label, colour: name, bars }) => ({
            label,
            stroke: colour(name),
            width: 1.5,
            points: { show: false },
            ...(bars
              ? { paths: uPlot.paths.bars?.({ size: [0.9, 64], align: 1 }) ?? null, fill: colour(name) }
              : { fill: series.length === 1 ? `${colour(name)}22` : undefined }),
          })),
        ] as uPlot.Series[],
        hooks: {
          draw: [(self) => drawMarks(self, current.current.marks, colour('--amber'), colour('--text-3'))],
          setSelect: [
            (self) => {
              if (self.select.width < 4) return;
              const from = self.posToVal(self.select.left, 'x') * 1000;
              const to = self.posToVal(self.select.left + self.select.width, 'x') * 1000;
              self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
              current.current.onZoom?.({ from, to });
            },
          ],
          setCursor: [(self) => showTip(self, format)],
        },
      },
      [[], ...series.map(() => [])],
      element,
    );
    made.over.addEventListener('dblclick', () => current.current.onZoom?.(undefined));
    const tip = document.createElement('div');
    tip.className = 'chart-tip';
    tip.hidden = true;
    made.over.append(tip);
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
    };
  }, [shape]);

  useLayoutEffect(() => {
    plot.current?.setData([
      times.map((at) => at / 1000),
      ...series.map(({ values }) => [...values]),
    ] as uPlot.AlignedData);
  }, [times, series]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above, after the effect that makes the plot
  useEffect(() => {
    plot.current?.setData([
      times.map((at) => at / 1000),
      ...series.map(({ values }) => [...values]),
    ] as uPlot.AlignedData);
  }, [shape]);

  return <div ref={box} className="chart-plot" role="img" aria-label={title} style={{ height }} />;
}

/** Seconds between ticks: whole ones, as clocks have them. */
const TICKS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200].concat(
  [1, 2, 3, 7, 14, 30, 90, 365].map((days) => days * 86_400),
);

function roomForBars(plot: uPlot, min: number, max: number): [number, number] {
  const [first, second] = plot.data[0];
  return [min, max + (first !== undefined && second !== undefined ? second - first : 1)];
}

/** As much of a time as the distance between two ticks needs, on one line. */
function tickLabel(at: number, incrementSeconds: number): string {
  if (incrementSeconds >= 86_400) return formatDay(at);
  return incrementSeconds >= 60 ? formatMinute(at) : formatClock(at);
}

function drawMarks(plot: uPlot, marks: readonly ChartMark[], bad: string, plain: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.setLineDash([4, 4]);
  for (const mark of marks) {
    const x = plot.valToPos(mark.at / 1000, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = mark.bad ? bad : plain;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

function showTip(plot: uPlot, format: (value: number) => string): void {
  const tip = plot.over.querySelector<HTMLElement>('.chart-tip');
  const index = plot.cursor.idx;
  if (!tip) return;
  const left = plot.cursor.left ?? -1;
  tip.hidden = index === null || index === undefined || left < 0;
  if (tip.hidden || index === null || index === undefined) return;
  const at = plot.data[0][index];
  if (at === undefined) return;
  const lines = plot.series
    .slice(1)
    .map((each, n) => `${String(each.label)} ${show(plot.data[n + 1]?.[index], format)}`);
  tip.textContent = [formatDateTime(at * 1000), ...lines].join('\n');
  const right = left > plot.over.clientWidth / 2;
  tip.style.left = right ? '' : `${left + 12}px`;
  tip.style.right = right ? `${plot.over.clientWidth - left + 12}px` : '';
}
