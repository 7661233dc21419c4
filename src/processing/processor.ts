import { setImmediate } from 'node:timers/promises';
import type { Command, CommandResult } from '../domain/commands.ts';
import type { Lane } from '../domain/lanes.ts';
import { MillraceError } from '../errors.ts';
import type { CaptureModel, DatabaseUpkeep } from '../ports/capture-model.ts';
import type { StoredEvent } from '../ports/event-store.ts';
import type { IngestQueue, LaneCheckpoint, QueuedRecord } from '../ports/ingest-queue.ts';
import type { LiveEvent } from '../ports/live-feed.ts';
import type { MessageStore } from '../ports/message-store.ts';
import type { DirectoryQueries } from '../ports/queries.ts';
import type { WriteStore } from '../ports/write-store.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { StatusBoard } from '../telemetry/status-board.ts';
import { type AppliedBatch, BatchApplier } from './batch-applier.ts';
import { CommandExecutor } from './command-executor.ts';
import type { Origin, StepEffects } from './command-task.ts';
import { InboxSettingsCache } from './inbox-settings.ts';
import { Maintenance } from './maintenance.ts';
import { isTransient } from './transient-fault.ts';
import { Wakeup } from './wakeup.ts';

export interface ProcessorOptions {
  readonly queue: IngestQueue;
  readonly store: MessageStore;
  readonly write: WriteStore;
  readonly model: CaptureModel;
  readonly upkeep: DatabaseUpkeep;
  /** On the writing connection. */
  readonly directory: DirectoryQueries;
  readonly status: StatusBoard;
  readonly logger: Logger;
  /** Headers that mark a campaign where the subdomain names none. */
  readonly campaignHeaders: readonly string[];
  readonly verificationWaived: boolean;
  /** Streams of emails deleted longer ago are truncated. */
  readonly purgeDeletedDays: number;
  /** After the commit that made them true, in order. */
  onLive(events: readonly LiveEvent[]): void;
  /** Resolves when the changes are in force on the SMTP path; the command is answered then. */
  onDirectoryEvents(events: readonly StoredEvent[]): Promise<void>;
  /** One small step of giving space back, true while there is more: `store.reclaim` when absent. */
  reclaim?(): Promise<boolean>;
  now?(): number;
  /** UUID v7. */
  newId(): string;
}

/*
 * A batch costs a sync and some thirty statements besides its messages: 46 microseconds a message in batches of 17, 15 in batches of
 * 170. So under load a batch begins no sooner than 20 ms after the last one began, and an idle processor takes what comes at once.
 */
const BATCH_INTERVAL_MS = 20;
const MAX_RECORDS = 500;
const MAX_BYTES = 16 * 1024 * 1024;
/** About what the spool's reader gives at once. Without it batches of 100 KiB mail, 40 of them, would wait 20 ms each: 2,000/s. */
const FULL_BATCH_BYTES = 3.5 * 1024 * 1024;
/** Under load one step of maintenance at least every so often. */
const MAINTENANCE_INTERVAL_MS = 2_000;
/** An idle processor looks for work of maintenance again. */
const IDLE_ROUND_MS = 60_000;
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2_000;

/**
 * EmailIngestionProcessor: the one loop that applies what the spool holds, executes commands and gives space back, in one thread, one
 * thing at a time.
 *
 *   commands: a step of each -> a batch, if there is one: apply | back off | isolate -> nothing to do: maintenance, wait
 *
 * A transient fault (disk full, I/O) leaves the batch as it was: the queue is rewound and the batch tried again, with growing pauses,
 * for ever. A record that cannot be applied is found by halving its batch, put to the dead letters, and its lane goes on.
 */
export class Processor {
  readonly #options: ProcessorOptions;
  readonly #applier: BatchApplier;
  readonly #executor: CommandExecutor;
  readonly #maintenance: Maintenance;
  readonly #settings: InboxSettingsCache;
  readonly #committed = new Map<Lane, LaneCheckpoint>();
  readonly #wakeup = new Wakeup();
  readonly #now: () => number;
  #running: Promise<void> | undefined;
  #stopping: { readonly deadlineMs: number } | undefined;
  #faults = 0;
  #lastBatchMs = 0;
  #maintainedMs = 0;
  #quiet = false;

  constructor(options: ProcessorOptions) {
    this.#options = options;
    const { store, write, model, directory, upkeep } = options;
    this.#now = options.now ?? Date.now;
    const now = this.#now;
    this.#settings = new InboxSettingsCache(directory, options.campaignHeaders);
    const context = {
      settingsOf: (inbox: string) => this.#settings.get(inbox),
      campaignExists: (id: string) => model.campaign(id) !== undefined,
    };
    this.#applier = new BatchApplier({ store, write, model, directory, context, now });
    this.#executor = new CommandExecutor(
      { write, model, store, applier: this.#applier, now },
      { store: write, queries: directory, verificationWaived: options.verificationWaived, now, newId: options.newId },
    );
    const reclaim = options.reclaim ?? (() => store.reclaim());
    this.#maintenance = new Maintenance({
      write,
      model,
      upkeep,
      reclaim,
      purgeDeletedDays: options.purgeDeletedDays,
      now,
    });
  }

  start(): void {
    for (const checkpoint of this.#options.write.checkpoints()) this.#committed.set(checkpoint.lane, checkpoint);
    this.#running = this.#run();
  }

  /** Applies what is in the queue, for at most `drainMs`, and ends; commands that are not done by then are refused. */
  async stop({ drainMs }: { readonly drainMs: number }): Promise<void> {
    this.#stopping ??= { deadlineMs: performance.now() + drainMs };
    this.#wakeup.wake();
    await this.#running;
  }

  /** Resolves when it is durable, and in force on the SMTP path where that is concerned. */
  execute(command: Command, origin: Origin): Promise<CommandResult> {
    if (this.#stopping || !this.#running) {
      return Promise.reject(new MillraceError('unavailable', 'the processor is not running', true));
    }
    const result = this.#executor.add(command, origin);
    this.#wakeup.wake();
    return result;
  }

  async #run(): Promise<void> {
    try {
      while (!this.#ended()) {
        // Without this a backlog would keep messages of other threads (commands, a stop) waiting until it is worked off.
        await setImmediate();
        await this.#executor.step((effects) => this.#seeTo(effects));
        const pauseMs = this.#batchPauseMs();
        if (pauseMs > 0) {
          await this.#wakeup.sleep(pauseMs);
          continue;
        }
        if (await this.#batch()) await this.#maintainUnderLoad();
        else if (this.#stopping) break;
        else if (!this.#executor.pending) await this.#idle();
      }
    } finally {
      this.#executor.refuseAll();
    }
  }

  #ended(): boolean {
    return this.#stopping !== undefined && performance.now() >= this.#stopping.deadlineMs;
  }

  #batchPauseMs(): number {
    if (this.#stopping || this.#executor.pending) return 0;
    return this.#lastBatchMs + BATCH_INTERVAL_MS - performance.now();
  }

  /** False when there was nothing to read. */
  async #batch(): Promise<boolean> {
    const { queue } = this.#options;
    const started = performance.now();
    try {
      const { records } = queue.read(MAX_RECORDS, MAX_BYTES);
      if (records.length === 0) return false;
      this.#quiet = false;
      await this.#isolate(records);
      // A full batch: there is a backlog, which is worked off without a pause.
      this.#lastBatchMs = isFull(records) ? 0 : started;
      this.#recovered();
    } catch (error) {
      await this.#backOff(error);
    }
    return true;
  }

  async #isolate(records: readonly QueuedRecord[]): Promise<void> {
    let applied: AppliedBatch;
    try {
      applied = await this.#applier.apply(records);
    } catch (error) {
      if (isTransient(error)) throw error;
      if (records.length > 1) {
        const middle = records.length >> 1;
        await this.#isolate(records.slice(0, middle));
        await this.#isolate(records.slice(middle));
        return;
      }
      const record = records[0] as QueuedRecord;
      applied = this.#applier.bury(record, error);
      this.#options.logger.error({ err: error, messageId: record.messageId }, 'record put to the dead letters');
    }
    this.#account(applied, records);
  }

  #account(applied: AppliedBatch, records: readonly QueuedRecord[]): void {
    const { queue, status, onLive } = this.#options;
    for (const checkpoint of applied.checkpoints) this.#committed.set(checkpoint.lane, checkpoint);
    queue.committed(applied.checkpoints);
    const now = this.#now();
    for (const record of records) status.record('listed', now - record.receivedAtMs);
    status.add('processed', records.length);
    if (applied.deadLetters > 0) status.add('deadLettered', applied.deadLetters);
    if (applied.live.length > 0) onLive(applied.live);
  }

  async #backOff(error: unknown): Promise<void> {
    const { queue, status, logger } = this.#options;
    this.#faults += 1;
    status.add('failed');
    if (this.#faults === 1) logger.error({ err: error }, 'batch failed, it is tried again until it succeeds');
    queue.rewind([...this.#committed.values()]);
    // With jitter, so that several processors on one faulty disk do not keep step.
    const pauseMs =
      Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(this.#faults, 10)) * (0.5 + Math.random() / 2);
    const left = this.#stopping ? this.#stopping.deadlineMs - performance.now() : pauseMs;
    await this.#wakeup.sleep(Math.max(1, Math.min(pauseMs, left)));
  }

  #recovered(): void {
    if (this.#faults === 0) return;
    this.#options.logger.info({ failedBatches: this.#faults }, 'batches succeed again');
    this.#faults = 0;
  }

  async #idle(): Promise<void> {
    if (!this.#quiet) {
      this.#quiet = !(await this.#maintain(true));
      return;
    }
    const timer = setTimeout(() => {
      this.#quiet = false;
      this.#wakeup.wake();
    }, IDLE_ROUND_MS);
    await this.#wakeup.during((signal) => this.#options.queue.waitForRecords(signal));
    clearTimeout(timer);
  }

  async #maintainUnderLoad(): Promise<void> {
    if (performance.now() - this.#maintainedMs >= MAINTENANCE_INTERVAL_MS) await this.#maintain(false);
  }

  /** True while there is more to do. A fault is logged and met again at the next round. */
  async #maintain(idle: boolean): Promise<boolean> {
    this.#maintainedMs = performance.now();
    try {
      const { more, effects } = await this.#maintenance.step(idle);
      if (effects) await this.#seeTo(effects);
      return more;
    } catch (error) {
      this.#options.logger.error({ err: error }, 'maintenance failed, it is tried again later');
      return false;
    }
  }

  async #seeTo({ live, directory, released }: StepEffects): Promise<void> {
    const { store, logger, onLive, onDirectoryEvents } = this.#options;
    this.#quiet = false;
    if (directory && directory.length > 0) {
      this.#settings.clear();
      await onDirectoryEvents(directory);
    }
    if (released && released.length > 0) {
      // The rows are gone: what fails here is found again when the store is verified at start.
      await store.release(released).catch((error: unknown) => logger.error({ err: error }, 'messages not released'));
    }
    if (live && live.length > 0) onLive(live);
  }
}

function isFull(records: readonly QueuedRecord[]): boolean {
  if (records.length >= MAX_RECORDS / 2) return true;
  let bytes = 0;
  for (const record of records) if (record.kind === 'message') bytes += record.sizeBytes;
  return bytes >= FULL_BATCH_BYTES;
}
