import type { EmailIngestionJob } from '../ingestion-job.ts';

export interface MailPerson {
  readonly name: string;
  readonly address: string;
}

/**
 * One message was captured by one inbox. Stream `email-<capture id>`. It holds all that lists and details show: the read model keeps
 * only what it filters by and what can change, so the text is written once (and once to the WAL).
 */
export interface EmailReceived {
  readonly type: 'EmailReceived';
  /** Id named in the 250; absent where it is the capture's own id (the mail went to one inbox). */
  readonly messageId?: string;
  readonly inbox: string;
  readonly receivedAt: number;
  readonly sizeBytes: number;
  readonly from: MailPerson;
  readonly to: readonly MailPerson[];
  readonly cc: readonly MailPerson[];
  readonly subject: string;
  readonly snippet: string;
  readonly date: string;
  readonly messageIdHeader: string;
  readonly attachments: number;
  readonly campaign?: { readonly id: string; readonly value: string };
  readonly job: EmailIngestionJob;
  /** Where the bytes were first: `formatReference`. Compaction moves them; the read model has the present place. */
  readonly reference: string;
  /** One of several captures of one message: the events of all stand side by side in the order of their index. */
  readonly capture?: { readonly index: number; readonly of: number };
}

export type EmailEvent =
  | EmailReceived
  | { readonly type: 'EmailRead' }
  | { readonly type: 'EmailMarkedUnread' }
  | { readonly type: 'EmailMarkedFavorite' }
  | { readonly type: 'EmailUnmarkedFavorite' }
  | { readonly type: 'EmailDeleted' };

export type EmailEventType = EmailEvent['type'];
