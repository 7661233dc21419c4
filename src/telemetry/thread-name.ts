import { writeFileSync } from 'node:fs';

/**
 * Names the calling thread for `top -H` and for the bench, which sums CPU time by name. Linux keeps 15 characters. Threads of the pools
 * of V8 and libuv are there before and keep `node`. It is for people: where there is no such file nothing is lost.
 */
export function nameThread(name: string): void {
  try {
    writeFileSync('/proc/thread-self/comm', name);
  } catch {
    // Not Linux.
  }
}
