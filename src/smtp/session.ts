import type { EmailIngestionJob, MailParameters } from '../domain/ingestion-job.ts';
import { AuthExchange, type AuthStep } from './auth-exchange.ts';
import { isCarriageReturnOutsidePath, isKeyword, verbOf, verbs } from './command-line.ts';
import { CommandReader } from './command-reader.ts';
import { type RecipientParameters, readMailParameters, readRecipientParameters } from './mail-parameters.ts';
import { MessagePhase } from './message-phase.ts';
import type { RecipientVerdict } from './message-receiver.ts';
import { PathReader } from './path-reader.ts';
import { formatReply, refusalReply, replies } from './reply.ts';
import { type InputReader, SessionFlow } from './session-flow.ts';
import { SessionIdentity } from './session-identity.ts';
import type { SessionShared } from './session-shared.ts';
import type { SessionTransport } from './session-transport.ts';
import { Transaction } from './transaction.ts';

const CR = 13;
/** The delay of failed authentications doubles up to this. */
const MAX_AUTH_DELAY_MS = 30_000;
/** Lane of a refusal: there is no recipient's priority to go by. */
const NORMAL_LANE = 1;

type Mode =
  /** Before the greeting: whoever speaks now is no SMTP client. */
  | 'early'
  /** Commands, or what DATA and BDAT bring. */
  | 'open'
  /** Lines of an AUTH exchange. */
  | 'auth'
  /** Waiting for the handshake. */
  | 'tls';

type Refusal = Exclude<RecipientVerdict, { kind: 'accept' }>;

/**
 * One SMTP session without its socket: bytes go in by `feed`, replies and requests come out by the transport. This class knows the
 * commands; the order of replies is kept by its flow, what follows DATA by its message phase.
 */
export class SmtpSession implements InputReader {
  readonly #transport: SessionTransport;
  readonly #shared: SessionShared;
  readonly #flow: SessionFlow;
  readonly #identity: SessionIdentity;
  readonly #transaction: Transaction;
  readonly #message: MessagePhase;
  readonly #lines = new CommandReader();
  #mode: Mode = 'early';
  #auth: AuthExchange | undefined;
  #badCommands = 0;
  #idleCommands = 0;
  #authFailures = 0;
  /** When the last whole command came, by the coarse clock. */
  #commandAt: number;

  /** `peer`: `address:port`. */
  constructor(transport: SessionTransport, shared: SessionShared, peer: string) {
    this.#transport = transport;
    this.#shared = shared;
    this.#commandAt = shared.now;
    this.#flow = new SessionFlow(transport, this);
    this.#identity = new SessionIdentity(peer);
    this.#transaction = new Transaction(this.#identity);
    this.#message = new MessagePhase(shared, this.#flow, this.#transaction, () => {
      this.#badCommands = 0;
      this.#idleCommands = 0;
      this.#commandAt = shared.now;
    });
  }

  // ── From the connection ──

  /** The first thing that the client hears. */
  greet(): void {
    if (this.#mode !== 'early' || this.#flow.isOver) return;
    const unhealthy = this.#shared.options.receiver.greeting();
    if (this.#shared.isDraining) this.#flow.closeWith(replies.shuttingDown);
    else if (unhealthy !== undefined) this.#flow.closeWith(formatReply(unhealthy));
    else {
      this.#mode = 'open';
      this.#flow.reply(this.#shared.greeting);
      this.#flow.flush();
    }
  }

  /** Input. The session changes the chunk in place, and copies what it keeps: the chunk is the caller's again on return. */
  feed(chunk: Buffer): void {
    this.#flow.feed(chunk);
  }

  /** The client will send no more; it may still read. */
  inputEnded(): void {
    this.#flow.inputEnded();
  }

  /** The connection is gone. What waits for the spool is stored all the same. */
  disconnected(): void {
    this.#flow.disconnected();
  }

  /** What `transport.wakeAfter` asked for. */
  wake(): void {
    this.#flow.wake();
  }

  /** The TLS handshake that `startTls` began is done. */
  secured(tls: NonNullable<EmailIngestionJob['tls']>): void {
    if (this.#mode !== 'tls') return;
    this.#mode = 'open';
    this.#commandAt = this.#shared.now;
    this.#identity.secured(tls);
  }

  /** Called about every tick of the server's timer, after `shared.now` was set. */
  tick(): void {
    if (this.#flow.isOver) return;
    if (this.#flow.isWaiting) {
      // The client is waiting for us.
      this.#commandAt = this.#shared.now;
      this.#message.restartWindow();
    } else if (this.#message.takesInput) {
      if (!this.#message.isFastEnough(this.#shared.now)) this.#flow.closeWith(replies.tooSlow);
    } else if (this.#shared.now - this.#commandAt >= this.#shared.options.limits.commandTimeoutMs) {
      if (this.#mode === 'tls') this.#flow.destroy();
      else this.#flow.closeWith(replies.timedOut);
    }
  }

  /** The server is stopping (`shared.isDraining` is set): goes now, or after the transaction that it is in. */
  drain(): void {
    if (this.#mode === 'tls') this.#flow.destroy();
    else this.#flow.settle();
  }

  /** True while the spool has a message of this session and has not answered. */
  get isWaitingForSpool(): boolean {
    return this.#flow.isWaitingForSpool;
  }

  // ── Input ──

  take(chunk: Buffer, start: number): number {
    if (this.#message.takesInput) {
      const next = this.#message.take(chunk, start);
      if (!this.#message.takesInput) this.#commandAt = this.#shared.now;
      return next;
    }
    if (this.#mode === 'open' || this.#mode === 'auth') return this.#takeLine(chunk, start);
    if (this.#mode === 'early') this.#flow.closeWith(replies.earlyTalker);
    // Before the handshake it is dropped: nobody knows who said it.
    return chunk.length;
  }

  settled(): void {
    const isIdle = !this.#transaction.isOpen && !this.#message.takesInput && this.#mode !== 'tls';
    if (this.#shared.isDraining && isIdle) this.#flow.closeWith(replies.shuttingDown);
  }

  ended(): void {
    this.#message.reset();
    this.#lines.clear();
  }

  #takeLine(chunk: Buffer, start: number): number {
    const lines = this.#lines;
    const outcome = lines.read(chunk, start, this.#mode === 'auth');
    const { next } = lines;
    if (outcome === 'line') {
      this.#commandAt = this.#shared.now;
      if (this.#mode === 'auth') this.#authLine(lines.bytes.toString('latin1', lines.start, lines.end));
      else this.#command(lines.bytes, lines.start, lines.end);
    } else if (outcome === 'too-long') {
      this.#mode = 'open';
      this.#auth = undefined;
      this.#refuse(replies.lineTooLong);
    }
    if (lines.isHopeless) this.#flow.closeWith(replies.tooManyErrors);
    return next;
  }

  // ── Commands ──

  /** The common exact forms first; all else, and what is wrong with them, in `#otherCommand`. */
  #command(line: Buffer, start: number, end: number) {
    switch (verbOf(line, start, end)) {
      case verbs.MAIL:
        if (isKeyword(line, start + 4, end, ' FROM:')) return this.#mail(line, start + 10, end);
        break;
      case verbs.RCPT:
        if (isKeyword(line, start + 4, end, ' TO:')) return this.#rcpt(line, start + 8, end);
        break;
      case verbs.DATA:
        if (end - start === 4) return this.#data();
        break;
      case verbs.RSET:
        if (end - start === 4) return this.#rset();
        break;
      case verbs.QUIT:
        if (end - start === 4) return this.#flow.closeWith(replies.bye);
        break;
      default:
    }
    this.#otherCommand(line, start, end);
  }

  #otherCommand(line: Buffer, start: number, end: number) {
    if (line.subarray(start, end).includes(CR)) return this.#refuse(replies.bareCarriageReturn);
    const text = line.toString('utf8', start, end).trimEnd();
    const space = text.indexOf(' ');
    const verb = (space < 0 ? text : text.slice(0, space)).toUpperCase();
    const argument = space < 0 ? '' : text.slice(space + 1).trim();
    switch (verb) {
      case 'EHLO':
      case 'HELO':
        return this.#hello(argument, verb === 'EHLO');
      case 'BDAT':
        return this.#bdat(argument);
      case 'NOOP':
        return this.#idle(replies.noop);
      case 'HELP':
        return this.#idle(replies.help);
      case 'VRFY':
        return argument === '' ? this.#refuse(replies.syntax) : this.#idle(replies.verify);
      case 'AUTH':
        return this.#authCommand(argument);
      case 'STARTTLS':
        return this.#startTls(argument);
      case 'MAIL':
      case 'RCPT':
        return this.#refuse(replies.syntax);
      case 'DATA':
        return argument === '' ? this.#data() : this.#refuse(replies.syntax);
      case 'RSET':
        return argument === '' ? this.#rset() : this.#refuse(replies.syntax);
      case 'QUIT':
        return argument === '' ? this.#flow.closeWith(replies.bye) : this.#refuse(replies.syntax);
      case 'EXPN':
      case 'TURN':
      case 'ETRN':
      case 'SEND':
      case 'SOML':
      case 'SAML':
        return this.#refuse(replies.notImplemented);
      case 'XCLIENT':
      case 'XFORWARD':
      case 'PROXY':
        return this.#refuse(replies.notTrusted);
      default:
        return this.#refuse(replies.unknownCommand);
    }
  }

  /** A command that is wrong in itself or in its place. */
  #refuse(reply: string): void {
    this.#flow.reply(reply);
    this.#badCommands += 1;
    if (this.#badCommands >= this.#shared.options.limits.maxBadCommands) this.#flow.closeWith(replies.tooManyErrors);
  }

  /** A command that brings no message nearer. */
  #idle(reply: string): void {
    this.#flow.reply(reply);
    this.#idleCommands += 1;
    if (this.#idleCommands >= this.#shared.options.limits.maxIdleCommands) {
      this.#flow.closeWith(replies.tooManyIdleCommands);
    }
  }

  #hello(name: string, isExtended: boolean) {
    if (name === '') return this.#refuse(replies.syntax);
    this.#resetTransaction();
    this.#identity.greeted(name, isExtended);
    const isSecure = this.#identity.facts.tls !== undefined;
    this.#idle(isExtended ? this.#shared.ehlo(isSecure) : this.#shared.helo);
  }

  #startTls(argument: string) {
    if (this.#shared.options.tlsMode === 'off') return this.#refuse(replies.notImplemented);
    if (argument !== '') return this.#refuse(replies.syntax);
    if (this.#identity.facts.tls !== undefined) return this.#refuse(replies.sequence);
    this.#flow.reply(replies.startTls);
    this.#flow.flush();
    this.#resetTransaction();
    this.#mode = 'tls';
    this.#transport.startTls();
  }

  // ── AUTH (RFC 4954) ──

  #authCommand(argument: string) {
    const { tlsMode } = this.#shared.options;
    const { facts } = this.#identity;
    if (!facts.esmtp) return this.#refuse(replies.helloFirst);
    if (facts.auth !== undefined || this.#transaction.isOpen) return this.#refuse(replies.sequence);
    if (tlsMode === 'required' && facts.tls === undefined) return this.#refuse(replies.authNeedsTls);
    const [name = '', initial, ...rest] = argument.split(/ +/);
    if (name === '' || rest.length > 0) return this.#refuse(replies.syntax);
    const mechanism = name.toUpperCase();
    if (mechanism !== 'PLAIN' && mechanism !== 'LOGIN') return this.#refuse(replies.badMechanism);
    this.#auth = new AuthExchange(mechanism, this.#shared.credentials);
    this.#mode = 'auth';
    this.#authStep(this.#auth.begin(initial));
  }

  #authLine(line: string): void {
    if (this.#auth !== undefined) this.#authStep(this.#auth.respond(line));
  }

  #authStep(step: AuthStep) {
    if (step.kind === 'challenge') return this.#flow.reply(step.reply);
    this.#mode = 'open';
    this.#auth = undefined;
    if (step.kind === 'malformed') return this.#refuse(step.reply);
    if (step.kind === 'rejected') return this.#authFailed();
    this.#identity.authenticated(step.auth);
    this.#flow.reply(replies.authenticated);
  }

  #authFailed(): void {
    const { authFailureDelayMs, maxAuthFailures } = this.#shared.options.limits;
    const delayMs = Math.min(authFailureDelayMs * 2 ** this.#authFailures, MAX_AUTH_DELAY_MS);
    this.#authFailures += 1;
    const isLast = this.#authFailures >= maxAuthFailures;
    const reply = isLast ? replies.badCredentials + replies.tooManyAuthFailures : replies.badCredentials;
    this.#flow.delay(delayMs, reply, isLast ? 'close' : 'go on');
  }

  // ── Transaction ──

  #mail(line: Buffer, start: number, end: number) {
    const { options } = this.#shared;
    const { facts } = this.#identity;
    if (facts.helo === '') return this.#refuse(replies.helloFirst);
    if (options.tlsMode === 'required' && facts.tls === undefined) return this.#refuse(replies.needsTls);
    if (options.auth.required && facts.auth === undefined) return this.#refuse(replies.needsAuth);
    if (this.#transaction.isOpen) return this.#refuse(replies.sequence);
    if (!paths.read(line, start, end) || (paths.domain === '' && paths.address !== '')) {
      return this.#refusePath(line, start, end, replies.badSender);
    }
    let parameters: MailParameters | undefined;
    if (paths.end < end) {
      const text = parameterText(line, paths.end, end);
      if (text === undefined) return this.#refuseTail(line, end);
      const read = readMailParameters(text, options.limits.maxMessageBytes);
      if (typeof read === 'string') return this.#refuse(read);
      parameters = read;
    }
    if (paths.isUtf8 && parameters?.smtputf8 !== true) return this.#refuse(replies.needsUtf8);
    this.#transaction.begin(paths.address, parameters);
    this.#flow.reply(replies.mailOk);
  }

  #rcpt(line: Buffer, start: number, end: number) {
    const transaction = this.#transaction;
    if (!transaction.isOpen || transaction.hasMessage) return this.#refuse(replies.sequence);
    if (!paths.read(line, start, end) || (paths.domain === '' && paths.address.toLowerCase() !== 'postmaster')) {
      return this.#refusePath(line, start, end, replies.badRecipient);
    }
    let parameters: RecipientParameters | undefined;
    if (paths.end < end) {
      const text = parameterText(line, paths.end, end);
      if (text === undefined) return this.#refuseTail(line, end);
      const read = readRecipientParameters(text);
      if (typeof read === 'string') return this.#refuse(read);
      parameters = read;
    }
    if (paths.isUtf8 && transaction.mail?.smtputf8 !== true) return this.#refuse(replies.needsUtf8);
    if (transaction.recipientCount >= this.#shared.options.limits.maxRecipients) {
      return this.#flow.reply(replies.tooManyRecipients);
    }
    const { address, localPart, domain } = paths;
    const verdict = this.#shared.options.receiver.admit({ address, localPart, domain }, this.#identity.facts);
    if (verdict.kind !== 'accept') return this.#refuseRecipient(verdict);
    transaction.addRecipient(verdict.recipient, parameters, verdict.lane);
    transaction.chaos ??= verdict.chaos;
    this.#flow.reply(replies.recipientOk);
  }

  #refusePath(line: Buffer, start: number, end: number, reply: string): void {
    this.#refuse(isCarriageReturnOutsidePath(line, start, end) ? replies.bareCarriageReturn : reply);
  }

  #refuseTail(line: Buffer, end: number): void {
    this.#refuse(line.subarray(paths.end, end).includes(CR) ? replies.bareCarriageReturn : replies.syntax);
  }

  #refuseRecipient(verdict: Refusal) {
    if (verdict.refusal === undefined) return this.#answerRecipient(verdict);
    const flow = this.#flow;
    flow.waitForSpool();
    this.#shared.options.receiver.refuse({
      lane: NORMAL_LANE,
      refusalText: JSON.stringify(verdict.refusal),
      stored: () => {
        flow.spoolAnswered();
        if (flow.isOver) return;
        this.#answerRecipient(verdict);
        flow.resumeAfterSpool();
      },
      refused: (reason) => {
        flow.spoolAnswered();
        if (reason === 'stopping') return flow.closeWith(refusalReply(reason));
        flow.reply(refusalReply(reason));
        flow.resumeAfterSpool();
      },
    });
  }

  #answerRecipient(verdict: Refusal) {
    const { delayMs = 0 } = verdict;
    if (verdict.kind === 'drop') return this.#flow.delay(delayMs, '', 'destroy');
    const isLast = verdict.close === true || verdict.reply.code === 421;
    this.#flow.delay(delayMs, formatReply(verdict.reply), isLast ? 'close' : 'go on');
  }

  #rset(): void {
    this.#resetTransaction();
    this.#idle(replies.reset);
  }

  #resetTransaction(): void {
    this.#transaction.reset();
    this.#message.reset();
  }

  #data() {
    const transaction = this.#transaction;
    if (!transaction.isOpen || transaction.hasMessage || transaction.isBinary) return this.#refuse(replies.sequence);
    if (transaction.recipientCount === 0) return this.#refuse(replies.noRecipients);
    this.#message.beginData();
  }

  #bdat(argument: string) {
    const parts = /^(\d{1,20})( +LAST)?$/i.exec(argument);
    if (parts === null) return this.#refuse(replies.syntax);
    const sizeBytes = Number(parts[1]);
    const transaction = this.#transaction;
    if (transaction.isOpen && transaction.recipientCount > 0) {
      return this.#message.beginChunk(sizeBytes, parts[2] !== undefined);
    }
    this.#refuse(transaction.isOpen ? replies.noRecipients : replies.sequence);
    this.#message.discardChunk(sizeBytes);
  }
}

/** One for all: `read` is done with before anybody else reads. */
const paths = new PathReader();

/** Undefined when no space stands between path and parameters, or a CR is in them. */
function parameterText(line: Buffer, start: number, end: number): string | undefined {
  if (line[start] !== 32 || line.subarray(start, end).includes(CR)) return undefined;
  return line.toString('utf8', start, end);
}
