import { join } from 'node:path';
import type { V7Generator } from 'uuidv7';
import type { RefusalReason } from '../domain/spool-intake.ts';
import type { StatusBoard } from '../telemetry/status-board.ts';
import type { Disk } from './disk.ts';
import { Group, type SlabPool, type Waiting } from './group.ts';
import type { SpoolHealth } from './health.ts';
import { encodeSegmentHeader, SEGMENT_HEADER_BYTES, segmentFileName } from './segment-format.ts';

/** A group is closed at this size, so that one write does not hold up the replies of the records behind it for long. */
const GROUP_BYTES = 8 * 1024 * 1024;
/** Turns of the event loop to gather in before a write, while each turn brings more. */
const GATHER_TURNS = 3;
/**
 * Groups on their way to the disk at once. With one, most sessions wait in a large group while the processors are idle, and the next
 * group is what few sessions brought meanwhile (docs/adr/0011).
 */
const MAX_FLIGHTS = 2;
/** Records that are worth a sync of their own while another is on its way. */
const MIN_RECORDS_BESIDE = 8;

interface OpenSegment {
  readonly fd: number;
  readonly path: string;
  readonly firstSequence: number;
  /** All before this offset is durable. */
  end: number;
  /** Where the next group goes. */
  writtenTo: number;
}

/** A group on its way to the disk. */
interface Flight {
  readonly group: Group;
  outcome: 'writing' | 'durable' | { readonly error: unknown };
}

export interface LaneWriterOptions {
  readonly lane: number;
  readonly directory: string;
  readonly segmentBytes: number;
  readonly disk: Disk;
  readonly pool: SlabPool;
  readonly ids: V7Generator;
  readonly status: StatusBoard;
  readonly health: SpoolHealth;
  /** Sequence of the next record. */
  readonly nextSequence: number;
  /** First sequence of a last segment without a whole record: its file is written anew when its name comes up. */
  readonly emptySegment: number | undefined;
  /** A group is durable. */
  readonly onDurable: (lane: number, sequence: number, segment: number, end: number) => void;
}

/**
 * Appends to one lane. Records gather in a group while groups before are on their way to the disk: one write and one sync for all
 * of them, then their replies. No timer: when nothing is on its way, what one or two turns of the event loop brought is written
 * at once. A second group may be on its way beside the first; a group is durable, and answered, only when all before it are.
 *
 *   append -> [gathering group] -> on its way (two at most) -> durable, in order: replies
 *                                     \-> failed: segment closed, its tail cut, everybody who waits refused, sequences taken back
 */
export class LaneWriter {
  readonly #options: LaneWriterOptions;
  #segment: OpenSegment | undefined;
  /** Groups that wait to be written, the last of them gathering. */
  #groups: Group[] = [];
  /** In order. */
  #flights: Flight[] = [];
  /** Ends the wait of `#run`. */
  #wake: (() => void) | undefined;
  #nextSequence: number;
  #emptySegment: number | undefined;
  /** Failed segments that could not be cut yet, and where. */
  readonly #uncut = new Map<string, number>();
  #mending: Promise<void> | undefined;
  #running: Promise<void> | undefined;
  /** Records and bytes appended and not yet durable or refused. */
  pendingRecords = 0;
  pendingBytes = 0;

  constructor(options: LaneWriterOptions) {
    this.#options = options;
    this.#nextSequence = options.nextSequence;
    this.#emptySegment = options.emptySegment;
  }

  /**
   * Copies the record; `waiting` hears of it later. `largeBytes`: size of the file that the record names.
   */
  append(
    kind: number,
    envelope: string,
    chunks: readonly Uint8Array[],
    chunkBytes: number,
    waiting: Waiting,
    id?: Uint8Array,
    largeBytes = 0,
  ): void {
    let group = this.#groups[this.#groups.length - 1];
    if (group === undefined || group.bytes >= GROUP_BYTES) {
      group = new Group(this.#nextSequence, this.#options.pool, this.#options.ids);
      this.#groups.push(group);
    }
    const before = group.bytes;
    group.append(kind, envelope, chunks, chunkBytes, waiting, id);
    group.largeBytes += largeBytes;
    this.#nextSequence += 1;
    this.pendingRecords += 1;
    this.pendingBytes += group.bytes - before;
    if (this.#running === undefined) this.#running = this.#run();
    else if (this.#wake !== undefined && this.#mayStart()) this.#wake();
  }

  /** Resolves when nothing is on its way any more; the segment is closed. Call when no more is appended. */
  async stop(): Promise<void> {
    while (this.#running) await this.#running;
    await this.#seal();
  }

  /** Cuts what a failed sync may have left; rejects while the disk does not allow it. */
  mend(): Promise<void> {
    this.#mending ??= this.#cutFailed().finally(() => {
      this.#mending = undefined;
    });
    return this.#mending;
  }

  async #run(): Promise<void> {
    await this.#gather();
    for (;;) {
      if (this.#mayStart()) this.#start(this.#groups.shift()!);
      else if (this.#flights.length > 0) await this.#change();
      else break;
      await this.#land();
      await this.#gather();
    }
    this.#running = undefined;
  }

  #mayStart(): boolean {
    const group = this.#groups[0];
    if (group === undefined) return false;
    if (this.#flights.length === 0) return true;
    const segment = this.#segment;
    return (
      this.#flights.length < MAX_FLIGHTS &&
      group.records >= MIN_RECORDS_BESIDE &&
      // The first group of a segment goes alone: its header is not there yet.
      segment !== undefined &&
      segment.end > SEGMENT_HEADER_BYTES &&
      segment.writtenTo + group.bytes <= this.#options.segmentBytes
    );
  }

  #start(group: Group): void {
    const flight: Flight = { group, outcome: 'writing' };
    this.#flights.push(flight);
    this.#write(group).then(
      () => {
        flight.outcome = 'durable';
        this.#wake?.();
      },
      (error: unknown) => {
        flight.outcome = { error };
        this.#wake?.();
      },
    );
  }

  /** Until the first write has ended, or another may start. */
  async #change(): Promise<void> {
    if (this.#flights[0]!.outcome === 'writing') await this.#turn();
  }

  async #turn(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = undefined;
  }

  /** Answers what is durable, in order; the first failure takes all behind it along. */
  async #land(): Promise<void> {
    for (let flight = this.#flights[0]; flight !== undefined; flight = this.#flights[0]) {
      if (flight.outcome === 'writing') return;
      if (flight.outcome !== 'durable') {
        const { error } = flight.outcome;
        // Nothing may write any more when the tail is cut.
        while (this.#flights.some(({ outcome }) => outcome === 'writing')) await this.#turn();
        const lost = this.#flights.map(({ group }) => group);
        this.#flights = [];
        await this.#fail(lost, error);
        return;
      }
      this.#flights.shift();
      this.#done(flight.group);
    }
  }

  /**
   * Lets the event loop turn while every turn brings more records: the sockets that are ready have all been read then. Makes the
   * groups larger and costs an idle server one empty turn, a few microseconds.
   */
  async #gather(): Promise<void> {
    for (let turn = 0, seen = -1; turn < GATHER_TURNS && seen !== this.pendingRecords; turn += 1) {
      seen = this.pendingRecords;
      await new Promise(setImmediate);
    }
  }

  async #write(group: Group): Promise<void> {
    const { disk, status, segmentBytes } = this.#options;
    const startedMs = performance.now();
    // Rotation and a new segment only happen while nothing else is on its way: see #mayStart.
    if (this.#segment && this.#segment.writtenTo + group.bytes > segmentBytes) await this.#seal();
    if (this.#segment) {
      const at = this.#segment.writtenTo;
      this.#segment.writtenTo += group.bytes;
      await disk.writeDurable(this.#segment.fd, group.buffers(), at);
    } else {
      await this.#writeToNewSegment(group);
    }
    status.add('syncs');
    status.record('sync', performance.now() - startedMs);
  }

  /** The header travels with the first group, and the directory is synced beside it: a new segment costs about one sync. */
  async #writeToNewSegment(group: Group): Promise<void> {
    const { disk, lane, directory } = this.#options;
    const firstSequence = group.firstSequence;
    const path = join(directory, segmentFileName(firstSequence));
    const overwrite = this.#emptySegment === firstSequence;
    // Whatever the file of this name still holds goes now; a cut that came later would take the new records.
    await this.#mending?.catch(() => undefined);
    this.#uncut.delete(path);
    const fd = await disk.createLog(path, overwrite).catch((error: NodeJS.ErrnoException) => {
      // Whatever else went wrong, a file that may be there now is empty.
      if (error.code !== 'EEXIST') this.#emptySegment = firstSequence;
      throw error;
    });
    this.#emptySegment = firstSequence;
    const writtenTo = SEGMENT_HEADER_BYTES + group.bytes;
    const segment: OpenSegment = { fd, path, firstSequence, end: SEGMENT_HEADER_BYTES, writtenTo };
    this.#segment = segment;
    const header = Buffer.alloc(SEGMENT_HEADER_BYTES);
    encodeSegmentHeader(header, lane, firstSequence);
    const outcomes = await Promise.allSettled([
      disk.writeDurable(fd, [header, ...group.buffers()], 0),
      disk.syncDirectory(directory),
    ]);
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    this.#emptySegment = undefined;
    // The name of this segment cancels what the one before it may still have behind its end.
    this.#uncut.clear();
  }

  #done(group: Group): void {
    const { lane, status, health, onDurable } = this.#options;
    const segment = this.#segment!;
    health.succeeded();
    segment.end += group.bytes;
    this.#forget(group);
    status.addLane(lane, 'appendedRecords', group.records);
    status.addLane(lane, 'appendedBytes', group.bytes + group.largeBytes);
    onDurable(lane, group.lastSequence, segment.firstSequence, segment.end);
    for (let index = 0; index < group.waiting.length; index += 1) group.waiting[index]!.stored(group.messageId(index));
    group.release();
  }

  /**
   * After a failed write or sync the descriptor is never used again, and what it may have written must not be found later. The
   * sequences are given again: so the next segment bears the first of them as its name, which cancels the tail of this one
   * even where it could not be cut.
   */
  async #fail(written: readonly Group[], error: unknown): Promise<void> {
    const { disk, health } = this.#options;
    const lost = [...written, ...this.#groups];
    const segment = this.#segment;
    this.#groups = [];
    this.#segment = undefined;
    this.#nextSequence = lost[0]!.firstSequence;
    for (const each of lost) this.#forget(each);
    if (segment) {
      this.#uncut.set(segment.path, segment.end === SEGMENT_HEADER_BYTES ? 0 : segment.end);
      await disk.close(segment.fd).catch(() => undefined);
      // Only where the disk refuses this as well may the reply come before the cancelling is durable.
      await this.mend().catch(() => undefined);
    }
    health.failed(error, this.#uncut.size > 0);
    const reason = refusalFor(error);
    for (const each of lost) {
      for (const waiting of each.waiting) waiting.refused(reason);
      each.release();
    }
  }

  async #cutFailed(): Promise<void> {
    for (const [path, length] of [...this.#uncut]) {
      await this.#options.disk.cut(path, length);
      this.#uncut.delete(path);
    }
  }

  #forget(group: Group): void {
    this.pendingRecords -= group.records;
    this.pendingBytes -= group.bytes;
  }

  async #seal(): Promise<void> {
    const segment = this.#segment;
    this.#segment = undefined;
    // All of it is durable: a close that fails loses nothing.
    if (segment) await this.#options.disk.close(segment.fd).catch(() => undefined);
  }
}

export function refusalFor(error: unknown): RefusalReason {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'full' : 'sync-failed';
}
