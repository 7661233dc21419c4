/*
 * A backlog of 100,000 messages of 10 KiB: how long the spool takes to open with it, and how fast the reader reads it without a
 * processor behind. Run: npx tsx bench/spool/backlog.bench.ts [DIR]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Spool } from '../../src/spool/spool.ts';
import { SpoolReader } from '../../src/spool/spool-reader.ts';
import { StatusBoard } from '../../src/telemetry/status-board.ts';
import { jobText, send } from '../../test/support/spool-fixture.ts';

const messages = 100_000;
const burst = 1000;
const root = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'millrace-backlog-'));
const logger = pino({ level: 'warn' });
const options = (status: StatusBoard) => ({
  directory: join(root, 'spool'),
  segmentBytes: 32 * 1024 * 1024,
  maxBacklogMessages: 1e9,
  maxBacklogBytes: 1e12,
  minFreeDiskBytes: 0,
  fullWaitMs: 0,
  checkpoints: [],
  status,
  logger,
});

const writer = await Spool.open(options(new StatusBoard()));
const message = Buffer.alloc(10_240, 0x6d);
const envelope = jobText();
const writeStart = performance.now();
for (let sent = 0; sent < messages; sent += burst) {
  await Promise.all(Array.from({ length: burst }, () => send(writer, message, { envelope }).outcome));
}
console.log(`written in ${((performance.now() - writeStart) / 1000).toFixed(1)} s`);
await writer.stop();

const status = new StatusBoard();
const openStart = performance.now();
const spool = await Spool.open(options(status));
console.log(`opened in ${(performance.now() - openStart).toFixed(0)} ms with ${status.read().spool.messages} waiting`);

const reader = new SpoolReader({
  directory: join(root, 'spool'),
  seat: spool.readerSeat,
  checkpoints: [],
  status,
  logger,
});
const cpu = process.cpuUsage();
const readStart = performance.now();
let batches = 0;
for (;;) {
  const { records } = reader.read(256, 4 * 1024 * 1024);
  const last = records.at(-1);
  if (!last) break;
  reader.committed([last.next]);
  batches += 1;
}
const { user, system } = process.cpuUsage(cpu);
console.log(
  `read in ${(performance.now() - readStart).toFixed(0)} ms, ${batches} batches, ` +
    `${((user + system) / messages).toFixed(1)} us CPU a message; ${status.read().spool.messages} left`,
);
reader.close();
await spool.stop();
rmSync(root, { recursive: true });
