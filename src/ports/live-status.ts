import type { Lane } from '../domain/lanes.ts';

/** Percentiles in milliseconds over about the last minute. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** One consistent enough reading of the counters that the threads share; cheap, no I/O, callable from any thread. */
export interface StatusReading {
  readonly startedAt: number;
  /** Messages that got 250 since start (this process), and refused 4xx/5xx at the end of data. */
  readonly accepted: number;
  readonly refused: number;
  readonly acceptedBytes: number;
  /** Records applied since start; batches retried; records put to the dead letters. */
  readonly processed: number;
  readonly failed: number;
  readonly connections: number;
  /** Clients that began TLS and left without a word in it: most do not trust the certificate. */
  readonly failedHandshakes: number;
  readonly syncs: number;
  readonly failedSyncs: number;
  readonly spool: {
    readonly messages: number;
    readonly bytes: number;
    /** Age of the oldest unprocessed record; 0 when none. */
    readonly oldestAgeMs: number;
    readonly healthy: boolean;
    readonly full: boolean;
    readonly lanes: Readonly<Record<Lane, { readonly messages: number; readonly bytes: number }>>;
  };
  readonly latency: {
    /** End of data to 250. */
    readonly reply: Percentiles;
    /** Duration of one sync. */
    readonly sync: Percentiles;
    /** 250 to listed. */
    readonly listed: Percentiles;
  };
}

export interface LiveStatus {
  read(): StatusReading;
}
