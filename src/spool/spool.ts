import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { V7Generator } from 'uuidv7';
import { lanes } from '../domain/lanes.ts';
import type { LargeMessageSink, RefusalReason, SpoolRefusal, SpoolTransaction } from '../domain/spool-intake.ts';
import type { LaneCheckpoint } from '../ports/ingest-queue.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { StatusBoard } from '../telemetry/status-board.ts';
import { type Disk, nodeDisk } from './disk.ts';
import { DurableMarks, type ReaderSeat } from './durable-marks.ts';
import { SlabPool, type Waiting } from './group.ts';
import { SpoolHealth } from './health.ts';
import { IoQueue, SharedWork } from './io-queue.ts';
import { LaneWriter } from './lane-writer.ts';
import { LargeFile } from './large-file.ts';
import { RandomPool } from './random-pool.ts';
import { type Recovered, recover } from './recovery.ts';
import { Room } from './room.ts';
import {
  encodeLargeBlock,
  LARGE_BLOCK_BYTES,
  largeFileNames,
  RECORD_HEADER_BYTES,
  recordKind,
} from './segment-format.ts';

export interface SpoolOptions {
  /** `DATA/spool`; made when it is not there. Nobody else may write in it. */
  readonly directory: string;
  readonly segmentBytes: number;
  readonly maxBacklogMessages: number;
  readonly maxBacklogBytes: number;
  readonly minFreeDiskBytes: number;
  /** How long a message waits for room before it is refused as 'full'. */
  readonly fullWaitMs: number;
  /** What the processor has applied, from its database. */
  readonly checkpoints: readonly LaneCheckpoint[];
  readonly status: StatusBoard;
  readonly logger: Logger;
  /** For tests. */
  readonly disk?: Disk;
}

/** Memory of messages that wait for room; who comes when it is used up is refused at once. */
const MAX_WAITING_BYTES = 128 * 1024 * 1024;
const SLAB_BYTES = 2 * 1024 * 1024;
const KEPT_SLABS = 8;
const LARGE_SLAB_BYTES = 64 * 1024;
const KEPT_LARGE_SLABS = 64;
/** Of the four threads of libuv's pool two stay for the groups, however many large messages arrive. */
const LARGE_AT_ONCE = 2;

/**
 * The durable ingestion queue, on the thread of the sockets: `stored` is called once a sync covers the record, and a crash at any
 * moment loses nothing of which it was called. Of what was refused nothing appears later.
 */
export class Spool {
  readonly #options: SpoolOptions;
  readonly #disk: Disk;
  readonly #marks = new DurableMarks();
  readonly #port: MessagePort;
  readonly #ids = new V7Generator(new RandomPool());
  readonly #largePool = new SlabPool(LARGE_SLAB_BYTES, KEPT_LARGE_SLABS);
  readonly #largeQueue = new IoQueue(LARGE_AT_ONCE);
  readonly #largeDirectory: SharedWork;
  readonly #largeFiles = new Set<LargeFile>();
  readonly #lanes: readonly LaneWriter[];
  readonly #health: SpoolHealth;
  readonly #room: Room;
  #waitingBytes = 0;
  #stopping = false;
  #largeClosed: (() => void) | undefined;
  /** For the one `SpoolReader`, in whatever thread: send it with `transferList: [seat.port]`. */
  readonly readerSeat: ReaderSeat;

  /**
   * Recovers what is there, then takes messages.
   * @throws MillraceError 'spool-corrupt' for segments of another version, 'spool-io' when the disk refuses
   */
  static async open(options: SpoolOptions): Promise<Spool> {
    const disk = options.disk ?? nodeDisk;
    const recovered = await recover(options.directory, options.checkpoints, disk, options.logger);
    const spool = new Spool(options, disk, recovered);
    await spool.#room.look();
    return spool;
  }

  private constructor(options: SpoolOptions, disk: Disk, recovered: Recovered) {
    const { directory, status, logger } = options;
    this.#options = options;
    this.#disk = disk;
    const { port1, port2 } = new MessageChannel();
    port1.unref();
    this.#port = port1;
    this.readerSeat = {
      marks: this.#marks.buffer,
      port: port2,
      recovered: recovered.lanes.map((lane) => ({ sequence: lane.durable.sequence, backlogBytes: lane.backlogBytes })),
      leftLarge: recovered.leftLarge,
    };
    this.#largeDirectory = new SharedWork(() => disk.syncDirectory(join(directory, 'large')));
    const pool = new SlabPool(SLAB_BYTES, KEPT_SLABS);
    this.#health = new SpoolHealth({
      directory,
      disk,
      status,
      logger,
      mend: async () => {
        for (const lane of this.#lanes) await lane.mend();
      },
    });
    const onDurable = (lane: number, sequence: number, segment: number, end: number) => {
      if (this.#marks.publish(lane, sequence, segment, end)) this.#port.postMessage(null);
    };
    this.#lanes = recovered.lanes.map((found, lane) => {
      status.addLane(lane, 'appendedRecords', found.backlogRecords);
      status.addLane(lane, 'appendedBytes', found.backlogBytes);
      this.#marks.publish(lane, found.durable.sequence, found.durable.segment, found.durable.end);
      return new LaneWriter({
        lane,
        directory: join(directory, lanes[lane]!),
        segmentBytes: options.segmentBytes,
        disk,
        pool,
        ids: this.#ids,
        status,
        health: this.#health,
        nextSequence: found.nextSequence,
        emptySegment: found.emptySegment,
        onDurable,
      });
    });
    const sum = (of: (lane: LaneWriter) => number) => this.#lanes.reduce((total, lane) => total + of(lane), 0);
    this.#room = new Room({
      directory,
      limits: options,
      pending: { records: () => sum((lane) => lane.pendingRecords), bytes: () => sum((lane) => lane.pendingBytes) },
      disk,
      status,
      logger,
    });
  }

  /** Takes a whole message; see `SpoolTransaction` for who owns what until when. */
  receive(transaction: SpoolTransaction): void {
    const { lane, jobText, chunks, messageBytes } = transaction;
    if (this.#admits(RECORD_HEADER_BYTES + jobText.length + messageBytes)) {
      this.#lanes[lane]!.append(recordKind.message, jobText, chunks, messageBytes, transaction);
    } else if (this.#letsWait(transaction, messageBytes)) {
      const copy = Buffer.concat(chunks, messageBytes);
      this.#whenRoom(transaction, messageBytes, () =>
        this.#lanes[lane]!.append(recordKind.message, jobText, [copy], messageBytes, transaction),
      );
    }
  }

  refuse(refusal: SpoolRefusal): void {
    const append = () => this.#lanes[refusal.lane]!.append(recordKind.refusal, refusal.refusalText, [], 0, refusal);
    if (this.#admits(RECORD_HEADER_BYTES + refusal.refusalText.length)) append();
    else if (this.#letsWait(refusal, 0)) this.#whenRoom(refusal, 0, append);
  }

  openLarge(): LargeMessageSink {
    const { directory } = this.#options;
    const id = this.#ids.generate();
    const path = join(directory, largeFileNames(id.toString())[0]);
    const file = new LargeFile({
      path,
      disk: this.#disk,
      queue: this.#largeQueue,
      pool: this.#largePool,
      room: (bytes) => this.#largeRoom(bytes),
      syncDirectory: () => this.#largeDirectory.run(),
      append: (transaction, sizeBytes, crc) => {
        const block = Buffer.alloc(LARGE_BLOCK_BYTES);
        encodeLargeBlock(block, 0, sizeBytes, crc);
        const waiting: Waiting = {
          stored: (messageId) => transaction.stored(messageId),
          refused: (reason) => {
            // Without a record nothing refers to it; when this fails the next start sees to it.
            void this.#disk.unlink(path).catch(() => undefined);
            transaction.refused(reason);
          },
        };
        this.#lanes[transaction.lane]!.append(
          recordKind.large,
          transaction.jobText,
          [block],
          LARGE_BLOCK_BYTES,
          waiting,
          id.bytes,
          sizeBytes,
        );
      },
      onFault: (error) => this.#health.failed(error, false),
      onClosed: (closed) => {
        this.#largeFiles.delete(closed);
        if (this.#largeFiles.size === 0) this.#largeClosed?.();
      },
    });
    this.#largeFiles.add(file);
    return file;
  }

  /** Why nothing is accepted at present, for the greeting; undefined when all is well. No I/O. */
  unhealthyReason(): string | undefined {
    return this.#health.reason;
  }

  /**
   * Refuses what comes from now on, finishes what it has, closes the files. What waits for room is refused as 'stopping'; large
   * messages that have not ended are dropped.
   */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#room.stop();
    for (const file of this.#largeFiles) file.abort();
    if (this.#largeFiles.size > 0) {
      await new Promise<void>((resolve) => {
        this.#largeClosed = resolve;
      });
    }
    for (const lane of this.#lanes) await lane.stop();
    await this.#health.stop();
    this.#port.close();
  }

  /** True when it may be appended now. Otherwise ask `#letsWait`. */
  #admits(bytes: number): boolean {
    if (this.#stopping || this.#health.reason !== undefined) return false;
    return this.#room.take(bytes);
  }

  /** True when it may wait for room; otherwise it will be refused, after the caller has returned. */
  #letsWait(waiting: Pick<Waiting, 'refused'>, bytes: number): boolean {
    const reason = this.#refusing() ?? 'full';
    const waits = reason === 'full' && this.#options.fullWaitMs > 0 && this.#waitingBytes + bytes <= MAX_WAITING_BYTES;
    if (!waits) setImmediate(() => waiting.refused(reason));
    return waits;
  }

  #whenRoom(waiting: Pick<Waiting, 'refused'>, bytes: number, append: () => void): void {
    this.#waitingBytes += bytes;
    this.#room.wait({
      bytes,
      deadlineMs: Date.now() + this.#options.fullWaitMs,
      enter: () => {
        this.#waitingBytes -= bytes;
        const reason = this.#refusing();
        if (reason === undefined) append();
        else waiting.refused(reason);
      },
      giveUp: (reason) => {
        this.#waitingBytes -= bytes;
        waiting.refused(reason);
      },
    });
  }

  async #largeRoom(bytes: number): Promise<RefusalReason | undefined> {
    const refusing = this.#refusing();
    if (refusing !== undefined) return refusing;
    if (this.#room.take(bytes)) return undefined;
    if (this.#options.fullWaitMs === 0) return 'full';
    return new Promise((resolve) => {
      this.#room.wait({
        bytes,
        deadlineMs: Date.now() + this.#options.fullWaitMs,
        enter: () => resolve(this.#refusing()),
        giveUp: resolve,
      });
    });
  }

  #refusing(): RefusalReason | undefined {
    if (this.#stopping) return 'stopping';
    return this.#health.reason === undefined ? undefined : 'unhealthy';
  }
}
