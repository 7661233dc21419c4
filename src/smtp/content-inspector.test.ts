import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContentInspector } from './content-inspector.ts';

function model(text: string): string[] {
  const flags: string[] = [];
  if (/(?<!\r)\n|\r(?!\n)/.test(text)) flags.push('bare-newline');
  if (text.split('\n').some((line, index, lines) => line.length + (index < lines.length - 1 ? 1 : 0) > 1000))
    flags.push('long-line');
  if (text.includes('\0')) flags.push('nul');
  return flags;
}

function inspect(pieces: readonly string[], misalignment = 0): unknown {
  const inspector = new ContentInspector();
  inspector.begin();
  for (const piece of pieces) {
    inspector.add(Buffer.from('x'.repeat(misalignment) + piece, 'latin1').subarray(misalignment));
  }
  inspector.end();
  return inspector.json === '' ? [] : JSON.parse(inspector.json);
}

const line = fc.oneof(
  fc.constantFrom('\r\n', '\r\n', '\r\n', '\r', '\n', '\0', '\t', '\xff\xfe', 'a'),
  fc.integer({ min: 0, max: 1002 }).map((length) => `${'x'.repeat(length)}\r\n`),
);
const message = fc.array(line, { maxLength: 12 }).map((parts) => parts.join(''));

describe('flags of the content', () => {
  it('are those of the model, over any split and alignment', () => {
    fc.assert(
      fc.property(message, fc.array(fc.nat(4000), { maxLength: 4 }), fc.nat(3), (text, cuts, misalignment) => {
        const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
        expect(inspect(pieces, misalignment)).toEqual(model(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('a line of 1,000 octets with its line end is not long, one of 1,001 is', () => {
    expect(inspect([`${'x'.repeat(998)}\r\n`])).toEqual([]);
    expect(inspect([`${'x'.repeat(999)}\r\n`])).toEqual(['long-line']);
    expect(inspect([`${'x'.repeat(1001)}`])).toEqual(['long-line']);
  });

  it('is not fooled by the line ends of other octets in the word', () => {
    expect(inspect(['\x0e\x0d\x0a\x0f\x0b\x0c\x09\x80\x8d\x8a'])).toEqual([]);
  });
});
