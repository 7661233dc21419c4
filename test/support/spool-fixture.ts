import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { EmailIngestionJob } from '../../src/domain/ingestion-job.ts';
import type { RefusalReason, SpoolTransaction } from '../../src/domain/spool-intake.ts';
import type { LaneCheckpoint, QueuedRecord } from '../../src/ports/ingest-queue.ts';
import type { Disk } from '../../src/spool/disk.ts';
import { Spool, type SpoolOptions } from '../../src/spool/spool.ts';
import { SpoolReader } from '../../src/spool/spool-reader.ts';
import { StatusBoard } from '../../src/telemetry/status-board.ts';

export type Outcome = { readonly kind: 'stored'; readonly id: string } | { readonly kind: RefusalReason };

export interface Sent {
  readonly message: Buffer;
  readonly outcome: Promise<Outcome>;
}

/** A spool in a directory of its own, and what is needed to feed it and to look at it. */
export class SpoolFixture {
  readonly directory: string;
  /** Every line that was logged, as objects. */
  readonly logged: { msg: string; level: number }[] = [];
  checkpoints: readonly LaneCheckpoint[] = [];
  status = new StatusBoard();
  readonly #root: string;
  readonly #open = new Set<{ stop(): Promise<void> } | SpoolReader>();

  constructor(directory?: string) {
    this.#root = directory ?? mkdtempSync(join(tmpdir(), 'millrace-spool-'));
    this.directory = join(this.#root, 'spool');
  }

  readonly logger = pino({ level: 'debug' }, { write: (line: string) => this.logged.push(JSON.parse(line)) });

  async open(options: Partial<SpoolOptions> & { readonly disk?: Disk } = {}): Promise<Spool> {
    this.status = new StatusBoard();
    const spool = await Spool.open({
      directory: this.directory,
      segmentBytes: 1024 * 1024,
      maxBacklogMessages: 1_000_000,
      maxBacklogBytes: 1e12,
      minFreeDiskBytes: 0,
      fullWaitMs: 0,
      checkpoints: this.checkpoints,
      status: this.status,
      logger: this.logger,
      ...options,
    });
    this.#open.add(spool);
    return spool;
  }

  reader(spool: Spool): SpoolReader {
    const reader = new SpoolReader({
      directory: this.directory,
      seat: spool.readerSeat,
      checkpoints: this.checkpoints,
      status: this.status,
      logger: this.logger,
    });
    this.#open.add(reader);
    return reader;
  }

  /** Stops whatever is still open. */
  async close(): Promise<void> {
    for (const each of this.#open) {
      if (each instanceof SpoolReader) each.close();
      else await each.stop();
    }
    this.#open.clear();
  }

  /** Closes, and removes the directory. */
  async dispose(): Promise<void> {
    await this.close();
    rmSync(this.#root, { recursive: true, force: true });
  }
}

export function jobText(from = 'a@example.test'): string {
  const job: EmailIngestionJob = {
    from,
    recipients: [{ address: 'b@example.test', inbox: 'catch-all' }],
    peer: '127.0.0.1:9',
    helo: 'client.example.test',
    esmtp: true,
    via: 'DATA',
    times: { connected: 1, mail: 2, data: 3, end: 4 },
  };
  return JSON.stringify(job);
}

/** Gives one message to the spool. */
export function send(
  spool: Pick<Spool, 'receive'>,
  message: Buffer | string,
  { lane = 1, envelope = jobText() }: { lane?: number; envelope?: string } = {},
): Sent {
  const bytes = Buffer.from(message);
  const { transaction, outcome } = transactionFor(bytes.length, lane, envelope);
  const half = bytes.length >> 1;
  // Two chunks, overwritten as soon as `receive` returns: the spool must have copied them.
  const chunks = [Buffer.from(bytes.subarray(0, half)), Buffer.from(bytes.subarray(half))];
  spool.receive({ ...transaction, chunks });
  for (const chunk of chunks) chunk.fill(0x21);
  return { message: bytes, outcome };
}

export function transactionFor(
  messageBytes: number,
  lane = 1,
  envelope = jobText(),
): { transaction: Omit<SpoolTransaction, 'chunks'>; outcome: Promise<Outcome> } {
  let settle: (outcome: Outcome) => void = () => undefined;
  let settled = 0;
  const outcome = new Promise<Outcome>((resolve) => {
    settle = (value) => {
      settled += 1;
      if (settled > 1) throw new Error('answered twice');
      resolve(value);
    };
  });
  const transaction = {
    lane,
    jobText: envelope,
    messageBytes,
    endedAtMs: Date.now(),
    stored: (id: string) => settle({ kind: 'stored', id }),
    refused: (reason: RefusalReason) => settle({ kind: reason }),
  };
  return { transaction, outcome };
}

/** Everything that there is to read now. Heads are copied; nothing is committed. */
export function readAll(reader: SpoolReader, maxRecords = 100): QueuedRecord[] {
  const all: QueuedRecord[] = [];
  for (;;) {
    const { records } = reader.read(maxRecords, 1e9);
    if (records.length === 0) return all;
    for (const record of records) {
      all.push(record.kind === 'message' ? { ...record, head: Buffer.from(record.head) } : record);
    }
  }
}

/** The checkpoints that apply once these records are applied. */
export function checkpointsAfter(records: readonly QueuedRecord[]): LaneCheckpoint[] {
  return [...new Map(records.map((record) => [record.lane, record.next])).values()];
}

export function heads(records: readonly QueuedRecord[]): string[] {
  return records.map((record) =>
    record.kind === 'message' ? Buffer.from(record.head).toString('latin1') : record.kind,
  );
}
