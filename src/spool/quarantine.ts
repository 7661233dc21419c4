import { closeSync, fsyncSync, mkdirSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Lane } from '../domain/lanes.ts';
import { segmentName } from './segment-format.ts';

const BLOCK_BYTES = 1024 * 1024;

/**
 * Keeps a copy of a range of a segment that is no record, for people: `quarantine/<lane>-<segment>-<offset>.bin`. Idempotent. Returns
 * the path.
 */
export function quarantine(
  directory: string,
  fd: number,
  lane: Lane,
  segment: number,
  offset: number,
  length: number,
): string {
  const path = join(directory, 'quarantine', `${lane}-${segmentName(segment)}-${offset}.bin`);
  if (statSync(path, { throwIfNoEntry: false })?.size === length) return path;
  mkdirSync(join(directory, 'quarantine'), { recursive: true });
  const copy = openSync(path, 'w', 0o600);
  try {
    const block = Buffer.alloc(Math.min(BLOCK_BYTES, length));
    for (let done = 0; done < length; ) {
      const count = readSync(fd, block, 0, Math.min(block.length, length - done), offset + done);
      if (count === 0) break;
      for (let written = 0; written < count; ) written += writeSync(copy, block, written, count - written);
      done += count;
    }
    fsyncSync(copy);
  } finally {
    closeSync(copy);
  }
  return path;
}
