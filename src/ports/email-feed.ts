import type { MessageReference } from '../domain/message-reference.ts';

/** One live email, for a downstream job that follows what is captured. */
export interface CapturedEmail {
  /** As `EmailItem.number`: rises in the order of arrival, never reused. */
  readonly number: number;
  readonly id: string;
  readonly inbox: string;
  readonly recipients: readonly string[];
  readonly receivedAt: number;
  readonly sizeBytes: number;
  readonly reference: MessageReference;
}

export interface DeletedEmail {
  /** Cursor of `readDeleted`: rises with every deletion. */
  readonly position: number;
  readonly number: number;
}

/**
 * What a downstream job (search index, later webhooks) reads with a checkpoint of its own: emails behind a number, and deletions
 * behind a position. Both only ever grow at their end, so nothing is missed. Reads one committed state a call; faults are MillraceError
 * 'database-io'.
 */
export interface EmailFeed {
  /** Emails that still exist with a greater number, in order, at most `limit`. From 0 on: all live emails, for a rebuild. */
  readCaptured(afterNumber: number, limit: number): readonly CapturedEmail[];
  /**
   * Deletions behind a position, in order, at most `limit`. A deletion may concern an email that the job has never seen. Deletions are
   * kept until the streams of the emails are purged (`retention.purgeDeletedDays`), a day at least: a job that was away longer must
   * rebuild, or sweep.
   */
  readDeleted(afterPosition: number, limit: number): readonly DeletedEmail[];
  /** Position of the last deletion, 0 when there was none: where a job that begins anew starts to follow. */
  lastDeleted(): number;
}
