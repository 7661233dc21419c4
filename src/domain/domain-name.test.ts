import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configurableName, toALabel } from './domain-name.ts';

describe('toALabel', () => {
  it.each([
    ['acme.test', 'acme.test'],
    ['ACME.Test', 'acme.test'],
    ['a.b.', 'a.b'],
    ['A.B.', 'a.b'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER.example.', 'xn--bcher-kva.example'],
    ['XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['bu\u0308cher.example', 'xn--bcher-kva.example'],
    ['почта.рф', 'xn--80a1acny.xn--p1ai'],
    ['例え。test', 'xn--r8jz45g.test'],
    ['my_app.test', 'my_app.test'],
  ])('%s is %s', (name, expected) => {
    expect(toALabel(name)).toBe(expected);
  });

  it.each([
    '[127.0.0.1]',
    '[IPv6:::1]',
    '',
    '.',
    'a b',
    'a@b',
    'a%41.test',
    'ü/x.test',
    'ü:25',
    'ü@b.test',
    'ü#',
    'a\tü',
    '🄐',
    'ü.🄐.test',
  ])('"%s" is no domain name', (name) => {
    expect(toALabel(name)).toBeUndefined();
  });

  it('is the same for its own answer, whatever the name', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.string({ unit: 'grapheme' }), fc.string()), (name) => {
        const once = toALabel(name);
        if (once !== undefined && !once.endsWith('.')) expect(toALabel(once)).toBe(once);
      }),
    );
  });
});

describe('configurableName', () => {
  it.each([
    [' Acme.Test. ', 'acme.test'],
    ['localhost', 'localhost'],
    ['bücher.example', 'xn--bcher-kva.example'],
    [`${'a'.repeat(63)}.test`, `${'a'.repeat(63)}.test`],
  ])('%s is %s', (name, expected) => {
    expect(configurableName(name)).toBe(expected);
  });

  it.each([
    '',
    'a..b',
    '.test',
    'a.test..',
    '-a.test',
    'a-.test',
    `${'a'.repeat(64)}.test`,
    `${'a.'.repeat(125)}test`,
    '192.168.1.1',
    '10.0x1',
    '[127.0.0.1]',
    'xn--zz--.test',
    'a b.test',
  ])('"%s" may not be configured', (name) => {
    expect(configurableName(name)).toBeUndefined();
  });
});
