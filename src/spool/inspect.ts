import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Lane, lanes } from '../domain/lanes.ts';
import { FileWindow } from './file-window.ts';
import { listSegments, readdirOrNone, scanRecords } from './scan.ts';
import {
  decodeMessageId,
  decodeSegmentHeader,
  RECORD_HEADER_BYTES,
  recordKind,
  SEGMENT_HEADER_BYTES,
} from './segment-format.ts';

export type Inspected =
  | {
      readonly kind: 'segment';
      /** `normal/00000000000000000001`, `compacted/<name>`. */
      readonly segment: string;
      readonly sizeBytes: number;
      /** What is wrong with its header; its records are listed all the same, but for another version's. */
      readonly problem?: string;
    }
  | {
      readonly kind: 'record';
      readonly segment: string;
      readonly offset: number;
      readonly length: number;
      readonly sequence: number;
      readonly messageId: string;
      readonly receivedAtMs: number;
      readonly record: 'message' | 'refusal' | 'large' | 'unknown';
      /** The envelope block as it is stored: JSON. */
      readonly envelope: string;
      /** A later segment took its sequence: its transaction was refused. */
      readonly cancelled: boolean;
    }
  | {
      /** `torn`: nothing whole lies behind it, as at the end of a segment that is being written. */
      readonly kind: 'damage' | 'torn';
      readonly segment: string;
      readonly offset: number;
      readonly length: number;
    }
  | {
      readonly kind: 'large';
      /** `large/<message id>` */
      readonly segment: string;
      readonly sizeBytes: number;
      /** `spool`: still the spool's own; `store`: committed by the processor. */
      readonly owner: 'spool' | 'store';
    };

const WINDOW_BYTES = 4 * 1024 * 1024;

/**
 * Everything in a spool directory in order of lanes, segments and offsets, with every CRC checked. Reads only, so a server may
 * be at work in it: what is being written shows as torn, what vanishes meanwhile is left out.
 */
export function* inspectSpool(directory: string): Generator<Inspected> {
  const window = new FileWindow(WINDOW_BYTES);
  for (const lane of lanes) yield* inspectLane(directory, lane, window);
  for (const name of readdirOrNone(join(directory, 'compacted')).sort()) {
    if (name.endsWith('.seg'))
      yield* inspectSegment(join(directory, 'compacted', name), 'compacted', window, undefined);
  }
  for (const name of readdirOrNone(join(directory, 'large')).sort()) {
    const sizeBytes = statSync(join(directory, 'large', name), { throwIfNoEntry: false })?.size;
    if (sizeBytes === undefined) continue;
    const owner = name.endsWith('.part') ? 'spool' : 'store';
    yield { kind: 'large', segment: `large/${name.replace(/\.(part|msg)$/, '')}`, sizeBytes, owner };
  }
}

function* inspectLane(directory: string, lane: Lane, window: FileWindow): Generator<Inspected> {
  const segments = listSegments(join(directory, lane));
  for (const [index, { path }] of segments.entries()) {
    yield* inspectSegment(path, lane, window, segments[index + 1]?.firstSequence);
  }
}

function* inspectSegment(
  path: string,
  folder: string,
  window: FileWindow,
  successor: number | undefined,
): Generator<Inspected> {
  const segment = `${folder}/${basename(path, '.seg')}`;
  const fd = openOrNone(path);
  if (fd === undefined) return;
  try {
    const sizeBytes = fstatSync(fd).size;
    const bytes = Buffer.alloc(SEGMENT_HEADER_BYTES);
    readSync(fd, bytes, 0, bytes.length, 0);
    const header = decodeSegmentHeader(bytes);
    if (header && header.version !== 1) {
      yield { kind: 'segment', segment, sizeBytes, problem: `format version ${header.version}` };
      return;
    }
    yield { kind: 'segment', segment, sizeBytes, ...(header || sizeBytes === 0 ? {} : { problem: 'damaged header' }) };
    window.clear();
    for (const found of scanRecords(fd, window, SEGMENT_HEADER_BYTES, sizeBytes)) {
      if (found.kind !== 'record') {
        yield { kind: found.kind, segment, offset: found.offset, length: found.length };
        continue;
      }
      const at = window.at(found.offset);
      const envelopeStart = at + RECORD_HEADER_BYTES;
      yield {
        kind: 'record',
        segment,
        offset: found.offset,
        length: found.header.length,
        sequence: found.header.sequence,
        messageId: decodeMessageId(window.data, at),
        receivedAtMs: found.header.receivedAtMs,
        record: kindName(found.header.kind),
        envelope: window.data.toString('utf8', envelopeStart, envelopeStart + found.header.envelopeLength),
        cancelled: successor !== undefined && found.header.sequence >= successor,
      };
    }
  } finally {
    closeSync(fd);
  }
}

function kindName(kind: number): 'message' | 'refusal' | 'large' | 'unknown' {
  for (const name of ['message', 'refusal', 'large'] as const) if (recordKind[name] === kind) return name;
  return 'unknown';
}

function openOrNone(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
