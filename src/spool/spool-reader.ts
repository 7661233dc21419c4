import { lanes } from '../domain/lanes.ts';
import type { IngestQueue, LaneCheckpoint, QueueBatch, QueuedRecord } from '../ports/ingest-queue.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { StatusBoard } from '../telemetry/status-board.ts';
import { DurableMarks, type ReaderSeat } from './durable-marks.ts';
import { handOverLarge, LaneReader } from './lane-reader.ts';

/** What each lane gets of a batch while all have more than enough; what one does not use goes to the highest that can. */
const SHARES = [0.7, 0.2, 0.1] as const;

export interface SpoolReaderOptions {
  /** `DATA/spool`, as the writer has it. */
  readonly directory: string;
  readonly seat: ReaderSeat;
  /** The same that the writer was opened with. */
  readonly checkpoints: readonly LaneCheckpoint[];
  readonly status: StatusBoard;
  readonly logger: Logger;
}

/** The reading end of the spool, in the processor's thread. Reads files synchronously; holds about 4 MiB for each lane in use. */
export class SpoolReader implements IngestQueue {
  readonly #options: SpoolReaderOptions;
  readonly #marks: DurableMarks;
  readonly #lanes: readonly LaneReader[];
  #wake: (() => void) | undefined;
  /** Large files found at start, until all of the backlog found at start is committed. */
  #leftLarge: readonly string[];

  constructor(options: SpoolReaderOptions) {
    const { seat, checkpoints } = options;
    this.#options = options;
    this.#marks = new DurableMarks(seat.marks);
    this.#leftLarge = seat.leftLarge;
    this.#lanes = lanes.map(
      (name, lane) =>
        new LaneReader({
          ...options,
          lane,
          marks: this.#marks,
          recovered: seat.recovered[lane]!,
          checkpoint: checkpoints.find((each) => each.lane === name),
        }),
    );
    seat.port.on('message', () => this.#wake?.());
    seat.port.unref();
    this.#handOverLeft();
  }

  read(maxRecords: number, maxBytes: number): QueueBatch {
    const records: QueuedRecord[] = [];
    const busy = this.#lanes.filter((lane) => lane.begin(maxBytes));
    let bytes = 0;
    if (busy.length > 1) {
      for (const lane of busy) {
        const share = SHARES[this.#lanes.indexOf(lane)]!;
        const most = Math.min(maxRecords - records.length, Math.max(1, Math.floor(share * maxRecords)));
        bytes += lane.take(records, most, Math.floor(share * maxBytes));
      }
    }
    for (const lane of busy) {
      if (records.length < maxRecords && bytes < maxBytes) {
        bytes += lane.take(records, maxRecords - records.length, maxBytes - bytes);
      }
    }
    // Damage that was passed over may have been the last of the backlog.
    if (records.length === 0) this.#handOverLeft();
    return { records };
  }

  async waitForRecords(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#hasRecords()) return;
    const { port } = this.#options.seat;
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    const wake = () => this.#wake?.();
    signal.addEventListener('abort', wake, { once: true });
    port.ref();
    this.#marks.raiseWaiting();
    // Either the writer sees the flag, or its record is seen here.
    if (!this.#hasRecords()) await woken;
    this.#marks.lowerWaiting();
    port.unref();
    signal.removeEventListener('abort', wake);
    this.#wake = undefined;
  }

  rewind(checkpoints: readonly LaneCheckpoint[]): void {
    for (const [lane, reader] of this.#lanes.entries()) {
      reader.rewind(checkpoints.find((checkpoint) => checkpoint.lane === lanes[lane]));
    }
  }

  committed(checkpoints: readonly LaneCheckpoint[]): void {
    for (const checkpoint of checkpoints) this.#lanes[lanes.indexOf(checkpoint.lane)]!.committed(checkpoint);
    this.#handOverLeft();
  }

  close(): void {
    for (const lane of this.#lanes) lane.close();
    this.#options.seat.port.close();
  }

  #hasRecords(): boolean {
    return this.#lanes.some((lane) => lane.look());
  }

  /**
   * What is still a `.part` when all of the backlog found at start is committed either belongs to a record that was committed just
   * before the crash, or to none: the store, which knows the references, sees to both.
   */
  #handOverLeft(): void {
    if (this.#leftLarge.length === 0 || !this.#lanes.every((lane) => lane.caughtUp)) return;
    for (const messageId of this.#leftLarge) handOverLarge(this.#options.directory, messageId, this.#options.logger);
    this.#leftLarge = [];
  }
}
