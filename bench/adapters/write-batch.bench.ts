// `npx tsx bench/adapters/write-batch.bench.ts [--batches 200] [--size 300] [--message-bytes 10240] [--inboxes 1]`: what the processor's
// transaction costs a message, without spool and SMTP: microseconds of one thread, and bytes written to the database per byte received.
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { uuidv7 } from 'uuidv7';
import { captureSchema } from '../../src/adapters/sqlite/capture-schema.ts';
import { openDatabase, openReadDatabase } from '../../src/adapters/sqlite/database.ts';
import { DirectoryProjection } from '../../src/adapters/sqlite/directory/directory-projection.ts';
import { directorySchema } from '../../src/adapters/sqlite/directory/schema.ts';
import { SqliteDirectoryQueries } from '../../src/adapters/sqlite/directory/sqlite-directory-queries.ts';
import { eventSchema } from '../../src/adapters/sqlite/event-schema.ts';
import { SqliteCaptureModel } from '../../src/adapters/sqlite/sqlite-capture-model.ts';
import { SqliteEmailQueries } from '../../src/adapters/sqlite/sqlite-email-queries.ts';
import { SqliteWriteStore } from '../../src/adapters/sqlite/sqlite-write-store.ts';
import type { QueuedMessage } from '../../src/ports/message-store.ts';
import type { SearchQueries } from '../../src/ports/queries.ts';
import { BatchApplier } from '../../src/processing/batch-applier.ts';
import { percentiles } from '../measure/probe.ts';

const options = new Command('write-batch.bench')
  .option('--batches <n>', 'batches applied', '200')
  .option('--size <n>', 'messages of a batch', '300')
  .option('--message-bytes <n>', 'bytes of a message', '10240')
  .option('--inboxes <n>', 'inboxes that the messages are spread over', '1')
  .option('--campaign', 'all messages belong to one campaign')
  .option('--data <dir>', 'directory of the database', '.bench/write-batch')
  .parse()
  .opts<{ batches: string; size: string; messageBytes: string; inboxes: string; campaign?: true; data: string }>();

const batches = Number(options.batches);
const size = Number(options.size);
const messageBytes = Number(options.messageBytes);
const inboxes = Number(options.inboxes);
const directory = resolve(options.data);
rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });

const path = `${directory}/millrace.db`;
const noSearch: SearchQueries = { search: () => [], indexedUpTo: () => 0 };
const database = openDatabase(path, [eventSchema, directorySchema, captureSchema]);
const model = new SqliteCaptureModel(database, noSearch);
const write = new SqliteWriteStore(database, [new DirectoryProjection(database), ...model.projections]);
const applier = new BatchApplier({
  // As the segments store does it: the bytes are where they are.
  store: { keep: async (messages: readonly QueuedMessage[]) => messages.map((message) => message.reference) } as never,
  write,
  model,
  directory: new SqliteDirectoryQueries(database),
  context: {
    settingsOf: () => ({ campaignHeaders: ['X-Millrace-Campaign'], keepAllCampaignMail: false }),
    campaignExists: (id) => model.campaign(id) !== undefined,
  },
  now: Date.now,
});

let sequence = 0;
const times: number[] = [];
const before = written();
let cpuMs = 0;
for (let batch = 0; batch < batches; batch += 1) {
  const records = Array.from({ length: size }, () => message());
  const started = performance.now();
  const cpu = process.cpuUsage();
  await applier.apply(records);
  const { user, system } = process.cpuUsage(cpu);
  cpuMs += (user + system) / 1000;
  times.push((performance.now() - started) / size);
}
database.pragma('wal_checkpoint(TRUNCATE)');
const bytes = written() - before;
const total = batches * size;
const { p50, p99 } = percentiles(times);
const mean = times.reduce((sum, value) => sum + value, 0) / times.length;
process.stdout.write(
  `${total} messages in batches of ${size}: ${(mean * 1000).toFixed(1)} us a message (median ${(p50 * 1000).toFixed(1)}, p99 ${(p99 * 1000).toFixed(1)}), ` +
    `${Math.round(1000 / mean)} messages/s; CPU ${((cpuMs / total) * 1000).toFixed(1)} us a message\n` +
    `database: ${Math.round(bytes / total)} bytes written a message, ${(bytes / total / messageBytes).toFixed(3)} per byte received; ` +
    `file ${Math.round(statSync(path).size / total)} bytes a message\n`,
);
const emails = new SqliteEmailQueries(openReadDatabase(path), noSearch);
time('first page', () => emails.list({}, { limit: 50 }));
time('80 % down', () => emails.list({}, { limit: 50, skip: Math.floor(total * 0.8) }));
time('one inbox, 80 % down', () =>
  emails.list({ inbox: 'inbox-0' }, { limit: 50, skip: Math.floor((total / inboxes) * 0.8) }),
);
time('one recipient', () => emails.list({ recipient: 'customer77@inbox.example.test' }, { limit: 50 }));
time('subject in none', () => emails.list({ subject: 'zzyzx' }, { limit: 50 }));
time('count of one inbox', () => emails.count({ inbox: 'inbox-0' }));
write.close();

function time(name: string, work: () => unknown): void {
  const each = Array.from({ length: 20 }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  process.stdout.write(`${name}: ${percentiles(each).p50.toFixed(2)} ms\n`);
}

function written(): number {
  return Number(/^write_bytes: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}

function message(): QueuedMessage {
  sequence += 1;
  const address = `customer${Math.floor(Math.random() * 20_000)}@inbox.example.test`;
  const head = Buffer.alloc(messageBytes, 'x');
  head.write(
    `From: Shop <shop@example.test>\r\nTo: ${address}\r\nSubject: Your order ${sequence} is on its way\r\n` +
      `Date: Wed, 25 Nov 2026 22:30:00 +0000\r\nMessage-ID: <${sequence}@example.test>\r\n` +
      `${options.campaign ? 'X-Millrace-Campaign: autumn\r\n' : ''}\r\nDear customer, your order will arrive soon.\r\n`,
  );
  const segment = `normal/${String(1 + Math.floor(sequence / 3000) * 3000).padStart(20, '0')}`;
  const offset = (sequence % 3000) * messageBytes;
  const now = Date.now();
  return {
    kind: 'message',
    lane: 'normal',
    sequence,
    messageId: uuidv7(),
    receivedAtMs: now,
    next: { lane: 'normal', sequence, segment, offset: offset + messageBytes },
    job: {
      from: 'shop@example.test',
      recipients: [{ address, inbox: `inbox-${sequence % inboxes}` }],
      mail: { size: messageBytes },
      peer: '127.0.0.1:43210',
      helo: 'client.example.test',
      esmtp: true,
      via: 'DATA',
      times: { connected: now, mail: now, data: now, end: now },
    },
    head,
    sizeBytes: messageBytes,
    reference: { store: 'segments', key: segment, offset, length: messageBytes + 400 },
  };
}
