/*
 * The spool alone: sessions that send the next message some turns of the event loop after the reply to the one before, as those of
 * a client do that talks MAIL, RCPT, DATA between. Nobody reads. Gives messages a second, CPU of the whole process for a message,
 * records a sync, and how long a reply takes.
 * Run: npx tsx bench/spool/append.bench.ts [--sessions 50] [--bytes 10240] [--seconds 4] [--directory DIR]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import type { SpoolTransaction } from '../../src/domain/spool-intake.ts';
import { Spool } from '../../src/spool/spool.ts';
import { StatusBoard } from '../../src/telemetry/status-board.ts';
import { jobText } from '../../test/support/spool-fixture.ts';

/** Turns between a reply and the end of the next message. */
const DIALOGUE_TURNS = 4;

const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '50' },
    bytes: { type: 'string', default: '10240' },
    seconds: { type: 'string', default: '4' },
    directory: { type: 'string', default: tmpdir() },
  },
});
const sessions = Number(values.sessions);
const bytes = Number(values.bytes);
const directory = mkdtempSync(join(values.directory, 'millrace-append-'));
const status = new StatusBoard();
const spool = await Spool.open({
  directory: join(directory, 'spool'),
  segmentBytes: 32 * 1024 * 1024,
  maxBacklogMessages: 1e9,
  maxBacklogBytes: 1e12,
  minFreeDiskBytes: 0,
  fullWaitMs: 0,
  checkpoints: [],
  status,
  logger: pino({ level: 'warn' }),
});
const message = Buffer.alloc(bytes, 0x6d);
const envelope = jobText();
let stopping = false;
let stored = 0;

function session(): Promise<void> {
  return new Promise((resolve) => {
    let endedAt = 0;
    const transaction: SpoolTransaction = {
      lane: 1,
      jobText: envelope,
      chunks: [message],
      messageBytes: bytes,
      endedAtMs: 0,
      stored: () => {
        stored += 1;
        status.record('reply', performance.now() - endedAt);
        next(DIALOGUE_TURNS);
      },
      refused: (reason) => {
        throw new Error(reason);
      },
    };
    const next = (turns: number): void => {
      if (turns > 0) setImmediate(next, turns - 1);
      else if (stopping) resolve();
      else {
        endedAt = performance.now();
        spool.receive(transaction);
      }
    };
    next(0);
  });
}

const startedAt = performance.now();
const startCpu = process.cpuUsage();
const running = Promise.all(Array.from({ length: sessions }, session));
setTimeout(() => {
  stopping = true;
}, Number(values.seconds) * 1000);
await running;
const seconds = (performance.now() - startedAt) / 1000;
const cpu = process.cpuUsage(startCpu);
const reading = status.read();
console.log(
  [
    `${sessions} sessions, ${bytes} bytes`,
    `${Math.round(stored / seconds)} messages/s`,
    `${((cpu.user + cpu.system) / stored).toFixed(1)} us CPU each (${(cpu.user / stored).toFixed(1)} user)`,
    `${(stored / reading.syncs).toFixed(1)} records a sync`,
    `reply p50 ${reading.latency.reply.p50.toFixed(2)} p99 ${reading.latency.reply.p99.toFixed(2)} ms`,
    `sync p50 ${reading.latency.sync.p50.toFixed(2)} ms`,
  ].join(' | '),
);
await spool.stop();
rmSync(directory, { recursive: true });
