import type { EmailIngestionJob, MailParameters } from '../domain/ingestion-job.ts';
import { AuthExchange, type AuthStep } from './auth-exchange.ts';
import { fitsLine, isCarriageReturnOutsidePath, MAX_SKIPPED_OCTETS, verbOf, verbs } from './command-line.ts';
import { DataDecoder } from './data-decoder.ts';
import { LineBuffer } from './line-buffer.ts';
import { type RecipientParameters, readMailParameters, readRecipientParameters } from './mail-parameters.ts';
import { MessageIntake } from './message-intake.ts';
import type { RecipientVerdict, RefusalReason, SessionFacts } from './message-receiver.ts';
import { PathReader } from './path-reader.ts';
import { PendingMessage } from './pending-message.ts';
import { chunkReply, formatReply, refusalReply, replies, storedReply } from './reply.ts';
import type { SessionShared } from './session-shared.ts';
import type { SessionTransport } from './session-transport.ts';
import { type DataChaos, Transaction } from './transaction.ts';

const LF = 10;
const CR = 13;
/** Input that came while the session waits, beyond which the socket is paused: pipelining needs a little, nobody needs more. */
const MAX_HELD_BYTES = 64 * 1024;
/** The delay of failed authentications doubles up to this. */
const MAX_AUTH_DELAY_MS = 30_000;
/** Lane of a refusal: there is no recipient's priority to go by. */
const NORMAL_LANE = 1;

type Mode =
  /** Before the greeting: whoever speaks now is no SMTP client. */
  | 'early'
  | 'command'
  /** Inside a command that was too long. */
  | 'skip'
  | 'auth'
  | 'data'
  /** Octets of a BDAT chunk. */
  | 'chunk'
  | 'tls'
  | 'closed';

/** What input has to wait for. `soon`: for the present call to end. */
type Wait = 'nothing' | 'stored' | 'delay' | 'drain' | 'soon';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * One SMTP session without its socket: bytes go in by `feed`, replies and requests come out by the transport. Replies keep the order
 * of the commands: while one waits (for the spool, for a chaos delay), what was pipelined behind it is held, and the transport is
 * paused when that grows. The data path creates no promise, closure or string.
 */
export class SmtpSession {
  readonly #transport: SessionTransport;
  readonly #shared: SessionShared;
  readonly #facts: Writable<SessionFacts>;
  readonly #connectedAt: number;
  readonly #line = new LineBuffer();
  readonly #decoder = new DataDecoder();
  readonly #transaction = new Transaction();
  readonly #intake: MessageIntake;
  readonly #pending: PendingMessage;
  #mode: Mode = 'early';
  #wait: Wait = 'nothing';
  #out = '';
  /** Replies and end of a delay. */
  #afterDelay: { reply: string; then: 'go on' | 'close' | 'destroy' } | undefined;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #isPaused = false;
  #hasInputEnded = false;
  /** Members of the job that stay the same over the session, as JSON. */
  #sessionJson = '';
  #auth: AuthExchange | undefined;
  #skipped = 0;
  #chunkLeft = 0;
  #chunkSize = 0;
  #isLastChunk = false;
  #isChunkDiscarded = false;
  #badCommands = 0;
  #idleCommands = 0;
  #authFailures = 0;
  #commandAt: number;
  #windowAt = 0;
  #windowBytes = 0;
  #endedAt = 0;

  /** `peer`: `address:port`. */
  constructor(transport: SessionTransport, shared: SessionShared, peer: string) {
    this.#transport = transport;
    this.#shared = shared;
    this.#connectedAt = Date.now();
    this.#commandAt = shared.now;
    this.#facts = {
      peer,
      helo: '',
      esmtp: false,
      tls: undefined,
      auth: undefined,
      from: '',
      declaredSizeBytes: undefined,
      recipientCount: 0,
    };
    this.#intake = new MessageIntake(shared.options, () => {
      if (this.#wait === 'drain') this.#goOn();
    });
    this.#pending = new PendingMessage(
      (messageId) => this.#stored(messageId),
      (reason) => this.#refusedBySpool(reason),
    );
  }

  /** The first thing that the client hears. */
  greet(): void {
    if (this.#mode !== 'early') return;
    const refusal = this.#shared.isDraining ? replies.shuttingDown : undefined;
    const unhealthy = this.#shared.options.receiver.greeting();
    if (refusal !== undefined) this.#closeWith(refusal);
    else if (unhealthy !== undefined) this.#closeWith(formatReply(unhealthy));
    else {
      this.#mode = 'command';
      this.#out += this.#shared.greeting;
      this.#flush();
    }
  }

  /** Input. The chunk belongs to the session from now on, which keeps views of it and changes it in place. */
  feed(chunk: Buffer): void {
    if (this.#mode === 'closed') return;
    if (this.#wait !== 'nothing') this.#hold(chunk);
    else {
      this.#run(chunk);
      this.#settle();
    }
  }

  /** The client will send no more; it may still read. */
  inputEnded(): void {
    this.#hasInputEnded = true;
    if (this.#wait === 'nothing') this.#settle();
  }

  /** The connection is gone. What waits for the spool is stored all the same. */
  disconnected(): void {
    this.#end();
  }

  /** The TLS handshake that `startTls` began is done. All that was said before is forgotten (RFC 3207 4.2). */
  secured(tls: NonNullable<EmailIngestionJob['tls']>): void {
    if (this.#mode !== 'tls') return;
    this.#mode = 'command';
    this.#commandAt = this.#shared.now;
    this.#resetTransaction();
    this.#facts.tls = tls;
    this.#facts.auth = undefined;
    this.#setHelo('', false);
  }

  /** What `transport.wakeAfter` asked for. */
  wake(): void {
    if (this.#mode === 'closed') return;
    if (this.#wait === 'soon') this.#goOn();
    else if (this.#wait === 'delay') {
      const after = this.#afterDelay;
      this.#afterDelay = undefined;
      if (after === undefined) return;
      this.#wait = 'nothing';
      this.#finishDelay(after.reply, after.then);
      if (!this.#isOver()) this.#goOn();
    }
  }

  /** Called about every tick of the server's timer, after `shared.now` was set. */
  tick(): void {
    const { now } = this.#shared;
    const { limits } = this.#shared.options;
    if (this.#wait !== 'nothing') {
      // The client is waiting for us.
      this.#commandAt = now;
      this.#windowAt = now;
      this.#windowBytes = 0;
    } else if (this.#mode === 'data' || this.#mode === 'chunk') {
      const elapsedMs = now - this.#windowAt;
      if (elapsedMs < limits.dataTimeoutMs) return;
      if (this.#windowBytes < Math.max(1, (limits.minDataBytesPerSecond * elapsedMs) / 1000)) {
        this.#closeWith(replies.tooSlow);
      }
      this.#windowAt = now;
      this.#windowBytes = 0;
    } else if (now - this.#commandAt >= limits.commandTimeoutMs) {
      if (this.#mode === 'tls') this.#transport.destroy();
      else if (this.#mode !== 'closed') this.#closeWith(replies.timedOut);
    }
  }

  /** The server is stopping (`shared.isDraining` is set): goes now, or after the transaction that it is in. */
  drain(): void {
    if (this.#mode === 'tls') this.#transport.destroy();
    else if (this.#wait === 'nothing') this.#settle();
  }

  /** True while the spool has a message of this session and has not answered. */
  get isWaitingForSpool(): boolean {
    return this.#wait === 'stored';
  }

  // ── Input ──

  #hold(chunk: Buffer): void {
    this.#held.push(chunk);
    this.#heldBytes += chunk.length;
    if (this.#heldBytes > MAX_HELD_BYTES) this.#pause();
  }

  #pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#transport.pause();
  }

  #run(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#wait !== 'nothing') {
        const rest = chunk.subarray(at);
        this.#held.unshift(rest);
        this.#heldBytes += rest.length;
        return;
      }
      switch (this.#mode) {
        case 'command':
        case 'auth':
          at = this.#readLine(chunk, at);
          break;
        case 'data':
          at = this.#readData(chunk, at);
          break;
        case 'chunk':
          at = this.#readChunk(chunk, at);
          break;
        case 'skip':
          at = this.#skipLine(chunk, at);
          break;
        case 'early':
          this.#closeWith(replies.earlyTalker);
          return;
        // Before the handshake it is dropped: nobody knows who said it.
        case 'tls':
        case 'closed':
          return;
        default:
          this.#mode satisfies never;
      }
    }
  }

  /** Input goes on after a wait. */
  #goOn(): void {
    this.#wait = 'nothing';
    while (this.#held.length > 0 && this.#wait === 'nothing' && !this.#isOver()) {
      const chunk = this.#held.shift()!;
      this.#heldBytes -= chunk.length;
      this.#run(chunk);
    }
    this.#settle();
  }

  /** After all input so far: sends the replies, and ends what is to end. */
  #settle(): void {
    this.#flush();
    if (this.#wait !== 'nothing' || this.#isOver()) return;
    if (this.#isPaused) {
      this.#isPaused = false;
      this.#transport.resume();
    }
    if (this.#hasInputEnded) {
      this.#end();
      this.#transport.close();
    } else if (this.#shared.isDraining && !this.#transaction.isOpen && this.#mode !== 'tls') {
      this.#closeWith(replies.shuttingDown);
    }
  }

  #isOver(): boolean {
    return this.#mode === 'closed';
  }

  #flush(): void {
    if (this.#out === '') return;
    const out = this.#out;
    this.#out = '';
    this.#transport.write(out);
  }

  #closeWith(reply: string): void {
    this.#out += reply;
    this.#flush();
    this.#end();
    this.#transport.close();
  }

  #end(): void {
    this.#mode = 'closed';
    this.#held = [];
    this.#heldBytes = 0;
    this.#intake.abort();
    this.#line.clear();
  }

  // ── Commands ──

  #readLine(chunk: Buffer, start: number): number {
    let at = start;
    const end = chunk.length;
    while (at < end && chunk[at] !== LF) at += 1;
    const line = this.#line;
    const octets = line.length + at - start;
    const isAuth = this.#mode === 'auth';
    if (at === end) {
      if (octets < MAX_SKIPPED_OCTETS) line.append(chunk, start, end);
      if (!fitsLine(line.bytes, 0, line.length, octets, isAuth)) this.#beginSkipping(octets);
      return end;
    }
    this.#commandAt = this.#shared.now;
    if (line.length === 0 && fitsLine(chunk, start, at, octets, isAuth)) this.#take(chunk, start, at);
    else if (octets >= MAX_SKIPPED_OCTETS || line.length === 0) this.#beginAndEndSkipping(octets);
    else {
      line.append(chunk, start, at);
      if (fitsLine(line.bytes, 0, line.length, octets, isAuth)) this.#take(line.bytes, 0, line.length);
      else this.#beginAndEndSkipping(octets);
      line.clear();
    }
    return at + 1;
  }

  #beginSkipping(octets: number): void {
    this.#line.clear();
    this.#auth = undefined;
    this.#mode = 'skip';
    this.#skipped = octets;
    this.#refuse(replies.lineTooLong);
    if (!this.#isOver() && octets >= MAX_SKIPPED_OCTETS) this.#closeWith(replies.tooManyErrors);
  }

  #beginAndEndSkipping(octets: number): void {
    this.#beginSkipping(octets);
    if (this.#mode === 'skip') this.#mode = 'command';
  }

  #skipLine(chunk: Buffer, start: number): number {
    const lf = chunk.indexOf(LF, start);
    const end = lf < 0 ? chunk.length : lf;
    this.#skipped += end - start;
    if (this.#skipped >= MAX_SKIPPED_OCTETS) this.#closeWith(replies.tooManyErrors);
    else if (lf >= 0) this.#mode = 'command';
    return lf < 0 ? end : end + 1;
  }

  /** One line without its LF. */
  #take(line: Buffer, start: number, lineEnd: number) {
    const end = lineEnd > start && line[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
    if (this.#mode === 'auth') {
      this.#takeAuthLine(line.toString('latin1', start, end));
      return;
    }
    // The common exact forms first; all else, and what is wrong with them, in #takeOther.
    switch (verbOf(line, start, end)) {
      case verbs.MAIL:
        if (isKeyword(line, start + 4, end, FROM)) return this.#mail(line, start + 10, end);
        break;
      case verbs.RCPT:
        if (isKeyword(line, start + 4, end, TO)) return this.#rcpt(line, start + 8, end);
        break;
      case verbs.DATA:
        if (end - start === 4) return this.#data();
        break;
      case verbs.RSET:
        if (end - start === 4) return this.#rset();
        break;
      case verbs.QUIT:
        if (end - start === 4) return this.#closeWith(replies.bye);
        break;
      default:
    }
    this.#takeOther(line, start, end);
  }

  #takeOther(line: Buffer, start: number, end: number) {
    if (line.subarray(start, end).includes(CR)) return this.#refuse(replies.bareCarriageReturn);
    const text = line.toString('utf8', start, end).trimEnd();
    const space = text.indexOf(' ');
    const verb = (space < 0 ? text : text.slice(0, space)).toUpperCase();
    const argument = space < 0 ? '' : text.slice(space + 1).trim();
    switch (verb) {
      case 'EHLO':
      case 'HELO':
        return this.#hello(argument, verb === 'EHLO');
      case 'MAIL':
      case 'RCPT':
        return this.#refuse(replies.syntax);
      case 'DATA':
        return argument === '' ? this.#data() : this.#refuse(replies.syntax);
      case 'BDAT':
        return this.#bdat(argument);
      case 'RSET':
        return argument === '' ? this.#rset() : this.#refuse(replies.syntax);
      case 'QUIT':
        return argument === '' ? this.#closeWith(replies.bye) : this.#refuse(replies.syntax);
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
    this.#out += reply;
    this.#badCommands += 1;
    if (this.#badCommands >= this.#shared.options.limits.maxBadCommands) this.#closeWith(replies.tooManyErrors);
  }

  /** A command that brings no message nearer. */
  #idle(reply: string): void {
    this.#out += reply;
    this.#idleCommands += 1;
    if (this.#idleCommands >= this.#shared.options.limits.maxIdleCommands) {
      this.#closeWith(replies.tooManyIdleCommands);
    }
  }

  #hello(name: string, isExtended: boolean) {
    if (name === '') return this.#refuse(replies.syntax);
    this.#resetTransaction();
    this.#setHelo(name, isExtended);
    this.#idle(isExtended ? this.#shared.ehlo(this.#facts.tls !== undefined) : this.#shared.helo);
  }

  #setHelo(name: string, isExtended: boolean): void {
    this.#facts.helo = name;
    this.#facts.esmtp = isExtended;
    this.#renderSession();
  }

  #renderSession(): void {
    const { peer, helo, esmtp, tls, auth } = this.#facts;
    this.#sessionJson = JSON.stringify({ peer, helo, esmtp, tls, auth }).slice(1, -1);
  }

  #startTls(argument: string) {
    const { tlsMode } = this.#shared.options;
    if (tlsMode === 'off') return this.#refuse(replies.notImplemented);
    if (argument !== '') return this.#refuse(replies.syntax);
    if (this.#facts.tls !== undefined) return this.#refuse(replies.sequence);
    this.#out += replies.startTls;
    this.#flush();
    this.#resetTransaction();
    this.#mode = 'tls';
    this.#transport.startTls();
  }

  // ── AUTH (RFC 4954) ──

  #authCommand(argument: string) {
    const { tlsMode } = this.#shared.options;
    if (!this.#facts.esmtp) return this.#refuse(replies.helloFirst);
    if (this.#facts.auth !== undefined || this.#transaction.isOpen) return this.#refuse(replies.sequence);
    if (tlsMode === 'required' && this.#facts.tls === undefined) return this.#refuse(replies.authNeedsTls);
    const [name = '', initial, ...rest] = argument.split(/ +/);
    if (name === '' || rest.length > 0) return this.#refuse(replies.syntax);
    const mechanism = name.toUpperCase();
    if (mechanism !== 'PLAIN' && mechanism !== 'LOGIN') return this.#refuse(replies.badMechanism);
    this.#auth = new AuthExchange(mechanism, this.#shared.credentials);
    this.#mode = 'auth';
    this.#takeAuthStep(this.#auth.begin(initial));
  }

  #takeAuthLine(line: string): void {
    if (this.#auth !== undefined) this.#takeAuthStep(this.#auth.respond(line));
  }

  #takeAuthStep(step: AuthStep) {
    if (step.kind === 'challenge') {
      this.#out += step.reply;
      return;
    }
    this.#mode = 'command';
    this.#auth = undefined;
    if (step.kind === 'malformed') return this.#refuse(step.reply);
    if (step.kind === 'rejected') return this.#authFailed();
    this.#facts.auth = step.auth;
    this.#renderSession();
    this.#out += replies.authenticated;
  }

  #authFailed(): void {
    const { authFailureDelayMs, maxAuthFailures } = this.#shared.options.limits;
    const delayMs = Math.min(authFailureDelayMs * 2 ** this.#authFailures, MAX_AUTH_DELAY_MS);
    this.#authFailures += 1;
    const isLast = this.#authFailures >= maxAuthFailures;
    const reply = isLast ? replies.badCredentials + replies.tooManyAuthFailures : replies.badCredentials;
    this.#delay(delayMs, reply, isLast ? 'close' : 'go on');
  }

  // ── Envelope ──

  #mail(line: Buffer, start: number, end: number) {
    const { options } = this.#shared;
    const facts = this.#facts;
    if (facts.helo === '') return this.#refuse(replies.helloFirst);
    if (options.tlsMode === 'required' && facts.tls === undefined) return this.#refuse(replies.needsTls);
    if (options.auth.required && facts.auth === undefined) return this.#refuse(replies.needsAuth);
    if (this.#transaction.isOpen) return this.#refuse(replies.sequence);
    if (!paths.read(line, start, end) || (paths.domain === '' && paths.address !== '')) {
      return this.#refuse(
        isCarriageReturnOutsidePath(line, start, end) ? replies.bareCarriageReturn : replies.badSender,
      );
    }
    let parameters: MailParameters | undefined;
    if (paths.end < end) {
      const text = parameterText(line, paths.end, end);
      const read =
        text === undefined ? this.#badTail(line, end) : readMailParameters(text, options.limits.maxMessageBytes);
      if (typeof read === 'string') return this.#refuse(read);
      parameters = read;
    }
    if (paths.isUtf8 && parameters?.smtputf8 !== true) return this.#refuse(replies.needsUtf8);
    facts.from = paths.address;
    facts.declaredSizeBytes = parameters?.size;
    this.#transaction.begin(paths.address, parameters, Date.now());
    this.#out += replies.mailOk;
  }

  #rcpt(line: Buffer, start: number, end: number) {
    const transaction = this.#transaction;
    if (!transaction.isOpen || transaction.dataAt !== 0) return this.#refuse(replies.sequence);
    if (!paths.read(line, start, end) || (paths.domain === '' && paths.address.toLowerCase() !== 'postmaster')) {
      return this.#refuse(
        isCarriageReturnOutsidePath(line, start, end) ? replies.bareCarriageReturn : replies.badRecipient,
      );
    }
    let parameters: RecipientParameters | undefined;
    if (paths.end < end) {
      const text = parameterText(line, paths.end, end);
      const read = text === undefined ? this.#badTail(line, end) : readRecipientParameters(text);
      if (typeof read === 'string') return this.#refuse(read);
      parameters = read;
    }
    if (paths.isUtf8 && transaction.mail?.smtputf8 !== true) return this.#refuse(replies.needsUtf8);
    if (transaction.recipientCount >= this.#shared.options.limits.maxRecipients) {
      this.#out += replies.tooManyRecipients;
      return;
    }
    const { address, localPart, domain } = paths;
    const verdict = this.#shared.options.receiver.admit({ address, localPart, domain }, this.#facts);
    if (verdict.kind !== 'accept') return this.#refuseRecipient(verdict);
    transaction.addRecipient(verdict.recipient, parameters, verdict.lane);
    transaction.chaos ??= verdict.chaos;
    this.#facts.recipientCount = transaction.recipientCount;
    this.#out += replies.recipientOk;
  }

  #badTail(line: Buffer, end: number): string {
    return line.subarray(paths.end, end).includes(CR) ? replies.bareCarriageReturn : replies.syntax;
  }

  #refuseRecipient(verdict: Exclude<RecipientVerdict, { kind: 'accept' }>) {
    if (verdict.refusal === undefined) return this.#answerRecipient(verdict);
    this.#wait = 'stored';
    this.#shared.options.receiver.refuse({
      lane: NORMAL_LANE,
      refusalText: JSON.stringify(verdict.refusal),
      stored: () => {
        this.#wait = 'nothing';
        if (this.#isOver()) return;
        this.#answerRecipient(verdict);
        this.#resumeAfterSpool();
      },
      refused: (reason) => {
        this.#wait = 'nothing';
        if (this.#isOver()) return;
        this.#out += refusalReply(reason);
        if (reason === 'stopping') this.#closeWith('');
        else this.#resumeAfterSpool();
      },
    });
  }

  #answerRecipient(verdict: Exclude<RecipientVerdict, { kind: 'accept' }>) {
    if (verdict.kind === 'drop') return this.#delay(verdict.delayMs ?? 0, '', 'destroy');
    const isLast = verdict.close === true || verdict.reply.code === 421;
    this.#delay(verdict.delayMs ?? 0, formatReply(verdict.reply), isLast ? 'close' : 'go on');
  }

  #rset(): void {
    this.#resetTransaction();
    this.#idle(replies.reset);
  }

  #resetTransaction(): void {
    this.#transaction.reset();
    this.#intake.abort();
    this.#intake.release();
    this.#facts.from = '';
    this.#facts.declaredSizeBytes = undefined;
    this.#facts.recipientCount = 0;
  }

  // ── Message ──

  #data() {
    const transaction = this.#transaction;
    if (!transaction.isOpen || transaction.dataAt !== 0 || transaction.mail?.body === 'BINARYMIME') {
      return this.#refuse(replies.sequence);
    }
    if (transaction.recipientCount === 0) return this.#refuse(replies.noRecipients);
    this.#beginMessage('DATA');
    this.#decoder.begin();
    this.#mode = 'data';
    this.#out += replies.startData;
  }

  #beginMessage(via: 'DATA' | 'BDAT'): void {
    this.#transaction.via = via;
    this.#transaction.dataAt = Date.now();
    this.#intake.begin(this.#transaction.mail?.body === 'BINARYMIME');
    this.#windowAt = this.#shared.now;
    this.#windowBytes = 0;
  }

  #readData(chunk: Buffer, start: number): number {
    const decoder = this.#decoder;
    const intake = this.#intake;
    const next = decoder.take(chunk, start);
    let isReady = decoder.carried.length === 0 || intake.add(decoder.carried);
    const { contentStart, contentEnd } = decoder;
    if (contentEnd > contentStart) isReady = intake.add(view(chunk, contentStart, contentEnd));
    if (next >= 0) {
      this.#messageEnded();
      return next;
    }
    this.#windowBytes += chunk.length - start;
    if (intake.isHopeless) {
      this.#shared.options.status.add('refused');
      this.#closeWith(replies.tooBig);
    } else if (!isReady) this.#waitForDrain();
    return chunk.length;
  }

  #waitForDrain(): void {
    this.#wait = 'drain';
    this.#pause();
  }

  /** RFC 3030. The octets of a chunk that is refused are read and dropped: they are no commands. */
  #bdat(argument: string) {
    const parts = /^(\d{1,20})( +LAST)?$/i.exec(argument);
    if (parts === null) return this.#refuse(replies.syntax);
    const size = Number(parts[1]);
    const transaction = this.#transaction;
    const { limits, status } = this.#shared.options;
    this.#chunkLeft = size;
    this.#chunkSize = size;
    this.#isLastChunk = parts[2] !== undefined;
    this.#isChunkDiscarded = true;
    this.#windowAt = this.#shared.now;
    this.#windowBytes = 0;
    if (!transaction.isOpen) this.#refuse(replies.sequence);
    else if (transaction.recipientCount === 0) this.#refuse(replies.noRecipients);
    else if (this.#intake.bytes + size > limits.maxMessageBytes) {
      status.add('refused');
      this.#resetTransaction();
      this.#out += replies.tooBig;
    } else {
      this.#isChunkDiscarded = false;
      if (transaction.dataAt === 0) this.#beginMessage('BDAT');
    }
    if (this.#isOver()) return;
    if (this.#isChunkDiscarded && size > limits.maxMessageBytes + MAX_DISCARDED_CHUNK_BYTES) this.#closeWith('');
    else if (size > 0) this.#mode = 'chunk';
    else if (!this.#isChunkDiscarded) this.#chunkEnded();
  }

  #readChunk(chunk: Buffer, start: number): number {
    const end = Math.min(chunk.length, start + this.#chunkLeft);
    this.#chunkLeft -= end - start;
    this.#windowBytes += end - start;
    const isReady = this.#isChunkDiscarded || this.#intake.add(view(chunk, start, end));
    if (this.#chunkLeft === 0) {
      this.#mode = 'command';
      this.#commandAt = this.#shared.now;
      if (!this.#isChunkDiscarded) this.#chunkEnded();
    }
    if (!isReady && this.#wait === 'nothing' && this.#intake.sink !== undefined) this.#waitForDrain();
    return end;
  }

  #chunkEnded(): void {
    if (this.#isLastChunk) this.#messageEnded();
    else if (this.#intake.failure !== undefined) this.#refuseMessage();
    else this.#out += chunkReply(this.#chunkSize);
  }

  #messageEnded() {
    const { receiver } = this.#shared.options;
    const intake = this.#intake;
    this.#mode = 'command';
    this.#commandAt = this.#shared.now;
    intake.end();
    if (intake.failure !== undefined) return this.#refuseMessage();
    const pending = this.#pending;
    const transaction = this.#transaction;
    this.#endedAt = performance.now();
    pending.endedAtMs = Date.now();
    pending.lane = transaction.lane;
    pending.messageBytes = intake.bytes;
    pending.jobText = transaction.jobText(this.#sessionJson, this.#connectedAt, pending.endedAtMs, intake.flagsJson);
    this.#wait = 'stored';
    const { sink } = intake;
    if (sink === undefined) {
      pending.chunks = intake.chunks;
      receiver.receive(pending);
    } else {
      sink.onDrain = undefined;
      sink.finish(pending);
    }
    intake.release();
  }

  #refuseMessage(): void {
    this.#out += this.#intake.failure === 'too-big' ? replies.tooBig : replies.bareNewline;
    this.#shared.options.status.add('refused');
    this.#resetTransaction();
  }

  #stored(messageId: string): void {
    const { status } = this.#shared.options;
    const { chaos } = this.#transaction;
    const bytes = this.#pending.messageBytes;
    this.#messageAnswered();
    if (chaos !== undefined) {
      status.add('refused');
      if (this.#isOver()) return;
      this.#answerChaos(chaos);
    } else {
      status.add('accepted');
      status.add('acceptedBytes', bytes);
      if (this.#isOver()) return;
      this.#out += storedReply(messageId);
    }
    this.#resumeAfterSpool();
    if (chaos === undefined) status.record('reply', performance.now() - this.#endedAt);
  }

  #refusedBySpool(reason: RefusalReason): void {
    this.#shared.options.status.add('refused');
    this.#messageAnswered();
    if (this.#isOver()) return;
    this.#out += refusalReply(reason);
    if (reason === 'stopping') this.#closeWith('');
    else this.#resumeAfterSpool();
  }

  #messageAnswered(): void {
    this.#wait = 'nothing';
    this.#badCommands = 0;
    this.#idleCommands = 0;
    this.#commandAt = this.#shared.now;
    this.#transaction.reset();
    this.#facts.from = '';
    this.#facts.declaredSizeBytes = undefined;
    this.#facts.recipientCount = 0;
  }

  #answerChaos(chaos: DataChaos): void {
    if (chaos.reply === 'drop') this.#delay(chaos.delayMs, '', 'destroy');
    else this.#delay(chaos.delayMs, formatReply(chaos.reply), chaos.reply.code === 421 ? 'close' : 'go on');
  }

  /** The spool is in the middle of its answers: pipelined input waits until it is through. */
  #resumeAfterSpool(): void {
    if (this.#held.length > 0 && this.#wait === 'nothing' && !this.#isOver()) {
      this.#wait = 'soon';
      this.#transport.wakeAfter(0);
    }
    this.#settle();
  }

  #delay(delayMs: number, reply: string, then: 'go on' | 'close' | 'destroy') {
    if (delayMs <= 0) return this.#finishDelay(reply, then);
    this.#wait = 'delay';
    this.#afterDelay = { reply, then };
    this.#transport.wakeAfter(delayMs);
  }

  #finishDelay(reply: string, then: 'go on' | 'close' | 'destroy'): void {
    if (then === 'close') this.#closeWith(reply);
    else if (then === 'destroy') {
      this.#end();
      this.#transport.destroy();
    } else this.#out += reply;
  }
}

/** One for all: `read` is done with before anybody else reads. */
const paths = new PathReader();
const FROM = ' FROM:';
const TO = ' TO:';
/** Chunks refused for their size are read to their end up to this much over the limit; beyond, the connection ends. */
const MAX_DISCARDED_CHUNK_BYTES = 64 * 1024 * 1024;

/** `keyword` in upper case stands at `start`, in any case. */
function isKeyword(line: Buffer, start: number, end: number, keyword: string): boolean {
  if (end - start < keyword.length) return false;
  for (let i = 0; i < keyword.length; i += 1) {
    const byte = line[start + i]!;
    const upper = byte >= 97 && byte <= 122 ? byte - 32 : byte;
    if (upper !== keyword.charCodeAt(i)) return false;
  }
  return true;
}

/** Undefined when no space stands between path and parameters, or a CR is in them. */
function parameterText(line: Buffer, start: number, end: number): string | undefined {
  if (line[start] !== 32 || line.subarray(start, end).includes(CR)) return undefined;
  return line.toString('utf8', start, end);
}

function view(chunk: Buffer, start: number, end: number): Buffer {
  return start === 0 && end === chunk.length ? chunk : chunk.subarray(start, end);
}
