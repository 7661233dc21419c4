import { join } from 'node:path';
import type { Logger } from '../telemetry/logger.ts';
import type { StatusBoard } from '../telemetry/status-board.ts';
import type { Disk } from './disk.ts';

const FIRST_PROBE_MS = 50;
const LONGEST_PROBE_MS = 1000;
/** So many failures in a row make it unhealthy; the first one only costs the transactions that it met. */
const TOLERATED_FAILURES = 1;

/**
 * healthy --second failure in a row, or one that left something behind--> unhealthy --probe written and synced--> healthy
 *
 * While unhealthy nothing is written but the probe, each one later than the one before, up to a second.
 */
export class SpoolHealth {
  readonly #disk: Disk;
  readonly #probePath: string;
  readonly #status: StatusBoard;
  readonly #logger: Logger;
  /** What a failure left behind and must be mended before the spool is healthy: rejects while it cannot be. */
  readonly #mend: () => Promise<void>;
  #failures = 0;
  #reason: string | undefined;
  #probeMs = FIRST_PROBE_MS;
  #timer: NodeJS.Timeout | undefined;
  #probing: Promise<void> | undefined;

  constructor(options: {
    readonly directory: string;
    readonly disk: Disk;
    readonly status: StatusBoard;
    readonly logger: Logger;
    readonly mend: () => Promise<void>;
  }) {
    this.#disk = options.disk;
    this.#probePath = join(options.directory, 'probe');
    this.#status = options.status;
    this.#logger = options.logger;
    this.#mend = options.mend;
    this.#status.set('healthy', 1);
  }

  /** Why nothing is accepted, or undefined. No I/O, no allocation. */
  get reason(): string | undefined {
    return this.#reason;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** A write or sync failed. `left`: something of it is still on the disk that must not be. */
  failed(error: unknown, left: boolean): void {
    this.#failures += 1;
    this.#status.add('failedSyncs');
    this.#logger.error({ err: error, failures: this.#failures }, 'the spool could not write or sync');
    if (this.#reason !== undefined || (this.#failures <= TOLERATED_FAILURES && !left)) return;
    this.#reason = `the spool cannot write: ${(error as Error).message}`;
    this.#status.set('healthy', 0);
    this.#probeMs = FIRST_PROBE_MS;
    this.#schedule();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#probing;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      this.#probing = this.#probe();
    }, this.#probeMs);
    this.#probeMs = Math.min(2 * this.#probeMs, LONGEST_PROBE_MS);
  }

  async #probe(): Promise<void> {
    try {
      await this.#mend();
      const fd = await this.#disk.createLog(this.#probePath, true);
      try {
        await this.#disk.writeDurable(fd, [Buffer.alloc(4096, 0x70)], 0);
      } finally {
        await this.#disk.close(fd);
      }
      await this.#disk.unlink(this.#probePath);
    } catch (error) {
      this.#reason = `the spool cannot write: ${(error as Error).message}`;
      this.#schedule();
      return;
    }
    this.#reason = undefined;
    this.#failures = 0;
    this.#status.set('healthy', 1);
    this.#logger.info('the spool can write again');
  }
}
