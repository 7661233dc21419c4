import type { z } from 'zod';
import { MillraceError } from '../errors.ts';
import type { Percentiles } from '../ports/live-status.ts';
import type { ApiContext } from './context.ts';
import { isoTime } from './present.ts';
import type { statsSchema } from './schemas/operations.ts';

export type Stats = z.output<typeof statsSchema>;

/** One reading of everything that `/stats` and the live feed tell. A few indexed look-ups, well under a millisecond. */
export function readStats(context: ApiContext): Stats {
  const reading = context.status.read();
  const { host, port } = context.smtpAddress();
  return {
    at: isoTime(context.now()),
    ...reading,
    latency: {
      reply: rounded(reading.latency.reply),
      sync: rounded(reading.latency.sync),
      listed: rounded(reading.latency.listed),
    },
    startedAt: isoTime(reading.startedAt),
    version: context.facts.version,
    smtp: `${host.includes(':') ? `[${host}]` : host}:${port}`,
    deadLetters: context.deadLetters.deadLetterCount(),
    lastNumber: context.emails.lastNumber(),
    indexedUpTo: indexedUpTo(context),
    emails: context.emails.count({}).count,
    unread: context.emails.count({ unread: true }).count,
    storeBytes: context.history.storeBytes,
  };
}

/** The index is rebuilt from nothing when it is damaged: the counts of the server must not go with it. */
function indexedUpTo({ search }: ApiContext): number {
  try {
    return search.indexedUpTo();
  } catch (error) {
    if (error instanceof MillraceError) return 0;
    throw error;
  }
}

/** To microseconds: what is behind is noise. */
function rounded({ p50, p95, p99, max }: Percentiles): Percentiles {
  const round = (ms: number) => Math.round(ms * 1000) / 1000;
  return { p50: round(p50), p95: round(p95), p99: round(p99), max: round(max) };
}
