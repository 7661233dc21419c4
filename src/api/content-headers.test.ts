import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attachmentDisposition, downloadHeaders } from './content-headers.ts';

it('a file name of any text is one header of ASCII, and comes back by its extended form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const header = attachmentDisposition(name);
      expect(header).toMatch(/^attachment; filename="[^"\\;%]+"(?:; filename\*=UTF-8''[!-~]*)?$/);
      const extended = /filename\*=UTF-8''(.*)$/.exec(header)?.[1];
      if (extended !== undefined) expect(decodeURIComponent(extended)).not.toMatch(/[/\\:*?"<>|\p{Cc}]/u);
    }),
  );
});

it.each([
  ['image/png', 'image/png', 'cross-origin'],
  ['IMAGE/JPEG; name=x', 'image/jpeg', 'cross-origin'],
  ['image/svg+xml', 'application/octet-stream', 'same-origin'],
  ['text/html; charset=utf-8', 'application/octet-stream', 'same-origin'],
  ['application/xhtml+xml', 'application/octet-stream', 'same-origin'],
  ['application/pdf', 'application/octet-stream', 'same-origin'],
  ['text/plain\r\nx: y', 'application/octet-stream', 'same-origin'],
  ['', 'application/octet-stream', 'same-origin'],
  ['text/calendar', 'text/calendar', 'same-origin'],
])('a part of type %j goes out as %s', (given, type, policy) => {
  expect(downloadHeaders(given, 'a')).toMatchObject({ 'content-type': type, 'cross-origin-resource-policy': policy });
});
