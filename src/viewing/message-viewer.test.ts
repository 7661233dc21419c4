import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { realMail } from '../../test/support/real-mail.ts';
import { HtmlSanitizer } from './html-sanitizer.ts';
import { MessageViewer } from './message-viewer.ts';

const logger = pino({ level: 'silent' });
const workerFile = new URL('../../test/support/sanitize-worker.mjs', import.meta.url);
const viewer = new MessageViewer({ logger, sanitizer: new HtmlSanitizer({ logger, workerFile }) });
afterAll(() => viewer.close());

const lines = (...all: string[]) => Buffer.from(all.join('\r\n'));
const invitation = ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'SUMMARY:Müll', 'END:VEVENT', 'END:VCALENDAR'];
const mixed = lines(
  'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=',
  'X-Folded: one',
  '\ttwo',
  'Content-Type: multipart/mixed; boundary=m',
  '',
  '--m',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'K=F6ln, see https://a.test/',
  '--m',
  'Content-Type: text/calendar; charset=utf-8; method=REQUEST',
  '',
  ...invitation,
  '--m',
  'Content-Type: application/octet-stream; name="invite.ics"',
  'Content-Disposition: attachment',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from(invitation.join('\r\n')).toString('base64'),
  '--m',
  'Content-Type: application/pdf; name="a.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'AAECAw==',
  '--m--',
);

describe('MessageViewer', () => {
  it('lists headers in order, decoded and as they stand', () => {
    expect(viewer.headers(mixed).slice(0, 2)).toEqual([
      { name: 'Subject', value: 'Grüße', raw: 'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=' },
      { name: 'X-Folded', value: 'one two', raw: 'X-Folded: one\r\n\ttwo' },
    ]);
  });

  it('lists parts with size and hash of their decoded content, and gives each', async () => {
    const parts = await viewer.parts(mixed);
    expect(
      parts.map(({ number, depth, contentType, sizeBytes, attachment }) => [
        number,
        depth,
        contentType,
        sizeBytes,
        attachment,
      ]),
    ).toEqual([
      [1, 0, 'multipart/mixed', expect.any(Number), undefined],
      [2, 1, 'text/plain', 25, undefined],
      [3, 1, 'text/calendar', expect.any(Number), undefined],
      [4, 1, 'application/octet-stream', expect.any(Number), 1],
      [5, 1, 'application/pdf', 4, 2],
    ]);
    expect(parts[4]).toEqual({
      number: 5,
      depth: 1,
      contentType: 'application/pdf',
      encoding: 'base64',
      disposition: 'none',
      filename: 'a.pdf',
      sizeBytes: 4,
      sha256: createHash('sha256')
        .update(Buffer.from([0, 1, 2, 3]))
        .digest('hex'),
      attachment: 2,
    });
    expect(await viewer.part(mixed, 5)).toEqual({
      content: Buffer.from([0, 1, 2, 3]),
      contentType: 'application/pdf',
      filename: 'a.pdf',
    });
    for (const none of [0, 1, 6, -1, 1.5]) expect(await viewer.part(mixed, none), String(none)).toBeUndefined();
  });

  it('gives text, links and the invitation once', async () => {
    const content = await viewer.content(mixed);
    expect(content).toMatchObject({
      text: 'Köln, see https://a.test/',
      hasHtml: false,
      links: [{ url: 'https://a.test/', text: '' }],
      remote: [],
      calendar: [{ part: 3, method: 'REQUEST', summary: 'Müll' }],
    });
    expect(content.calendar).toHaveLength(1);
    expect(await viewer.html(mixed, {})).toBeUndefined();
  });

  it('shows HTML with its inline pictures in it', async () => {
    const mail = realMail({ seed: 7 });
    const html = await viewer.html(mail, {});
    const picture = (await viewer.part(mail, 5))?.content as Buffer;
    expect(html).toContain(
      `<img src="data:image/png;base64,${picture.toString('base64')}" alt="Picture of the order">`,
    );
    expect(await viewer.content(mail)).toMatchObject({
      hasHtml: true,
      links: [{ url: 'https://shop.example.test/orders', text: 'See your order' }],
    });
  });

  it('leaves remote content out until asked, and says what it is', async () => {
    const mail = lines('Content-Type: text/html', '', '<img src="https://a.test/1.png"><script>alert(1)</script>');
    expect((await viewer.content(mail)).remote).toEqual(['https://a.test/1.png']);
    expect(await viewer.html(mail, {})).not.toContain('a.test');
    expect(await viewer.html(mail, { remoteUrl: '/r?url=' })).toContain(
      '<img src="/r?url=https%3A%2F%2Fa.test%2F1.png">',
    );
    expect(await viewer.remote('http://127.0.0.1/')).toBeUndefined();
  });

  it('does not let one picture shown a thousand times fill the memory', async () => {
    const mail = lines(
      'Content-Type: multipart/related; boundary=r',
      '',
      '--r',
      'Content-Type: text/html',
      '',
      '<img src=cid:p>'.repeat(1000),
      '--r',
      'Content-Type: image/png',
      'Content-ID: <p>',
      '',
      'x'.repeat(1024 * 1024),
      '--r--',
    );
    expect((await viewer.html(mail, {}))?.length).toBeLessThan(40 * 1024 * 1024);
  });

  it('takes any bytes', async () => {
    const fragment = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '\r\n',
        '--b',
        '--b--',
        'Content-Type: multipart/mixed; boundary=b',
        'Content-Type: text/calendar',
        'BEGIN:VEVENT',
        '\r\n\r\n',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fragment, { maxLength: 40 }), async (texts) => {
        const mail = Buffer.from(texts.join(''));
        const parts = await viewer.parts(mail);
        viewer.headers(mail);
        await viewer.content(mail);
        for (const { number } of parts) await viewer.part(mail, number);
      }),
      { numRuns: 200 },
    );
  });
});
