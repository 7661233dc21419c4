import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type DialogueOptions, smtpDialogue } from './dialogue.ts';
import { testMail } from './test-mail.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** An SMTP server of a few lines that answers by the first word, and keeps what came after DATA. */
async function serve(
  answers: Record<string, string | 'close' | 'silence'>,
): Promise<{ port: number; data: () => string }> {
  let data = '';
  const answer = (socket: Socket, verb: string) => {
    const reply = answers[verb] ?? '250 2.0.0 OK';
    if (reply === 'close') socket.destroy();
    else if (reply !== 'silence') socket.write(`${reply}\r\n`);
    if (reply.startsWith('421') || verb === 'QUIT') socket.end();
  };
  const listening = createServer((socket) => {
    let rest = '';
    let inData = false;
    socket.on('error', () => {});
    answer(socket, 'connect');
    socket.on('data', (chunk) => {
      rest += chunk;
      for (;;) {
        const end = inData ? rest.indexOf('\r\n.\r\n') : rest.indexOf('\r\n');
        if (end < 0) return;
        if (inData) {
          data = rest.slice(0, end);
          rest = rest.slice(end + 5);
          inData = false;
          answer(socket, 'end');
        } else {
          const verb = rest.slice(0, end).split(' ')[0] as string;
          rest = rest.slice(end + 2);
          inData = verb === 'DATA' && (answers.DATA ?? '354').startsWith('354');
          answer(socket, verb);
        }
      }
    });
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return { port: (listening.address() as AddressInfo).port, data: () => data };
}

const options = (port: number, changes: Partial<DialogueOptions> = {}): DialogueOptions => ({
  host: '127.0.0.1',
  port,
  startTls: false,
  from: 'a@mill.test',
  to: 'b@mill.test',
  message: 'Subject: x\r\n\r\n.dot\r\n',
  timeoutMs: 60_000,
  ...changes,
});
const usual = { connect: '220 hi', EHLO: '250-mx\r\n250 PIPELINING', DATA: '354 go' };

describe('dialogue', () => {
  it('sends a mail and tells both sides, line by line', async () => {
    const { port, data } = await serve({ ...usual, end: '250 2.0.0 kept' });
    const result = await smtpDialogue(options(port, { credentials: 'ann:secret' }));
    expect(result).toMatchObject({ outcome: 'accepted', reply: '250 2.0.0 kept' });
    expect(result.lines.map(({ side, text }) => `${side}: ${text}`)).toEqual([
      'server: 220 hi',
      'client: EHLO try.millrace.invalid',
      'server: 250-mx',
      'server: 250 PIPELINING',
      'client: AUTH PLAIN ***',
      'server: 250 2.0.0 OK',
      'client: MAIL FROM:<a@mill.test>',
      'server: 250 2.0.0 OK',
      'client: RCPT TO:<b@mill.test>',
      'server: 250 2.0.0 OK',
      'client: DATA',
      'server: 354 go',
      'client: (20 bytes of test mail) .',
      'server: 250 2.0.0 kept',
      'client: QUIT',
      'server: 250 2.0.0 OK',
    ]);
    expect(data()).toBe('Subject: x\r\n\r\n..dot');
    const times = result.lines.map((line) => line.atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it.each([
    ['at RCPT', { RCPT: '550 5.1.1 no' }, 'refused', '550 5.1.1 no'],
    ['at the end of the data', { end: '451 4.3.0 later' }, 'refused', '451 4.3.0 later'],
    ['with 421', { RCPT: '421 4.3.2 bye' }, 'refused', '421 4.3.2 bye'],
    ['at once', { connect: '554 no' }, 'refused', '554 no'],
    ['without a reply', { end: 'close' }, 'dropped', undefined],
  ] as const)('tells a refusal %s', async (_where, answers, outcome, reply) => {
    const { port } = await serve({ ...usual, ...answers });
    const result = await smtpDialogue(options(port));
    expect([result.outcome, result.reply]).toEqual([outcome, reply]);
    if (outcome === 'dropped' || reply?.startsWith('421')) expect(result.lines.at(-1)?.side).toBe('note');
  });

  it('gives up on a server that says nothing, and when told to stop', async () => {
    const { port } = await serve({ ...usual, end: 'silence' });
    const slow = await smtpDialogue(options(port, { timeoutMs: 50 }));
    expect(slow).toMatchObject({ outcome: 'gave-up', lines: expect.arrayContaining([]) });
    const stopped = await smtpDialogue(options(port, { signal: AbortSignal.abort() }));
    expect(stopped.outcome).toBe('gave-up');
  });
});

it('the test mail is whole lines in ASCII, with its parts', () => {
  const mail = testMail('a@mill.test', 'b@mill.test', 0);
  expect(mail.split('\r\n').every((line) => /^[ -~]*$/.test(line) && line.length < 998)).toBe(true);
  expect(mail).toContain('Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n');
  expect(mail).not.toMatch(/[^\r]\n/);
});
