/** What retention keeps of one inbox (or of all); a limit that is absent does not apply. */
export interface RetentionLimits {
  /** Expired when received before: milliseconds since the epoch. */
  readonly olderThan?: number;
  /** So many of the newest stay. */
  readonly maxCount?: number;
  /** The newest stay as long as their sizes add up to no more. */
  readonly maxBytes?: number;
}

/**
 * What retention asks of the database. Favourites and campaign mail are exempt: never expired, and not counted against the limits.
 * Reads one committed state; faults are MillraceError 'database-io'.
 */
export interface RetentionQueries {
  /**
   * Ids of emails that the limits no longer keep, oldest first, at most `limit`; of all inboxes taken together when `inbox` is
   * undefined. Delete them and ask again until the answer is empty.
   */
  expired(inbox: string | undefined, limits: RetentionLimits, limit: number): readonly string[];
}
