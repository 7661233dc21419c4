import { DataDecoder } from './data-decoder.ts';
import { MessageIntake } from './message-intake.ts';
import type { RefusalReason } from './message-receiver.ts';
import { PendingMessage } from './pending-message.ts';
import { chunkReply, formatReply, refusalReply, replies, storedReply } from './reply.ts';
import type { SessionFlow } from './session-flow.ts';
import type { SessionShared } from './session-shared.ts';
import type { DataChaos, Transaction } from './transaction.ts';

/** Chunks refused for their size are read to their end up to this much over the limit; beyond, the connection ends. */
const MAX_DISCARDED_CHUNK_BYTES = 64 * 1024 * 1024;

/**
 * The part of a transaction behind its envelope: content by DATA or BDAT, its end, the answer of the spool. The path of the data
 * creates no promise, closure or string.
 */
export class MessagePhase {
  readonly #shared: SessionShared;
  readonly #flow: SessionFlow;
  readonly #transaction: Transaction;
  readonly #onAnswered: () => void;
  readonly #decoder = new DataDecoder();
  readonly #intake: MessageIntake;
  readonly #pending: PendingMessage;
  /** What the input is at present. */
  #content: 'none' | 'data' | 'chunk' = 'none';
  #chunkLeft = 0;
  #chunkSize = 0;
  #isLastChunk = false;
  #isChunkDiscarded = false;
  #windowAt = 0;
  #windowBytes = 0;
  /** End of data on the monotonic clock. */
  #endedAt = 0;

  /** `onAnswered`: the spool has answered, the transaction is over. */
  constructor(shared: SessionShared, flow: SessionFlow, transaction: Transaction, onAnswered: () => void) {
    this.#shared = shared;
    this.#flow = flow;
    this.#transaction = transaction;
    this.#onAnswered = onAnswered;
    this.#intake = new MessageIntake(shared.options, () => flow.drained());
    this.#pending = new PendingMessage(
      (messageId) => this.#stored(messageId),
      (reason) => this.#refused(reason),
    );
  }

  /** The input is content, to be given to `take`. */
  get takesInput(): boolean {
    return this.#content !== 'none';
  }

  beginData(): void {
    this.#transaction.beginMessage('DATA');
    this.#intake.begin(false, this.#transaction.mail?.size ?? 0);
    this.#decoder.begin();
    this.#content = 'data';
    this.restartWindow();
    this.#flow.reply(replies.startData);
  }

  /** RFC 3030, for a transaction with recipients. */
  beginChunk(sizeBytes: number, isLast: boolean): void {
    const transaction = this.#transaction;
    if (this.#intake.bytes + sizeBytes > this.#shared.options.limits.maxMessageBytes) {
      this.#shared.options.status.add('refused');
      this.reset();
      transaction.reset();
      this.#flow.reply(replies.tooBig);
      this.discardChunk(sizeBytes);
      return;
    }
    if (!transaction.hasMessage) {
      transaction.beginMessage('BDAT');
      this.#intake.begin(transaction.isBinary, Math.max(sizeBytes, transaction.mail?.size ?? 0));
    }
    this.#isLastChunk = isLast;
    this.#isChunkDiscarded = false;
    this.#expectChunk(sizeBytes);
    if (sizeBytes === 0) this.#chunkEnded();
  }

  /** The octets of a chunk that is refused are read and dropped: they are no commands. */
  discardChunk(sizeBytes: number): void {
    this.#isChunkDiscarded = true;
    const most = this.#shared.options.limits.maxMessageBytes + MAX_DISCARDED_CHUNK_BYTES;
    if (sizeBytes > most) this.#flow.closeWith('');
    else this.#expectChunk(sizeBytes);
  }

  take(chunk: Buffer, start: number): number {
    return this.#content === 'data' ? this.#takeData(chunk, start) : this.#takeChunk(chunk, start);
  }

  /** False when the content has come too slowly since the window began. */
  isFastEnough(now: number): boolean {
    const { dataTimeoutMs, minDataBytesPerSecond } = this.#shared.options.limits;
    const elapsedMs = now - this.#windowAt;
    if (elapsedMs < dataTimeoutMs) return true;
    const isEnough = this.#windowBytes >= Math.max(1, (minDataBytesPerSecond * elapsedMs) / 1000);
    this.restartWindow();
    return isEnough;
  }

  restartWindow(): void {
    this.#windowAt = this.#shared.now;
    this.#windowBytes = 0;
  }

  /** Leaves nothing of a message that is not whole. */
  reset(): void {
    this.#content = 'none';
    this.#intake.abort();
    this.#intake.release();
  }

  #takeData(chunk: Buffer, start: number): number {
    const decoder = this.#decoder;
    const intake = this.#intake;
    const next = decoder.take(chunk, start);
    const { carried, contentStart, contentEnd } = decoder;
    let isReady = carried.length === 0 || intake.add(carried);
    if (contentEnd > contentStart) isReady = intake.add(view(chunk, contentStart, contentEnd));
    if (next >= 0) {
      this.#ended();
      return next;
    }
    this.#windowBytes += chunk.length - start;
    if (intake.isHopeless) {
      this.#shared.options.status.add('refused');
      this.#flow.closeWith(replies.tooBig);
    } else if (!isReady) this.#flow.waitForDrain();
    return chunk.length;
  }

  #expectChunk(sizeBytes: number): void {
    this.#chunkSize = sizeBytes;
    this.#chunkLeft = sizeBytes;
    this.#content = sizeBytes > 0 ? 'chunk' : 'none';
    this.restartWindow();
  }

  #takeChunk(chunk: Buffer, start: number): number {
    const end = Math.min(chunk.length, start + this.#chunkLeft);
    this.#chunkLeft -= end - start;
    this.#windowBytes += end - start;
    const isReady = this.#isChunkDiscarded || this.#intake.add(view(chunk, start, end));
    const isWhole = this.#chunkLeft === 0;
    if (isWhole) {
      this.#content = 'none';
      if (!this.#isChunkDiscarded) this.#chunkEnded();
    }
    if (!isReady && !this.#flow.isWaiting && this.#intake.sink !== undefined) this.#flow.waitForDrain();
    return end;
  }

  #chunkEnded(): void {
    if (this.#isLastChunk) this.#ended();
    else if (this.#intake.failure !== undefined) this.#refuse();
    else this.#flow.reply(chunkReply(this.#chunkSize));
  }

  #ended() {
    const intake = this.#intake;
    const pending = this.#pending;
    this.#content = 'none';
    intake.end();
    if (intake.failure !== undefined) return this.#refuse();
    this.#endedAt = performance.now();
    pending.endedAtMs = Date.now();
    pending.lane = this.#transaction.lane;
    pending.messageBytes = intake.bytes;
    pending.jobText = this.#transaction.jobText(pending.endedAtMs, intake.flagsJson);
    this.#flow.waitForSpool();
    const { sink } = intake;
    if (sink === undefined) {
      pending.chunks = intake.chunks;
      this.#shared.options.receiver.receive(pending);
    } else {
      sink.onDrain = undefined;
      sink.finish(pending);
    }
    intake.release();
  }

  #refuse(): void {
    this.#flow.reply(this.#intake.failure === 'too-big' ? replies.tooBig : replies.bareNewline);
    this.#shared.options.status.add('refused');
    this.reset();
    this.#transaction.reset();
  }

  #stored(messageId: string): void {
    const { status } = this.#shared.options;
    const { chaos } = this.#transaction;
    const flow = this.#flow;
    this.#answered();
    if (chaos !== undefined) {
      status.add('refused');
      if (!flow.isOver) this.#answerChaos(chaos);
      flow.resumeAfterSpool();
      return;
    }
    status.add('accepted');
    status.add('acceptedBytes', this.#pending.messageBytes);
    if (flow.isOver) return;
    flow.reply(storedReply(messageId));
    flow.resumeAfterSpool();
    status.record('reply', performance.now() - this.#endedAt);
  }

  #refused(reason: RefusalReason): void {
    this.#shared.options.status.add('refused');
    this.#answered();
    if (this.#flow.isOver) return;
    if (reason === 'stopping') this.#flow.closeWith(refusalReply(reason));
    else {
      this.#flow.reply(refusalReply(reason));
      this.#flow.resumeAfterSpool();
    }
  }

  #answered(): void {
    this.#flow.spoolAnswered();
    this.#transaction.reset();
    this.#onAnswered();
  }

  #answerChaos({ reply, delayMs }: DataChaos): void {
    if (reply === 'drop') this.#flow.delay(delayMs, '', 'destroy');
    else this.#flow.delay(delayMs, formatReply(reply), reply.code === 421 ? 'close' : 'go on');
  }
}

function view(chunk: Buffer, start: number, end: number): Buffer {
  return start === 0 && end === chunk.length ? chunk : chunk.subarray(start, end);
}
