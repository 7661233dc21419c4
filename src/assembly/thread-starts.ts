import type { MessagePort } from 'node:worker_threads';
import type { Config } from '../config.ts';
import type { DirectorySnapshot } from '../ports/directory-snapshot.ts';
import type { LaneCheckpoint } from '../ports/ingest-queue.ts';
import type { DataDirectory } from './data-directory.ts';

export type DataPaths = Omit<DataDirectory, 'release'>;

/** What every thread is started with. */
export interface ThreadStart {
  readonly config: Config;
  readonly paths: DataPaths;
  /** Memory of the StatusBoard. */
  readonly status: SharedArrayBuffer;
}

export interface SettingsStart {
  readonly args: readonly string[];
}

export interface SettingsReady {
  readonly config?: Config;
}

export interface CertificateStart {
  readonly directory: string;
  readonly hostname: string;
}

export interface ProcessorReady {
  readonly checkpoints: readonly LaneCheckpoint[];
  readonly directory: DirectorySnapshot;
}

export interface HttpStart extends ThreadStart {
  readonly version: string;
  readonly smtp: { readonly host: string; readonly port: number };
  readonly commands: MessagePort;
  readonly live: MessagePort;
  /** From the thread of the jobs. */
  readonly jobs: MessagePort;
}

export interface HttpReady {
  readonly host: string;
  readonly port: number;
}

export interface JobsStart extends ThreadStart {
  readonly commands: MessagePort;
  readonly live: MessagePort;
  /** To the thread of HTTP. */
  readonly reports: MessagePort;
}
