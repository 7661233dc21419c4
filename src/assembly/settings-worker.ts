import { Writable } from 'node:stream';
import { runProgram } from '../cli/program.ts';
import type { Config } from '../config.ts';
import { runThread } from './thread-body.ts';
import type { SettingsReady, SettingsStart } from './thread-starts.ts';

/** Reads the command line of `serve`, the environment and the file. What it would say in a fault is said by who asked. */
runThread<SettingsStart, SettingsReady>(async ({ args }) => {
  let config: Config | undefined;
  const unused = () => Promise.reject(new Error('only serve is read here'));
  const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  await runProgram(
    args,
    {
      version: '',
      serve: async (read) => {
        config = read;
        return 0;
      },
      inspectSpool: unused,
      resetSearchIndex: unused,
    },
    { stdout: nowhere(), stderr: nowhere(), env: process.env },
  );
  return { value: { ...(config ? { config } : {}) }, stop: async () => undefined };
});
