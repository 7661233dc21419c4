import { describe, expect, it } from 'vitest';
import { registrableDomain } from './registrable-domain.ts';

describe('registrableDomain', () => {
  it.each([
    ['example.com', 'example.com'],
    ['a.b.example.com', 'example.com'],
    ['mail.acme.co.uk', 'acme.co.uk'],
    ['app.me.github.io', 'me.github.io'],
    ['a.b.kawasaki.jp', 'a.b.kawasaki.jp'],
    ['xn--80a1acny.xn--p1ai', 'xn--80a1acny.xn--p1ai'],
  ])('of %s is %s, by the public suffix list', (name, expected) => {
    expect(registrableDomain(name)).toBe(expected);
  });

  it.each([
    ['acme.test', 'acme.test'],
    ['qa.acme.test', 'acme.test'],
    ['a.localhost', 'a.localhost'],
    ['localhost', 'localhost'],
    ['printer.local', 'printer.local'],
    ['a.b.internal', 'b.internal'],
    ['mailhost', 'mailhost'],
    ['my_app.test', 'my_app.test'],
    ['router.home.arpa', 'router.home.arpa'],
  ])('of %s is %s, though it is on no list', (name, expected) => {
    expect(registrableDomain(name)).toBe(expected);
  });

  it.each(['com', 'co.uk', 'github.io', 'test', 'example', 'local', 'internal', 'invalid', 'home.arpa'])(
    '%s is a suffix and has none',
    (name) => {
      expect(registrableDomain(name)).toBeUndefined();
    },
  );
});
