import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { SmtpSession } from './session.ts';
import type { SessionShared } from './session-shared.ts';
import type { SessionTransport } from './session-transport.ts';
import { readIntoSharedBuffer } from './shared-read.ts';

/** After our end of the connection is closed we go on reading this long, so that the last reply is not lost to a reset. */
const LINGER_MS = 5000;
const LINGER_STOPPING_MS = 1000;
/**
 * Whoever speaks within this time was not waiting for the greeting. Longer than the way of a packet on loopback, and short enough for
 * test suites that connect for every mail.
 */
const GREETING_DELAY_MS = 2;

/** A session on its socket. */
export class SmtpConnection implements SessionTransport {
  readonly session: SmtpSession;
  /** `address:port`; IPv6 in brackets. */
  readonly peer: string;
  readonly #shared: SessionShared;
  readonly #secureContext: SecureContext | undefined;
  readonly #onGone: (connection: SmtpConnection) => void;
  readonly #onFault: (what: string, error: Error) => void;
  #socket: Socket;
  /** The session is over, its replies are on their way. */
  #isClosing = false;
  #closingAt = 0;
  #isGone = false;
  /** The client does not read its replies. */
  #isStalled = false;
  #isPausedBySession = false;
  /** TLS began, and nothing was said in it. */
  #isUntried = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    socket: Socket,
    shared: SessionShared,
    secureContext: SecureContext | undefined,
    onGone: (connection: SmtpConnection) => void,
    onFault: (what: string, error: Error) => void,
  ) {
    this.#socket = socket;
    this.#shared = shared;
    this.#secureContext = secureContext;
    this.#onGone = onGone;
    this.#onFault = onFault;
    socket.setNoDelay(true);
    this.peer = peerOf(socket);
    this.session = new SmtpSession(this, shared, this.peer);
    this.#listen(socket);
    this.#timer = setTimeout(() => this.session.greet(), GREETING_DELAY_MS);
  }

  write(bytes: string): void {
    if (this.#socket.destroyed) return;
    if (this.#socket.write(bytes, 'latin1') || this.#isStalled) return;
    this.#isStalled = true;
    this.#socket.pause();
  }

  close(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#closingAt = this.#shared.now;
    this.#socket.end();
    // Read and thrown away.
    this.#socket.resume();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  pause(): void {
    this.#isPausedBySession = true;
    this.#socket.pause();
  }

  resume(): void {
    this.#isPausedBySession = false;
    if (!this.#isStalled) this.#socket.resume();
  }

  wakeAfter(delayMs: number): void {
    if (delayMs <= 0) setImmediate(() => this.session.wake());
    else this.#timer = setTimeout(() => this.session.wake(), delayMs);
  }

  startTls(): void {
    const plain = this.#socket;
    plain.removeAllListeners('data');
    plain.removeAllListeners('end');
    plain.removeAllListeners('drain');
    const secure = new TLSSocket(plain, { isServer: true, secureContext: this.#secureContext });
    this.#socket = secure;
    this.#isStalled = false;
    this.#isUntried = true;
    // Closing the plain socket closes this one: from here on it alone is listened to.
    plain.removeAllListeners('close');
    plain.removeAllListeners('error');
    plain.on('error', () => secure.destroy());
    secure.once('secure', () => {
      const cipher = secure.getCipher();
      this.session.secured({ protocol: secure.getProtocol() ?? 'unknown', cipher: cipher.name });
    });
    secure.once('data', () => {
      this.#isUntried = false;
    });
    this.#listen(secure);
  }

  /** Of a connection that is gone: the client was not content with the TLS that it was given. */
  get leftAtHandshake(): boolean {
    return this.#isUntried;
  }

  /** Called by the server's timer. */
  tick(): void {
    if (!this.#isClosing) this.session.tick();
    else {
      const lingerMs = this.#shared.isDraining ? LINGER_STOPPING_MS : LINGER_MS;
      if (this.#shared.now - this.#closingAt >= lingerMs) this.#socket.destroy();
    }
  }

  #listen(socket: Socket): void {
    const { session } = this;
    const onRead = (bytes: Buffer) => session.feed(bytes);
    if (socket instanceof TLSSocket || !readIntoSharedBuffer(socket, onRead)) socket.on('data', onRead);
    socket.on('end', () => session.inputEnded());
    socket.on('drain', () => {
      this.#isStalled = false;
      if (!this.#isPausedBySession) socket.resume();
    });
    // A reset by the client is no fault of ours; `close` follows.
    socket.on('error', (error: Error) => this.#onFault('connection', error));
    socket.on('close', () => this.#gone());
  }

  #gone(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    clearTimeout(this.#timer);
    this.session.disconnected();
    this.#onGone(this);
  }
}

function peerOf(socket: Socket): string {
  const { remoteAddress = 'unknown', remotePort = 0 } = socket;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(remoteAddress);
  if (mapped) return `${mapped[1]}:${remotePort}`;
  return remoteAddress.includes(':') ? `[${remoteAddress}]:${remotePort}` : `${remoteAddress}:${remotePort}`;
}
