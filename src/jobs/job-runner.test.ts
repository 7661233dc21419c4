import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { JobReport } from '../ports/job-status.ts';
import type { Job } from './job.ts';
import { JobRunner } from './job-runner.ts';

const noPause = { rest: async () => undefined };

/** A job whose steps are told by the test; resolves `steps(n)` once n of them were taken. */
class ScriptedJob implements Job {
  readonly idleMs = 3_600_000;
  taken = 0;
  running = 0;
  readonly #waiting: (() => void)[] = [];
  constructor(
    readonly name: string,
    readonly script: (step: number, signal: AbortSignal) => Promise<'more' | 'idle'>,
  ) {}

  async step(signal: AbortSignal) {
    this.running += 1;
    try {
      return await this.script(this.taken + 1, signal);
    } finally {
      this.running -= 1;
      this.taken += 1;
      for (const check of this.#waiting) check();
    }
  }

  steps(count: number): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (this.taken >= count) resolve();
      };
      this.#waiting.push(check);
      check();
    });
  }
}

function collectLogs() {
  const lines: Record<string, unknown>[] = [];
  return { lines, logger: pino({}, { write: (line) => lines.push(JSON.parse(line)) }) };
}

describe('the job runner', () => {
  it('goes on while there is more, then waits until it is woken', async () => {
    const job = new ScriptedJob('a', async (step) => (step < 5 ? 'more' : 'idle'));
    const runner = new JobRunner({ jobs: [job], pace: noPause, logger: pino({ level: 'silent' }) });
    runner.start();
    await job.steps(5);
    runner.wake('a');
    await job.steps(6);
    await runner.stop();
    expect(runner.reports()).toEqual([{ name: 'a', steps: 6, faults: 0 }]);
  });

  it('backs off on faults, logs the first of a series only, and says when it goes on', async () => {
    const { lines, logger } = collectLogs();
    const waits: number[] = [];
    let last: JobReport | undefined;
    const job = new ScriptedJob('a', async (step) => {
      if (step <= 12) throw new Error(`fault ${step}`);
      return 'idle';
    });
    const wait = async (ms: number, signal: AbortSignal) => {
      waits.push(ms);
      if (waits.length === 12) last = runner.reports()[0];
      if (ms > 1e6 && !signal.aborted)
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    };
    const runner = new JobRunner({ jobs: [job], pace: noPause, logger, wait });
    runner.start();
    await job.steps(13);
    await runner.stop();
    expect(last).toEqual({ name: 'a', steps: 0, faults: 12, fault: 'fault 12' });
    expect(waits.slice(0, 12)).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000, 30000]);
    expect(lines.map((line) => line.msg)).toEqual(['job failed, trying again', 'job goes on']);
    expect(runner.reports()[0]).toEqual({ name: 'a', steps: 1, faults: 12 });
  });

  it('reports how far a job is, and nothing where that cannot be read', async () => {
    let doneUpTo = () => 41;
    const job = Object.assign(new ScriptedJob('a', async () => 'idle'), { doneUpTo: () => doneUpTo() });
    const runner = new JobRunner({ jobs: [job], pace: noPause, logger: pino({ level: 'silent' }) });
    expect(runner.reports()).toEqual([{ name: 'a', steps: 0, faults: 0, doneUpTo: 41 }]);
    doneUpTo = () => {
      throw new Error('no such table');
    };
    expect(runner.reports()).toEqual([{ name: 'a', steps: 0, faults: 0 }]);
  });

  it('runs one step at a time over all jobs, and rests after each', async () => {
    let rests = 0;
    let most = 0;
    const jobs: ScriptedJob[] = [];
    for (const name of ['a', 'b', 'c']) {
      jobs.push(
        new ScriptedJob(name, async () => {
          await new Promise((resolve) => setImmediate(resolve));
          most = Math.max(most, jobs.filter((job) => job.running > 0).length);
          return 'more';
        }),
      );
    }
    const pace = {
      rest: async () => {
        rests += 1;
      },
    };
    const runner = new JobRunner({ jobs, pace, logger: pino({ level: 'silent' }) });
    runner.start();
    await Promise.all(jobs.map((job) => job.steps(10)));
    await runner.stop();
    expect(most).toBe(1);
    expect(rests).toBeGreaterThanOrEqual(30);
  });

  it('a stop waits for the step that runs, and begins no other', async () => {
    let finish: () => void = () => undefined;
    const job = new ScriptedJob('a', () => new Promise((resolve) => (finish = () => resolve('more'))));
    const other = new ScriptedJob('b', async () => 'more');
    const runner = new JobRunner({ jobs: [job, other], pace: noPause, logger: pino({ level: 'silent' }) });
    runner.start();
    await new Promise((resolve) => setImmediate(resolve));
    let stopped = false;
    const stopping = runner.stop().then(() => {
      stopped = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    finish();
    await stopping;
    expect(job.taken).toBe(1);
    expect(other.taken).toBe(0);
  });
});
