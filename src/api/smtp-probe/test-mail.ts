import { randomUUID } from 'node:crypto';

/** A mail that shows what a mail can have: text and HTML, an accent in the subject, an attachment. */
export function testMail(from: string, to: string, nowMs: number): string {
  const id = randomUUID();
  const outer = `outer-${id}`;
  const inner = `inner-${id}`;
  const note = Buffer.from('This file came with the test mail.\r\n').toString('base64');
  return [
    `From: Millrace <${from}>`,
    // The address stood in RCPT before: what that refuses must not begin a header of its own here.
    `To: <${to.replace(/[\r\n]/g, '')}>`,
    'Subject: =?UTF-8?Q?It_works_=E2=80=93_a_test_from_Millrace?=',
    `Date: ${new Date(nowMs).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@millrace.invalid>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${outer}"`,
    '',
    `--${outer}`,
    `Content-Type: multipart/alternative; boundary="${inner}"`,
    '',
    `--${inner}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'It works: this mail came in over SMTP and was captured.',
    'Point your application at the same host and port.',
    '',
    `--${inner}`,
    'Content-Type: text/html; charset=utf-8',
    '',
    '<!doctype html><html><body style="font-family:sans-serif">',
    '<h1>It works</h1>',
    '<p>This mail came in over SMTP and was <strong>captured</strong>.</p>',
    '<p>Point your application at the same host and port.</p>',
    '</body></html>',
    '',
    `--${inner}--`,
    `--${outer}`,
    'Content-Type: text/plain; name="note.txt"',
    'Content-Disposition: attachment; filename="note.txt"',
    'Content-Transfer-Encoding: base64',
    '',
    note,
    `--${outer}--`,
    '',
  ].join('\r\n');
}
