/** What a person who looks after the server wants to know of a downstream job. */
export interface JobReport {
  readonly name: string;
  /** Steps that went well, since the start. */
  readonly steps: number;
  readonly faults: number;
  /** The fault of the last step, absent after one that went well. */
  readonly fault?: string;
  /** Number of the last email that it has done, where it goes through them in order. */
  readonly doneUpTo?: number;
}

export interface JobStatus {
  /** As of about a second ago; none before the jobs have started. */
  reports(): readonly JobReport[];
}
