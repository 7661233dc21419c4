import { Credentials } from './credentials.ts';
import { greeting, helloReply } from './reply.ts';
import type { SessionOptions } from './session-options.ts';

/** What the sessions of one server have in common, made once. */
export class SessionShared {
  readonly options: SessionOptions;
  readonly credentials: Credentials;
  readonly greeting: string;
  readonly helo: string;
  /** Coarse time, milliseconds since the epoch: set by the server's tick, read by sessions instead of a clock of their own. */
  now: number;
  /** The server is stopping: sessions end after the transaction that they are in. */
  isDraining = false;
  readonly #ehloPlain: string;
  readonly #ehloSecure: string;

  constructor(options: SessionOptions, now = Date.now()) {
    this.options = options;
    this.now = now;
    this.credentials = new Credentials(options.auth.users);
    this.greeting = greeting(options.hostname);
    this.helo = helloReply(options.hostname, []);
    const common = [
      'PIPELINING',
      `SIZE ${options.limits.maxMessageBytes}`,
      '8BITMIME',
      'SMTPUTF8',
      'ENHANCEDSTATUSCODES',
      'CHUNKING',
      'BINARYMIME',
      'DSN',
    ];
    const auth = 'AUTH PLAIN LOGIN';
    const plain = [...common];
    if (options.tlsMode !== 'off') plain.push('STARTTLS');
    if (options.tlsMode !== 'required') plain.push(auth);
    this.#ehloPlain = helloReply(options.hostname, [...plain, 'HELP']);
    this.#ehloSecure = helloReply(options.hostname, [...common, auth, 'HELP']);
  }

  ehlo(isSecure: boolean): string {
    return isSecure ? this.#ehloSecure : this.#ehloPlain;
  }
}
