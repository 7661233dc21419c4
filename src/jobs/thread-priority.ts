import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * On Linux, gives the calling thread the least share of a busy machine. setpriority(2) takes a thread's id there, and
 * `/proc/thread-self` names the one that asks. Elsewhere the pace of the jobs has to do. False when nothing was changed.
 */
export function lowerThreadPriority(): boolean {
  try {
    const thread = Number(/\/task\/(\d+)$/.exec(readlinkSync('/proc/thread-self'))?.[1]);
    // The main thread's id is the process's: it must stay what it is.
    if (!(thread > 0) || thread === process.pid) return false;
    setPriority(thread, constants.priority.PRIORITY_LOW);
    return true;
  } catch {
    return false;
  }
}
