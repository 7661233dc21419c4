import { backlog } from './backlog.ts';
import { campaign } from './campaign.ts';
import { directory } from './directory.ts';
import { halfPeak } from './half-peak.ts';
import { large } from './large.ts';
import { openPages } from './pages.ts';
import type { SpecialRun } from './special-run.ts';

export const specialRuns: Readonly<Record<string, SpecialRun>> = {
  'half-peak': halfPeak,
  backlog,
  directory,
  campaign,
  large,
  pages: openPages,
};
