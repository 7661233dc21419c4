import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { lanes } from '../domain/lanes.ts';
import type { LaneCheckpoint, QueuedRecord } from '../ports/ingest-queue.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { StatusBoard } from '../telemetry/status-board.ts';
import type { DurableMarks, ReaderSeat } from './durable-marks.ts';
import { queuedRecord } from './queued-record.ts';
import { SegmentCursor } from './segment-cursor.ts';
import { largeFileNames } from './segment-format.ts';

export interface LaneReaderOptions {
  readonly lane: number;
  readonly directory: string;
  readonly marks: DurableMarks;
  readonly recovered: ReaderSeat['recovered'][number];
  readonly checkpoint: LaneCheckpoint | undefined;
  readonly status: StatusBoard;
  readonly logger: Logger;
}

/** A record that was read and is not committed. */
interface Outstanding {
  readonly sequence: number;
  readonly bytes: number;
  readonly receivedAtMs: number;
  /** Id of a large message. */
  readonly large: string | undefined;
}

/** Reads one lane, and keeps account of what the processor has committed of it. */
export class LaneReader {
  readonly #options: LaneReaderOptions;
  readonly #cursor: SegmentCursor;
  readonly #start: LaneCheckpoint;
  #committed: LaneCheckpoint;
  #outstanding: Outstanding[] = [];
  /** All up to here is committed or was passed over. */
  #settled: number;
  /** Committed bytes of records that were there at start, and of those that came later. */
  #oldBytes = 0;
  #newBytes = 0;
  #taken = 0;

  constructor(options: LaneReaderOptions) {
    this.#options = options;
    const lane = lanes[options.lane]!;
    this.#start = options.checkpoint ?? { lane, sequence: 0, segment: '', offset: 0 };
    this.#committed = this.#start;
    this.#settled = this.#start.sequence;
    this.#cursor = new SegmentCursor(options.directory, lane, options.logger);
    this.#cursor.place(this.#start);
    this.#account();
  }

  /** True when all that was there at start is committed. */
  get caughtUp(): boolean {
    return this.#settled >= this.#options.recovered.sequence;
  }

  /** Looks whether there is more to read now. */
  look(): boolean {
    this.#options.marks.read(this.#options.lane, this.#cursor.durable);
    return this.#cursor.hasMore;
  }

  /** A new batch begins: what was given before is no longer looked at. True when there is something to read. */
  begin(maxBytes: number): boolean {
    this.#taken = 0;
    if (!this.look()) return false;
    this.#cursor.readAhead(maxBytes);
    return true;
  }

  /** Adds to the batch; returns how many bytes. The first record of a lane is given however long it is. */
  take(into: QueuedRecord[], maxRecords: number, maxBytes: number): number {
    const cursor = this.#cursor;
    let bytes = 0;
    for (let count = 0; count < maxRecords; count += 1) {
      const header = cursor.peek(this.#taken === 0);
      if (!header || (bytes + header.length > maxBytes && this.#taken > 0)) break;
      const { offset, segment } = cursor;
      const next: LaneCheckpoint = {
        lane: this.#start.lane,
        sequence: header.sequence,
        segment,
        offset: offset + header.length,
      };
      const { data } = cursor.window;
      const record = queuedRecord(
        this.#options.directory,
        data,
        cursor.window.at(offset),
        header,
        { key: segment, offset },
        next,
      );
      into.push(record);
      cursor.pass(header);
      this.#noteTaken(record, header.length);
      bytes += header.length;
    }
    if (this.#outstanding.length === 0) this.#settle(cursor.nextSequence - 1);
    return bytes;
  }

  /** Back to this checkpoint, or to the last committed one; what was read and not committed is read again. */
  rewind(checkpoint: LaneCheckpoint = this.#committed): void {
    this.#outstanding = [];
    this.#cursor.place(checkpoint);
  }

  /** @throws MillraceError nothing: a large file that cannot be renamed keeps the spool's name until the next start */
  committed(checkpoint: LaneCheckpoint): void {
    const { status, lane, recovered } = this.#options;
    this.#committed = checkpoint;
    let count = 0;
    let receivedAtMs = 0;
    for (; count < this.#outstanding.length; count += 1) {
      const record = this.#outstanding[count]!;
      if (record.sequence > checkpoint.sequence) break;
      if (record.sequence <= recovered.sequence) this.#oldBytes += record.bytes;
      else this.#newBytes += record.bytes;
      if (record.large !== undefined) this.#handOver(record.large);
      receivedAtMs = record.receivedAtMs;
    }
    this.#outstanding.splice(0, count);
    const settled = this.#outstanding.length === 0 && count > 0 ? this.#cursor.nextSequence - 1 : checkpoint.sequence;
    this.#settle(settled);
    const oldest = this.#outstanding[0]?.receivedAtMs ?? (this.look() ? receivedAtMs : 0);
    if (count > 0 || oldest === 0) status.setLane(lane, 'oldestAt', oldest);
  }

  /** The message belongs to the store from now on: see segment-format.ts. */
  #handOver(messageId: string): void {
    handOverLarge(this.#options.directory, messageId, this.#options.logger);
  }

  close(): void {
    this.#cursor.close();
  }

  #noteTaken(record: QueuedRecord, length: number): void {
    const large = record.kind === 'message' && record.reference.offset === 0 ? record : undefined;
    if (this.#outstanding.length === 0) {
      this.#options.status.setLane(this.#options.lane, 'oldestAt', record.receivedAtMs);
    }
    this.#outstanding.push({
      sequence: record.sequence,
      bytes: length + (large?.sizeBytes ?? 0),
      receivedAtMs: record.receivedAtMs,
      large: large?.messageId,
    });
    this.#taken += 1;
  }

  #settle(sequence: number): void {
    if (sequence <= this.#settled) return;
    this.#settled = sequence;
    this.#account();
  }

  /** Bytes found at start are an estimate (damage, cancelled records, files of large messages): it is squared up at their end. */
  #account(): void {
    const { status, lane, recovered } = this.#options;
    const old = this.caughtUp ? recovered.backlogBytes : Math.min(this.#oldBytes, recovered.backlogBytes);
    status.setLane(lane, 'committedRecords', this.#settled - this.#start.sequence);
    status.setLane(lane, 'committedBytes', old + this.#newBytes);
  }
}

/** `.part` to `.msg`. Not synced: a name that a crash takes back is handed over again at the next start. */
export function handOverLarge(directory: string, messageId: string, logger: Logger): void {
  const [part, message] = largeFileNames(messageId);
  try {
    renameSync(join(directory, part), join(directory, message));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    logger.warn({ err: error, messageId }, 'a large message keeps the name it had in the spool');
  }
}
