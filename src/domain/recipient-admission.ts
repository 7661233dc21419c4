import type { EmailIngestionJob, JobRecipient, RefusalJob } from './ingestion-job.ts';
import type { SmtpReply } from './smtp-reply.ts';

/*
 * What the SMTP engine asks for each recipient and what it is told. Declared in the domain, because the engine and admission know
 * nothing of each other.
 */

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
