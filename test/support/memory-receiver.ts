import type { EmailIngestionJob, RefusalJob } from '../../src/domain/ingestion-job.ts';
import type { SmtpReply } from '../../src/domain/smtp-reply.ts';
import type {
  LargeMessageSink,
  MessageReceiver,
  RecipientRequest,
  RecipientVerdict,
  RefusalReason,
  SessionFacts,
  SpoolRefusal,
  SpoolTransaction,
} from '../../src/smtp/message-receiver.ts';

export interface ReceivedMessage {
  readonly id: string;
  readonly job: EmailIngestionJob;
  readonly bytes: Buffer;
  readonly lane: number;
  readonly wasStreamed: boolean;
}

type Answer = { readonly kind: 'stored' } | { readonly kind: 'refused'; readonly reason: RefusalReason };

/**
 * A MessageReceiver that keeps all in memory. Answers are given by `answer`, which the owner of the test calls, or soon after each
 * call with `answersItself`.
 */
export class MemoryReceiver implements MessageReceiver {
  readonly messages: ReceivedMessage[] = [];
  readonly refusals: RefusalJob[] = [];
  readonly asked: { request: RecipientRequest; session: SessionFacts }[] = [];
  /** Large messages begun and neither finished nor aborted. */
  openSinks = 0;
  abortedSinks = 0;
  /** Bytes that a sink takes before it wants a pause; the pause ends with the next `answer`. */
  sinkCapacityBytes = Number.POSITIVE_INFINITY;
  spoolAnswer: Answer = { kind: 'stored' };
  greetingReply: SmtpReply | undefined;
  answersItself = false;
  #count = 0;
  #waiting: (() => void)[] = [];
  admission: (request: RecipientRequest) => RecipientVerdict = ({ address }) => ({
    kind: 'accept',
    recipient: { address, inbox: 'catch-all' },
    lane: 1,
  });

  get waiting(): number {
    return this.#waiting.length;
  }

  admit(request: RecipientRequest, session: SessionFacts): RecipientVerdict {
    this.asked.push({ request, session: { ...session } });
    return this.admission(request);
  }

  receive(transaction: SpoolTransaction): void {
    const bytes = Buffer.concat(transaction.chunks);
    if (bytes.length !== transaction.messageBytes) throw new Error('messageBytes is not the length of the chunks');
    this.#take(transaction, bytes, false);
  }

  refuse(refusal: SpoolRefusal): void {
    const job = JSON.parse(refusal.refusalText) as RefusalJob;
    this.#later(() => {
      if (this.spoolAnswer.kind === 'refused') return refusal.refused(this.spoolAnswer.reason);
      this.refusals.push(job);
      refusal.stored();
    });
  }

  openLarge(): LargeMessageSink {
    this.openSinks += 1;
    const pieces: Buffer[] = [];
    let sinceDrain = 0;
    const sink: LargeMessageSink = {
      onDrain: undefined,
      write: (chunk) => {
        pieces.push(Buffer.from(chunk));
        sinceDrain += chunk.length;
        if (sinceDrain < this.sinkCapacityBytes) return true;
        this.#later(() => {
          sinceDrain = 0;
          sink.onDrain?.();
        });
        return false;
      },
      finish: (transaction) => {
        this.openSinks -= 1;
        this.#take(transaction, Buffer.concat(pieces), true);
      },
      abort: () => {
        this.openSinks -= 1;
        this.abortedSinks += 1;
      },
    };
    return sink;
  }

  greeting(): SmtpReply | undefined {
    return this.greetingReply;
  }

  /** Answers what waits now. False when nothing did. */
  answer(): boolean {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const each of waiting) each();
    return waiting.length > 0;
  }

  #take(transaction: Omit<SpoolTransaction, 'chunks'>, bytes: Buffer, wasStreamed: boolean): void {
    const { lane } = transaction;
    const job = JSON.parse(transaction.jobText) as EmailIngestionJob;
    this.#count += 1;
    const id = `01939a3c-7a51-7000-8000-${this.#count.toString().padStart(12, '0')}`;
    this.#later(() => {
      if (this.spoolAnswer.kind === 'refused') return transaction.refused(this.spoolAnswer.reason);
      this.messages.push({ id, job, bytes, lane, wasStreamed });
      transaction.stored(id);
    });
  }

  #later(answer: () => void): void {
    this.#waiting.push(answer);
    if (this.answersItself && this.#waiting.length === 1) setImmediate(() => this.answer());
  }
}
