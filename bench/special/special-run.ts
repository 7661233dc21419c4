import type { Measurement } from '../measure/measure.ts';
import type { TargetRow } from '../report/targets.ts';

export interface SpecialResult {
  readonly targets: readonly TargetRow[];
  readonly notes: readonly string[];
}

/** `full`: at the sizes of the issue; otherwise a tenth of them. `rows`: what the comparison measured before. */
export type SpecialRun = (full: boolean, rows: readonly Measurement[]) => Promise<SpecialResult>;
