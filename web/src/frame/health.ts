import type { LiveState } from '../api/live.ts';
import { text } from '../strings.ts';

export interface Health {
  readonly level: 'good' | 'warn' | 'bad';
  /** What is wrong, for the status bar. */
  readonly words?: string;
}

/** Mail waiting so long means that the processor does not keep up; shorter waits are a burst. */
const BEHIND_MS = 2000;

export function healthOf({ stats }: LiveState): Health {
  if (!stats) return { level: 'good' };
  if (!stats.spool.healthy) return { level: 'bad', words: text.status.unhealthy };
  if (stats.spool.full) return { level: 'bad', words: text.status.full };
  if (stats.spool.oldestAgeMs > BEHIND_MS) return { level: 'warn', words: text.status.behind(stats.spool.oldestAgeMs) };
  if (stats.deadLetters > 0) return { level: 'warn', words: text.status.deadLetters(stats.deadLetters) };
  return { level: 'good' };
}
