import { lanes } from '../domain/lanes.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { StatusBoard } from '../telemetry/status-board.ts';
import type { Disk } from './disk.ts';

const DISK_LOOK_MS = 1000;
const RECHECK_MS = 20;
/** Gathered and not yet on the disk: more waits for the disk as for the processor. */
const MAX_PENDING_BYTES = 128 * 1024 * 1024;
/** The counters are read again at least after so many records and bytes. */
const TRUSTED_RECORDS = 4096;
const TRUSTED_BYTES = 16 * 1024 * 1024;

export interface RoomLimits {
  readonly maxBacklogMessages: number;
  readonly maxBacklogBytes: number;
  readonly minFreeDiskBytes: number;
}

/** Records and bytes that are appended and not yet on the disk. */
export interface Pending {
  records(): number;
  bytes(): number;
}

/** Somebody who waits for room: `enter` once there is some, or `giveUp` at the deadline. */
export interface RoomWaiter {
  readonly bytes: number;
  readonly deadlineMs: number;
  enter(): void;
  giveUp(reason: 'full' | 'stopping'): void;
}

/**
 * Whether the spool may take more: the backlog behind the processor's checkpoint and the free space of the disk. Those who come while
 * it is full wait in order; their memory is bounded by whoever lets them wait.
 */
export class Room {
  readonly #limits: RoomLimits;
  readonly #pending: Pending;
  readonly #status: StatusBoard;
  readonly #logger: Logger;
  readonly #lookAtDisk: () => Promise<number>;
  readonly #diskTimer: NodeJS.Timeout;
  #looking: Promise<void> | undefined;
  #diskLow = false;
  #full = false;
  /** Records and bytes that certainly fit still: the counters are read again when they are used up. */
  #records = 0;
  #bytes = 0;
  #waiters: RoomWaiter[] = [];
  #recheck: NodeJS.Timeout | undefined;

  constructor(options: {
    readonly directory: string;
    readonly limits: RoomLimits;
    readonly pending: Pending;
    readonly disk: Disk;
    readonly status: StatusBoard;
    readonly logger: Logger;
  }) {
    this.#limits = options.limits;
    this.#pending = options.pending;
    this.#status = options.status;
    this.#logger = options.logger;
    this.#lookAtDisk = () => options.disk.freeBytes(options.directory);
    this.#status.set('full', 0);
    this.#diskTimer = setInterval(() => {
      this.#looking ??= this.look();
    }, DISK_LOOK_MS);
    this.#diskTimer.unref();
  }

  /** As it was when somebody last asked for room. */
  get full(): boolean {
    return this.#full && !this.#takeNow(0);
  }

  /** Takes place for one record where there is room and nobody waits before it. */
  take(bytes: number): boolean {
    if (this.#waiters.length > 0) return false;
    return this.#takeNow(bytes);
  }

  wait(waiter: RoomWaiter): void {
    this.#waiters.push(waiter);
    this.#recheck ??= setInterval(() => this.#admit(), RECHECK_MS);
  }

  /** Reads the free space of the disk anew. */
  async look(): Promise<void> {
    try {
      const free = await this.#lookAtDisk();
      const low = free < this.#limits.minFreeDiskBytes;
      if (low !== this.#diskLow)
        this.#logger.warn({ freeBytes: free }, low ? 'the disk is almost full' : 'the disk has room again');
      this.#diskLow = low;
    } catch (error) {
      this.#logger.warn({ err: error }, 'cannot read the free space of the disk');
    } finally {
      this.#looking = undefined;
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#diskTimer);
    clearInterval(this.#recheck);
    this.#recheck = undefined;
    for (const waiter of this.#waiters.splice(0)) waiter.giveUp('stopping');
    await this.#looking;
  }

  #takeNow(bytes: number): boolean {
    const room = !this.#diskLow && ((this.#records >= 1 && this.#bytes >= bytes) || this.#count(bytes));
    if (room !== !this.#full) {
      this.#full = !room;
      this.#status.set('full', room ? 0 : 1);
    }
    if (room) {
      this.#records -= 1;
      this.#bytes -= bytes;
    }
    return room;
  }

  /** Reads how large the backlog is. True when the record fits; one alone always does. */
  #count(bytes: number): boolean {
    let records = this.#pending.records();
    let backlogBytes = this.#pending.bytes();
    if (backlogBytes > MAX_PENDING_BYTES) return false;
    for (let lane = 0; lane < lanes.length; lane += 1) {
      records += this.#status.getLane(lane, 'appendedRecords') - this.#status.getLane(lane, 'committedRecords');
      backlogBytes += this.#status.getLane(lane, 'appendedBytes') - this.#status.getLane(lane, 'committedBytes');
    }
    this.#records = Math.min(TRUSTED_RECORDS, this.#limits.maxBacklogMessages - records);
    this.#bytes = Math.min(TRUSTED_BYTES, this.#limits.maxBacklogBytes - backlogBytes);
    if (this.#records < 1) return false;
    return records === 0 || this.#limits.maxBacklogBytes - backlogBytes >= bytes;
  }

  #admit(): void {
    const now = Date.now();
    while (this.#waiters.length > 0 && this.#takeNow(this.#waiters[0]!.bytes)) this.#waiters.shift()!.enter();
    if (this.#waiters.length > 0) {
      const late = this.#waiters.filter((waiter) => waiter.deadlineMs <= now);
      this.#waiters = this.#waiters.filter((waiter) => waiter.deadlineMs > now);
      for (const waiter of late) waiter.giveUp('full');
    }
    if (this.#waiters.length === 0) {
      clearInterval(this.#recheck);
      this.#recheck = undefined;
    }
  }
}
