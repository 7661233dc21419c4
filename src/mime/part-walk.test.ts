import fc from 'fast-check';
import libmime from 'libmime';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { realMail } from '../../test/support/real-mail.ts';
import { htmlBody, partContent, textBody } from './message-bodies.ts';
import { isAttachment, leafParts, type PartNode, readParameters, walkParts } from './part-walk.ts';

const limits = { maxParts: 100, maxDepth: 10 };
const lines = (...all: string[]) => Buffer.from(all.join('\r\n'));
const outline = (node: PartNode): unknown =>
  node.parts.length === 0 ? `${node.number} ${node.type}` : [`${node.number} ${node.type}`, ...node.parts.map(outline)];

const nested = lines(
  'Content-Type: multipart/mixed; boundary=a',
  '',
  'preamble',
  '--a',
  'Content-Type: multipart/alternative; boundary=ab',
  '',
  '--ab',
  '',
  'text',
  'more',
  '--ab  ',
  'Content-Type: text/html',
  '',
  '<p>',
  '--ab--',
  '--a',
  'Content-Type: Application/PDF; name="x.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'AAEC',
  '--a--',
  'epilogue',
);

describe('structure', () => {
  it('numbers parts, and gives bodies without the line end of their delimiter', () => {
    const root = walkParts(nested, limits);
    expect(outline(root)).toEqual([
      ' multipart/mixed',
      ['1 multipart/alternative', '1.1 text/plain', '1.2 text/html'],
      '2 application/pdf',
    ]);
    expect(leafParts(root).map((part) => String(partContent(nested, part)))).toEqual([
      'text\r\nmore',
      '<p>',
      '\u0000\u0001\u0002',
    ]);
  });

  it.each([
    ['a single part', 'Content-Type: text/html\r\n\r\nx', '1 text/html'],
    ['no header at all', '\r\nx', '1 text/plain'],
    ['a type that is none', 'Content-Type: nonsense\r\n\r\nx', '1 text/plain'],
    ['a multipart without a boundary', 'Content-Type: multipart/mixed\r\n\r\n--\r\nx', '1 multipart/mixed'],
    [
      'a multipart whose delimiter never comes',
      'Content-Type: multipart/mixed; boundary=z\r\n\r\nx',
      ' multipart/mixed',
    ],
    [
      'a missing end',
      'Content-Type: multipart/mixed; boundary=z\r\n\r\n--z\r\n\r\nx',
      [' multipart/mixed', '1 text/plain'],
    ],
    [
      'a part without an empty line',
      'Content-Type: multipart/mixed; boundary=z\r\n\r\n--z\r\nContent-Type: text/html\r\n--z\r\n\r\ny\r\n--z--',
      [' multipart/mixed', '1 text/html', '2 text/plain'],
    ],
    [
      'a digest',
      'Content-Type: multipart/digest; boundary=z\r\n\r\n--z\r\n\r\nSubject: x\r\n\r\ny\r\n--z--',
      [' multipart/digest', '1 message/rfc822'],
    ],
    [
      'bare line feeds and a quoted boundary with blanks',
      'Content-Type: multipart/mixed; boundary="z z"\n\n--z z\n\nx\n--z z--\n',
      [' multipart/mixed', '1 text/plain'],
    ],
    [
      'an outer delimiter inside an inner part that was not closed',
      'Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nx\r\n--o\r\n\r\ny\r\n--o--',
      [' multipart/mixed', ['1 multipart/mixed', '1.1 text/plain'], '2 text/plain'],
    ],
  ])('understands %s', (_name, text, expected) => {
    expect(outline(walkParts(Buffer.from(text), limits))).toEqual(expected);
  });

  it('reads names in all their forms, and never as a path', () => {
    const name = (header: string) => walkParts(Buffer.from(`${header}\r\n\r\n`), limits).name;
    expect(name('Content-Disposition: attachment; filename="a b.pdf"')).toBe('a b.pdf');
    expect(name("Content-Disposition: attachment; filename*=utf-8''%E2%82%AC.pdf")).toBe('€.pdf');
    expect(name('Content-Disposition: attachment; filename*0="one"; filename*1=" two.pdf"')).toBe('one two.pdf');
    expect(name('Content-Type: application/pdf; name="=?utf-8?B?w7wucGRm?="')).toBe('ü.pdf');
    expect(name('Content-Disposition: attachment; filename="../../etc/passwd"')).toBe('passwd');
    expect(name('Content-Disposition: attachment; filename="C:\\\\x\\\\y.exe"')).toBe('y.exe');
    expect(name('Content-Disposition: attachment; filename=".."')).toBe('');
    expect(name('Content-Disposition: attachment; filename="exe.\u202egpj"')).toBe('exe.gpj');
  });

  it.each([
    ['attachment', 'Content-Disposition: attachment', true],
    ['a named file', 'Content-Type: application/zip; name=a.zip', true],
    ['an inline PDF', 'Content-Type: application/pdf\r\nContent-Disposition: inline; filename=a.pdf', true],
    ['a picture shown in the HTML', 'Content-Type: image/png; name=a.png\r\nContent-ID: <a>', false],
    ['an inline picture', 'Content-Type: image/png\r\nContent-Disposition: inline; filename=a.png', false],
    ['plain text', 'Content-Type: text/plain', false],
    ['a nested message', 'Content-Type: message/rfc822', true],
  ])('knows an attachment: %s', (_name, header, expected) => {
    expect(isAttachment(walkParts(Buffer.from(`${header}\r\n\r\n`), limits))).toBe(expected);
  });
});

describe('bodies', () => {
  it('joins flowed lines (RFC 3676)', () => {
    const mail = lines(
      'Content-Type: text/plain; format=flowed',
      '',
      'a long ',
      'line',
      ' stuffed',
      '> quoted ',
      '> too',
      '-- ',
      'me',
    );
    expect(textBody(mail, leafParts(walkParts(mail, limits)))).toBe('a long line\nstuffed\n> quoted too\n-- \nme');
  });

  it('reads base64 in several padded runs and with stray characters', () => {
    const mail = lines('Content-Transfer-Encoding: base64', '', 'YQ==', 'Yg==', '!Yw==');
    expect(String(partContent(mail, walkParts(mail, limits)))).toBe('abc');
  });

  it('reads quoted-printable with broken escapes as far as it goes', () => {
    const mail = lines('Content-Transfer-Encoding: quoted-printable', '', 'a=3Db=zz=4', 'end=', '=E4 \t', 'x=');
    expect(partContent(mail, walkParts(mail, limits)).toString('latin1')).toBe('a=b=zz=4\r\nendä\r\nx');
  });
});

// postal-mime is another reading of the same RFCs: what both say is likely to be right.
describe('beside postal-mime', () => {
  const compare = async (mail: Buffer) => {
    const theirs = await new PostalMime({ forceRfc822Attachments: true, attachmentEncoding: 'arraybuffer' }).parse(
      mail,
    );
    const leaves = leafParts(walkParts(mail, limits));
    const text = textBody(mail, leaves);
    const html = htmlBody(mail, leaves);
    const flat = (value: string | undefined) => value?.replace(/\s+/g, ' ').trim();
    if (text !== undefined) expect(flat(text)).toBe(flat(theirs.text));
    if (html !== undefined) expect(flat(html)).toBe(flat(theirs.html));
    const files = leaves.filter((part) => !/^text\/(?:plain|html)$/.test(part.type));
    expect(files.map((part) => [part.type, part.name, partContent(mail, part).length])).toEqual(
      theirs.attachments.map((one) => [one.mimeType, one.filename ?? '', (one.content as ArrayBuffer).byteLength]),
    );
  };

  it('reads real mail the same', async () => {
    for (let seed = 0; seed < 5; seed += 1) await compare(realMail({ seed }));
  });

  it('reads generated mail the same', async () => {
    const content = fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => `${text.replace(/[\r\n-]/g, '.')}.`);
    const leaf = fc.record({
      type: fc.constantFrom('text/plain', 'text/html', 'image/png', 'application/pdf'),
      base64: fc.boolean(),
      content,
    });
    type Tree = { type: string; base64: boolean; content: string } | Tree[];
    const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('tree'), { minLength: 1, maxLength: 4 })),
    })).tree;
    let boundaries = 0;
    const write = (node: Tree): string => {
      if (Array.isArray(node)) {
        boundaries += 1;
        const boundary = `=_${boundaries}_x`;
        const parts = node.map((part) => `--${boundary}\r\n${write(part)}\r\n`).join('');
        return `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${parts}--${boundary}--\r\n`;
      }
      const name = node.type.startsWith('text/') ? '' : '; name="file.bin"';
      // postal-mime counts the line end before a delimiter to an 8bit file, against RFC 2046 5.1.1.
      const base64 = node.base64 || name !== '';
      const encoded = base64 ? Buffer.from(node.content).toString('base64') : node.content;
      const encoding = base64 ? 'base64' : '8bit';
      return `Content-Type: ${node.type}; charset=utf-8${name}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${encoded}`;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(leaf, { minLength: 1, maxLength: 5 }), tree, async (leaves, inner) => {
        // One text part at most: how several of them are joined, and made of each other, is taste.
        let seen = false;
        const once = (node: Tree): Tree => {
          if (Array.isArray(node)) return node.map(once);
          if (!node.type.startsWith('text/')) return node;
          const type = seen ? 'image/png' : node.type;
          seen = true;
          return { ...node, type };
        };
        await compare(Buffer.from(`Subject: x\r\n${write([...leaves.map(once), once(inner)])}`));
      }),
      { numRuns: 200 },
    );
  });
});

it('never throws, stays inside the message, and is bounded, whatever the bytes', () => {
  const fragment = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '\r\n',
      '\n',
      '--b',
      '--b--',
      '--',
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Type: ',
      '\r\n\r\n',
    ),
    fc.constantFrom('Content-Type: multipart/mixed; boundary=--', '\r\n--b\r\n', 'boundary="', ';', '='),
  );
  const mail = fc.array(fragment, { maxLength: 80 }).map((parts) => Buffer.from(parts.join('')));
  fc.assert(
    fc.property(mail, (bytes) => {
      const leaves = leafParts(walkParts(bytes, { maxParts: 5, maxDepth: 3 }));
      expect(leaves.length).toBeLessThanOrEqual(6);
      for (const part of leaves) {
        expect(part.headerStart).toBeLessThanOrEqual(part.bodyStart);
        expect(part.bodyStart).toBeLessThanOrEqual(part.end);
        expect(part.end).toBeLessThanOrEqual(bytes.length);
        partContent(bytes, part);
      }
    }),
    { numRuns: 2000 },
  );
});

describe('parameters of a structured header', () => {
  const pieces = fc.constantFrom(
    'text/plain',
    'a',
    'B9',
    '; ',
    ';',
    ' ;',
    '=',
    'charset=utf-8',
    'boundary=',
    '"',
    '"x y"',
    '"a;b=c"',
    '""',
    ' ',
    '\t',
    '\\',
    '(c)',
    '*',
    "title*=utf-8''%41",
    'title*0=a',
    '=?utf-8?Q?=41?=',
    'charset',
    '/',
    ',',
    '<',
    '@',
    'é',
    '__proto__=1',
    '.',
    '-',
    '_',
  );

  it('are the same whether they are simple or read by libmime', () => {
    let simple = 0;
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 12 }).map((some) => some.join('')),
        (text) => {
          const { value, params } = libmime.parseHeaderValue(text);
          const read = readParameters(Buffer.from(text).toString('latin1'));
          if (/^[\w/.-]+(?:; ?[a-z]+=[\w-]+)*$/i.test(text)) simple += 1;
          expect({ ...read.params }).toEqual({ ...params });
          expect(read.value).toBe(value.trim());
        },
      ),
      { numRuns: 5000 },
    );
    expect(simple).toBeGreaterThan(50);
  });

  it.each([
    ['text/plain; charset="utf-8"; format=flowed', { charset: 'utf-8', format: 'flowed' }],
    ['attachment; filename="../../etc/passwd"', { filename: 'passwd' }],
    ['attachment; filename="=?utf-8?Q?b=C3=A9?="', { filename: 'bé' }],
    ['image/png; name=a.png; name=b.png', { name: 'a.png' }],
  ])('%s', (text, params) => {
    expect({ ...readParameters(text).params }).toEqual(params);
  });
});
