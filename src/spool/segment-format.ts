import { crc32c } from '@node-rs/crc32';

/*
 * The format of the spool on disk, version 1. All numbers are little-endian; CRCs are CRC-32C (Castagnoli).
 *
 *   spool/high|normal|low/<first sequence, 20 digits>.seg    a lane's log, in order of names
 *   spool/compacted/<name>.seg                               live records that compaction moved together (same records)
 *   spool/large/<message id>.part | .msg                     one large message each: its bytes and nothing else
 *   spool/quarantine/…                                       copies of damaged ranges, for people
 *
 * Segment
 *   +----------------+----------+----------+--   --+----------+
 *   | header 32      | record   | record   |  ...  | record   |      no padding, no index, no footer
 *   +----------------+----------+----------+--   --+----------+
 *
 *   header   0         8         10      11      12          16              24           28          32
 *            +---------+---------+-------+-------+-----------+---------------+------------+-----------+
 *            | MILLSEG\n| version | lane  | 0     | 0         | first sequence| 0          | CRC 0..27 |
 *            +---------+---------+-------+-------+-----------+---------------+------------+-----------+
 *              8 bytes   u16       u8      u8      u32         u64             u32          u32
 *
 * Record, length = 56 + envelope + message
 *            +--------------------------+--------------------------+----------------------------------+
 *            | header 56                | envelope: JSON, UTF-8    | message: exactly as sent         |
 *            +--------------------------+--------------------------+----------------------------------+
 *
 *   header   0       4         5      6     8          12          16         24           40         48        52        56
 *            +-------+---------+------+-----+----------+-----------+----------+------------+----------+---------+---------+
 *            | MREC  | version | kind | 0   | length   | envelope  | sequence | message id | received | CRC     | CRC     |
 *            |       |         |      |     | of all   | length    |          | UUID v7    | at, ms   | 56..end | 0..51   |
 *            +-------+---------+------+-----+----------+-----------+----------+------------+----------+---------+---------+
 *              u32     u8        u8     u16   u32        u32         u64        16 bytes     u64        u32       u32
 *
 * The header has a CRC of its own so that its length can be trusted before the body is read; the body's CRC lies under it.
 *
 *   kind 1 message   envelope EmailIngestionJob, then the message
 *   kind 2 refusal   envelope RefusalJob, no message
 *   kind 3 large     envelope EmailIngestionJob, then 16 bytes { u64 size of the file, u32 CRC-32C of it, u32 0 };
 *                    the message is the file large/<message id of the header>
 *
 * Which records count. Sequences of a lane rise by one, without gaps, over all its segments. A record whose sequence is not below
 * the first sequence of the next segment is CANCELLED: the name of a segment is the cancel mark for what a failed sync may have
 * left at the end of the one before it (its transactions were answered 451). The tail of a failed segment is cut as well where the
 * disk allows. The last segment of a lane is the one being written: it is never unlinked, whatever the checkpoint says.
 *
 * Large files. `.part` belongs to the spool: it is being received, or its record is not yet behind the durable checkpoint. After
 * the commit of its record the reader renames it to `.msg`: so a `.msg` to which the database has no reference is dead and may be
 * unlinked at any time, a `.part` never by anybody but the spool. To open one try `.part` first, then `.msg` (the rename goes
 * only that way): see `largeFileNames`.
 */

export const FORMAT_VERSION = 1;
export const SEGMENT_HEADER_BYTES = 32;
export const RECORD_HEADER_BYTES = 56;
/** Length of the part behind the envelope in a record of kind `large`. */
export const LARGE_BLOCK_BYTES = 16;
/** The lane's number in headers of segments that compaction wrote. */
export const COMPACTED_LANE = 255;

export const recordKind = { message: 1, refusal: 2, large: 3 } as const;

const SEGMENT_MAGIC = Buffer.from('MILLSEG\n', 'latin1');
const RECORD_MAGIC = 0x4345524d; // 'MREC'
/** For whoever looks for the next record behind damage. */
export const RECORD_MAGIC_BYTES = Buffer.from('MREC', 'latin1');

const MESSAGE_ID_OFFSET = 24;
const HEADER_CRC_OFFSET = 52;
const TWO_32 = 2 ** 32;

export interface RecordHeader {
  /** One of `recordKind`; others are kinds of a later version. */
  readonly kind: number;
  /** Bytes of the whole record, header included. */
  readonly length: number;
  readonly envelopeLength: number;
  readonly sequence: number;
  readonly receivedAtMs: number;
  readonly bodyCrc: number;
}

export interface SegmentHeader {
  readonly version: number;
  /** Index in `lanes`, or COMPACTED_LANE. */
  readonly lane: number;
  readonly firstSequence: number;
}

/** Writes SEGMENT_HEADER_BYTES at the start of `into`. */
export function encodeSegmentHeader(into: Buffer, lane: number, firstSequence: number): void {
  into.fill(0, 0, SEGMENT_HEADER_BYTES);
  SEGMENT_MAGIC.copy(into, 0);
  into.writeUInt16LE(FORMAT_VERSION, 8);
  into.writeUInt8(lane, 10);
  writeUInt64(into, firstSequence, 16);
  into.writeUInt32LE(crc32c(into.subarray(0, 28)), 28);
}

/** Undefined when it is damaged or no segment header. The caller looks at the version. */
export function decodeSegmentHeader(from: Buffer): SegmentHeader | undefined {
  if (from.length < SEGMENT_HEADER_BYTES || !from.subarray(0, 8).equals(SEGMENT_MAGIC)) return undefined;
  if (crc32c(from.subarray(0, 28)) !== from.readUInt32LE(28)) return undefined;
  return { version: from.readUInt16LE(8), lane: from.readUInt8(10), firstSequence: readUInt64(from, 16) };
}

/**
 * Completes the record whose envelope, message and message id already lie in `buffer` behind the place of its header: writes
 * the rest of the header and both CRCs. No copy of the body is made.
 */
export function sealRecord(
  buffer: Buffer,
  offset: number,
  kind: number,
  length: number,
  envelopeLength: number,
  sequence: number,
  receivedAtMs: number,
): void {
  buffer.writeUInt32LE(RECORD_MAGIC, offset);
  buffer.writeUInt32LE(FORMAT_VERSION | (kind << 8), offset + 4);
  buffer.writeUInt32LE(length, offset + 8);
  buffer.writeUInt32LE(envelopeLength, offset + 12);
  writeUInt64(buffer, sequence, offset + 16);
  writeUInt64(buffer, receivedAtMs, offset + 40);
  buffer.writeUInt32LE(crc32c(buffer.subarray(offset + RECORD_HEADER_BYTES, offset + length)), offset + 48);
  buffer.writeUInt32LE(crc32c(buffer.subarray(offset, offset + HEADER_CRC_OFFSET)), offset + HEADER_CRC_OFFSET);
}

/** Where in `buffer` the 16 bytes of the message id go for a record at `offset`. */
export function messageIdOffset(offset: number): number {
  return offset + MESSAGE_ID_OFFSET;
}

/** Undefined when no header of this version lies there whole and undamaged. Says nothing of the body: see `bodyIsWhole`. */
export function decodeRecordHeader(buffer: Buffer, offset: number): RecordHeader | undefined {
  if (offset + RECORD_HEADER_BYTES > buffer.length || buffer.readUInt32LE(offset) !== RECORD_MAGIC) return undefined;
  if (buffer[offset + 4] !== FORMAT_VERSION) return undefined;
  const crc = crc32c(buffer.subarray(offset, offset + HEADER_CRC_OFFSET));
  if (crc !== buffer.readUInt32LE(offset + HEADER_CRC_OFFSET)) return undefined;
  const length = buffer.readUInt32LE(offset + 8);
  const envelopeLength = buffer.readUInt32LE(offset + 12);
  if (RECORD_HEADER_BYTES + envelopeLength > length) return undefined;
  return {
    kind: buffer[offset + 5]!,
    length,
    envelopeLength,
    sequence: readUInt64(buffer, offset + 16),
    receivedAtMs: readUInt64(buffer, offset + 40),
    bodyCrc: buffer.readUInt32LE(offset + 48),
  };
}

/** True when the whole record lies in `buffer` and its envelope and message match their CRC. */
export function bodyIsWhole(buffer: Buffer, offset: number, header: RecordHeader): boolean {
  const end = offset + header.length;
  return end <= buffer.length && crc32c(buffer.subarray(offset + RECORD_HEADER_BYTES, end)) === header.bodyCrc;
}

/** UUID text of the record at `offset`. */
export function decodeMessageId(buffer: Buffer, offset: number): string {
  return formatMessageId(buffer, offset + MESSAGE_ID_OFFSET);
}

/** The 16 bytes at `offset` as UUID text. */
export function formatMessageId(buffer: Buffer, offset: number): string {
  const hex = buffer.toString('hex', offset, offset + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The block behind the envelope of a record of kind `large`. */
export function encodeLargeBlock(buffer: Buffer, offset: number, sizeBytes: number, crc: number): void {
  writeUInt64(buffer, sizeBytes, offset);
  buffer.writeUInt32LE(crc, offset + 8);
  buffer.writeUInt32LE(0, offset + 12);
}

export function decodeLargeBlock(buffer: Buffer, offset: number): { sizeBytes: number; crc: number } {
  return { sizeBytes: readUInt64(buffer, offset), crc: buffer.readUInt32LE(offset + 8) };
}

/** `00000000000000000001`: a segment's name in its lane, so that names sort as sequences do. */
export function segmentName(firstSequence: number): string {
  return String(firstSequence).padStart(20, '0');
}

/** `00000000000000000001.seg` */
export function segmentFileName(firstSequence: number): string {
  return `${segmentName(firstSequence)}.seg`;
}

/** First sequence of a lane's segment file, or undefined when the name is none of one. */
export function parseSegmentFileName(fileName: string): number | undefined {
  return /^\d{20}\.seg$/.test(fileName) ? Number(fileName.slice(0, 20)) : undefined;
}

/** Paths under the spool directory to try in this order for `large/<id>`: see above. */
export function largeFileNames(messageId: string): readonly [part: string, message: string] {
  return [`large/${messageId}.part`, `large/${messageId}.msg`];
}

function writeUInt64(buffer: Buffer, value: number, offset: number): void {
  buffer.writeUInt32LE(value % TWO_32, offset);
  buffer.writeUInt32LE(Math.floor(value / TWO_32), offset + 4);
}

function readUInt64(buffer: Buffer, offset: number): number {
  return buffer.readUInt32LE(offset) + buffer.readUInt32LE(offset + 4) * TWO_32;
}
