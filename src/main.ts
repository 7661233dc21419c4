#!/usr/bin/env node
import { createRequire } from 'node:module';
import { limitHeaps } from './assembly/heap-limits.ts';
import { readSettings } from './assembly/read-settings.ts';
import { toldError } from './cli/told-error.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => toldError(error, process.stderr));

/** Loads what the command line needs: the server lives long, and what is loaded stays in memory. */
async function run(args: readonly string[]): Promise<number> {
  if (args[0] === 'serve') {
    limitHeaps();
    const [config, { serve }] = await Promise.all([readSettings(args), import('./assembly/serve.ts')]);
    if (config) return serve(config, version);
  }
  const [{ runProgram }, { inspectSpoolTo }, { resetSearchIndex }] = await Promise.all([
    import('./cli/program.ts'),
    import('./assembly/inspect-spool.ts'),
    import('./assembly/reset-search-index.ts'),
  ]);
  return runProgram(args, {
    version,
    serve: async (config) => (await import('./assembly/serve.ts')).serve(config, version),
    inspectSpool: inspectSpoolTo,
    resetSearchIndex,
  });
}
