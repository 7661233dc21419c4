import type { EmailIngestionJob, JobRecipient, RefusalJob } from '../domain/ingestion-job.ts';
import type { SmtpReply } from '../domain/smtp-reply.ts';

/** Why the spool did not take it: replied as 452 4.3.1, 451 4.3.0, 451 4.3.0 and 421 4.3.2. */
export type RefusalReason = 'full' | 'sync-failed' | 'unhealthy' | 'stopping';

/**
 * A whole message on its way to the spool. The object is reused by its session: the next transaction begins only after
 * `stored` or `refused`, of which exactly one is called, once, and never before `receive` has returned.
 */
export interface SpoolTransaction {
  /** Index in `lanes`: the highest priority among the recipients. */
  readonly lane: number;
  /** JSON of `EmailIngestionJob`. */
  readonly jobText: string;
  /** The message dot-unstuffed, otherwise exactly as sent. Valid until `receive` returns: the receiver copies what it keeps. */
  readonly chunks: Uint8Array[];
  readonly messageBytes: number;
  /** End of data, milliseconds since the epoch as of `Date.now()`; for the latency of the reply. */
  readonly endedAtMs: number;
  /** A sync covers the message: 250 with this id, or the chaos reply. */
  stored(messageId: string): void;
  refused(reason: RefusalReason): void;
}

/** A recipient refused at RCPT by a chaos address, to be counted durably; its reply waits for one of the two calls. */
export interface SpoolRefusal {
  readonly lane: number;
  /** JSON of `RefusalJob`. */
  readonly refusalText: string;
  stored(): void;
  refused(reason: RefusalReason): void;
}

/** Takes one large message while it arrives, so that a session's memory does not grow with the message. */
export interface LargeMessageSink {
  /** Copies the chunk before it returns. False: no more until `onDrain` is called. */
  write(chunk: Uint8Array): boolean;
  onDrain: (() => void) | undefined;
  /** The message is whole: sync it, append its record, then `stored` or `refused`. */
  finish(transaction: Omit<SpoolTransaction, 'chunks'>): void;
  /** The connection is gone, or the message was refused: leave nothing. Not called after `finish`. */
  abort(): void;
}

/** One RCPT TO. Strings as given, source route stripped. */
export interface RecipientRequest {
  /** `localPart@domain`, or `Postmaster` alone in any case. */
  readonly address: string;
  /** Quotes and escapes as given. */
  readonly localPart: string;
  /** '' for `Postmaster` alone; may be an address literal in brackets, a U-label, upper case, or end in a dot. */
  readonly domain: string;
}

/** What is known of the session when a recipient is asked for. One object a session, changed in place: copy what is kept. */
export interface SessionFacts {
  /** `address:port` of the client; IPv6 in brackets. */
  readonly peer: string;
  readonly helo: string;
  readonly esmtp: boolean;
  readonly tls: EmailIngestionJob['tls'];
  readonly auth: EmailIngestionJob['auth'];
  /** Reverse-path of the transaction; '' for `<>`. */
  readonly from: string;
  /** The SIZE that MAIL FROM declared, in bytes. */
  readonly declaredSizeBytes: number | undefined;
  /** Recipients accepted before in this transaction. */
  readonly recipientCount: number;
}

/** The outcome of admission for one recipient. Delays are milliseconds before the reply (or before closing). */
export type RecipientVerdict =
  /** DSN parameters are added to `recipient` by the session. `chaos`: a chaos address of stage `data` that fires now. */
  | {
      readonly kind: 'accept';
      readonly recipient: JobRecipient;
      readonly lane: number;
      readonly chaos?: { readonly reply: SmtpReply | 'drop'; readonly delayMs: number };
    }
  /** `refusal`: made durable first. `close`: after the reply; a 421 always closes. */
  | {
      readonly kind: 'refuse';
      readonly reply: SmtpReply;
      readonly delayMs?: number;
      readonly close?: boolean;
      readonly refusal?: RefusalJob;
    }
  /** Close without a reply. */
  | { readonly kind: 'drop'; readonly delayMs?: number; readonly refusal?: RefusalJob };

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
