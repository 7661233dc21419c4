import { parentPort, workerData } from 'node:worker_threads';
import { pino } from 'pino';
import type { ReaderSeat } from '../../src/spool/durable-marks.ts';
import { SpoolReader } from '../../src/spool/spool-reader.ts';
import { StatusBoard } from '../../src/telemetry/status-board.ts';
import { checkpointsAfter } from './spool-fixture.ts';

/** The reading side in a thread of its own, as in the server: reads, commits, tells what it read, waits. */
export interface ReaderWorkerData {
  readonly directory: string;
  readonly seat: ReaderSeat;
  readonly status: SharedArrayBuffer;
}

const { directory, seat, status } = workerData as ReaderWorkerData;
const reader = new SpoolReader({
  directory,
  seat,
  checkpoints: [],
  status: new StatusBoard(status),
  logger: pino({ level: 'silent' }),
});
const stopping = new AbortController();
parentPort!.once('message', () => stopping.abort());

while (!stopping.signal.aborted) {
  await reader.waitForRecords(stopping.signal);
  const { records } = reader.read(256, 1e6);
  if (records.length === 0) continue;
  const texts = records.map((record) =>
    record.kind === 'message' ? Buffer.from(record.head).toString() : record.kind,
  );
  reader.committed(checkpointsAfter(records));
  parentPort!.postMessage(texts);
}
reader.close();
