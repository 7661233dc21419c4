/** What the index knows of one email. Text as people read it: decoded, without markup. */
export interface SearchDocument {
  /** `EmailItem.number`. */
  readonly number: number;
  /** Subdomain id, or `catch-all`. */
  readonly inbox: string;
  readonly subject: string;
  readonly from: string;
  /** To, Cc and the recipients of the envelope. */
  readonly to: string;
  readonly body: string;
  /** All other headers, names included. */
  readonly headers: string;
}

/** How far the index has followed the email feed. */
export interface SearchCheckpoint {
  /** Number of the last email seen, indexed or not. */
  readonly captured: number;
  /** Position of the last deletion seen. */
  readonly deleted: number;
}

/** One step of the index. */
export interface SearchIndexChange {
  readonly add: readonly SearchDocument[];
  /** Numbers of emails; one that is not in the index is no error. A number both added and removed is removed. */
  readonly remove: readonly number[];
  /** What `checkpoint` said when the step was begun. */
  readonly from: SearchCheckpoint | undefined;
  readonly checkpoint: SearchCheckpoint;
}

/**
 * The writing side of the full-text index. One writer, one thread, synchronous. The index can be built again from the events and the
 * messages, so a step survives the death of the process, but the last ones may be lost with the machine: the checkpoint, which is
 * committed with the rows, says then where to go on.
 */
export interface SearchIndex {
  /**
   * All or nothing. Idempotent: a document that is there already is replaced. False, and nothing done, when the checkpoint is no
   * longer `from`: another process has emptied the index meanwhile.
   * @throws MillraceError 'database-io'. After it the checkpoint must be asked for again: damage is answered by an empty index.
   */
  apply(change: SearchIndexChange): boolean;
  /** Of the last step; undefined before the first. */
  checkpoint(): SearchCheckpoint | undefined;
  /** Numbers in the index behind `after`, ascending, at most `limit`. */
  numbers(after: number, limit: number): readonly number[];
  /** Empties the index and forgets the checkpoint; readers find nothing until it is filled again. */
  reset(): void;
  /** Merges what many small steps left behind, a little at a time; true while there is more to do. */
  optimise(): boolean;
  close(): void;
}
