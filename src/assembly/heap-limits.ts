import { setFlagsFromString } from 'node:v8';

/** How much lives in a thread when V8 first looks for garbage that has grown old; its own default is 256 MiB. */
const FIRST_COLLECTION_MB = 8;
/** A thread that starts lets all of them grow again. */
const AGAIN_AFTER_MS = 10_000;

/**
 * Keeps the heaps of a long life small: before the other threads start. Their limits are in Thread; the main thread has no such limits
 * but these flags, which V8 reads whenever it would let a heap grow.
 */
export function limitHeaps(): void {
  setFlagsFromString(`--initial-old-space-size=${FIRST_COLLECTION_MB}`);
  keepYoungGeneration();
  setInterval(keepYoungGeneration, AGAIN_AFTER_MS).unref();
}

/**
 * The young generation of the main thread stays where it is: 1 or 2 MiB at its start, 16 (in fact 32) that it would reach under load.
 * Its CPU time for a message is the same with 1 as with 16.
 */
export function keepYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
