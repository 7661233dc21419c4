import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Lane, lanes } from '../domain/lanes.ts';
import { MillraceError } from '../errors.ts';
import type { LaneCheckpoint } from '../ports/ingest-queue.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Disk } from './disk.ts';
import type { DurableMark } from './durable-marks.ts';
import { FileWindow } from './file-window.ts';
import { quarantine } from './quarantine.ts';
import { listSegments, type SegmentFile, scanRecords } from './scan.ts';
import { decodeSegmentHeader, FORMAT_VERSION, SEGMENT_HEADER_BYTES, segmentName } from './segment-format.ts';

const WINDOW_BYTES = 1024 * 1024;

export interface RecoveredLane {
  readonly nextSequence: number;
  readonly emptySegment: number | undefined;
  readonly durable: DurableMark;
  readonly backlogRecords: number;
  readonly backlogBytes: number;
}

export interface Recovered {
  readonly lanes: readonly RecoveredLane[];
  readonly leftLarge: readonly string[];
}

/**
 * Makes the directory ready to be written. Reads nothing but the last segment of each lane (a backlog of any size costs the same):
 * the segments before it were synced whole before it was made, and the reader checks every record that it reads. A torn tail is
 * cut; what is there is synced before anybody may rely on it, as the process that wrote it may have died before its sync.
 *
 * When the checkpoint is ahead of what is there (part of the directory was lost), new sequences begin behind the checkpoint, so that
 * no new record is taken for one that was applied; it is logged, and mail goes on.
 * @throws MillraceError 'spool-corrupt' for a segment of another format version, 'spool-io' when the disk refuses.
 */
export async function recover(
  directory: string,
  checkpoints: readonly LaneCheckpoint[],
  disk: Disk,
  logger: Logger,
): Promise<Recovered> {
  try {
    for (const name of [...lanes, 'large']) await disk.makeDirectory(join(directory, name));
    await disk.syncDirectory(directory);
    await disk.syncDirectory(dirname(directory));
    await disk.unlink(join(directory, 'probe'));
    const window = new FileWindow(WINDOW_BYTES);
    const recovered: RecoveredLane[] = [];
    for (const lane of lanes) {
      const checkpoint = checkpoints.find((each) => each.lane === lane);
      recovered.push(await recoverLane(directory, lane, checkpoint, window, disk, logger));
    }
    const leftLarge = readdirSync(join(directory, 'large'))
      .filter((name) => name.endsWith('.part'))
      .map((name) => name.slice(0, -'.part'.length));
    return { lanes: recovered, leftLarge };
  } catch (error) {
    if (error instanceof MillraceError) throw error;
    throw new MillraceError('spool-io', `the spool in ${directory} cannot be opened`, true, { cause: error });
  }
}

async function recoverLane(
  directory: string,
  lane: Lane,
  checkpoint: LaneCheckpoint | undefined,
  window: FileWindow,
  disk: Disk,
  logger: Logger,
): Promise<RecoveredLane> {
  const laneDirectory = join(directory, lane);
  const segments = listSegments(laneDirectory);
  const applied = checkpoint?.sequence ?? 0;
  const last = segments.at(-1);
  const tail = last && readTail(directory, last, lane, checkpoint, window);
  let nextSequence = applied + 1;
  let emptySegment: number | undefined;
  const durable: DurableMark = { sequence: applied, segment: 0, end: 0 };
  if (last && tail) {
    if (tail.tornBytes > 0) {
      logger.warn({ segment: last.path, offset: tail.end, bytes: tail.tornBytes }, 'cut a torn tail of the spool');
    }
    if (tail.damagedBytes > 0) {
      logger.error({ segment: last.path, bytes: tail.damagedBytes }, 'damage in the last segment of the spool');
    }
    const lastSequence = tail.lastSequence ?? last.firstSequence - 1;
    await disk.cut(last.path, tail.lastSequence === undefined ? 0 : tail.end);
    await disk.syncDirectory(laneDirectory);
    if (lastSequence < applied) {
      logger.error(
        { lane, checkpoint: applied, found: lastSequence },
        'the spool ends before its checkpoint: part of it is lost',
      );
    }
    nextSequence = Math.max(lastSequence, applied) + 1;
    if (tail.lastSequence === undefined && nextSequence === last.firstSequence) emptySegment = last.firstSequence;
    durable.sequence = nextSequence - 1;
    durable.segment = last.firstSequence;
    durable.end = tail.end;
  }
  return {
    nextSequence,
    emptySegment,
    durable,
    backlogRecords: nextSequence - 1 - applied,
    backlogBytes: backlogBytes(segments, lane, checkpoint, applied),
  };
}

interface Tail {
  /** Undefined when the segment has no whole record. */
  readonly lastSequence: number | undefined;
  /** Where the last whole record ends. */
  readonly end: number;
  readonly tornBytes: number;
  readonly damagedBytes: number;
}

function readTail(
  directory: string,
  segment: SegmentFile,
  lane: Lane,
  checkpoint: LaneCheckpoint | undefined,
  window: FileWindow,
): Tail {
  const fd = openSync(segment.path, 'r');
  try {
    const size = fstatSync(fd).size;
    refuseOtherVersions(fd, segment.path);
    const applied = appliedOffset(segment, lane, checkpoint);
    // Records behind the checkpoint were read and found right before.
    const from = applied !== undefined && applied <= size ? applied : SEGMENT_HEADER_BYTES;
    let lastSequence = from === applied ? checkpoint!.sequence : undefined;
    let end = from;
    let tornBytes = 0;
    let damagedBytes = 0;
    window.clear();
    for (const found of scanRecords(fd, window, from, size)) {
      if (found.kind === 'record') {
        lastSequence = found.header.sequence;
        end = found.offset + found.header.length;
        continue;
      }
      if (found.kind === 'torn') tornBytes = found.length;
      else damagedBytes += found.length;
      // A last record that rotted looks like one that was never written whole: keep what is cut.
      if (found.kind === 'torn') quarantine(directory, fd, lane, segment.firstSequence, found.offset, found.length);
    }
    return { lastSequence, end, tornBytes, damagedBytes };
  } finally {
    closeSync(fd);
  }
}

/** Offset up to which this segment is applied, when the checkpoint lies in it behind at least one record. */
function appliedOffset(segment: SegmentFile, lane: Lane, checkpoint: LaneCheckpoint | undefined): number | undefined {
  if (checkpoint?.segment !== `${lane}/${segmentName(segment.firstSequence)}`) return undefined;
  return checkpoint.offset > SEGMENT_HEADER_BYTES ? checkpoint.offset : undefined;
}

function refuseOtherVersions(fd: number, path: string): void {
  const bytes = Buffer.alloc(SEGMENT_HEADER_BYTES);
  readSync(fd, bytes, 0, bytes.length, 0);
  // A damaged header is no reason to stop: the name says what the header says, and every record stands for itself.
  const header = decodeSegmentHeader(bytes);
  if (header && header.version !== FORMAT_VERSION) {
    throw new MillraceError(
      'spool-corrupt',
      `${path} has format version ${header.version}; this is for version ${FORMAT_VERSION}`,
    );
  }
}

function backlogBytes(
  segments: readonly SegmentFile[],
  lane: Lane,
  checkpoint: LaneCheckpoint | undefined,
  applied: number,
): number {
  let bytes = 0;
  for (const [index, segment] of segments.entries()) {
    const next = segments[index + 1];
    if (next && next.firstSequence <= applied + 1) continue;
    const from = appliedOffset(segment, lane, checkpoint) ?? SEGMENT_HEADER_BYTES;
    const fd = openSync(segment.path, 'r');
    try {
      bytes += Math.max(0, fstatSync(fd).size - from);
    } finally {
      closeSync(fd);
    }
  }
  return bytes;
}
