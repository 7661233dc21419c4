// The protocol engine alone, without sockets: `npx tsx bench/smtp/session.bench.ts`. One session, a transport that drops its
// replies, a receiver that copies each message once and answers when asked, as the spool does. Time is CPU time of the process, so
// that other load on the machine disturbs less.
import { ContentInspector } from '../../src/smtp/content-inspector.ts';
import { DataDecoder } from '../../src/smtp/data-decoder.ts';
import type { MessageReceiver, SpoolTransaction } from '../../src/smtp/message-receiver.ts';
import { SmtpSession } from '../../src/smtp/session.ts';
import { SessionShared } from '../../src/smtp/session-shared.ts';
import type { SessionTransport } from '../../src/smtp/session-transport.ts';
import { StatusBoard } from '../../src/telemetry/status-board.ts';
import { fillerMail } from '../../test/support/real-mail.ts';
import { stuffed } from '../../test/support/smtp-client.ts';

const RUN_MS = 1500;
const MiB = 1024 * 1024;
const messageId = '01939a3c-7a51-7000-8000-000000000001';

class CopyingReceiver implements MessageReceiver {
  waiting: SpoolTransaction | undefined;
  readonly #copy = Buffer.allocUnsafeSlow(2 * MiB);

  admit(request: { readonly address: string }) {
    return { kind: 'accept', recipient: { address: request.address, inbox: 'catch-all' }, lane: 1 } as const;
  }

  receive(transaction: SpoolTransaction): void {
    let at = this.#copy.write(transaction.jobText, 0, 'utf8');
    for (const chunk of transaction.chunks) {
      this.#copy.set(chunk, at);
      at += chunk.length;
    }
    this.waiting = transaction;
  }

  refuse(): never {
    throw new Error('no refusals here');
  }

  openLarge(): never {
    throw new Error('no large messages here');
  }

  greeting(): undefined {
    return undefined;
  }
}

class Nowhere implements SessionTransport {
  repliedBytes = 0;
  write(bytes: string): void {
    this.repliedBytes += bytes.length;
  }
  close(): never {
    throw new Error('the session was closed');
  }
  destroy(): void {}
  startTls(): void {}
  pause(): void {}
  resume(): void {}
  wakeAfter(): void {}
}

function sessionRate(sizeBytes: number, isPipelined: boolean): { perSecond: number; microseconds: number } {
  const receiver = new CopyingReceiver();
  const shared = new SessionShared({
    hostname: 'mx.example.test',
    limits: {
      maxMessageBytes: 50 * MiB,
      maxRecipients: 100,
      maxConnections: 2000,
      commandTimeoutMs: 300_000,
      dataTimeoutMs: 180_000,
      minDataBytesPerSecond: 1,
      maxBadCommands: 20,
      maxIdleCommands: 1000,
      maxAuthFailures: 5,
      authFailureDelayMs: 250,
    },
    tlsMode: 'offered',
    auth: { required: false, users: [] },
    bareNewlines: 'flag',
    largeThresholdBytes: MiB,
    receiver,
    status: new StatusBoard(),
  });
  const session = new SmtpSession(new Nowhere(), shared, '127.0.0.1:50000');
  session.greet();
  session.feed(Buffer.from('EHLO client.example.test\r\n'));
  const lines = ['MAIL FROM:<sender@example.test>\r\n', 'RCPT TO:<rcpt@example.test>\r\n', 'DATA\r\n'];
  const groups = (isPipelined ? [lines.join('')] : lines).map((text) => Buffer.from(text));
  const data = stuffed(fillerMail({ seed: 1, sizeBytes }));
  const started = cpuMs();
  let count = 0;
  let elapsed = 0;
  while (elapsed < RUN_MS) {
    for (let i = 0; i < 200; i += 1) {
      for (const group of groups) session.feed(group);
      session.feed(data);
      receiver.waiting?.stored(messageId);
    }
    count += 200;
    elapsed = cpuMs() - started;
  }
  return { perSecond: (count / elapsed) * 1000, microseconds: (elapsed * 1000) / count };
}

/** MiB a second over blocks as they come from a socket. */
function throughput(work: (block: Buffer) => void): number {
  const block = fillerMail({ seed: 2, sizeBytes: 64 * 1024 });
  const started = cpuMs();
  let bytes = 0;
  let elapsed = 0;
  while (elapsed < RUN_MS / 2) {
    for (let i = 0; i < 100; i += 1) work(block);
    bytes += 100 * block.length;
    elapsed = cpuMs() - started;
  }
  return (bytes / MiB / elapsed) * 1000;
}

for (const sizeBytes of [1024, 10 * 1024, 100 * 1024]) {
  for (const isPipelined of [false, true]) {
    sessionRate(sizeBytes, isPipelined);
    const { perSecond, microseconds } = sessionRate(sizeBytes, isPipelined);
    const how = isPipelined ? 'pipelined' : 'command by command';
    console.log(
      `${sizeBytes / 1024} KiB, ${how}: ${Math.round(perSecond).toLocaleString('en')} messages/s, ${microseconds.toFixed(1)} µs each`,
    );
  }
}

const decoder = new DataDecoder();
decoder.begin();
const inspector = new ContentInspector();
inspector.begin();
console.log(
  `end of data and dots: ${Math.round(throughput((block) => decoder.take(block, 0))).toLocaleString('en')} MiB/s`,
);
console.log(
  `flags of the content: ${Math.round(throughput((block) => inspector.add(block))).toLocaleString('en')} MiB/s`,
);

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
