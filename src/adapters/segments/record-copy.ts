import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { formatReference, type MessageReference } from '../../domain/message-reference.ts';
import {
  bodyIsWhole,
  COMPACTED_LANE,
  decodeRecordHeader,
  encodeSegmentHeader,
  SEGMENT_HEADER_BYTES,
} from '../../spool/segment-format.ts';
import type { ReclaimIo, SpoolFile } from './segment-files.ts';

export interface CopyOutcome {
  /** Old reference as text to its new place. */
  readonly moves: ReadonlyMap<string, MessageReference>;
  /** Where a live record could not be read whole: it was not copied. */
  readonly damaged: readonly { readonly segment: string; readonly offset: number }[];
}

/** Copies records as they are, CRCs checked, into the new segment `target`; durable on resolve, its name too. */
export async function copyRecords(
  io: ReclaimIo,
  spoolDirectory: string,
  target: string,
  sources: readonly { readonly file: SpoolFile; readonly references: readonly MessageReference[] }[],
): Promise<CopyOutcome> {
  const moves = new Map<string, MessageReference>();
  const damaged: { segment: string; offset: number }[] = [];
  const path = join(spoolDirectory, `${target}.seg`);
  const out = await io.open(path, 'wx');
  try {
    const header = Buffer.alloc(SEGMENT_HEADER_BYTES);
    encodeSegmentHeader(header, COMPACTED_LANE, 0);
    await io.write(out, header);
    let offset = SEGMENT_HEADER_BYTES;
    for (const { file, references } of sources) {
      const from = await io.open(join(spoolDirectory, file.fileName), 'r');
      try {
        for (const reference of references) {
          if (reference.length === 0) {
            // A dead letter without bytes (a refusal): it has to stand somewhere, that is all.
            moves.set(formatReference(reference), { ...reference, key: target });
            continue;
          }
          const record = await readRecord(from, reference);
          if (!record) {
            damaged.push({ segment: file.segment, offset: reference.offset });
            continue;
          }
          await io.write(out, record);
          moves.set(formatReference(reference), { ...reference, key: target, offset });
          offset += record.length;
        }
      } finally {
        await from.close();
      }
    }
    if (moves.size > 0) await io.sync(out);
  } finally {
    await out.close();
  }
  if (moves.size > 0) await io.syncDirectory(join(spoolDirectory, 'compacted'));
  return { moves, damaged };
}

async function readRecord(from: FileHandle, reference: MessageReference): Promise<Buffer | undefined> {
  const bytes = Buffer.allocUnsafe(reference.length);
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await from.read(bytes, at, bytes.length - at, reference.offset + at);
    if (bytesRead === 0) return undefined;
    at += bytesRead;
  }
  const header = decodeRecordHeader(bytes, 0);
  return header && header.length === reference.length && bodyIsWhole(bytes, 0, header) ? bytes : undefined;
}
