import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeTransfer } from './transfer-encoding.ts';

const wrap = (text: string) => text.replace(/(.{1,20})/g, '$1\r\n');

it('undoes base64, in one run and in several', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 5 }), (runs) => {
      const encoded = runs.map((run) => wrap(Buffer.from(run).toString('base64'))).join('');
      expect(decodeTransfer(Buffer.from(encoded), 'base64')).toEqual(decodeTransfer(Buffer.from(encoded), ' BASE64 '));
      // Runs that end without padding join; the others stand for themselves: both give the bytes one after another.
      const decoded = decodeTransfer(Buffer.from(encoded), 'base64');
      expect(decoded.equals(Buffer.concat(runs))).toBe(true);
    }),
  );
});

it('undoes quoted-printable', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const encoded = [...bytes].map((code) => `=${code.toString(16).padStart(2, '0').toUpperCase()}`).join('');
      const soft = encoded.replace(/(.{72})/g, '$1=\r\n');
      expect(decodeTransfer(Buffer.from(soft), 'quoted-printable').equals(Buffer.from(bytes))).toBe(true);
    }),
  );
});

it('takes other encodings as they are, and never throws', () => {
  const bytes = Buffer.from('a=3D\r\n');
  for (const name of ['', '7bit', '8bit', 'binary', 'x-uuencode']) expect(decodeTransfer(bytes, name)).toBe(bytes);
  fc.assert(
    fc.property(fc.uint8Array(), fc.constantFrom('base64', 'quoted-printable'), (any, name) => {
      expect(decodeTransfer(Buffer.from(any), name).length).toBeLessThanOrEqual(any.length);
    }),
  );
});
