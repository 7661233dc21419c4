import { encodePng } from './png.ts';
import { Random } from './random.ts';

export interface RealMailOptions {
  readonly seed: number;
  readonly subject?: string;
  readonly from?: string;
  readonly to?: string;
  /** Further header lines, without line ends. */
  readonly headers?: readonly string[];
}

/** A mail of about 25 KiB as shops send them: multipart/related with text, HTML and an inline PNG. The same seed gives the same bytes. */
export function realMail(options: RealMailOptions): Buffer {
  const random = new Random(options.seed);
  const boundary = (part: string) => `=_${part}_${options.seed.toString(36)}`;
  const to = options.to ?? `customer${options.seed}@example.test`;
  const paragraphs = Array.from({ length: 14 }, () => sentence(random, 40));
  const lines = [
    `From: "Example Shop" <${options.from ?? 'orders@shop.example.test'}>`,
    `To: ${to}`,
    `Subject: ${options.subject ?? `Order ${options.seed}: ${sentence(random, 5)}`}`,
    'Date: Tue, 24 Nov 2026 09:30:00 +0000',
    `Message-ID: <${options.seed}.${random.integer(1, 1e9)}@shop.example.test>`,
    'MIME-Version: 1.0',
    ...(options.headers ?? []),
    `Content-Type: multipart/related; boundary="${boundary('related')}"`,
    '',
    `--${boundary('related')}`,
    `Content-Type: multipart/alternative; boundary="${boundary('alternative')}"`,
    '',
    `--${boundary('alternative')}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    ...paragraphs.flatMap((text) => [...wrapped(text), '']),
    `--${boundary('alternative')}`,
    'Content-Type: text/html; charset=utf-8',
    '',
    '<!doctype html>',
    '<html><body style="font-family: sans-serif; color: #222222">',
    '<img src="cid:picture" alt="Picture of the order">',
    ...paragraphs.flatMap((text) => ['<p style="margin: 0 0 12px 0; line-height: 1.5">', ...wrapped(text), '</p>']),
    '<a href="https://shop.example.test/orders">See your order</a>',
    '</body></html>',
    '',
    `--${boundary('alternative')}--`,
    '',
    `--${boundary('related')}`,
    'Content-Type: image/png; name="picture.png"',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: inline; filename="picture.png"',
    'Content-ID: <picture>',
    '',
    ...(noisePng(random, 56, 56)
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
    `--${boundary('related')}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** Plain mail whose body is filler of about `sizeBytes`. */
export function fillerMail(options: RealMailOptions & { readonly sizeBytes: number }): Buffer {
  const random = new Random(options.seed);
  const head = [
    `From: <${options.from ?? 'sender@example.test'}>`,
    `To: <${options.to ?? 'rcpt@example.test'}>`,
    `Subject: ${options.subject ?? `filler ${options.seed}`}`,
    ...(options.headers ?? []),
    '',
    '',
  ].join('\r\n');
  const line = `${sentence(random, 30).slice(0, 76)}\r\n`;
  const count = Math.max(1, Math.ceil((options.sizeBytes - head.length) / line.length));
  return Buffer.from(head + line.repeat(count));
}

const words =
  'order parcel street garden window copper river winter letter signal market bridge lantern harbour meadow number delivery total ready thanks weather orange silver paper morning'.split(
    ' ',
  );

function sentence(random: Random, length: number): string {
  return Array.from({ length }, () => random.pick(words)).join(' ');
}

function wrapped(text: string): string[] {
  return text.match(/.{1,72}(?:\s|$)/g)?.map((line) => line.trimEnd()) ?? [text];
}

/** Noise does not compress, as a photograph would not. */
function noisePng(random: Random, width: number, height: number): Buffer {
  const rows = Array.from({ length: height }, () => Buffer.concat([Buffer.from([0]), random.bytes(width * 3)]));
  return encodePng(width, height, Buffer.concat(rows));
}
