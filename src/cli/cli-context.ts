import type { Writable } from 'node:stream';
import type { Config } from '../config.ts';

/** What the program does not do itself: main.ts gives it, for the command line may know only domain, ports and configuration. */
export interface CliActions {
  readonly version: string;
  /** Resolves with the exit code when the server has stopped. */
  serve(config: Config): Promise<number>;
  /** Writes segments, and records where asked, as text. @throws MillraceError */
  inspectSpool(directory: string, options: { readonly records: boolean }, output: Writable): Promise<void>;
  /** Empties the search index of a data directory, of a running server too, which builds it again. @throws MillraceError */
  resetSearchIndex(dataDirectory: string): Promise<void>;
}

/** The world around the program; tests give their own. */
export interface CliWorld {
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** 0: done. */
export const exitCodes = {
  /** The server, or a file, does not let it be done. */
  failed: 1,
  /** Options, configuration or a set-up file are wrong: nothing was done. */
  usage: 2,
  /** Nothing came in time, or a dry run found something to change. */
  different: 3,
} as const;

/** Ends the program with one sentence on stderr. */
export class CliError extends Error {
  override readonly name = 'CliError';
  constructor(
    message: string,
    readonly exitCode: number = exitCodes.failed,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
