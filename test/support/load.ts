import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ConnectionLost, type SmtpAddress, SmtpClient, stuffed } from './smtp-client.ts';

export interface LoadMessage {
  readonly from: string;
  readonly recipients: readonly string[];
  /** Ends in CRLF; its Subject is `key`. */
  readonly bytes: Buffer;
  readonly key: string;
}

export interface SentMessage {
  readonly key: string;
  readonly hash: string;
  readonly recipients: readonly string[];
  /** Recipients that got 250 at RCPT, and the replies of the others. */
  accepted: string[];
  refusals: { recipient: string; code: number }[];
  /** `unknown`: whole message sent, connection gone before the reply. `unsent`: gone before the data was sent. */
  outcome: 'acknowledged' | 'refused' | 'unknown' | 'unsent';
  reply: string;
  /** CLOCK_MONOTONIC nanoseconds when the reply had been read. */
  repliedAtNs: bigint;
}

export interface LoadOptions {
  /** Where to connect now; undefined while the server is down. */
  readonly address: () => SmtpAddress | undefined;
  readonly sessions: number;
  /** Message number n, from 0; undefined ends the load. */
  readonly message: (n: number) => LoadMessage | undefined;
  /** MAIL, RCPT and DATA in one write. Default true. */
  readonly pipelining?: boolean;
}

/** Sends from many sessions, reconnects when the server goes away, and remembers what became of every message. */
export class Load {
  readonly sent: SentMessage[] = [];
  #next = 0;
  #stopping = false;
  readonly #options: LoadOptions;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  /** Resolves when the messages are used up or `stop` was called, and every session ended. */
  async run(): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.sessions }, () => this.#session()));
  }

  stop(): void {
    this.#stopping = true;
  }

  count(outcome: SentMessage['outcome']): number {
    return this.sent.filter((message) => message.outcome === outcome).length;
  }

  async #session(): Promise<void> {
    let client: SmtpClient | undefined;
    while (!this.#stopping) {
      try {
        if (!client) {
          const address = this.#options.address();
          if (!address) {
            await delay(10);
            continue;
          }
          client = await SmtpClient.open(address);
        }
        const message = this.#options.message(this.#next);
        if (!message) break;
        this.#next += 1;
        if (!(await this.#transact(client, message))) client = undefined;
      } catch {
        // Refused, 421 or reset while the server is going down or coming up: try again.
        client?.destroy();
        client = undefined;
        await delay(10);
      }
    }
    await client?.quit();
  }

  /** False when the connection is of no more use. */
  async #transact(client: SmtpClient, message: LoadMessage): Promise<boolean> {
    const record: SentMessage = {
      key: message.key,
      hash: createHash('sha256').update(message.bytes).digest('hex'),
      recipients: message.recipients,
      accepted: [],
      refusals: [],
      outcome: 'unsent',
      reply: '',
      repliedAtNs: 0n,
    };
    this.sent.push(record);
    try {
      if (!(await this.#envelope(client, message, record)))
        return record.outcome === 'refused' && client.command('RSET').then((reply) => reply.code === 250);
      record.outcome = 'unknown';
      client.write(stuffed(message.bytes));
      const reply = await client.read();
      record.repliedAtNs = process.hrtime.bigint();
      record.reply = reply.text;
      record.outcome = reply.code === 250 ? 'acknowledged' : 'refused';
      if (reply.code !== 421) return true;
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
    }
    client.destroy();
    return false;
  }

  async #envelope(client: SmtpClient, message: LoadMessage, record: SentMessage): Promise<boolean> {
    const lines = [`MAIL FROM:<${message.from}>`, ...message.recipients.map((to) => `RCPT TO:<${to}>`), 'DATA'];
    const pipelining = this.#options.pipelining ?? true;
    if (pipelining) client.write(`${lines.join('\r\n')}\r\n`);
    let usable = true;
    for (const [index, line] of lines.entries()) {
      if (!pipelining && usable) client.write(`${line}\r\n`);
      if (!pipelining && !usable) return false;
      const reply = await client.read();
      const isRecipient = index > 0 && index < lines.length - 1;
      if (isRecipient) {
        const recipient = message.recipients[index - 1] as string;
        if (reply.code === 250) record.accepted.push(recipient);
        else record.refusals.push({ recipient, code: reply.code });
      } else if (reply.code !== 250 && reply.code !== 354) {
        record.outcome = 'refused';
        record.reply = reply.text;
        record.repliedAtNs = process.hrtime.bigint();
        usable = false;
      } else if (index === lines.length - 1 && record.accepted.length === 0) usable = false;
    }
    return usable;
  }
}
