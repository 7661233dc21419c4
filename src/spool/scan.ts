import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FileWindow } from './file-window.ts';
import {
  bodyIsWhole,
  decodeRecordHeader,
  parseSegmentFileName,
  RECORD_HEADER_BYTES,
  RECORD_MAGIC_BYTES,
  type RecordHeader,
} from './segment-format.ts';

export type Scanned =
  /** The record lies in the window at `offset` until the generator goes on. */
  | { readonly kind: 'record'; readonly offset: number; readonly header: RecordHeader }
  /** Bytes that are no whole record, with a whole one behind them. */
  | { readonly kind: 'damage'; readonly offset: number; readonly length: number }
  /** Bytes that are no whole record, with none behind them: the end of a write that did not come through. */
  | { readonly kind: 'torn'; readonly offset: number; readonly length: number };

/** All that lies in a segment between two offsets, in order, with every CRC checked. */
export function* scanRecords(fd: number, window: FileWindow, from: number, end: number): Generator<Scanned> {
  let offset = from;
  while (offset < end) {
    const header = wholeRecordAt(fd, window, offset, end);
    if (header) {
      yield { kind: 'record', offset, header };
      offset += header.length;
      continue;
    }
    const next = findRecord(fd, window, offset + 1, end, () => true);
    if (next === undefined) {
      yield { kind: 'torn', offset, length: end - offset };
      return;
    }
    yield { kind: 'damage', offset, length: next - offset };
    offset = next;
  }
}

/** The header of the record at `offset` when all of it lies before `end` and its CRCs are right; it is in the window then. */
function wholeRecordAt(fd: number, window: FileWindow, offset: number, end: number): RecordHeader | undefined {
  const header = headerAt(fd, window, offset, end);
  if (!header || offset + header.length > end) return undefined;
  if (!window.holds(offset, header.length) && !window.fill(fd, offset, header.length, end)) return undefined;
  return bodyIsWhole(window.data, window.at(offset), header) ? header : undefined;
}

function headerAt(fd: number, window: FileWindow, offset: number, end: number): RecordHeader | undefined {
  if (offset + RECORD_HEADER_BYTES > end) return undefined;
  if (!window.holds(offset, RECORD_HEADER_BYTES) && !window.fill(fd, offset, RECORD_HEADER_BYTES, end))
    return undefined;
  return decodeRecordHeader(window.data, window.at(offset));
}

/**
 * Offset of the first whole record at or behind `from` that the caller finds credible. What follows it must be a record too, or
 * the end: a message may contain the bytes of somebody's segment, and must not be taken for records when its own header is damaged.
 */
export function findRecord(
  fd: number,
  window: FileWindow,
  from: number,
  end: number,
  credible: (header: RecordHeader) => boolean,
): number | undefined {
  let offset = from;
  while (offset + RECORD_HEADER_BYTES <= end) {
    if (!window.holds(offset, RECORD_HEADER_BYTES) && !window.fill(fd, offset, RECORD_HEADER_BYTES, end))
      return undefined;
    const index = window.data.indexOf(RECORD_MAGIC_BYTES, window.at(offset));
    if (index < 0) {
      // The magic may begin in the last three bytes.
      offset = Math.max(offset + 1, window.end - RECORD_MAGIC_BYTES.length + 1);
      continue;
    }
    offset = window.start + index;
    const header = wholeRecordAt(fd, window, offset, end);
    if (header && credible(header)) {
      const next = offset + header.length;
      if (next === end || headerAt(fd, window, next, end)?.sequence === header.sequence + 1) return offset;
    }
    offset += 1;
  }
  return undefined;
}

export interface SegmentFile {
  readonly path: string;
  readonly firstSequence: number;
}

/** The segments of one lane in order; none when there is no directory. */
export function listSegments(laneDirectory: string): SegmentFile[] {
  const found: SegmentFile[] = [];
  for (const name of readdirOrNone(laneDirectory)) {
    const firstSequence = parseSegmentFileName(name);
    if (firstSequence !== undefined) found.push({ path: join(laneDirectory, name), firstSequence });
  }
  return found.sort((a, b) => a.firstSequence - b.firstSequence);
}

export function readdirOrNone(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
