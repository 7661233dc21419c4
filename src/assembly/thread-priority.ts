import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';
import type { ThreadName } from './thread.ts';

/**
 * Threads that work off what was captured give way to those that capture: a sender waits for the SMTP thread and for the write of the
 * spool, nobody for a batch. With equal weight a batch held up the pool's thread behind a sync for up to the scheduler's slice of 3 ms
 * (p90 of a spool's write 2.4 ms, 1.6 with this; `perf sched`, two processors), and capture was 6 % slower. The jobs have what is left.
 */
const niceness: Partial<Record<ThreadName, number>> = { processor: 10, jobs: 19 };

/** For the calling thread. Linux only: there setpriority(2) takes a thread's id; elsewhere the pace of batches and jobs has to do. */
export function setThreadPriority(name: ThreadName): void {
  const nice = niceness[name];
  if (nice === undefined || process.platform !== 'linux') return;
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), nice);
  } catch {
    // A sandbox without /proc, or without the call.
  }
}
