#!/usr/bin/env node
import { createRequire } from 'node:module';
import { inspectSpoolTo } from './assembly/inspect-spool.ts';
import { resetSearchIndex } from './assembly/reset-search-index.ts';
import { serve } from './assembly/serve.ts';
import { runProgram } from './cli/program.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

process.exitCode = await runProgram(process.argv.slice(2), {
  version,
  serve: (config) => serve(config, version),
  inspectSpool: inspectSpoolTo,
  resetSearchIndex,
});
