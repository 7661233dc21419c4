import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realMail } from '../../test/support/real-mail.ts';
import { searchDocument } from './search-document.ts';

const email = {
  number: 7,
  id: 'id',
  inbox: 'inbox',
  recipients: ['envelope@example.test'],
  receivedAt: 0,
  sizeBytes: 0,
  reference: { store: 'memory', key: 'k', offset: 0, length: 1 },
} as const;
const documentOf = (lines: readonly string[]) => searchDocument(email, Buffer.from(lines.join('\r\n')));

describe('the document of a message', () => {
  it('has decoded headers, the envelope, and every other header by name', () => {
    const document = documentOf([
      'From: =?utf-8?Q?J=C3=BCrgen?= <j@example.test>',
      'To: Ada <ada@example.test>',
      'Cc: bob@example.test',
      'Subject: =?utf-8?B?w5xiZXJ3ZWlzdW5n?=',
      'X-Ticket: 4711',
      'DKIM-Signature: v=1; b=abcdef',
      '',
      'Hello',
    ]);
    expect(document).toMatchObject({ number: 7, inbox: 'inbox', subject: 'Überweisung', body: 'Hello' });
    expect(document.from).toContain('Jürgen j@example.test');
    for (const address of ['ada@', 'bob@', 'envelope@']) expect(document.to).toContain(address);
    expect(document.headers).toContain('x-ticket: 4711');
    expect(document.headers).not.toContain('abcdef');
  });

  it('has the text of all parts, without markup and without pictures', () => {
    const { body } = searchDocument(email, realMail({ seed: 3 }));
    expect(body).toMatch(/See your order/);
    expect(body).not.toMatch(/font-family|margin/);
    expect(body).toContain('picture.png');
    expect(body.length).toBeLessThan(10_000);
  });

  it('has the text of attached messages and the names of attachments', () => {
    const { body } = documentOf([
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Subject: the inner one',
      '',
      'inner text',
      '--b',
      'Content-Type: application/pdf; name="Rechnung.pdf"',
      'Content-Transfer-Encoding: base64',
      '',
      'QUFBQQ==',
      '--b--',
    ]);
    expect(body).toContain('the inner one');
    expect(body).toContain('inner text');
    expect(body).toContain('Rechnung.pdf');
    expect(body).not.toContain('AAAA');
  });

  it('is bounded', () => {
    const document = documentOf([
      ...Array.from({ length: 5000 }, (_, n) => `X-${n}: ${'value '.repeat(20)}`),
      '',
      'text '.repeat(1_000_000),
    ]);
    expect(document.body.length).toBeLessThanOrEqual(256 * 1024);
    expect(document.headers.length).toBeLessThanOrEqual(33 * 1024);
  });

  it('can be made of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.boolean(), (bytes, multipart) => {
        const head = multipart ? 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n' : '';
        const document = searchDocument(email, Buffer.concat([Buffer.from(head), bytes]));
        expect(typeof document.body).toBe('string');
      }),
    );
  });
});
