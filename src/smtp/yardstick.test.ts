import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryReceiver } from '../../test/support/memory-receiver.ts';
import { type SmtpAddress, SmtpClient } from '../../test/support/smtp-client.ts';
import { defaultLimits } from '../../test/support/smtp-dialogue.ts';
import { StatusBoard } from '../telemetry/status-board.ts';
import { SmtpServer } from './server.ts';

/*
 * npm's `smtp-server` as the yardstick: where both must agree, the codes of every reply and the bytes of every message are the same.
 * Where we differ on purpose, the vectors say so: it accepts MAIL before EHLO, for example, and we do not.
 */

const receiver = new MemoryReceiver();
receiver.answersItself = true;
const ours = new SmtpServer({
  host: '127.0.0.1',
  port: 0,
  hostname: 'mx.example.test',
  limits: { ...defaultLimits, maxMessageBytes: 1024 * 1024 },
  tls: { mode: 'off' },
  auth: { required: false, users: [] },
  bareNewlines: 'flag',
  receiver,
  status: new StatusBoard(),
  logger: pino({ level: 'silent' }),
});
const theirMessages: Buffer[] = [];
const theirs = new SMTPServer({
  size: 1024 * 1024,
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  disableReverseLookup: true,
  onAuth: ({ username = '' }, _session, done) => done(null, { user: username }),
  onData: (stream, _session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      theirMessages.push(Buffer.concat(chunks));
      done();
    });
  },
});

let addresses: SmtpAddress[];
beforeAll(async () => {
  const our = await ours.start();
  await new Promise<void>((resolve) => theirs.listen(0, '127.0.0.1', resolve));
  addresses = [our, { host: '127.0.0.1', port: (theirs.server.address() as AddressInfo).port }];
});
afterAll(async () => {
  await ours.stop(0);
  await new Promise<void>((resolve) => theirs.close(() => resolve()));
});

async function codes(address: SmtpAddress, steps: readonly string[]): Promise<number[]> {
  const client = await SmtpClient.connect(address);
  const seen = [(await client.read()).code];
  for (const step of steps) {
    client.write(step);
    seen.push((await client.read()).code);
  }
  client.destroy();
  return seen;
}

const lines = (...commands: string[]) => commands.map((command) => `${command}\r\n`);
const mail = ['EHLO client.example.test', 'MAIL FROM:<a@example.test>', 'RCPT TO:<b@example.test>'];

const dialogues: [string, string[]][] = [
  ['a plain message', [...lines(...mail, 'DATA'), 'Subject: x\r\n\r\nhello\r\n.\r\n', ...lines('QUIT')]],
  ['HELO', lines('HELO client.example.test', 'MAIL FROM:<>', 'RCPT TO:<b@example.test>', 'RSET', 'QUIT')],
  ['dots', [...lines(...mail, 'DATA'), '..\r\n..one\r\n...two\r\nthree.\r\n.\r\n']],
  ['an empty message', [...lines(...mail, 'DATA'), '.\r\n']],
  [
    'several messages in one session',
    [
      ...lines(...mail, 'DATA'),
      'one\r\n.\r\n',
      ...lines(...mail.slice(1), 'RCPT TO:<c@example.test>', 'DATA'),
      'two\r\n.\r\n',
    ],
  ],
  [
    'parameters',
    lines(mail[0] as string, 'MAIL FROM:<a@example.test> SIZE=100 BODY=8BITMIME SMTPUTF8', 'RCPT TO:<ü@example.test>'),
  ],
  ['a declared size over the limit', lines(mail[0] as string, 'MAIL FROM:<a@example.test> SIZE=99999999')],
  [
    'out of order',
    lines(
      mail[0] as string,
      'RCPT TO:<b@example.test>',
      'DATA',
      'MAIL FROM:<a@example.test>',
      'MAIL FROM:<a@example.test>',
    ),
  ],
  ['wrong paths', lines(mail[0] as string, 'MAIL FROM:<a b@example.test>', 'MAIL FROM:a@example.test', 'MAIL FROM')],
  ['unknown commands', lines(mail[0] as string, 'FROB', 'NOOP', 'VRFY someone', 'HELP')],
  ['AUTH PLAIN', lines(mail[0] as string, 'AUTH PLAIN AGEAYg==', 'AUTH PLAIN AGEAYg==')],
  ['AUTH LOGIN', lines(mail[0] as string, 'AUTH LOGIN', 'YQ==', 'Yg==', 'MAIL FROM:<a@example.test>')],
  ['AUTH given up', lines(mail[0] as string, 'AUTH PLAIN', '*', 'AUTH CRAM-MD5')],
];

describe('against npm smtp-server', () => {
  it.each(dialogues)('%s', async (_name, steps) => {
    receiver.messages.length = 0;
    theirMessages.length = 0;
    const [our, their] = await Promise.all(addresses.map((address) => codes(address, steps)));
    expect(our).toEqual(their);
    expect(receiver.messages.map(({ bytes }) => bytes.toString())).toEqual(theirMessages.map(String));
  });
});
