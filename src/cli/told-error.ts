import type { Writable } from 'node:stream';
import { MillraceError } from '../errors.ts';
import { CliError, exitCodes } from './cli-context.ts';

/** Says in one sentence what went wrong and gives the exit code. @throws the error, where it is none that people are told. */
export function toldError(error: unknown, stderr: Writable): number {
  if (!(error instanceof CliError || error instanceof MillraceError)) throw error;
  stderr.write(`error: ${error.message}\n`);
  if (error instanceof CliError) return error.exitCode;
  return error.code === 'config-invalid' ? exitCodes.usage : exitCodes.failed;
}
