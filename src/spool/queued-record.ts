import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { EmailIngestionJob, RefusalJob } from '../domain/ingestion-job.ts';
import type { MessageReference } from '../domain/message-reference.ts';
import type { LaneCheckpoint, QueuedRecord } from '../ports/ingest-queue.ts';
import {
  decodeLargeBlock,
  decodeMessageId,
  LARGE_BLOCK_BYTES,
  largeFileNames,
  RECORD_HEADER_BYTES,
  type RecordHeader,
  recordKind,
} from './segment-format.ts';

const HEAD_BYTES = 256 * 1024;

/**
 * What the processor gets of the record at `at` in `data`, which is whole and right by its CRC. What cannot be understood all the
 * same is poison.
 */
export function queuedRecord(
  directory: string,
  data: Buffer,
  at: number,
  header: RecordHeader,
  place: Pick<MessageReference, 'key' | 'offset'>,
  next: LaneCheckpoint,
): QueuedRecord {
  const { lane } = next;
  const { sequence, receivedAtMs } = header;
  const messageId = decodeMessageId(data, at);
  const envelopeEnd = at + RECORD_HEADER_BYTES + header.envelopeLength;
  const body = data.subarray(envelopeEnd, at + header.length);
  // Every object is written out: to spread shared facts into them gives each a hidden class of its own, which cost the processor's
  // thread an eighth of its time (`perf`, 10 KiB).
  try {
    const envelope: unknown = JSON.parse(data.toString('utf8', at + RECORD_HEADER_BYTES, envelopeEnd));
    switch (header.kind) {
      case recordKind.message: {
        const job = asJob(envelope);
        const reference = inSegment(place, header.length);
        const sizeBytes = body.length;
        return {
          kind: 'message',
          lane,
          sequence,
          messageId,
          receivedAtMs,
          next,
          job,
          head: body,
          sizeBytes,
          reference,
        };
      }
      case recordKind.refusal:
        return { kind: 'refusal', lane, sequence, messageId, receivedAtMs, next, refusal: asRefusal(envelope) };
      case recordKind.large: {
        const { head, sizeBytes } = openLarge(directory, messageId, body);
        const job = asJob(envelope);
        const reference: MessageReference = {
          store: 'segments',
          key: `large/${messageId}`,
          offset: 0,
          length: sizeBytes,
        };
        return { kind: 'message', lane, sequence, messageId, receivedAtMs, next, job, head, sizeBytes, reference };
      }
      default:
        throw new Error(`records of kind ${header.kind} are not known`);
    }
  } catch (error) {
    const { message: reason } = error as Error;
    const reference = inSegment(place, header.length);
    return { kind: 'poison', lane, sequence, messageId, receivedAtMs, next, reason, reference };
  }
}

function inSegment({ key, offset }: Pick<MessageReference, 'key' | 'offset'>, length: number): MessageReference {
  return { store: 'segments', key, offset, length };
}

function openLarge(directory: string, id: string, block: Buffer): { head: Buffer; sizeBytes: number } {
  if (block.length !== LARGE_BLOCK_BYTES) throw new Error('the record of a large message has no block');
  const { sizeBytes } = decodeLargeBlock(block, 0);
  const fd = openEither(largeFileNames(id).map((name) => join(directory, name)));
  try {
    const found = fstatSync(fd).size;
    if (found !== sizeBytes) throw new Error(`the file of large message ${id} has ${found} of ${sizeBytes} bytes`);
    const head = Buffer.allocUnsafeSlow(Math.min(HEAD_BYTES, sizeBytes));
    for (let filled = 0; filled < head.length; ) {
      const count = readSync(fd, head, filled, head.length - filled, filled);
      if (count === 0) throw new Error(`the file of large message ${id} ends early`);
      filled += count;
    }
    return { head, sizeBytes };
  } finally {
    closeSync(fd);
  }
}

function openEither(paths: readonly string[]): number {
  for (const path of paths) {
    try {
      return openSync(path, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Error(`${paths.at(-1)} is not there`);
}

function asJob(envelope: unknown): EmailIngestionJob {
  const job = envelope as EmailIngestionJob | null;
  const sound =
    typeof job === 'object' &&
    typeof job?.from === 'string' &&
    Array.isArray(job.recipients) &&
    job.recipients.every((each) => typeof each?.address === 'string' && typeof each.inbox === 'string') &&
    typeof job.times === 'object';
  if (!sound) throw new Error('the envelope is no ingestion job');
  return job;
}

function asRefusal(envelope: unknown): RefusalJob {
  const refusal = envelope as RefusalJob | null;
  if (typeof refusal?.chaos !== 'string' || typeof refusal.address !== 'string' || typeof refusal.at !== 'number') {
    throw new Error('the envelope is no refusal');
  }
  return refusal;
}
