import { connect, type Socket } from 'node:net';

export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
}

export interface Reply {
  readonly code: number;
  /** Text of each line, without code and line end. */
  readonly lines: readonly string[];
  /** The whole reply as it came, for failure messages. */
  readonly text: string;
}

export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** A raw SMTP client: sends exactly what it is told and reads replies in order. */
export class SmtpClient {
  readonly #socket: Socket;
  #buffer = '';
  #lines: string[] = [];
  readonly #replies: Reply[] = [];
  readonly #waiting: { resolve(reply: Reply): void; reject(error: Error): void }[] = [];
  #lost: ConnectionLost | undefined;
  readonly closed: Promise<void>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.on('close', () => resolve()));
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#take(text));
    socket.on('error', (error) => this.#lose(error.message));
    socket.on('close', () => this.#lose('connection closed'));
  }

  /** Connected, greeting not read yet. @throws ConnectionLost */
  static connect(address: SmtpAddress): Promise<SmtpClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(address.port, address.host);
      const refuse = (error: Error) => reject(new ConnectionLost(error.message));
      socket.once('error', refuse);
      socket.once('connect', () => {
        socket.off('error', refuse);
        resolve(new SmtpClient(socket));
      });
    });
  }

  /** Connected and greeted with EHLO. */
  static async open(address: SmtpAddress, helo = 'client.example.test'): Promise<SmtpClient> {
    const client = await SmtpClient.connect(address);
    await client.expect(220);
    client.write(`EHLO ${helo}\r\n`);
    await client.expect(250);
    return client;
  }

  write(data: string | Uint8Array): void {
    this.#socket.write(data);
  }

  /** Waits until the socket takes more: for data that should not pile up here. */
  writeAndDrain(data: Uint8Array): Promise<void> {
    if (this.#socket.write(data) || this.#lost) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        this.#socket.off('drain', go);
        this.#socket.off('close', go);
        resolve();
      };
      this.#socket.on('drain', go);
      this.#socket.on('close', go);
    });
  }

  /** The next reply; a reply that came before is not lost. @throws ConnectionLost */
  read(): Promise<Reply> {
    const reply = this.#replies.shift();
    if (reply) return Promise.resolve(reply);
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  command(line: string): Promise<Reply> {
    this.write(`${line}\r\n`);
    return this.read();
  }

  /** @throws Error with the reply when the code is another one. */
  async expect(code: number): Promise<Reply> {
    const reply = await this.read();
    if (reply.code !== code) throw new Error(`expected ${code}, got: ${reply.text}`);
    return reply;
  }

  /** One transaction, command by command. Gives the first reply that is not positive, or the reply after the data. */
  async send(from: string, recipients: readonly string[], message: Uint8Array): Promise<Reply> {
    const mail = await this.command(`MAIL FROM:<${from}>`);
    if (mail.code !== 250) return mail;
    for (const recipient of recipients) {
      const reply = await this.command(`RCPT TO:<${recipient}>`);
      if (reply.code !== 250) return reply;
    }
    const data = await this.command('DATA');
    if (data.code !== 354) return data;
    this.write(stuffed(message));
    return this.read();
  }

  async quit(): Promise<void> {
    this.write('QUIT\r\n');
    await this.read().catch(() => undefined);
    this.destroy();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#buffer += text;
    for (;;) {
      const end = this.#buffer.indexOf('\r\n');
      if (end < 0) return;
      const line = this.#buffer.slice(0, end);
      this.#buffer = this.#buffer.slice(end + 2);
      this.#lines.push(line);
      if (line[3] === '-') continue;
      const reply = {
        code: Number(line.slice(0, 3)),
        lines: this.#lines.map((each) => each.slice(4)),
        text: this.#lines.join('\n'),
      };
      this.#lines = [];
      const waiting = this.#waiting.shift();
      if (waiting) waiting.resolve(reply);
      else this.#replies.push(reply);
    }
  }

  #lose(reason: string): void {
    this.#lost ??= new ConnectionLost(reason);
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#lost);
  }
}

/** Message as it goes over the wire: dots at line starts doubled, ended by a dot (RFC 5321 4.5.2). */
export function stuffed(message: Uint8Array): Buffer {
  const text = Buffer.from(message).toString('latin1');
  const end = text.endsWith('\r\n') ? '.\r\n' : '\r\n.\r\n';
  return Buffer.from(text.replace(/(^|\r\n)\./g, '$1..') + end, 'latin1');
}
