import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { MillraceError } from '../errors.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { StatusBoard } from '../telemetry/status-board.ts';
import { SmtpConnection } from './connection.ts';
import type { MessageReceiver } from './message-receiver.ts';
import { replies } from './reply.ts';
import type { SmtpLimits } from './session-options.ts';
import { SessionShared } from './session-shared.ts';

export interface SmtpServerOptions {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** Name in the greeting and in the answer to EHLO. */
  readonly hostname: string;
  readonly limits: SmtpLimits;
  /** PEM text. Without certificate and key the mode must be `off`. */
  readonly tls: {
    readonly mode: 'off' | 'offered' | 'required';
    readonly certificate?: string | undefined;
    readonly key?: string | undefined;
  };
  readonly auth: { readonly required: boolean; readonly users: readonly string[] };
  readonly bareNewlines: 'flag' | 'reject';
  /** Messages beyond this are streamed to a LargeMessageSink. 1 MiB when absent. */
  readonly largeThresholdBytes?: number;
  readonly receiver: MessageReceiver;
  readonly status: StatusBoard;
  readonly logger: Logger;
}

const MAX_TICK_MS = 1000;
const MIN_TICK_MS = 20;

/**
 * Listens and carries sessions. One interval for the time-outs of all sessions: a timer for every command costs more than the command,
 * and nobody minds a time-out that comes a quarter late.
 */
export class SmtpServer {
  readonly #options: SmtpServerOptions;
  readonly #shared: SessionShared;
  readonly #secureContext: SecureContext | undefined;
  readonly #connections = new Set<SmtpConnection>();
  readonly #server: Server;
  #ticker: NodeJS.Timeout | undefined;
  #onEmpty: (() => void) | undefined;
  #stopping: Promise<void> | undefined;
  #saidHandshakeFailed = false;

  /** @throws MillraceError 'config-invalid' when the certificate and the key do not fit. */
  constructor(options: SmtpServerOptions) {
    this.#options = options;
    this.#shared = new SessionShared({
      hostname: options.hostname,
      limits: options.limits,
      tlsMode: options.tls.mode,
      auth: options.auth,
      bareNewlines: options.bareNewlines,
      largeThresholdBytes: options.largeThresholdBytes ?? 1024 * 1024,
      receiver: options.receiver,
      status: options.status,
    });
    this.#secureContext = secureContextOf(options.tls);
    // A client may end its side and still read the replies, as `nc` does.
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#accept(socket));
  }

  /** Rejects with the error of listen (EADDRINUSE, EACCES, ...). */
  start(): Promise<{ host: string; port: number }> {
    const { host, port, limits, logger } = this.#options;
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port, backlog: 4096 }, () => {
        this.#server.off('error', reject);
        this.#server.on('error', (error) => logger.error({ err: error }, 'SMTP listener failed'));
        const tickMs = Math.min(limits.commandTimeoutMs, limits.dataTimeoutMs) / 4;
        this.#ticker = setInterval(() => this.#tick(), Math.max(MIN_TICK_MS, Math.min(MAX_TICK_MS, tickMs)));
        const address = this.#server.address();
        const bound = typeof address === 'object' && address !== null ? address.port : port;
        resolve({ host, port: bound });
      });
    });
  }

  /**
   * Idle sessions get 421 and go, transactions in flight are finished first. After `graceMs` what is still open is closed, but for
   * sessions whose message the spool has: they get as long again to hear its answer. When this resolves, the receiver is not called
   * any more.
   */
  stop(graceMs: number): Promise<void> {
    this.#stopping ??= this.#stop(graceMs);
    return this.#stopping;
  }

  async #stop(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    if (!this.#server.listening && this.#ticker === undefined) return;
    this.#shared.isDraining = true;
    for (const connection of this.#connections) connection.session.drain();
    await this.#empty(graceMs);
    for (const connection of this.#connections) if (!connection.session.isWaitingForSpool) connection.destroy();
    await this.#empty(graceMs);
    for (const connection of this.#connections) connection.destroy();
    await closed;
    clearInterval(this.#ticker);
    this.#options.status.set('connections', 0);
  }

  /** Resolves when the last connection is gone, or after `graceMs`. */
  #empty(graceMs: number): Promise<void> {
    if (this.#connections.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, graceMs);
      this.#onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #accept(socket: Socket): void {
    const { limits, status, logger } = this.#options;
    if (this.#connections.size >= limits.maxConnections) {
      socket.on('error', () => socket.destroy());
      socket.end(replies.tooManyConnections, 'latin1', () => socket.destroy());
      return;
    }
    const connection = new SmtpConnection(
      socket,
      this.#shared,
      this.#secureContext,
      (gone) => this.#gone(gone),
      (what, error) => logger.debug({ err: error }, `SMTP ${what} failed`),
    );
    this.#connections.add(connection);
    status.set('connections', this.#connections.size);
  }

  #gone(connection: SmtpConnection): void {
    this.#connections.delete(connection);
    if (connection.leftAtHandshake && !this.#shared.isDraining) this.#handshakeFailed(connection);
    this.#options.status.set('connections', this.#connections.size);
    if (this.#connections.size === 0) this.#onEmpty?.();
  }

  /** Logged once: a client that does not trust the certificate comes with every mail. */
  #handshakeFailed({ peer }: SmtpConnection): void {
    const { status, logger } = this.#options;
    status.add('failedHandshakes');
    if (this.#saidHandshakeFailed) return;
    this.#saidHandshakeFailed = true;
    logger.warn(
      { peer },
      'a client left with the TLS handshake, most likely as it does not trust the certificate: let it not verify, give a certificate it trusts (--tls-certificate), or do not offer STARTTLS (--tls-mode off)',
    );
  }

  #tick(): void {
    this.#shared.now = Date.now();
    for (const connection of this.#connections) connection.tick();
  }
}

function secureContextOf(tls: SmtpServerOptions['tls']): SecureContext | undefined {
  if (tls.mode === 'off') return undefined;
  if (tls.certificate === undefined || tls.key === undefined) {
    throw new MillraceError('config-invalid', 'STARTTLS needs a certificate and its key.');
  }
  try {
    return createSecureContext({ cert: tls.certificate, key: tls.key, minVersion: 'TLSv1.2' });
  } catch (cause) {
    throw new MillraceError('config-invalid', 'The TLS certificate and key cannot be used.', false, { cause });
  }
}
