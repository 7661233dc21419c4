import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { createTransport } from 'nodemailer';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MemoryReceiver } from '../../test/support/memory-receiver.ts';
import { Random } from '../../test/support/random.ts';
import { realMail } from '../../test/support/real-mail.ts';
import { SmtpClient, stuffed } from '../../test/support/smtp-client.ts';
import { defaultLimits } from '../../test/support/smtp-dialogue.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { StatusBoard } from '../telemetry/status-board.ts';
import { type Certificate, selfSignedCertificate } from './certificate.ts';
import { SmtpServer, type SmtpServerOptions } from './server.ts';

let directory: string;
let pair: Certificate;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'millrace-smtp-'));
  pair = await selfSignedCertificate(directory, 'mx.example.test');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

interface Running {
  readonly server: SmtpServer;
  readonly address: { readonly host: string; readonly port: number };
  readonly receiver: MemoryReceiver;
  readonly status: StatusBoard;
}

const running: SmtpServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop(0)));
});

type Setup = Partial<Omit<SmtpServerOptions, 'limits' | 'receiver' | 'status'>> & {
  readonly limits?: Partial<SmtpServerOptions['limits']>;
};

async function start({ limits, ...rest }: Setup = {}): Promise<Running> {
  const receiver = new MemoryReceiver();
  receiver.answersItself = true;
  const status = new StatusBoard();
  const server = new SmtpServer({
    host: '127.0.0.1',
    port: 0,
    hostname: 'mx.example.test',
    tls: { mode: 'offered', ...pair },
    auth: { required: false, users: [] },
    bareNewlines: 'flag',
    logger: pino({ level: 'silent' }),
    ...rest,
    limits: { ...defaultLimits, ...limits },
    receiver,
    status,
  });
  running.push(server);
  return { server, address: await server.start(), receiver, status };
}

describe('clients', () => {
  it('Nodemailer over STARTTLS with AUTH: the bytes are exact', async () => {
    const { address, receiver } = await start({ auth: { required: true, users: ['someone:secret'] } });
    const transport = createTransport({
      ...address,
      requireTLS: true,
      tls: { ca: pair.certificate, servername: 'mx.example.test' },
      auth: { user: 'someone', pass: 'secret' },
    });
    const raw = Buffer.from('Subject: awkward\r\n\r\n.one\r\n..two\r\n.\r\nGrüße\r\n\r\n');
    await transport.sendMail({ envelope: { from: 'a@example.test', to: ['b@example.test', 'c@example.test'] }, raw });
    transport.close();
    const [message] = receiver.messages;
    expect(message?.bytes).toEqual(raw);
    expect(message?.job.auth).toEqual({ mechanism: 'PLAIN', user: 'someone' });
    expect(message?.job.tls?.protocol).toMatch(/^TLSv1\.[23]$/);
    expect(message?.job.tls?.cipher).not.toBe('');
    expect(message?.job.recipients.map(({ address }) => address)).toEqual(['b@example.test', 'c@example.test']);
    expect(message?.job.peer).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  it('Nodemailer without TLS; wrong credentials are refused', async () => {
    const { address, receiver } = await start({
      tls: { mode: 'off' },
      auth: { required: true, users: ['someone:secret'] },
      limits: { authFailureDelayMs: 1 },
    });
    const transport = createTransport({ ...address, auth: { user: 'someone', pass: 'wrong' } });
    const sending = transport.sendMail({ from: 'a@example.test', to: 'b@example.test', text: 'hello' });
    await expect(sending).rejects.toMatchObject({ responseCode: 535 });
    transport.close();
    expect(receiver.messages).toEqual([]);
  });

  it('many sessions at once, real mail, in odd pieces', async () => {
    const { address, receiver, status } = await start();
    const random = new Random(7);
    const mails = Array.from({ length: 60 }, (_, seed) => realMail({ seed, subject: `mail ${seed}` }));
    const sessions = Array.from({ length: 12 }, async (_, session) => {
      const client = await SmtpClient.open(address);
      for (let n = session; n < mails.length; n += 12) {
        const wire = stuffed(mails[n] as Buffer);
        client.write('MAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n');
        for (const code of [250, 250, 354]) await client.expect(code);
        for (let at = 0; at < wire.length; ) {
          const end = at + random.integer(1, 9000);
          await client.writeAndDrain(wire.subarray(at, end));
          at = end;
        }
        expect((await client.read()).text).toMatch(/^250 2\.0\.0 [0-9a-f-]{36} captured$/);
      }
      await client.quit();
    });
    await Promise.all(sessions);
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(receiver.messages.map(({ bytes }) => hash(bytes)).sort()).toEqual(mails.map(hash).sort());
    expect(status.get('accepted')).toBe(60);
    await waitFor('the connections to be gone', () => status.get('connections') === 0);
  });

  it('a large message over TLS and over plain sockets, with a sink that wants pauses', async () => {
    const { address, receiver } = await start();
    receiver.sinkCapacityBytes = 300_000;
    const message = Buffer.from(`${'.a line of a large message, with a dot\r\n'.repeat(120_000)}`);
    const plain = await SmtpClient.open(address);
    expect((await plain.send('a@example.test', ['b@example.test'], message)).code).toBe(250);
    await plain.quit();
    const transport = createTransport({ ...address, requireTLS: true, tls: { rejectUnauthorized: false } });
    await transport.sendMail({ envelope: { from: 'a@example.test', to: 'b@example.test' }, raw: message });
    transport.close();
    expect(receiver.messages.map((each) => [each.wasStreamed, each.bytes.equals(message)])).toEqual([
      [true, true],
      [true, true],
    ]);
    expect(receiver.openSinks).toBe(0);
  });

  it('a client that ends its side with the last command, as nc does', async () => {
    const { address, receiver } = await start();
    const lines = ['EHLO nc', 'MAIL FROM:<a@example.test>', 'RCPT TO:<b@example.test>', 'DATA', 'hello', '.', 'QUIT'];
    const replies = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect({ ...address, allowHalfOpen: true });
      socket.on('error', reject);
      socket.once('data', () => socket.end(lines.map((line) => `${line}\r\n`).join('')));
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('end', () => resolve(text));
    });
    expect(replies).toMatch(/\r\n354 .*\r\n250 2\.0\.0 .*\r\n221 .*\r\n$/s);
    expect(receiver.messages).toHaveLength(1);
  });
});

describe('TLS', () => {
  it('commands that come with STARTTLS in one segment do not run', async () => {
    const { address, receiver } = await start();
    const socket = connect(address);
    const text: string[] = [];
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => text.push(chunk));
    await waitFor('the greeting', () => text.join('').includes('220 '));
    socket.write('EHLO x\r\n');
    await waitFor('EHLO', () => text.join('').includes('250 HELP'));
    socket.write('STARTTLS\r\nEHLO y\r\nMAIL FROM:<evil@example.test>\r\nRCPT TO:<evil@example.test>\r\n');
    await waitFor('220', () => /220 2\.0\.0/.test(text.join('')));
    socket.removeAllListeners('data');
    const secure = connectTls({ socket, rejectUnauthorized: false });
    const inside: string[] = [];
    secure.setEncoding('latin1');
    secure.on('data', (chunk: string) => inside.push(chunk));
    await new Promise((resolve) => secure.once('secureConnect', resolve));
    secure.write('RCPT TO:<evil@example.test>\r\nEHLO z\r\nRCPT TO:<evil@example.test>\r\nQUIT\r\n');
    await waitFor('221', () => inside.join('').includes('221 '));
    expect(inside.join('').match(/^503 /gm)).toHaveLength(2);
    expect(receiver.asked).toEqual([]);
    socket.destroy();
  });

  it('no handshake but rubbish: closed, others unaffected', async () => {
    const { address } = await start();
    const client = await SmtpClient.open(address);
    await client.command('STARTTLS');
    client.write('MAIL FROM:<a@example.test>\r\n'.repeat(10));
    await client.closed;
    const other = await SmtpClient.open(address);
    expect((await other.send('a@example.test', ['b@example.test'], Buffer.from('x\r\n'))).code).toBe(250);
    other.destroy();
  });

  it('clients that do not trust the certificate are counted, and said once how to help them', async () => {
    const said: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line) => void said.push(line) });
    const { address, status } = await start({ logger });
    const mail = { from: 'a@example.test', to: 'b@example.test', text: 'x' };
    for (const tls of [{}, {}, { maxVersion: 'TLSv1.2' as const }])
      await expect(createTransport({ ...address, tls }).sendMail(mail)).rejects.toThrow('self-signed');
    await waitFor('the third to be counted', () => status.get('failedHandshakes') === 3);
    const content = createTransport({ ...address, tls: { rejectUnauthorized: false } });
    await content.sendMail(mail);
    content.close();
    await waitFor('all to be gone', () => status.get('connections') === 0);
    expect(status.get('failedHandshakes')).toBe(3);
    expect(said.map((line) => JSON.parse(line).msg)).toEqual([expect.stringContaining('--tls-mode off')]);
  });

  it('a certificate that is none is a clear error', () => {
    const options = { host: '127.0.0.1', port: 0, hostname: 'x', bareNewlines: 'flag' as const };
    const rest = { limits: defaultLimits, auth: { required: false, users: [] }, receiver: new MemoryReceiver() };
    const more = { status: new StatusBoard(), logger: pino({ level: 'silent' }) };
    const make = (tls: SmtpServerOptions['tls']) => () => new SmtpServer({ ...options, ...rest, ...more, tls });
    expect(make({ mode: 'offered' })).toThrow(/certificate/);
    expect(make({ mode: 'required', certificate: 'x', key: 'y' })).toThrow(/certificate/);
  });
});

describe('connections', () => {
  it('over the limit get 421 4.7.0, and room that is made is given', async () => {
    const { address, status } = await start({ limits: { maxConnections: 2 } });
    const first = await SmtpClient.open(address);
    const second = await SmtpClient.open(address);
    const third = await SmtpClient.connect(address);
    expect((await third.read()).text).toMatch(/^421 4\.7\.0/);
    await third.closed;
    await first.quit();
    await waitFor('the first to be gone', () => status.get('connections') === 1);
    const fourth = await SmtpClient.open(address);
    for (const client of [second, fourth]) client.destroy();
  });

  it('an unhealthy spool: 421 in place of the greeting', async () => {
    const { address, receiver } = await start();
    receiver.greetingReply = { code: 421, enhanced: '4.3.2', text: 'Spool is unhealthy' };
    const client = await SmtpClient.connect(address);
    expect((await client.read()).text).toBe('421 4.3.2 Spool is unhealthy');
    await client.closed;
  });

  it('that drip data or do nothing are closed, others are served', async () => {
    const { address, receiver } = await start({
      limits: { commandTimeoutMs: 300, dataTimeoutMs: 300, minDataBytesPerSecond: 1000 },
    });
    const idle = await Promise.all(Array.from({ length: 100 }, () => SmtpClient.connect(address)));
    const slow = await SmtpClient.open(address);
    for (const line of ['MAIL FROM:<a@example.test>', 'RCPT TO:<b@example.test>', 'DATA']) await slow.command(line);
    const drip = setInterval(() => slow.write('x'), 20);
    try {
      expect((await slow.read()).text).toMatch(/^421 4\.4\.2/);
      for (const client of idle) {
        expect((await client.read()).code).toBe(220);
        expect((await client.read()).text).toMatch(/^421 4\.4\.2/);
      }
    } finally {
      clearInterval(drip);
    }
    const other = await SmtpClient.open(address);
    expect((await other.send('a@example.test', ['b@example.test'], Buffer.from('x\r\n'))).code).toBe(250);
    expect(receiver.messages).toHaveLength(1);
    for (const client of [...idle, slow, other]) client.destroy();
  });

  it('that do not read their replies are paused, and lose nothing', async () => {
    const { address } = await start({ limits: { maxIdleCommands: 1_000_000 } });
    const client = await SmtpClient.open(address);
    const count = 200_000;
    client.write('HELP\r\n'.repeat(count));
    for (let n = 0; n < count; n += 1) if ((await client.read()).code !== 214) throw new Error(`reply ${n}`);
    await client.quit();
  });

  it('that are reset in the middle of a message leave nothing', async () => {
    const { address, receiver, status } = await start({ largeThresholdBytes: 1000 });
    const client = await SmtpClient.open(address);
    for (const line of ['MAIL FROM:<a@example.test>', 'RCPT TO:<b@example.test>', 'DATA']) await client.command(line);
    client.write('x'.repeat(5000));
    await waitFor('the sink', () => receiver.openSinks === 1);
    client.destroy();
    await waitFor('the connection to be gone', () => status.get('connections') === 0);
    expect(receiver.openSinks).toBe(0);
    expect(receiver.messages).toEqual([]);
  });
});

describe('stop', () => {
  it('idle sessions go at once, a transaction in flight is finished', async () => {
    const { server, address, receiver } = await start();
    const idle = await SmtpClient.open(address);
    const busy = await SmtpClient.open(address);
    for (const line of ['MAIL FROM:<a@example.test>', 'RCPT TO:<b@example.test>', 'DATA']) await busy.command(line);
    const stopped = server.stop(60_000);
    expect((await idle.read()).text).toMatch(/^421 4\.3\.2/);
    await expect(SmtpClient.connect(address)).rejects.toThrow();
    busy.write('hello\r\n.\r\n');
    expect((await busy.read()).text).toMatch(/^250 2\.0\.0/);
    expect((await busy.read()).text).toMatch(/^421 4\.3\.2/);
    await stopped;
    expect(receiver.messages).toHaveLength(1);
  });

  it('after the grace time what is still open is closed, but not what waits for the spool', async () => {
    const { server, address, receiver } = await start();
    receiver.answersItself = false;
    const halfway = await SmtpClient.open(address);
    const waiting = await SmtpClient.open(address);
    for (const client of [halfway, waiting]) {
      for (const line of ['MAIL FROM:<a@example.test>', 'RCPT TO:<b@example.test>', 'DATA']) await client.command(line);
    }
    waiting.write('hello\r\n.\r\n');
    await waitFor('the message to arrive', () => receiver.waiting === 1);
    const stopped = server.stop(200);
    await halfway.closed;
    receiver.answer();
    expect((await waiting.read()).text).toMatch(/^250 2\.0\.0/);
    await stopped;
    expect(receiver.messages).toHaveLength(1);
  });

  it('is the same when called twice, and harmless when never started', async () => {
    const { server } = await start();
    await Promise.all([server.stop(10), server.stop(10)]);
    const { receiver, status } = await start();
    const never = new SmtpServer({
      host: '127.0.0.1',
      port: 0,
      hostname: 'x',
      limits: defaultLimits,
      tls: { mode: 'off' },
      auth: { required: false, users: [] },
      bareNewlines: 'flag',
      receiver,
      status,
      logger: pino({ level: 'silent' }),
    });
    await never.stop(10);
  });

  it('start says when the address is taken', async () => {
    const { address } = await start();
    await expect(start({ port: address.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
