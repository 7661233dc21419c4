import { beforeEach, describe, expect, it } from 'vitest';
import type { StatusReading } from '../ports/live-status.ts';
import { CapturePace } from './capture-pace.ts';

let clock: number;
let accepted: number;
let backlog: number;
/** Messages that come in during each millisecond waited. */
let rate: number;
let pace: CapturePace;
const signal = new AbortController().signal;

beforeEach(() => {
  clock = 0;
  accepted = 0;
  backlog = 0;
  rate = 0;
  pace = new CapturePace(
    { read: () => ({ accepted, spool: { messages: backlog } }) as StatusReading },
    {
      now: () => clock,
      wait: async (ms) => {
        clock += ms;
        accepted += ms * rate;
      },
    },
  );
});

async function restAfter(workedMs: number): Promise<number> {
  const started = clock;
  await pace.rest(workedMs, signal);
  return clock - started;
}

describe('the pace of the jobs', () => {
  it('takes most of a core while nothing comes in', async () => {
    expect(await restAfter(40)).toBeCloseTo(10);
  });

  it('takes a twentieth of a core while mail comes in fast', async () => {
    rate = 1;
    accepted = 1000;
    clock = 200;
    pace.busy();
    clock += 200;
    accepted += 200;
    expect(await restAfter(40)).toBeGreaterThanOrEqual(760);
    expect(await restAfter(1)).toBeGreaterThanOrEqual(500);
  });

  it('likewise while the spool has a backlog', async () => {
    backlog = 10_000;
    expect(await restAfter(40)).toBeGreaterThanOrEqual(760);
  });

  it('goes on soon after a burst', async () => {
    backlog = 10_000;
    expect(pace.busy()).toBe(true);
    clock += 200;
    const resting = restAfter(1000);
    backlog = 0;
    expect(await resting).toBeLessThanOrEqual(200);
  });

  it('never stops altogether', async () => {
    backlog = 1e9;
    rate = 100;
    expect(await restAfter(50)).toBeLessThanOrEqual(1100);
  });
});
