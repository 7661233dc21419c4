import type { RecipientRequest, RecipientVerdict, SessionFacts } from '../domain/recipient-admission.ts';
import type { SmtpReply } from '../domain/smtp-reply.ts';
import type { LargeMessageSink, SpoolRefusal, SpoolTransaction } from '../domain/spool-intake.ts';

export type { RecipientRequest, RecipientVerdict, SessionFacts } from '../domain/recipient-admission.ts';

export type { LargeMessageSink, RefusalReason, SpoolRefusal, SpoolTransaction } from '../domain/spool-intake.ts';

/**
 * What the SMTP engine hands its work to. All calls are synchronous, on the thread of the sockets, and must not block or throw.
 * Assembly joins admission and spool behind it.
 */
export interface MessageReceiver {
  admit(recipient: RecipientRequest, session: SessionFacts): RecipientVerdict;
  /** Takes a whole message of at most the large threshold. Durable when `transaction.stored` is called. */
  receive(transaction: SpoolTransaction): void;
  refuse(refusal: SpoolRefusal): void;
  openLarge(): LargeMessageSink;
  /** A reply (421) to give to a new connection instead of the greeting: unhealthy or draining. */
  greeting(): SmtpReply | undefined;
}
