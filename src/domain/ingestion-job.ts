import type { SmtpReply } from './smtp-reply.ts';

/** The built-in inbox that takes unknown recipients while `unknownRecipients` is `catch-all`. */
export const CATCH_ALL = 'catch-all';

/** One accepted recipient of a transaction, with what admission decided about it. */
export interface JobRecipient {
  /** Address as given in RCPT TO, source route stripped, without angle brackets. */
  readonly address: string;
  /** Id of the subdomain that captures it, or `CATCH_ALL`. */
  readonly inbox: string;
  /** Id of the enabled chaos address that it matched: counted whether or not the failure fired this time. */
  readonly chaos?: string;
  /** DSN parameters of RFC 3461, as given. */
  readonly notify?: string;
  readonly orcpt?: string;
}

/** Parameters of MAIL FROM, as given (RFC 1870, 6152, 6531, 3461, 4954). */
export interface MailParameters {
  readonly size?: number;
  readonly body?: '7BIT' | '8BITMIME' | 'BINARYMIME';
  readonly smtputf8?: true;
  readonly ret?: 'FULL' | 'HDRS';
  readonly envid?: string;
  readonly auth?: string;
}

/** What a person should know about the bytes: they are kept exactly as sent all the same. */
export type MessageFlag = 'bare-newline' | 'long-line' | 'nul';

/**
 * EmailIngestionJob: everything that the SMTP path knows about one transaction, kept beside the message's bytes in the
 * spool as the envelope block (JSON, UTF-8). Times are milliseconds since the epoch.
 */
export interface EmailIngestionJob {
  /** Reverse-path of MAIL FROM; '' for `<>`. */
  readonly from: string;
  readonly recipients: readonly JobRecipient[];
  readonly mail?: MailParameters;
  /** `address:port` of the client; IPv6 in brackets. */
  readonly peer: string;
  /** Argument of EHLO or HELO. */
  readonly helo: string;
  readonly esmtp: boolean;
  readonly tls?: { readonly protocol: string; readonly cipher: string };
  readonly auth?: { readonly mechanism: string; readonly user: string };
  readonly flags?: readonly MessageFlag[];
  /** The reply that a chaos address of stage `data` gave instead of 250; 'dropped' when the connection was closed without one. */
  readonly refused?: SmtpReply | 'dropped';
  /** How the message came: DATA, or BDAT chunks. */
  readonly via: 'DATA' | 'BDAT';
  readonly times: { readonly connected: number; readonly mail: number; readonly data: number; readonly end: number };
}

/**
 * A recipient refused at RCPT by a chaos address: nothing is stored but the count. It goes through the spool as a record
 * without a message, and the sender's reply waits for it, so that the count is exact after a crash.
 */
export interface RefusalJob {
  readonly chaos: string;
  readonly address: string;
  readonly at: number;
}
