import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '../../test/support/wait-for.ts';
import type { RunningSystem, System } from '../systems/system.ts';
import { type Latency, Probe } from './probe.ts';
import { readProcess, readThreads, resetPeakRss } from './process-stats.ts';
import { type LoadShape, messageBytes, sendLoad } from './smtp-source.ts';

export interface Measurement {
  readonly system: string;
  readonly size: LoadShape['size'];
  readonly sessions: number;
  readonly count: number;
  readonly acknowledgedPerSecond: number;
  /** Stored and visible; the same as acknowledged where the server lists before it replies. */
  readonly listedPerSecond: number;
  readonly reply: Latency;
  readonly cpuSecondsPer1000: number;
  /** The same by thread, where the system names its threads. */
  readonly cpuByThread?: Readonly<Record<string, number>>;
  readonly peakRssBytes: number;
  readonly syncsPerMessage: number | null;
  readonly writtenPerReceived: number;
}

export interface MeasureOptions {
  readonly system: System;
  readonly size: LoadShape['size'];
  readonly sessions: number;
  /** How long one run should take; the count comes from a short run before. */
  readonly seconds: number;
  readonly count?: number;
  readonly recipient?: string;
}

/** One system, one load: a fresh server on a fresh directory, warmed up, measured once, stopped. */
export async function measure(options: MeasureOptions): Promise<Measurement> {
  const directory = mkdtempSync(join(process.env.MILLRACE_BENCH_DIR ?? tmpdir(), 'millrace-bench-data-'));
  const running = await options.system.start(directory);
  try {
    const rate = await warmUp(running, options);
    const limit = Math.floor(3e9 / messageBytes(options.size));
    const count = options.count ?? Math.max(300, Math.min(limit, Math.round(rate * options.seconds)));
    return await measureRun(running, options, count);
  } finally {
    await running.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Lets compilers and caches settle, and finds the rate. */
async function warmUp(running: RunningSystem, { size, sessions, recipient }: MeasureOptions): Promise<number> {
  const shape = { size, sessions, ...(recipient ? { recipient } : {}) };
  await sendAndList(running, { ...shape, count: 500 });
  const seconds = await sendAndList(running, { ...shape, count: 500 });
  const again = Math.min(8000, Math.round((500 / seconds) * 1.5));
  return again / (await sendAndList(running, { ...shape, count: Math.max(300, again) }));
}

async function sendAndList(running: RunningSystem, shape: LoadShape): Promise<number> {
  const before = (await running.listed?.()) ?? 0;
  const seconds = await sendLoad(running.smtp, shape);
  await untilListed(running, before + shape.count);
  return seconds;
}

async function untilListed(running: RunningSystem, count: number): Promise<void> {
  if (!running.listed) return;
  const listed = running.listed;
  await waitFor(
    `${count} listed`,
    async () => {
      const seen = await listed();
      if (seen >= count) return true;
      throw new Error(`${seen} listed`);
    },
    { intervalMs: 20, timeoutMs: 600_000 },
  );
}

async function measureRun(running: RunningSystem, options: MeasureOptions, count: number): Promise<Measurement> {
  const { size, sessions, recipient } = options;
  const listedBefore = (await running.listed?.()) ?? 0;
  const syncsBefore = await running.syncs?.();
  resetPeakRss(running.pid);
  const before = readProcess(running.pid);
  const threadsBefore = readThreads(running.pid);
  const started = process.hrtime.bigint();
  const probe = new Probe(running.smtp);
  const sendSeconds = await sendLoad(running.smtp, { size, sessions, count, ...(recipient ? { recipient } : {}) });
  const reply = await probe.stop();
  await untilListed(running, listedBefore + count + reply.samples);
  const listSeconds = running.listed ? Number(process.hrtime.bigint() - started) / 1e9 : sendSeconds;
  const after = readProcess(running.pid);
  const threadsAfter = readThreads(running.pid);
  const syncsAfter = await running.syncs?.();
  const messages = count + reply.samples;
  return {
    system: options.system.name,
    size,
    sessions,
    count,
    acknowledgedPerSecond: count / sendSeconds,
    listedPerSecond: count / listSeconds,
    reply,
    cpuSecondsPer1000: ((after.cpuSeconds - before.cpuSeconds) / messages) * 1000,
    ...(options.system.namesThreads
      ? {
          cpuByThread: Object.fromEntries(
            [...threadsAfter].map(([name, seconds]) => [
              name,
              ((seconds - (threadsBefore.get(name) ?? 0)) / messages) * 1000,
            ]),
          ),
        }
      : {}),
    peakRssBytes: after.peakRssBytes,
    syncsPerMessage:
      syncsBefore === undefined || syncsAfter === undefined ? null : (syncsAfter - syncsBefore) / messages,
    writtenPerReceived: (after.writtenBytes - before.writtenBytes) / (count * messageBytes(size)),
  };
}
