import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataDecoder } from './data-decoder.ts';

/** What RFC 5321 4.5.2 says, on a string, with all input there. */
function model(input: string): { content: string; rest: string } | undefined {
  const text = `\r\n${input}`;
  const end = text.indexOf('\r\n.\r\n');
  if (end < 0) return undefined;
  return {
    content: text
      .slice(0, end + 2)
      .replace(/\r\n\.(?![\r\n\0])/g, '\r\n')
      .slice(2),
    rest: text.slice(end + 5),
  };
}

function decode(pieces: readonly string[]): { content: string; rest: string } | undefined {
  const decoder = new DataDecoder();
  decoder.begin();
  let content = '';
  for (const [index, piece] of pieces.entries()) {
    const chunk = Buffer.from(piece, 'latin1');
    const next = decoder.take(chunk, 0);
    content += decoder.carried.toString('latin1') + chunk.toString('latin1', decoder.contentStart, decoder.contentEnd);
    if (next >= 0) {
      return { content, rest: chunk.toString('latin1', next) + pieces.slice(index + 1).join('') };
    }
  }
  return undefined;
}

/** Mostly the characters that matter. */
const hostile = fc
  .array(fc.constantFrom('\r', '\n', '.', '\r\n', '\r\n.', '\0', 'a', '\xff', 'line of text'), { maxLength: 40 })
  .map((parts) => parts.join(''));

describe('the end of data and the stuffed dots', () => {
  it('are found as the model finds them, over any split', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.array(fc.nat(60), { maxLength: 5 }), (body, behind, cuts) => {
        const input = `${body}\r\n.\r\n${behind}`;
        const places = [0, ...cuts.map((cut) => Math.min(cut, input.length)).sort((a, b) => a - b), input.length];
        const pieces = places.slice(1).map((end, index) => input.slice(places[index], end));
        expect(decode(pieces)).toEqual(model(input));
      }),
      { numRuns: 5000 },
    );
  });

  it('are found octet by octet', () => {
    fc.assert(
      fc.property(hostile, (body) => {
        const input = `${body}\r\n.\r\n`;
        expect(decode([...input])).toEqual(model(input));
      }),
      { numRuns: 2000 },
    );
  });

  it('nothing but CRLF dot CRLF ends the data', () => {
    fc.assert(
      fc.property(hostile, (body) => {
        fc.pre(!`\r\n${body}`.includes('\r\n.\r\n'));
        expect(decode([...body])).toBeUndefined();
        expect(decode([body])).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('a sender that keeps to the RFC gets its bytes back', () => {
    fc.assert(
      fc.property(hostile, fc.nat(200), (text, cut) => {
        const message = `${text}\r\n`;
        const wire = `${message.replace(/(^|\r\n)\./g, '$1..')}.\r\n`;
        expect(decode([wire.slice(0, cut), wire.slice(cut)])).toEqual({ content: message, rest: '' });
      }),
      { numRuns: 2000 },
    );
  });

  it('begins at an offset of the chunk', () => {
    const decoder = new DataDecoder();
    decoder.begin();
    const chunk = Buffer.from('DATA\r\n..a\r\n.b\r\n.\r\nQUIT');
    expect(chunk.toString('latin1', decoder.take(chunk, 6))).toBe('QUIT');
    expect(chunk.toString('latin1', decoder.contentStart, decoder.contentEnd)).toBe('.a\r\nb\r\n');
  });
});
