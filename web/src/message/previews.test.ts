import { expect, it } from 'vitest';
import { prettyJson, previewOf, splitMail } from './previews.ts';

it.each([
  ['image/png', 'image'],
  ['image/svg+xml', 'text'],
  ['application/pdf', undefined],
  ['application/ld+json', 'json'],
  ['text/calendar; charset=utf-8', 'text'],
  ['application/ics; name=invite.ics', 'text'],
  ['message/rfc822', 'mail'],
  ['application/zip', undefined],
])('%s is shown as %s', (contentType, kind) => {
  expect(previewOf({ contentType, sizeBytes: 1000 })).toBe(kind);
});

it('long texts are not shown in place, large pictures are', () => {
  expect(previewOf({ contentType: 'text/plain', sizeBytes: 10_000_000 })).toBeUndefined();
  expect(previewOf({ contentType: 'image/png', sizeBytes: 10_000_000 })).toBe('image');
});

it('takes a nested mail apart, with folded headers', () => {
  expect(splitMail('Subject: one\r\n two\r\nFrom: a@x.test\r\n\r\nHello\r\n\r\nthere')).toEqual({
    headers: [
      ['Subject', 'one two'],
      ['From', 'a@x.test'],
    ],
    body: 'Hello\r\n\r\nthere',
  });
});

it('leaves broken JSON as it is', () => {
  expect(prettyJson('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(prettyJson('{a')).toBe('{a');
});
