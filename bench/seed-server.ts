import { connect } from 'node:net';
import { Random } from '../test/support/random.ts';
import { realMail } from '../test/support/real-mail.ts';
import { drained } from '../test/support/reconcile.ts';
import type { TestServer } from '../test/support/server.ts';
import type { SmtpAddress } from '../test/support/smtp-client.ts';

export interface SeedOptions {
  readonly emails: number;
  readonly sessions: number;
  /** Size of each; real-shaped mail of about 1.5 KiB by default, so that a million fit on a laptop. */
  readonly bodies?: readonly string[];
}

/** Word that one mail in 10,000 contains, and one that all contain: for the benchmark of searching. */
export const rareWord = 'quixotic';
export const commonWord = 'parcel';

/** Resolves when all are acknowledged and listed. */
export async function seedServer(server: TestServer, options: SeedOptions): Promise<void> {
  const share = Math.ceil(options.emails / options.sessions);
  const sessions = Array.from({ length: options.sessions }, (_, session) => {
    const from = session * share;
    return sendSession(server.smtp, from, Math.min(options.emails, from + share), options.bodies ?? bodies());
  });
  await Promise.all(sessions);
  await drained(server);
}

/** Bodies are made once: what differs per mail is in the header, in front of them. */
function bodies(): string[] {
  return Array.from({ length: 16 }, (_, n) => {
    const text = realMail({ seed: n + 1 }).toString('latin1');
    const paragraphs = text
      .slice(text.indexOf('\r\n\r\n') + 4)
      .split('\r\n')
      .filter((line) => /^[a-z ]+$/.test(line));
    return `${paragraphs.slice(0, 18).join('\r\n')}\r\na ${commonWord} for you\r\n`;
  });
}

/** A whole transaction in one write (BDAT may be pipelined, DATA may not), several ahead of the replies: as fast as one connection goes. */
function sendSession(address: SmtpAddress, from: number, to: number, texts: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(address.port, address.host);
    const random = new Random(from + 1);
    const ahead = 8;
    let next = from;
    let done = from;
    let tail = '';
    const send = () => {
      while (next < to && next < done + ahead) {
        socket.write(transaction(next, random, texts), 'latin1');
        next += 1;
      }
      if (done >= to && !socket.writableEnded) socket.end('QUIT\r\n');
    };
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('error', reject);
    socket.on('close', () =>
      done >= to ? resolve() : reject(new Error(`connection closed after ${done - from} messages`)),
    );
    let greeted = false;
    socket.on('data', (text: string) => {
      const lines = (tail + text).split('\r\n');
      tail = lines.pop() as string;
      if (!greeted && lines.length > 0) {
        // A client that speaks before the greeting is turned away.
        greeted = true;
        socket.write('EHLO seed.example.test\r\n');
      }
      for (const line of lines) {
        if (/^[45]/.test(line)) {
          socket.destroy(new Error(line));
          return;
        }
        // Only the reply after the data names an id: `250 2.0.0 <uuid>`.
        if (/^250 .*[0-9a-f]{8}-[0-9a-f]{4}/.test(line)) done += 1;
      }
      send();
    });
  });
}

function transaction(n: number, random: Random, texts: readonly string[]): string {
  const sender = `shop${random.integer(1, 40)}@example.test`;
  const recipient = `customer${random.integer(1, 20_000)}@inbox.example.test`;
  const rare = n % 10_000 === 0 ? ` ${rareWord}` : '';
  const message = [
    `From: "Shop ${sender}" <${sender}>`,
    `To: <${recipient}>`,
    `Subject: Order ${n}${rare}`,
    'Date: Tue, 24 Nov 2026 09:30:00 +0000',
    `Message-ID: <${n}.seed@example.test>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    texts[n % texts.length],
  ].join('\r\n');
  return `MAIL FROM:<${sender}>\r\nRCPT TO:<${recipient}>\r\nBDAT ${message.length} LAST\r\n${message}`;
}
