import type { Measurement } from '../measure/measure.ts';

export const formatSize = (size: number | 'real'): string => (size === 'real' ? 'real 25 KiB' : `${size / 1024} KiB`);

/** Markdown, so that it can go into the README as it is. */
export function table(rows: readonly Measurement[]): string {
  const header = [
    'system',
    'message',
    'sessions',
    'acknowledged/s',
    'listed/s',
    'reply p50 / p99 / p99.9 ms',
    'CPU s per 1,000',
    'peak RSS MB',
    'syncs/message',
    'written/received',
  ];
  const lines = rows.map((row) => [
    row.system,
    formatSize(row.size),
    String(row.sessions),
    whole(row.acknowledgedPerSecond),
    whole(row.listedPerSecond),
    `${fixed(row.reply.p50)} / ${fixed(row.reply.p99)} / ${fixed(row.reply.p999)}`,
    row.cpuSecondsPer1000.toFixed(3),
    whole(row.peakRssBytes / 1e6),
    row.syncsPerMessage === null ? '' : row.syncsPerMessage.toFixed(3),
    row.writtenPerReceived.toFixed(2),
  ]);
  const widths = header.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => (line[column] as string).length)),
  );
  const format = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] as number)).join(' | ')} |`;
  return [format(header), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines.map(format)].join(
    '\n',
  );
}

/** A line each measurement that knows it, the busiest thread first. */
export function threadLines(rows: readonly Measurement[]): string[] {
  return rows.flatMap(({ system, size, sessions, cpuByThread }) => {
    if (!cpuByThread) return [];
    const threads = Object.entries(cpuByThread).sort(([, one], [, other]) => other - one);
    const shares = threads.map(([name, seconds]) => `${name} ${seconds.toFixed(4)}`).join(', ');
    return [`CPU by thread, s per 1,000, ${system}, ${formatSize(size)}, ${sessions} sessions: ${shares}`];
  });
}

const whole = (value: number) => Math.round(value).toLocaleString('en');
const fixed = (value: number) => value.toFixed(value < 10 ? 1 : 0);
