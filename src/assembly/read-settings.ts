import type { Config } from '../config.ts';
import { Thread } from './thread.ts';
import type { SettingsReady, SettingsStart } from './thread-starts.ts';

/**
 * The configuration that a command line asks to serve with; undefined when it asks for help or is wrong. It is read in a thread that
 * ends with it: the command line, the schema and YAML are 13 MB of code in memory that a running server never needs again.
 */
export async function readSettings(args: readonly string[]): Promise<Config | undefined> {
  const thread = new Thread<SettingsStart, SettingsReady>(
    'settings',
    new URL('./settings-worker.js', import.meta.url),
    // Its end before the answer rejects the start.
    () => undefined,
  );
  const { config } = await thread.start({ args });
  await thread.stop();
  return config;
}
