import { PassThrough, type Writable } from 'node:stream';
import type { CliActions } from '../../src/cli/cli-context.ts';
import { runProgram } from '../../src/cli/program.ts';

export interface CliOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One command line, in this process. Actions that are not given fail the test. */
export async function runCli(
  args: readonly string[],
  { env = {}, actions = {} }: { env?: Readonly<Record<string, string>>; actions?: Partial<CliActions> } = {},
): Promise<CliOutcome> {
  const unexpected = (name: string) => async () => {
    throw new Error(`${name} was called`);
  };
  const out = collector();
  const err = collector();
  const exitCode = await runProgram(
    args,
    {
      version: '1.2.3',
      serve: unexpected('serve'),
      inspectSpool: unexpected('inspectSpool'),
      resetSearchIndex: unexpected('resetSearchIndex'),
      ...actions,
    },
    { stdout: out.stream, stderr: err.stream, env },
  );
  return { exitCode, stdout: out.text(), stderr: err.text() };
}

function collector(): { stream: Writable; text: () => string } {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
