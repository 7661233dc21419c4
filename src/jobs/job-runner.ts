import type { JobReport, JobStatus } from '../ports/job-status.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { CapturePace } from './capture-pace.ts';
import type { Job } from './job.ts';
import { pause } from './pause.ts';

const FIRST_BACK_OFF_MS = 100;
const LONGEST_BACK_OFF_MS = 30_000;

export interface JobRunnerOptions {
  readonly jobs: readonly Job[];
  readonly pace: Pick<CapturePace, 'rest'>;
  readonly logger: Logger;
  readonly wait?: typeof pause;
}

/** Runs every job in a loop of its own, one step at a time over all of them: the thread has one core at most, and should not have it whole. */
export class JobRunner implements JobStatus {
  readonly #options: JobRunnerOptions;
  readonly #loops: JobLoop[];
  readonly #stopping = new AbortController();
  #running: Promise<unknown> = Promise.resolve();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: JobRunnerOptions) {
    this.#options = options;
    this.#loops = options.jobs.map((job) => new JobLoop(job, options, (work) => this.#inTurn(work)));
  }

  start(): void {
    this.#running = Promise.all(this.#loops.map((loop) => loop.run(this.#stopping.signal)));
  }

  /** The step that runs is finished, no other is begun. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Something happened that this job (or every one) waits for. */
  wake(name?: string): void {
    for (const loop of this.#loops) if (name === undefined || loop.job.name === name) loop.wake();
  }

  reports(): readonly JobReport[] {
    return this.#loops.map((loop) => loop.report());
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(async () => {
      const started = performance.now();
      try {
        return await work();
      } finally {
        await this.#options.pace.rest(performance.now() - started, this.#stopping.signal);
      }
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

class JobLoop {
  readonly #options: JobRunnerOptions;
  readonly #inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  #steps = 0;
  #faults = 0;
  #inARow = 0;
  #fault: string | undefined;
  #waking = new AbortController();

  constructor(
    readonly job: Job,
    options: JobRunnerOptions,
    inTurn: <T>(work: () => Promise<T>) => Promise<T>,
  ) {
    this.#options = options;
    this.#inTurn = inTurn;
  }

  async run(stopping: AbortSignal): Promise<void> {
    const wait = this.#options.wait ?? pause;
    while (!stopping.aborted) {
      // Made anew before the step: a wake-up during the step is not lost.
      this.#waking = new AbortController();
      const waitMs = await this.#step(stopping);
      if (waitMs > 0) await wait(waitMs, AbortSignal.any([stopping, this.#waking.signal]));
    }
  }

  wake(): void {
    this.#waking.abort();
  }

  report(): JobReport {
    const doneUpTo = this.#doneUpTo();
    return {
      name: this.job.name,
      steps: this.#steps,
      faults: this.#faults,
      ...(this.#fault === undefined ? {} : { fault: this.#fault }),
      ...(doneUpTo === undefined ? {} : { doneUpTo }),
    };
  }

  /** What keeps it from being read is the job's own fault too, and told by its step. */
  #doneUpTo(): number | undefined {
    try {
      return this.job.doneUpTo?.();
    } catch {
      return undefined;
    }
  }

  /** How long to wait before the next step. */
  async #step(stopping: AbortSignal): Promise<number> {
    try {
      const outcome = await this.#inTurn(async () => (stopping.aborted ? 'idle' : this.job.step(stopping)));
      this.#steps += 1;
      if (this.#inARow > 0) this.#options.logger.info({ job: this.job.name, faults: this.#inARow }, 'job goes on');
      this.#inARow = 0;
      this.#fault = undefined;
      return outcome === 'more' ? 0 : this.job.idleMs;
    } catch (error) {
      this.#faults += 1;
      this.#inARow += 1;
      this.#fault = error instanceof Error ? error.message : String(error);
      // One line for a fault that lasts, however often it is met.
      if (this.#inARow === 1)
        this.#options.logger.error({ job: this.job.name, err: error }, 'job failed, trying again');
      return Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(20, this.#inARow - 1));
    }
  }
}
