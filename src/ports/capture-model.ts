import type { EmailSelection } from '../domain/commands.ts';
import type { EmailIngestionJob, RefusalJob } from '../domain/ingestion-job.ts';
import type { Lane } from '../domain/lanes.ts';
import type { MessageReference } from '../domain/message-reference.ts';

/** What one batch adds to one campaign, beside its CampaignCaptured event. */
export interface CampaignCounts {
  /** By second since the epoch. */
  readonly seconds: ReadonlyMap<number, { readonly count: number; readonly bytes: number }>;
  /** How often each envelope recipient was seen, lower case. */
  readonly recipients: ReadonlyMap<string, number>;
}

/** An email as commands need it. */
export interface SelectedEmail {
  readonly number: number;
  readonly id: string;
  readonly unread: boolean;
  readonly favorite: boolean;
}

/** A record that could not be applied, with what a later attempt needs besides the bytes behind the reference. */
export interface StoredDeadLetter {
  readonly id: number;
  readonly lane: Lane;
  readonly sequence: number;
  readonly messageId: string;
  readonly receivedAtMs: number;
  readonly reason: string;
  readonly reference: MessageReference;
  readonly sizeBytes: number;
  /** Undefined when the record itself could not be understood. */
  readonly work: { readonly job: EmailIngestionJob } | { readonly refusal: RefusalJob } | undefined;
}

export type NewDeadLetter = Omit<StoredDeadLetter, 'id'>;

/**
 * The read models that the processor writes beside its events, on the writing connection; every writing call is part of the
 * surrounding transaction. Emails and campaign totals are not here: inline projections make them from the events. Faults are
 * MillraceError 'database-io'.
 */
export interface CaptureModel {
  /** The campaign as it stands now, in the open transaction too. */
  campaign(id: string): { readonly total: number; readonly bytes: number } | undefined;
  /** Adds to series and ledger; after the events of the campaign were appended. */
  countCampaign(id: string, counts: CampaignCounts): void;
  /** Adds to the list of expected recipients (lower case). */
  expectRecipients(id: string, recipients: readonly string[]): void;
  /** Takes at most so many off the list; true while there are more. */
  unexpectRecipients(id: string, limit: number): boolean;

  /** Emails of the selection in the order of falling numbers, behind `before`, at most `limit`. */
  selectEmails(selection: EmailSelection, before: number | undefined, limit: number): readonly SelectedEmail[];
  /** References that nothing refers to since the last call: to be released once the transaction is committed. */
  takeReleased(): MessageReference[];

  /** The same record again is one more attempt. */
  addDeadLetter(letter: NewDeadLetter, at: number): void;
  /** By rising id, behind `after`. */
  deadLetters(ids: readonly number[] | undefined, after: number, limit: number): readonly StoredDeadLetter[];
  /** References that only these kept alive are among the next `takeReleased` when `release` is set (discarded, not retried). */
  removeDeadLetters(ids: readonly number[], release: boolean): void;
  deadLetterCount(): number;

  /** Emails of deleted campaigns that are still there, at most `limit`. */
  remainingCampaignEmails(limit: number): readonly SelectedEmail[];
  /** Removes rows of deleted campaigns, about so many; true while there are more. */
  removeCampaignRemains(limit: number): boolean;
  /** Streams of emails deleted before a time, at most so many; each is given once, so truncate them in the same transaction. */
  takePurgeable(before: number, limit: number): readonly string[];
  /** The feed of deletions loses those from before a time whose streams were given out, at most so many; true while there are more. */
  forgetDeletions(before: number, limit: number): boolean;
}

/** Work on the database file that is done in small steps, outside a transaction. */
export interface DatabaseUpkeep {
  /** Gives about so many free pages back to the file system; true while there are more. */
  vacuum(pages: number): boolean;
  /** Moves the write-ahead log into the file and empties it, where that needs no waiting. */
  checkpoint(): void;
}
