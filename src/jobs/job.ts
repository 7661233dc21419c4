/**
 * One downstream job: work after capture that follows the database with a checkpoint of its own. The runner calls `step` again
 * and again, never two at a time.
 */
export interface Job {
  readonly name: string;
  /** How long to wait after a step that found nothing to do. */
  readonly idleMs: number;
  /**
   * One small step, some tens of milliseconds, whole or not at all. 'more': there is more to do now. A throw is tried again
   * later, so a step that can never succeed must be got round by the job itself.
   */
  step(signal: AbortSignal): Promise<'more' | 'idle'>;
  /** Number of the last email that it has done, where it goes through them in order. */
  doneUpTo?(): number;
}
