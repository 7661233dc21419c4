import { describe, expect, it } from 'vitest';
import { canonicalLocalPart, splitAddress } from './address.ts';

describe('splitAddress', () => {
  it.each([
    ['joe@acme.test', 'joe', 'acme.test'],
    ['"joe@home"@acme.test', '"joe@home"', 'acme.test'],
    ['joe+tag@[127.0.0.1]', 'joe+tag', '[127.0.0.1]'],
    ['jörg@acme.test', 'jörg', 'acme.test'],
  ])('%s is %s and %s', (text, localPart, domain) => {
    expect(splitAddress(text)).toEqual({ localPart, domain });
  });

  it.each([
    'joe',
    '@acme.test',
    'joe@',
    'a b@acme.test',
    'a@b@acme.test',
    `${'a'.repeat(65)}@acme.test`,
    'a\r@x.test',
    '"a\n"@x',
  ])('"%s" is none', (text) => {
    expect(splitAddress(text)).toBeUndefined();
  });
});

describe('canonicalLocalPart', () => {
  it.each([
    ['joe', 'joe'],
    ['JOE', 'joe'],
    ['"joe"', 'joe'],
    ['"J\\oe"', 'joe'],
    ['"joe smith"', 'joe smith'],
    ['"a\\"b"', 'a"b'],
    ['JÖRG', 'jörg'],
    ['jo\u0308rg', 'jörg'],
    ['joe+tag', 'joe+tag'],
  ])('of %s is %s', (localPart, expected) => {
    expect(canonicalLocalPart(localPart)).toBe(expected);
  });
});
