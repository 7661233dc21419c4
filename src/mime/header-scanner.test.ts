import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realMail } from '../../test/support/real-mail.ts';
import { campaignOf, normalizeCampaign, scanMessage } from './header-scanner.ts';

const campaignHeaders = ['X-Millrace-Campaign', 'X-Spamma-Camp'];
const scan = (text: string | Uint8Array) =>
  scanMessage(typeof text === 'string' ? Buffer.from(text) : text, { campaignHeaders });
const lines = (...all: string[]) => all.join('\r\n');

describe('headers', () => {
  it('reads the fields of an ordinary mail', () => {
    const found = scan(realMail({ seed: 3, subject: 'Order 3', headers: ['Cc: a@x.test, "B, C" <b@x.test>'] }));
    expect(found).toMatchObject({
      subject: 'Order 3',
      from: { name: 'Example Shop', address: 'orders@shop.example.test' },
      to: [{ name: '', address: 'customer3@example.test' }],
      cc: [
        { name: '', address: 'a@x.test' },
        { name: 'B, C', address: 'b@x.test' },
      ],
      date: 'Tue, 24 Nov 2026 09:30:00 +0000',
      campaigns: [],
      attachments: 0,
    });
    expect(found.messageIdHeader).toMatch(/^<3\.\d+@shop\.example\.test>$/);
    expect(found.snippet).toMatch(/^\w+ \w+ .{100,140}$/);
  });

  it('undoes folding and decodes RFC 2047 words, those that split a character too', () => {
    const found = scan(
      lines(
        'Subject: =?utf-8?Q?Gr=C3=BC=C3?=',
        '\t=?utf-8?Q?=9Fe?= aus =?iso-8859-1?Q?K=F6ln?=',
        'From: =?utf-8?B?SsO8cmdlbiBNw7xsbGVy?=',
        ' <j@example.test>',
        '',
        '',
      ),
    );
    expect(found.subject).toBe('Grüße aus Köln');
    expect(found.from).toEqual({ name: 'Jürgen Müller', address: 'j@example.test' });
  });

  it('accepts raw UTF-8, and Latin-1 where it is none', () => {
    expect(scan('Subject: Grüße 日本\r\nFrom: Jü <ü@exämple.test>\r\n\r\n')).toMatchObject({
      subject: 'Grüße 日本',
      from: { name: 'Jü', address: 'ü@exämple.test' },
    });
    expect(scan(Buffer.from('Subject: Grüße\r\n\r\n', 'latin1')).subject).toBe('Grüße');
  });

  it('reads mail with bare line feeds, without a body, without an empty line, and with nothing at all', () => {
    expect(scan('Subject: a\nTo: b@c\n\nbody')).toMatchObject({ subject: 'a', snippet: 'body' });
    expect(scan('Subject: a')).toMatchObject({ subject: 'a', snippet: '' });
    expect(scan('Subject: a\r\n\r\n')).toMatchObject({ subject: 'a', snippet: '' });
    expect(scan('\r\nonly a body')).toMatchObject({ subject: '', snippet: 'only a body' });
    expect(scan('')).toMatchObject({ subject: '', from: { name: '', address: '' }, snippet: '' });
  });

  it('takes the first of a repeated field, all of To, and is not led by lines that are no fields', () => {
    const found = scan(
      'From nobody Tue\r\nSubject : one\r\n: x\r\nbroken\r\nSubject: two\r\nTo: a@x\r\nTo: b@x\r\n\r\n',
    );
    expect(found.subject).toBe('one');
    expect(found.to.map((person) => person.address)).toEqual(['a@x', 'b@x']);
  });

  it('ends the header at the empty line', () => {
    expect(scan('To: a@b\r\n\r\nSubject: not this\r\n').subject).toBe('');
  });
});

describe('addresses', () => {
  it.each([
    ['a@b', [['', 'a@b']]],
    ['<a@b>', [['', 'a@b']]],
    ['Ann Example <a@b>', [['Ann Example', 'a@b']]],
    [
      '"Doe, Ann" <a@b>, c@d',
      [
        ['Doe, Ann', 'a@b'],
        ['', 'c@d'],
      ],
    ],
    ['"q\\"uote" <a@b>', [['q"uote', 'a@b']]],
    ['a@b (Ann (the first))', [['Ann (the first)', 'a@b']]],
    [
      'team: a@b, Bo <c@d>;, e@f',
      [
        ['', 'a@b'],
        ['Bo', 'c@d'],
        ['', 'e@f'],
      ],
    ],
    ['undisclosed-recipients:;', []],
    ['"a b"@c.test', [['', 'ab@c.test']]],
    ['no address', [['no address', '']]],
    ['<a@b', [['', 'a@b']]],
    ['"a <a@b>', [['a', 'a@b']]],
    [',,;', []],
    ['', []],
  ])('%s', (text, expected) => {
    const shown = scan(`To: ${text}\r\n\r\n`).to.map((person) => [person.name, person.address]);
    expect(shown).toEqual(expected);
  });
});

describe('campaigns', () => {
  it('gives the first value of each header, normalised', () => {
    const found = scan(
      'x-spamma-camp: Two\r\nX-Millrace-Campaign:  Spr\x01ing\r\n\tSALE \r\nX-Millrace-Campaign: other\r\n\r\n',
    );
    expect(found.campaigns).toEqual([
      { header: 'x-millrace-campaign', value: 'spring sale' },
      { header: 'x-spamma-camp', value: 'two' },
    ]);
    expect(campaignOf(found, campaignHeaders)).toBe('spring sale');
    expect(campaignOf(found, ['X-Spamma-Camp'])).toBe('two');
    expect(campaignOf(found, ['X-Other'])).toBeUndefined();
  });

  it('does not take an empty value for a campaign', () => {
    expect(scan('X-Millrace-Campaign:  \r\n\r\n').campaigns).toEqual([]);
  });

  it('cuts at 255 characters without halving one', () => {
    expect(normalizeCampaign('a'.repeat(300))).toBe('a'.repeat(255));
    expect([...normalizeCampaign('😀'.repeat(300))]).toHaveLength(255);
    expect(normalizeCampaign(' \t Ä\u0085x ')).toBe('äx');
  });
});

describe('snippet and attachments', () => {
  it('reads quoted-printable, base64 and other character sets', () => {
    const body = (type: string, encoding: string, text: string | Buffer) =>
      Buffer.concat([
        Buffer.from(`Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`),
        Buffer.from(text),
      ]);
    expect(scan(body('text/plain; charset=utf-8', 'quoted-printable', 'Gr=C3=BC=\r\n=C3=9Fe  \r\n  all')).snippet).toBe(
      'Grüße all',
    );
    expect(scan(body('text/plain; charset="iso-8859-1"', '8bit', Buffer.from('Köln', 'latin1'))).snippet).toBe('Köln');
    const long = Buffer.from('日本語 '.repeat(200)).toString('base64');
    expect(scan(body('text/plain; charset=utf-8', 'BASE64', long)).snippet).toMatch(/^日本語 日本語.{100,134}$/);
    expect(scan(body('text/plain; charset=no-such-set', '7bit', 'plain')).snippet).toBe('plain');
  });

  it('shows the text of HTML without styles, scripts, comments and tags', () => {
    const html =
      '<html><head><title>t</title><style>p{color:red}</style></head><body><!-- c --><script>x()</script>' +
      '<p title="a>b">Hello&nbsp;<b>Ann</b> &amp; all</p><p>2 &lt; 3 &#8364;</p></body></html>';
    expect(scan(`Content-Type: text/html\r\n\r\n${html}`).snippet).toBe('Hello Ann & all 2 < 3 €');
  });

  it('finds the first text/plain part in nested multiparts, and counts attachments', () => {
    const mail = lines(
      'Content-Type: multipart/mixed; boundary=outer',
      '',
      'preamble',
      '--outer',
      'Content-Type: multipart/alternative; boundary="outer-2"',
      '',
      '--outer-2',
      'Content-Type: text/html',
      '',
      '<p>the html</p>',
      '--outer-2',
      '',
      'the text',
      '--outer-2--',
      '--outer',
      'Content-Type: application/pdf; name="a.pdf"',
      'Content-Disposition: attachment',
      '',
      'x',
      '--outer',
      'Content-Type: image/png; name=b.png',
      'Content-ID: <b>',
      '',
      'x',
      '--outer',
      "Content-Type: application/octet-stream; name*=utf-8''%E2%82%AC.bin",
      '',
      'x',
      '--outer--',
      'epilogue',
    );
    expect(scan(mail)).toMatchObject({ snippet: 'the text', attachments: 2 });
  });

  it('shows the first words however much of the mail the head has', () => {
    const mail = realMail({ seed: 4 });
    const whole = scan(mail);
    expect(scan(mail.subarray(0, 2500)).snippet).toBe(whole.snippet);
  });
});

describe('any input', () => {
  const fragment = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'Subject:',
      'From:',
      'To: ',
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Type: text/html',
      '\r\n',
      '\n',
      '\r\n\r\n',
      '--b',
      '--b--',
      ' ',
      '=?utf-8?B?',
      '?=',
      '=?x?Q?=',
      '<',
      '>',
      '"',
      '(',
      '\\',
      ':',
      ';',
      ',',
      'boundary=""',
      'Content-Transfer-Encoding: base64',
      'Content-Transfer-Encoding: quoted-printable',
      'X-Millrace-Campaign: ',
      '=',
      '=3D',
      '<style>',
      '<!--',
      '</',
      'filename*0*=',
      "''%",
    ),
  );
  const mail = fc.array(fragment, { maxLength: 60 }).map((parts) => Buffer.from(parts.join('')));

  it('never makes it throw, and everything it gives is bounded', () => {
    const check = (bytes: Uint8Array) => {
      const found = scan(bytes);
      expect(found.subject.length).toBeLessThanOrEqual(998);
      expect(found.date.length).toBeLessThanOrEqual(200);
      expect(found.messageIdHeader.length).toBeLessThanOrEqual(998);
      expect(found.snippet.length).toBeLessThanOrEqual(140);
      expect(found.attachments).toBeLessThanOrEqual(100);
      for (const person of [found.from, ...found.to, ...found.cc]) {
        expect(person.name.length).toBeLessThanOrEqual(200);
        expect(person.address.length).toBeLessThanOrEqual(320);
      }
      expect(found.to.length).toBeLessThanOrEqual(100);
      for (const { value } of found.campaigns) expect(value).toBe(normalizeCampaign(value));
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), check));
    fc.assert(fc.property(mail, check), { numRuns: 1000 });
  });

  it('bounds what grows: long lists, long words, many parts, deep parts', () => {
    const found = scan(
      `Subject: ${'s'.repeat(100_000)}\r\nTo: ${'"n" <a@b>,'.repeat(10_000)}\r\nDate: ${'d'.repeat(5000)}\r\n\r\n`,
    );
    expect(found.subject).toHaveLength(998);
    expect(found.to).toHaveLength(100);
    const parts = '--b\r\nContent-Disposition: attachment\r\n\r\nx\r\n'.repeat(5000);
    expect(scan(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--`).attachments).toBe(100);
    let deep = 'Content-Type: multipart/mixed; boundary=b0\r\n\r\n';
    for (let at = 0; at < 500; at += 1)
      deep += `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`;
    expect(scan(deep).attachments).toBe(0);
  });

  it('does not change the head', () => {
    const bytes = realMail({ seed: 5 });
    const copy = Buffer.from(bytes);
    scan(bytes);
    expect(bytes.equals(copy)).toBe(true);
  });
});
