import { Readable } from 'node:stream';
import { uuidv7 } from 'uuidv7';
import { captureSchema } from '../../src/adapters/sqlite/capture-schema.ts';
import { type Database, openDatabase, openReadDatabase } from '../../src/adapters/sqlite/database.ts';
import { SqliteDeadLetterQueries } from '../../src/adapters/sqlite/dead-letter-rows.ts';
import { DirectoryProjection } from '../../src/adapters/sqlite/directory/directory-projection.ts';
import { directorySchema } from '../../src/adapters/sqlite/directory/schema.ts';
import { SqliteDirectoryQueries } from '../../src/adapters/sqlite/directory/sqlite-directory-queries.ts';
import { eventSchema } from '../../src/adapters/sqlite/event-schema.ts';
import { SqliteCampaignQueries } from '../../src/adapters/sqlite/sqlite-campaign-queries.ts';
import { SqliteCaptureModel } from '../../src/adapters/sqlite/sqlite-capture-model.ts';
import { SqliteEmailFeed } from '../../src/adapters/sqlite/sqlite-email-feed.ts';
import { SqliteEmailQueries } from '../../src/adapters/sqlite/sqlite-email-queries.ts';
import { SqliteSegmentLedger } from '../../src/adapters/sqlite/sqlite-segment-ledger.ts';
import { SqliteWriteStore } from '../../src/adapters/sqlite/sqlite-write-store.ts';
import type { Command, CommandResult } from '../../src/domain/commands.ts';
import { CATCH_ALL, type EmailIngestionJob } from '../../src/domain/ingestion-job.ts';
import { formatReference, type MessageReference } from '../../src/domain/message-reference.ts';
import { MillraceError } from '../../src/errors.ts';
import type { StoredEvent } from '../../src/ports/event-store.ts';
import type { LiveEvent } from '../../src/ports/live-feed.ts';
import type { MessageStore, QueuedMessage } from '../../src/ports/message-store.ts';
import type { SearchQueries } from '../../src/ports/queries.ts';
import { Processor } from '../../src/processing/processor.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { StatusBoard } from '../../src/telemetry/status-board.ts';
import { MemoryQueue } from './memory-queue.ts';
import { waitFor } from './wait-for.ts';

export interface TestMail {
  readonly subject?: string;
  readonly campaign?: string;
  /** All in the catch-all inbox. */
  readonly recipients?: readonly string[];
  /** Address to inbox, in place of `recipients`. */
  readonly inboxes?: Readonly<Record<string, string>>;
  readonly chaos?: string;
  readonly refused?: boolean;
  readonly receivedAt?: number;
  readonly body?: string;
}

/** No words are ever found. */
const noSearch: SearchQueries = { search: () => [], indexedUpTo: () => 0 };

/** A processor on a real database, with queue and message store in memory, and faults on demand. */
export class ProcessorBench {
  readonly queue: MemoryQueue;
  readonly store: AdoptingStore;
  readonly status = new StatusBoard();
  readonly live: LiveEvent[] = [];
  readonly write: SqliteWriteStore;
  readonly model: SqliteCaptureModel;
  readonly ledger: SqliteSegmentLedger;
  readonly emails: SqliteEmailQueries;
  readonly campaigns: SqliteCampaignQueries;
  readonly letters: SqliteDeadLetterQueries;
  readonly feed: SqliteEmailFeed;
  readonly directory: SqliteDirectoryQueries;
  readonly reading: Database;
  readonly processor: Processor;
  refuseSubject: string | undefined;
  clockMs = Date.now();
  onDirectoryEvents: (events: readonly StoredEvent[]) => Promise<void> = async () => undefined;
  #failing = 0;

  readonly #opened: Database;

  constructor(
    path: string,
    options: {
      readonly start?: boolean;
      /** One that outlives this processor. */
      readonly queue?: MemoryQueue;
      /** Puts itself between the processor and its database. */
      readonly wrap?: (database: Database) => Database;
      readonly purgeDeletedDays?: number;
    } = {},
  ) {
    this.queue = options.queue ?? new MemoryQueue();
    this.#opened = openDatabase(path, [eventSchema, directorySchema, captureSchema]);
    const database = options.wrap?.(this.#opened) ?? this.#opened;
    this.model = new SqliteCaptureModel(database, noSearch);
    this.write = new SqliteWriteStore(database, [new DirectoryProjection(database), ...this.model.projections]);
    this.ledger = new SqliteSegmentLedger(database, this.write, this.model.ids);
    this.directory = new SqliteDirectoryQueries(database);
    this.reading = openReadDatabase(path);
    this.emails = new SqliteEmailQueries(this.reading, noSearch);
    this.campaigns = new SqliteCampaignQueries(this.reading);
    this.letters = new SqliteDeadLetterQueries(this.reading);
    this.feed = new SqliteEmailFeed(this.reading);
    this.store = new AdoptingStore(this);
    const save = this.write.saveCheckpoints.bind(this.write);
    this.write.saveCheckpoints = (checkpoints) => {
      save(checkpoints);
      if (this.#failing === 0) return;
      this.#failing -= 1;
      throw new MillraceError('database-io', 'disk full', true);
    };
    this.processor = new Processor({
      queue: this.queue,
      store: this.store,
      write: this.write,
      model: this.model,
      upkeep: this.model,
      directory: this.directory,
      status: this.status,
      logger: createLogger('silent'),
      campaignHeaders: ['X-Millrace-Campaign'],
      verificationWaived: true,
      purgeDeletedDays: options.purgeDeletedDays ?? 30,
      onLive: (events) => this.live.push(...events),
      onDirectoryEvents: (events) => this.onDirectoryEvents(events),
      now: () => this.clockMs,
      newId: uuidv7,
    });
    if (options.start !== false) this.processor.start();
  }

  /** The id that the sender would be told. */
  mail(mail: TestMail): string {
    const id = uuidv7();
    const bytes = Buffer.from(
      `From: Sender <s@example.test>\r\nTo: <t@example.test>\r\nSubject: ${mail.subject ?? 'mail'}\r\n` +
        `${mail.campaign === undefined ? '' : `X-Millrace-Campaign: ${mail.campaign}\r\n`}\r\n${mail.body ?? 'Hello'}\r\n`,
    );
    this.queue.push(id, { kind: 'message', job: jobOf(mail), bytes }, 'normal', mail.receivedAt ?? this.clockMs);
    return id;
  }

  drained(): Promise<void> {
    return this.until(() => this.queue.uncommitted === 0);
  }

  async until(condition: () => boolean): Promise<void> {
    await waitFor('the processor', condition, { intervalMs: 2 });
  }

  execute(command: Command): Promise<CommandResult> {
    return this.processor.execute(command, { actor: 'tester', correlationId: 'test' });
  }

  /** The next batches fail at the end of their transaction, with a fault of the disk. */
  failBatches(count: number): void {
    this.#failing = count;
  }

  async close(): Promise<void> {
    await this.processor.stop({ drainMs: 0 });
    this.reading.close();
    this.#opened.close();
  }
}

/** Keeps as the segments store does: where the queue has them. Refuses one message for good, as a broken one might be. */
class AdoptingStore implements MessageStore {
  readonly name = 'segments';
  readonly bytes = new Map<string, Buffer>();
  readonly #bench: ProcessorBench;

  constructor(bench: ProcessorBench) {
    this.#bench = bench;
  }

  async keep(messages: readonly QueuedMessage[]): Promise<MessageReference[]> {
    const refused = this.#bench.refuseSubject;
    for (const { reference, head } of messages) {
      this.bytes.set(formatReference(reference), Buffer.from(head));
      if (refused !== undefined && Buffer.from(head).includes(`Subject: ${refused}`)) {
        throw new Error('refused by the store');
      }
    }
    return messages.map((message) => message.reference);
  }

  async read(reference: MessageReference): Promise<Buffer> {
    const bytes = this.bytes.get(formatReference(reference));
    if (!bytes) throw new MillraceError('message-missing', formatReference(reference));
    return bytes;
  }

  async open(reference: MessageReference): Promise<{ sizeBytes: number; stream: Readable }> {
    const bytes = await this.read(reference);
    return { sizeBytes: bytes.length, stream: Readable.from([bytes]) };
  }

  async release(references: readonly MessageReference[]): Promise<void> {
    for (const reference of references) this.bytes.delete(formatReference(reference));
  }

  async reclaim(): Promise<boolean> {
    return false;
  }

  async verify(): Promise<{ removed: number; missing: number }> {
    return { removed: 0, missing: 0 };
  }

  async sizeBytes(): Promise<number> {
    return [...this.bytes.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  }

  async close(): Promise<void> {}
}

export function jobOf(mail: TestMail): EmailIngestionJob {
  const inboxes = Object.entries(mail.inboxes ?? {});
  const recipients = mail.recipients ?? ['t@example.test'];
  const chaos = mail.chaos === undefined ? {} : { chaos: mail.chaos };
  return {
    from: 's@example.test',
    recipients:
      inboxes.length > 0
        ? inboxes.map(([address, inbox]) => ({ address, inbox, ...chaos }))
        : recipients.map((address) => ({ address, inbox: CATCH_ALL, ...chaos })),
    peer: '127.0.0.1:4000',
    helo: 'client.example.test',
    esmtp: true,
    via: 'DATA',
    ...(mail.refused ? { refused: { code: 451, enhanced: '4.3.0', text: 'Chaos' } } : {}),
    times: { connected: 1, mail: 2, data: 3, end: 4 },
  };
}
