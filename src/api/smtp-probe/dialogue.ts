import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { z } from 'zod';
import type { dialogueSchema } from '../schemas/directory.ts';

export type Dialogue = z.output<typeof dialogueSchema>;
type Line = Dialogue['lines'][number];

export interface DialogueOptions {
  readonly host: string;
  readonly port: number;
  /** Upgrade by STARTTLS before MAIL; the certificate is not looked at: it is our own server. */
  readonly startTls: boolean;
  /** `user:password` for AUTH PLAIN. */
  readonly credentials?: string;
  readonly from: string;
  readonly to: string;
  /** With CRLF at the end of each line. */
  readonly message: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** One mail over SMTP (RFC 5321), step by step, with everything that was said and when. Never rejects: a failure is an outcome. */
export async function smtpDialogue(options: DialogueOptions): Promise<Dialogue> {
  const session = new Session(options);
  try {
    return session.result(...(await converse(session, options)));
  } catch (error) {
    session.note((error as Error).message);
    return session.result(error instanceof Dropped ? 'dropped' : 'gave-up');
  } finally {
    session.close();
  }
}

async function converse(session: Session, options: DialogueOptions): Promise<[Dialogue['outcome'], string?]> {
  const greeting = await session.reply();
  if (!isPositive(greeting)) return ['refused', greeting];
  await session.command('EHLO try.millrace.invalid');
  if (options.startTls && isPositive(await session.command('STARTTLS'))) {
    await session.startTls();
    await session.command('EHLO try.millrace.invalid');
  }
  if (options.credentials !== undefined) {
    const [user = '', ...password] = options.credentials.split(':');
    const token = Buffer.from(`\0${user}\0${password.join(':')}`).toString('base64');
    await session.command(`AUTH PLAIN ${token}`, 'AUTH PLAIN ***');
  }
  const steps = [`MAIL FROM:<${options.from}>`, `RCPT TO:<${options.to}>`, 'DATA'];
  for (const step of steps) {
    const reply = await session.command(step);
    if (!isPositive(reply)) return refusedBy(session, reply);
  }
  const bytes = Buffer.byteLength(options.message);
  session.send(`${options.message.replace(/^\./gm, '..')}.\r\n`, `(${bytes} bytes of test mail) .`);
  const reply = await session.reply();
  if (!isPositive(reply)) return refusedBy(session, reply);
  await session.command('QUIT');
  return ['accepted', reply];
}

async function refusedBy(session: Session, reply: string): Promise<[Dialogue['outcome'], string]> {
  // After 421 the server closes (RFC 5321 3.8); a QUIT would only find the connection gone.
  if (reply.startsWith('421')) await session.closed();
  else await session.command('QUIT');
  return ['refused', reply];
}

function isPositive(reply: string): boolean {
  return /^[23]/.test(reply);
}

class Dropped extends Error {
  override readonly name = 'Dropped';
}

/** One connection: lines as they come, and the transcript. */
class Session {
  readonly #started = performance.now();
  readonly #deadline: NodeJS.Timeout;
  readonly #lines: Line[] = [];
  readonly #signal: AbortSignal | undefined;
  readonly #stop = () => this.#fail(new Error('The server is stopping'));
  #socket: Socket;
  #buffer = '';
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(options: DialogueOptions) {
    this.#socket = connect({ host: options.host, port: options.port });
    this.#listen();
    const seconds = Math.round(options.timeoutMs / 1000);
    this.#deadline = setTimeout(() => this.#fail(new Error(`No answer within ${seconds} s`)), options.timeoutMs);
    this.#signal = options.signal;
    if (options.signal?.aborted) this.#stop();
    options.signal?.addEventListener('abort', this.#stop);
  }

  /** The last line of the reply: code, enhanced code, text. */
  async reply(): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf('\n');
      if (end < 0) {
        if (this.#failure) throw this.#failure;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      const line = this.#buffer.slice(0, end).replace(/\r$/, '');
      this.#buffer = this.#buffer.slice(end + 1);
      this.#say('server', line);
      if (!/^\d{3}-/.test(line)) return line;
    }
  }

  command(line: string, shown = line): Promise<string> {
    this.send(`${line}\r\n`, shown);
    return this.reply();
  }

  send(text: string, shown: string): void {
    this.#say('client', shown);
    if (!this.#socket.destroyed) this.#socket.write(text);
  }

  startTls(): Promise<void> {
    const plain = this.#socket;
    plain.removeAllListeners('data');
    plain.removeAllListeners('close');
    return new Promise((resolve, reject) => {
      const secure = connectTls({ socket: plain, rejectUnauthorized: false }, () => {
        this.note(`TLS: ${secure.getProtocol()} ${secure.getCipher().name}`);
        secure.off('error', reject);
        this.#listen();
        resolve();
      });
      secure.once('error', reject);
      this.#socket = secure;
    });
  }

  async closed(): Promise<void> {
    while (!this.#failure) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.note('Connection closed by the server');
  }

  note(text: string): void {
    this.#say('note', text);
  }

  close(): void {
    clearTimeout(this.#deadline);
    this.#signal?.removeEventListener('abort', this.#stop);
    this.#socket.destroy();
  }

  result(outcome: Dialogue['outcome'], reply?: string): Dialogue {
    return {
      lines: this.#lines,
      outcome,
      ...(reply === undefined ? {} : { reply }),
      tookMs: this.#elapsed(),
    };
  }

  #listen(): void {
    this.#socket.on('data', (chunk: Buffer) => {
      this.#buffer += chunk.toString('utf8');
      this.#wake?.();
    });
    this.#socket.on('error', (error) => this.#fail(new Dropped(`Connection broken: ${error.message}`)));
    this.#socket.on('close', () => this.#fail(new Dropped('Connection closed by the server without a reply')));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake?.();
  }

  #say(side: Line['side'], text: string): void {
    this.#lines.push({ atMs: this.#elapsed(), side, text });
  }

  #elapsed(): number {
    return Math.round((performance.now() - this.#started) * 10) / 10;
  }
}
