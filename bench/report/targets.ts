import type { Measurement } from '../measure/measure.ts';

export interface TargetRow {
  readonly figure: string;
  readonly toReach: string;
  readonly measured: string;
  /** Measured over the target, so that 1 is just met and more is better. */
  readonly ratio: number;
}

/** The rows of the table that can be told from the comparison; a pair that was not measured gives no row. */
export function comparisonTargets(rows: readonly Measurement[]): TargetRow[] {
  const find = (system: string, size: Measurement['size'], sessions = 50) =>
    rows.find((row) => row.system.startsWith(system) && row.size === size && row.sessions === sessions);
  const targets: TargetRow[] = [];
  const against = (other: string, size: Measurement['size'], least: number, label: string) => {
    const [ours, theirs] = [find('millrace', size), find(other, size)];
    if (!ours || !theirs) return;
    const ratio = ours.listedPerSecond / theirs.listedPerSecond;
    targets.push(atLeast(`durable and listed against ${other}, ${label}, 50 sessions`, least, ratio));
  };
  against('smtp-sink', 10_240, 0.9, '10 KiB');
  against('smtp-sink', 'real', 0.9, 'real mail');
  against('smtp-sink', 1024, 0.6, '1 KiB');
  against('mailpit', 'real', 15, 'real mail');
  against('mailpit', 10_240, 8, '10 KiB');
  against('synchronous', 10_240, 10, '10 KiB');
  against('synchronous', 'real', 10, 'real mail');
  const ours = find('millrace', 10_240);
  if (ours) {
    targets.push(atMost('CPU seconds per 1,000 messages, 10 KiB', 0.1, ours.cpuSecondsPer1000));
    targets.push(atMost('bytes written per byte received, 10 KiB', 1.3, ours.writtenPerReceived));
    if (ours.syncsPerMessage !== null)
      targets.push(atMost('syncs per message, 50 sessions', 0.1, ours.syncsPerMessage));
  }
  return targets;
}

export const atLeast = (figure: string, least: number, measured: number, unit = ''): TargetRow => ({
  figure,
  toReach: `>= ${least}${unit}`,
  measured: `${short(measured)}${unit}`,
  ratio: measured / least,
});

export const atMost = (figure: string, most: number, measured: number, unit = ''): TargetRow => ({
  figure,
  toReach: `<= ${most}${unit}`,
  measured: `${short(measured)}${unit}`,
  ratio: most / measured,
});

export function targetLines(targets: readonly TargetRow[]): string {
  return targets
    .map(
      (row) =>
        `${row.ratio >= 1 ? 'met   ' : 'MISSED'} ${row.figure}: ${row.measured}, to reach ${row.toReach} (x${short(row.ratio)})`,
    )
    .join('\n');
}

const short = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3));
