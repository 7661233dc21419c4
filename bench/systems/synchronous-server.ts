// `synchronous-server.ts DIR PORT`: the flow that the spool replaces, built from the same parts (engine, header scan, eml store, event
// store, projections): the reply after the data waits until the message is parsed, its file is written, synced, renamed and its
// directory synced, and its event and row are committed and synced. A session sends its next message after the reply, and sessions wait
// for each other only at the database, as they would with any store that takes one writer.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { EmlMessageStore } from '../../src/adapters/eml/eml-message-store.ts';
import { SqliteSearchQueries } from '../../src/adapters/search/sqlite-search-queries.ts';
import { captureSchema } from '../../src/adapters/sqlite/capture-schema.ts';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { directorySchema } from '../../src/adapters/sqlite/directory/schema.ts';
import { SqliteDirectoryQueries } from '../../src/adapters/sqlite/directory/sqlite-directory-queries.ts';
import { eventSchema } from '../../src/adapters/sqlite/event-schema.ts';
import { SqliteCaptureModel } from '../../src/adapters/sqlite/sqlite-capture-model.ts';
import { SqliteWriteStore } from '../../src/adapters/sqlite/sqlite-write-store.ts';
import { resolveConfig } from '../../src/config.ts';
import { CATCH_ALL, type EmailIngestionJob } from '../../src/domain/ingestion-job.ts';
import type { QueuedMessage } from '../../src/ports/message-store.ts';
import { BatchApplier } from '../../src/processing/batch-applier.ts';
import type { LargeMessageSink, MessageReceiver, SpoolTransaction } from '../../src/smtp/message-receiver.ts';
import { SmtpServer } from '../../src/smtp/server.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { StatusBoard } from '../../src/telemetry/status-board.ts';

const [directory = '', port = ''] = process.argv.slice(2);
mkdirSync(directory, { recursive: true });
const config = resolveConfig([{ name: 'bench', values: { smtp: `127.0.0.1:${port}` } }]);
const database = openDatabase(join(directory, 'millrace.db'), [eventSchema, captureSchema, directorySchema]);
const model = new SqliteCaptureModel(database, new SqliteSearchQueries(join(directory, 'search.db')));
const write = new SqliteWriteStore(database, model.projections);

/** Enough that sessions do not wait for each other's files: a store writes one batch, here one message, at a time. */
const appliers = Array.from(
  { length: 16 },
  () =>
    new BatchApplier({
      store: new EmlMessageStore(join(directory, 'messages'), noSource()),
      write,
      model,
      directory: new SqliteDirectoryQueries(database),
      context: {
        settingsOf: () => ({ campaignHeaders: config.campaignHeaders, keepAllCampaignMail: false }),
        campaignExists: (id) => model.campaign(id) !== undefined,
      },
      now: Date.now,
    }),
);
let sequence = 0;

function store(transaction: Omit<SpoolTransaction, 'chunks'>, message: Buffer): void {
  sequence += 1;
  const record: QueuedMessage = {
    kind: 'message',
    lane: 'normal',
    sequence,
    messageId: uuidv7(),
    receivedAtMs: transaction.endedAtMs,
    next: { lane: 'normal', sequence, segment: '', offset: 0 },
    job: JSON.parse(transaction.jobText) as EmailIngestionJob,
    head: message,
    sizeBytes: message.length,
    reference: { store: 'memory', key: 'none', offset: 0, length: message.length },
  };
  const applier = appliers[sequence % appliers.length] as BatchApplier;
  applier.apply([record]).then(
    () => transaction.stored(record.messageId),
    (error: unknown) => {
      logger.error({ err: error }, 'not stored');
      transaction.refused('sync-failed');
    },
  );
}

const receiver: MessageReceiver = {
  admit: ({ address }) => ({ kind: 'accept', recipient: { address, inbox: CATCH_ALL }, lane: 1 }),
  receive: (transaction) => store(transaction, Buffer.concat(transaction.chunks)),
  refuse: (refusal) => refusal.refused('unhealthy'),
  openLarge: () => new GatheredMessage(),
  greeting: () => undefined,
};

class GatheredMessage implements LargeMessageSink {
  onDrain: (() => void) | undefined;
  readonly #chunks: Buffer[] = [];

  write(chunk: Uint8Array): boolean {
    this.#chunks.push(Buffer.from(chunk));
    return true;
  }

  finish(transaction: Omit<SpoolTransaction, 'chunks'>): void {
    // Not before `finish` has returned.
    setImmediate(() => store(transaction, Buffer.concat(this.#chunks)));
  }

  abort(): void {
    this.#chunks.length = 0;
  }
}

function noSource() {
  return {
    open: () => {
      throw new Error('the whole message is in the record');
    },
  };
}

const logger = createLogger('error', 'synchronous');
await new SmtpServer({
  ...config.smtp,
  hostname: 'synchronous.example.test',
  limits: config.limits,
  tls: { mode: 'off' },
  auth: { required: false, users: [] },
  bareNewlines: 'flag',
  receiver,
  status: new StatusBoard(),
  logger,
}).start();
