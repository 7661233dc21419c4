import { expect, it } from 'vitest';
import { showsAnotherHost } from './link-hosts.ts';

it.each([
  ['https://bank.test/login', 'https://evil.test/', true],
  ['bank.test', 'https://www.bank.test/x', false],
  ['Log in', 'https://evil.test/', false],
  ['https://bank.test', 'not a url', false],
])('text %s, link %s: %s', (text, url, differs) => {
  expect(showsAnotherHost({ text, url })).toBe(differs);
});
