import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { lanes } from '../../domain/lanes.ts';
import type { MessageReference } from '../../domain/message-reference.ts';
import { MillraceError } from '../../errors.ts';
import type { SegmentLedger, SegmentLiveness } from '../../ports/segment-ledger.ts';
import { parseSegmentFileName, SEGMENT_HEADER_BYTES } from '../../spool/segment-format.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { copyRecords } from './record-copy.ts';
import { diskIo, listSpoolFiles, type ReclaimIo, type SpoolFile } from './segment-files.ts';

/** Copied at most in one step: with its sync about 20 to 40 ms of disk, and a transaction over a few hundred rows. */
const stepBytes = 4 * 1024 * 1024;
/** Segments of which less is alive are compacted. At a half, each byte given back costs at most one byte written. */
const liveShare = 0.5;
/** Compacted segments smaller than this are merged once there are `mergeCount` of them, so that small files do not gather. */
const smallBytes = stepBytes / 4;
const mergeCount = 8;

/**
 * Gives the space of deleted mail back (DESIGN.md, "Life of a segment"), in small steps between the processor's batches:
 *
 *   unlink    processed segments and large messages without a live reference
 *   compact   copy live records to a new segment -> sync it -> sync its directory -> one transaction moves the references
 *             -> unlink what has none left -> forget it
 *
 * A crash, or a failure, at any arrow leaves at worst a file that nothing refers to; the next steps remove it. A big segment may be
 * emptied in several steps. Never touched: the newest segment of a lane (it is being written), what is not wholly behind the durable
 * checkpoint, the segment that a checkpoint stands in, and `.part` files (the spool's).
 */
export class SegmentReclaimer {
  readonly #directory: string;
  readonly #ledger: SegmentLedger;
  readonly #logger: Logger;
  readonly #io: ReclaimIo;
  /** Segments with a live record that cannot be read: left alone, for people. Told once. */
  readonly #damaged = new Set<string>();
  /** Of files that nobody writes to any more: asking for all of them each time is 50 microseconds a segment. */
  readonly #sizes = new Map<string, number>();
  #prepared = false;
  #running = false;

  constructor(options: {
    /** `DATA/spool` */
    readonly spoolDirectory: string;
    readonly ledger: SegmentLedger;
    readonly logger: Logger;
    readonly io?: ReclaimIo;
  }) {
    this.#directory = options.spoolDirectory;
    this.#ledger = options.ledger;
    this.#logger = options.logger;
    this.#io = options.io ?? diskIo;
  }

  /**
   * One small step; true while there is more to do. Call from the processor's thread, not inside a transaction, one at a time.
   * @throws MillraceError 'store-io' or 'database-io'; a later call begins again where it stopped.
   */
  async step(): Promise<boolean> {
    if (this.#running) return false;
    this.#running = true;
    try {
      const files = await listSpoolFiles(this.#directory);
      const liveness = this.#liveness();
      const idle = this.#untouched(files);
      if (await this.#unlinkDead(idle, liveness)) return true;
      this.#forgetGone(files, liveness);
      return await this.#compact(await this.#worthCompacting(idle, liveness));
    } catch (error) {
      if (error instanceof MillraceError) throw error;
      throw new MillraceError('store-io', 'cannot give space back', true, { cause: error });
    } finally {
      this.#running = false;
    }
  }

  /** Start-up check: removes what a crash left without references; counts live records whose segment is gone, and says which. */
  async verify(): Promise<{ removed: number; missing: number }> {
    const files = await listSpoolFiles(this.#directory);
    const liveness = this.#liveness();
    const here = new Set(files.map((file) => file.segment));
    const orphans = files.filter(
      (file) => /^(?:compacted|large)\//.test(file.segment) && (liveness.get(file.segment)?.liveRecords ?? 0) === 0,
    );
    await this.#unlink(orphans);
    let missing = 0;
    for (const { segment, liveRecords } of liveness.values()) {
      // A large message may still bear the spool's name: that is looked for when it is opened.
      if (liveRecords === 0 || here.has(segment) || segment.startsWith('large/')) continue;
      missing += liveRecords;
      this.#logger.error({ segment, liveRecords }, 'a segment that emails refer to is gone');
    }
    return { removed: orphans.length, missing };
  }

  #liveness(): Map<string, SegmentLiveness> {
    return new Map(this.#ledger.liveness().map((one) => [one.segment, one]));
  }

  /** Files that nobody writes or will read as the queue. */
  #untouched(files: readonly SpoolFile[]): SpoolFile[] {
    const free = files.filter((file) => /^(?:compacted|large)\//.test(file.segment));
    const checkpoints = this.#ledger.checkpoints();
    for (const lane of lanes) {
      const checkpoint = checkpoints.find((one) => one.lane === lane);
      if (!checkpoint) continue;
      const standsIn = firstSequenceOf(checkpoint.segment);
      const segments = files.filter((file) => file.segment.startsWith(`${lane}/`));
      for (let at = 0; at + 1 < segments.length; at += 1) {
        const file = segments[at] as SpoolFile;
        const next = firstSequenceOf((segments[at + 1] as SpoolFile).segment);
        const first = firstSequenceOf(file.segment);
        // Sequences rise by one over the segments of a lane: the next one's first says where this one ends.
        if (next === undefined || first === undefined || next - 1 > checkpoint.sequence || first === standsIn) continue;
        free.push(file);
      }
    }
    return free;
  }

  async #unlinkDead(idle: readonly SpoolFile[], liveness: ReadonlyMap<string, SegmentLiveness>): Promise<boolean> {
    const dead = idle.filter((file) => (liveness.get(file.segment)?.liveRecords ?? 0) === 0);
    if (dead.length === 0) return false;
    await this.#unlink(dead.slice(0, 64));
    return true;
  }

  async #unlink(files: readonly SpoolFile[]): Promise<void> {
    for (const file of files) {
      try {
        await this.#io.unlink(join(this.#directory, file.fileName));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
    for (const { segment } of files) this.#sizes.delete(segment);
    if (files.length > 0) this.#ledger.forgetSegments(files.map((file) => file.segment));
  }

  /** A crash between unlink and forget leaves rows without a file. */
  #forgetGone(files: readonly SpoolFile[], liveness: ReadonlyMap<string, SegmentLiveness>): void {
    const here = new Set(files.map((file) => file.segment));
    const gone = [...liveness.values()].filter((one) => one.liveRecords === 0 && !here.has(one.segment));
    // `large/<id>` may lie there as `.part` still: forgotten or not, its `.msg` will be removed as one without references.
    if (gone.length > 0) this.#ledger.forgetSegments(gone.map((one) => one.segment));
  }

  async #worthCompacting(
    idle: readonly SpoolFile[],
    liveness: ReadonlyMap<string, SegmentLiveness>,
  ): Promise<SpoolFile[]> {
    const sparse: SpoolFile[] = [];
    const small: SpoolFile[] = [];
    for (const file of idle) {
      if (file.segment.startsWith('large/') || this.#damaged.has(file.segment)) continue;
      const live = liveness.get(file.segment)?.liveBytes ?? 0;
      const size = await this.#sizeOf(file);
      // Nothing but dead letters without bytes: as small as it gets.
      if (live === 0 && size <= SEGMENT_HEADER_BYTES) continue;
      if (live < size * liveShare) sparse.push(file);
      else if (file.segment.startsWith('compacted/') && size < smallBytes) small.push(file);
    }
    return small.length >= mergeCount ? [...sparse, ...small] : sparse;
  }

  async #sizeOf(file: SpoolFile): Promise<number> {
    const known = this.#sizes.get(file.segment);
    if (known !== undefined) return known;
    const size = await file.sizeBytes();
    this.#sizes.set(file.segment, size);
    return size;
  }

  async #compact(victims: readonly SpoolFile[]): Promise<boolean> {
    if (victims.length === 0) return false;
    const chosen: { file: SpoolFile; references: MessageReference[] }[] = [];
    let bytes = 0;
    for (const file of victims) {
      const references: MessageReference[] = [];
      for (const reference of this.#ledger.liveReferences(file.segment)) {
        if (bytes >= stepBytes) break;
        references.push(reference);
        bytes += reference.length;
      }
      chosen.push({ file, references });
      if (bytes >= stepBytes) break;
    }
    const target = `compacted/${uuidv7()}`;
    await this.#prepareFolder();
    const { moves, damaged } = await copyRecords(this.#io, this.#directory, target, chosen);
    for (const { segment, offset } of damaged) {
      this.#damaged.add(segment);
      this.#logger.error({ segment, offset }, 'a message in a segment is damaged; the segment is left as it is');
    }
    if (moves.size === 0) {
      await this.#io.unlink(join(this.#directory, `${target}.seg`));
      return damaged.length > 0;
    }
    this.#ledger.moveReferences(moves);
    const emptied = this.#liveness();
    await this.#unlink(
      chosen.map(({ file }) => file).filter((file) => (emptied.get(file.segment)?.liveRecords ?? 0) === 0),
    );
    this.#logger.debug({ target, records: moves.size, bytes }, 'compacted');
    return true;
  }

  /** Once a life: the folder's own entry must be as durable as the files in it. */
  async #prepareFolder(): Promise<void> {
    if (this.#prepared) return;
    await mkdir(join(this.#directory, 'compacted'), { recursive: true });
    await this.#io.syncDirectory(this.#directory);
    this.#prepared = true;
  }
}

/** Of `normal/00000000000000000001` or `00000000000000000001`, with or without `.seg`. */
function firstSequenceOf(segment: string): number | undefined {
  const name = segment.slice(segment.lastIndexOf('/') + 1);
  return parseSegmentFileName(name.endsWith('.seg') ? name : `${name}.seg`);
}
