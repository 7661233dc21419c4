import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bodyIsWhole,
  decodeLargeBlock,
  decodeMessageId,
  decodeRecordHeader,
  decodeSegmentHeader,
  encodeLargeBlock,
  encodeSegmentHeader,
  messageIdOffset,
  parseSegmentFileName,
  RECORD_HEADER_BYTES,
  recordKind,
  SEGMENT_HEADER_BYTES,
  sealRecord,
  segmentFileName,
} from './segment-format.ts';

function record(
  offset: number,
  envelope: Uint8Array,
  message: Uint8Array,
  sequence: number,
  receivedAtMs: number,
): Buffer {
  const length = RECORD_HEADER_BYTES + envelope.length + message.length;
  const buffer = Buffer.alloc(offset + length, 0xee);
  buffer.set(envelope, offset + RECORD_HEADER_BYTES);
  buffer.set(message, offset + RECORD_HEADER_BYTES + envelope.length);
  buffer.set(Buffer.from('0192f0000000700080000000000000ab', 'hex'), messageIdOffset(offset));
  sealRecord(buffer, offset, recordKind.message, length, envelope.length, sequence, receivedAtMs);
  return buffer;
}

describe('segment format', () => {
  it('gives back every record that it encodes, at any offset', () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ maxLength: 3000 }),
        fc.maxSafeNat(),
        fc.maxSafeNat(),
        (offset, envelope, message, sequence, receivedAtMs) => {
          const buffer = record(offset, envelope, message, sequence, receivedAtMs);
          const header = decodeRecordHeader(buffer, offset);
          expect(header).toMatchObject({
            kind: recordKind.message,
            length: buffer.length - offset,
            envelopeLength: envelope.length,
            sequence,
            receivedAtMs,
          });
          expect(bodyIsWhole(buffer, offset, header!)).toBe(true);
          expect(decodeMessageId(buffer, offset)).toBe('0192f000-0000-7000-8000-0000000000ab');
        },
      ),
    );
  });

  it('notices every flipped bit of a record', () => {
    const whole = record(0, Buffer.from('{"a":1}'), Buffer.from('message'), 7, 8);
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const flipped = Buffer.from(whole);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      const header = decodeRecordHeader(flipped, 0);
      expect(header && bodyIsWhole(flipped, 0, header), `bit ${bit}`).toBeFalsy();
    }
  });

  it('finds no record in a part of one', () => {
    const whole = record(0, Buffer.from('{"a":1}'), Buffer.from('message'), 7, 8);
    for (let length = 0; length < whole.length; length += 1) {
      const part = whole.subarray(0, length);
      const header = decodeRecordHeader(part, 0);
      expect(header && bodyIsWhole(part, 0, header), `${length} bytes`).toBeFalsy();
    }
  });

  it('gives back the header of a segment, and notices damage', () => {
    const header = Buffer.alloc(SEGMENT_HEADER_BYTES);
    encodeSegmentHeader(header, 2, 2 ** 40 + 3);
    expect(decodeSegmentHeader(header)).toEqual({ version: 1, lane: 2, firstSequence: 2 ** 40 + 3 });
    for (let at = 0; at < SEGMENT_HEADER_BYTES; at += 1) {
      const damaged = Buffer.from(header);
      damaged[at]! ^= 4;
      expect(decodeSegmentHeader(damaged), `byte ${at}`).toBeUndefined();
    }
    expect(decodeSegmentHeader(header.subarray(0, 20))).toBeUndefined();
  });

  it('names segments so that names sort as sequences', () => {
    const names = [1, 9, 10, 99_999, 2 ** 52].map(segmentFileName);
    expect(names.toSorted()).toEqual(names);
    expect(names.map(parseSegmentFileName)).toEqual([1, 9, 10, 99_999, 2 ** 52]);
    expect(parseSegmentFileName('1.seg')).toBeUndefined();
    expect(parseSegmentFileName('00000000000000000001.seg.bak')).toBeUndefined();
  });

  it('gives back the block of a large message', () => {
    const block = Buffer.alloc(16);
    encodeLargeBlock(block, 0, 5 * 2 ** 32 + 1, 0xdeadbeef);
    expect(decodeLargeBlock(block, 0)).toEqual({ sizeBytes: 5 * 2 ** 32 + 1, crc: 0xdeadbeef });
  });
});
