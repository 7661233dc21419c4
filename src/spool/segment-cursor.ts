import { closeSync, fstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Lane } from '../domain/lanes.ts';
import { MillraceError } from '../errors.ts';
import type { LaneCheckpoint } from '../ports/ingest-queue.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { DurableMark } from './durable-marks.ts';
import { FileWindow } from './file-window.ts';
import { quarantine } from './quarantine.ts';
import { findRecord, listSegments } from './scan.ts';
import {
  bodyIsWhole,
  decodeRecordHeader,
  RECORD_HEADER_BYTES,
  type RecordHeader,
  SEGMENT_HEADER_BYTES,
  segmentFileName,
  segmentName,
} from './segment-format.ts';

const WINDOW_BYTES = 4 * 1024 * 1024;

interface OpenFile {
  readonly fd: number;
  readonly firstSequence: number;
  /** As in references. */
  readonly name: string;
  /** Set once it is no longer the segment being written: how long it is, and where the next one begins. */
  sealed?: { readonly size: number; readonly successor: number };
}

/**
 * A place in one lane. Goes from whole record to whole record over all segments, passes over what was cancelled, keeps aside and
 * passes over what is damaged, and never looks behind the durable mark.
 */
export class SegmentCursor {
  /** Filled by whoever owns the cursor, from the shared marks. */
  readonly durable: DurableMark = { sequence: 0, segment: 0, end: 0 };
  readonly window = new FileWindow(WINDOW_BYTES);
  /** Sequence to look for next: all before it were passed. */
  nextSequence = 1;
  /** File offset of the record that `peek` gave. */
  offset = 0;
  readonly #directory: string;
  readonly #lane: Lane;
  readonly #logger: Logger;
  #file: OpenFile | undefined;
  /** Where to begin, until the first `peek`. */
  #hint: LaneCheckpoint | undefined;

  /** @param directory the spool's */
  constructor(directory: string, lane: Lane, logger: Logger) {
    this.#directory = directory;
    this.#lane = lane;
    this.#logger = logger;
  }

  /** `normal/00000000000000000001`: the segment of the record that `peek` gave. */
  get segment(): string {
    return this.#file?.name ?? '';
  }

  /** Goes to the record behind this checkpoint. */
  place(checkpoint: LaneCheckpoint): void {
    this.close();
    this.nextSequence = checkpoint.sequence + 1;
    this.#hint = checkpoint;
  }

  close(): void {
    if (this.#file) closeSync(this.#file.fd);
    this.#file = undefined;
    this.window.clear();
  }

  get hasMore(): boolean {
    return this.nextSequence <= this.durable.sequence;
  }

  /** Makes the window hold so much of what comes next, where there is so much. Views into it become invalid. */
  readAhead(bytes: number): void {
    const file = this.#file;
    if (!file || !this.hasMore) return;
    const limit = this.#limit(file);
    const wanted = Math.min(bytes, limit - this.offset, WINDOW_BYTES);
    if (wanted > 0 && !this.window.holds(this.offset, wanted)) this.window.fill(file.fd, this.offset, wanted, limit);
  }

  /**
   * The next record, whole in the window and right by its CRC; undefined when there is none yet, or when `mayFill` is false and
   * it is not in the window.
   * @throws MillraceError 'spool-io'
   */
  peek(mayFill: boolean): RecordHeader | undefined {
    try {
      while (this.hasMore) {
        const header = this.#look(mayFill);
        if (header === 'again') continue;
        return header;
      }
      return undefined;
    } catch (error) {
      throw new MillraceError('spool-io', `cannot read lane ${this.#lane} of the spool`, true, { cause: error });
    }
  }

  /** Behind the record that `peek` gave. */
  pass(header: RecordHeader): void {
    this.offset += header.length;
    this.nextSequence = header.sequence + 1;
  }

  #look(mayFill: boolean): RecordHeader | 'again' | undefined {
    if (!this.#file && !mayFill) return undefined;
    const file = this.#file ?? this.#openFirst();
    if (!file) return 'again';
    const { window } = this;
    const limit = this.#limit(file);
    const successor = file.sealed?.successor ?? Number.POSITIVE_INFINITY;
    const header =
      window.holds(this.offset, RECORD_HEADER_BYTES) && decodeRecordHeader(window.data, window.at(this.offset));
    const inWindow = header && window.holds(this.offset, header.length);
    if (inWindow && header.sequence < successor && bodyIsWhole(window.data, window.at(this.offset), header)) {
      return this.#found(header);
    }
    if (!mayFill) return undefined;
    if (this.offset >= limit || (header && header.sequence >= successor)) return this.#goOn(file);
    if (!header && this.#canRead(file, RECORD_HEADER_BYTES, limit)) return 'again';
    if (header && !inWindow && this.#canRead(file, header.length, limit)) return 'again';
    return this.#passDamage(
      file,
      header && this.offset + header.length <= limit ? header : undefined,
      limit,
      successor,
    );
  }

  #found(header: RecordHeader): RecordHeader | 'again' {
    if (header.sequence < this.nextSequence) {
      this.offset += header.length;
      return 'again';
    }
    this.#lost(header.sequence);
    return header;
  }

  /** True when the window did not hold so much and does now. */
  #canRead(file: OpenFile, bytes: number, limit: number): boolean {
    if (this.window.holds(this.offset, bytes) || this.offset + bytes > limit) return false;
    return this.window.fill(file.fd, this.offset, bytes, limit);
  }

  /** @param header of a record whose length can be trusted but whose body is not what was written */
  #passDamage(file: OpenFile, header: RecordHeader | undefined, limit: number, successor: number): 'again' {
    // Nothing is missing: what a failed sync left behind and could not be cut.
    if (this.nextSequence >= successor) return this.#goOn(file);
    const { durable, offset } = this;
    const credible = ({ sequence }: RecordHeader) =>
      sequence >= this.nextSequence && sequence < successor && sequence <= durable.sequence;
    const next = header
      ? offset + header.length
      : (findRecord(file.fd, this.window, offset + 1, limit, credible) ?? limit);
    const copy = quarantine(this.#directory, file.fd, this.#lane, file.firstSequence, offset, next - offset);
    this.#logger.error(
      { segment: this.segment, offset, bytes: next - offset, copy },
      'damage in the spool: kept aside, passed over',
    );
    this.offset = next;
    if (header) this.#lost(header.sequence + 1);
    return 'again';
  }

  /** Behind the last record of this segment. */
  #goOn(file: OpenFile): 'again' {
    const successor = file.sealed?.successor ?? Number.POSITIVE_INFINITY;
    this.close();
    if (successor === Number.POSITIVE_INFINITY) {
      // The segment being written has no more, though the mark says so: what was there is gone.
      this.#lost(this.durable.sequence + 1);
      this.#hint = undefined;
      return 'again';
    }
    this.#lost(successor);
    this.#open(successor, SEGMENT_HEADER_BYTES);
    return 'again';
  }

  #openFirst(): OpenFile | undefined {
    const segments = listSegments(join(this.#directory, this.#lane));
    const hint = this.#hint;
    this.#hint = undefined;
    const hinted = segments.find((each) => hint?.segment === `${this.#lane}/${segmentName(each.firstSequence)}`);
    if (hinted && hint) return this.#open(hinted.firstSequence, Math.max(hint.offset, SEGMENT_HEADER_BYTES));
    const holding =
      segments.findLast((each) => each.firstSequence <= this.nextSequence) ??
      segments.find((each) => each.firstSequence <= this.durable.sequence);
    if (!holding) {
      this.#lost(this.durable.sequence + 1);
      return undefined;
    }
    this.#lost(holding.firstSequence);
    return this.#open(holding.firstSequence, SEGMENT_HEADER_BYTES);
  }

  #open(firstSequence: number, offset: number): OpenFile {
    const fd = openSync(join(this.#directory, this.#lane, segmentFileName(firstSequence)), 'r');
    this.#file = { fd, firstSequence, name: `${this.#lane}/${segmentName(firstSequence)}` };
    this.offset = offset;
    this.window.clear();
    return this.#file;
  }

  /** Offset up to which there may be records. */
  #limit(file: OpenFile): number {
    if (file.firstSequence === this.durable.segment) return this.durable.end;
    file.sealed ??= {
      size: fstatSync(file.fd).size,
      successor:
        listSegments(join(this.#directory, this.#lane)).find((each) => each.firstSequence > file.firstSequence)
          ?.firstSequence ?? Number.POSITIVE_INFINITY,
    };
    return file.sealed.size;
  }

  /** Sequences before this one are not there. */
  #lost(until: number): void {
    if (until <= this.nextSequence) return;
    this.#logger.error(
      { lane: this.#lane, from: this.nextSequence, to: until - 1 },
      'records of the spool are missing',
    );
    this.nextSequence = until;
  }
}
