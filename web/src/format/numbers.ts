const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const percentOf = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export const formatCount = (value: number): string => whole.format(value);
export const formatRate = (value: number): string =>
  value >= 100 ? whole.format(Math.round(value)) : fine.format(value);
export const formatPercent = (ratio: number): string => percentOf.format(ratio);
/** For badges of the rail: 12,431 stays as it is, 1,204,551 becomes 1.2M. */
export const formatBadge = (value: number): string => (value < 100_000 ? whole.format(value) : short.format(value));

/** Powers of 1024, as `larger:` in a search means them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${whole.format(bytes)} B`;
  let value = bytes;
  let unit = -1;
  do {
    value /= 1024;
    unit += 1;
  } while (value >= 999.5 && unit < 3);
  return `${(value >= 100 ? whole : fine).format(value)} ${['KB', 'MB', 'GB', 'TB'][unit]}`;
}

/** With the exact number where that says more: "25.3 KB (25,907 B)", but "155 B". */
export const formatExactBytes = (bytes: number): string =>
  bytes < 1024 ? formatBytes(bytes) : `${formatBytes(bytes)} (${whole.format(bytes)} B)`;

export function formatDuration(ms: number): string {
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms < 1) return ms === 0 ? '0 ms' : `${ms.toFixed(2)} ms`;
  if (ms < 100) return `${fine.format(ms)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${fine.format(ms / 1000)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
  return `${Math.floor(ms / 3_600_000)} h ${Math.round((ms % 3_600_000) / 60_000)} min`;
}
