import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import type { EmailIngestionJob } from '../../src/domain/ingestion-job.ts';
import type { Lane } from '../../src/domain/lanes.ts';
import type { QueuedMessage } from '../../src/ports/message-store.ts';
import {
  encodeSegmentHeader,
  messageIdOffset,
  RECORD_HEADER_BYTES,
  recordKind,
  SEGMENT_HEADER_BYTES,
  sealRecord,
  segmentFileName,
  segmentName,
} from '../../src/spool/segment-format.ts';

const receivedAtMs = Date.UTC(2026, 10, 24, 23, 59, 59, 999);
const largeThresholdBytes = 256 * 1024;

/** A spool directory with real segment files in it, without a spool. */
export class SegmentFixture {
  readonly directory = mkdtempSync(join(tmpdir(), 'millrace-segments-'));
  readonly #next = new Map<Lane, number>();

  /** One segment with these messages; over 256 KiB as large files. Gives them as the queue would. */
  segment(messages: readonly Buffer[], lane: Lane = 'normal'): QueuedMessage[] {
    const first = this.#next.get(lane) ?? 1;
    this.#next.set(lane, first + messages.length);
    const header = Buffer.alloc(SEGMENT_HEADER_BYTES);
    encodeSegmentHeader(header, 1, first);
    const chunks: Buffer[] = [header];
    let offset = header.length;
    const queued: QueuedMessage[] = [];
    const segment = `${lane}/${segmentName(first)}`;
    for (const [at, message] of messages.entries()) {
      const messageId = uuidv7();
      const sequence = first + at;
      const large = message.length > largeThresholdBytes;
      const record = encodeRecord(messageId, sequence, large ? Buffer.alloc(16) : message, large);
      if (large) this.write(`large/${messageId}.msg`, message);
      chunks.push(record);
      queued.push({
        kind: 'message',
        lane,
        sequence,
        messageId,
        receivedAtMs,
        next: { lane, sequence, segment, offset: offset + record.length },
        job,
        head: large ? message.subarray(0, 64 * 1024) : message,
        sizeBytes: message.length,
        reference: large
          ? { store: 'segments', key: `large/${messageId}`, offset: 0, length: message.length }
          : { store: 'segments', key: segment, offset, length: record.length },
      });
      offset += record.length;
    }
    this.write(`${lane}/${segmentFileName(first)}`, Buffer.concat(chunks));
    return queued;
  }

  write(fileName: string, bytes: Uint8Array): void {
    mkdirSync(dirname(join(this.directory, fileName)), { recursive: true });
    writeFileSync(join(this.directory, fileName), bytes);
  }

  dispose(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function encodeRecord(messageId: string, sequence: number, body: Buffer, large: boolean): Buffer {
  const envelope = Buffer.from(JSON.stringify(job));
  const record = Buffer.concat([Buffer.alloc(RECORD_HEADER_BYTES), envelope, body]);
  Buffer.from(messageId.replaceAll('-', ''), 'hex').copy(record, messageIdOffset(0));
  const kind = large ? recordKind.large : recordKind.message;
  sealRecord(record, 0, kind, record.length, envelope.length, sequence, receivedAtMs);
  return record;
}

const job: EmailIngestionJob = {
  from: 'sender@example.test',
  recipients: [{ address: 'rcpt@example.test', inbox: 'catch-all' }],
  peer: '127.0.0.1:40000',
  helo: 'client.example.test',
  esmtp: true,
  via: 'DATA',
  times: { connected: receivedAtMs, mail: receivedAtMs, data: receivedAtMs, end: receivedAtMs },
};
