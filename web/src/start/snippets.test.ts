import { expect, it } from 'vitest';
import { reachable } from './smtp-address.ts';
import { snippets, waitSnippet } from './snippets.ts';

const target = { host: 'mail.internal', port: 2525, to: 'you@shop.acme.test' };

it.each(snippets.map((snippet) => [snippet.id, snippet] as const))('%s names the real host and port', (_, snippet) => {
  const code = snippet.code(target);
  expect(code).toContain('mail.internal');
  expect(code).toContain('2525');
});

it('the waiting request can be pasted as it is', () => {
  expect(waitSnippet('http://127.0.0.1:8025', 'a+b@x.test')).toBe(
    "curl 'http://127.0.0.1:8025/api/v1/emails/wait?recipient=a%2Bb%40x.test&since=0&timeout=30000'",
  );
});

it('a server on every address is named as the page is', () => {
  expect(reachable('0.0.0.0', 'mill.lan')).toBe('mill.lan');
  expect(reachable('::', 'mill.lan')).toBe('mill.lan');
  expect(reachable('::', '[fd00::1]')).toBe('fd00::1');
  expect(reachable('127.0.0.1', 'localhost')).toBe('127.0.0.1');
});
