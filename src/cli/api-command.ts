import type { Command } from 'commander';
import { ApiClient } from './api-client.ts';
import type { CliWorld } from './cli-context.ts';
import { Output } from './output.ts';

const defaultUrl = 'http://127.0.0.1:8025';

export interface ApiCall<O> {
  readonly api: ApiClient;
  readonly output: Output;
  readonly args: readonly string[];
  readonly options: O;
}

/** A command that talks to a running server: adds `--url` and `--json`, and gives the action what it needs. */
export function apiAction<O extends object>(
  command: Command,
  world: CliWorld,
  action: (call: ApiCall<O>) => Promise<void>,
): void {
  command
    .option('--url <url>', `address of the server (default ${defaultUrl}) [MILLRACE_URL]`)
    .option('--json', 'print JSON')
    .allowExcessArguments(false)
    .action(async () => {
      const { url, json, ...options } = command.opts<{ url?: string; json?: boolean }>();
      await action({
        api: new ApiClient(url ?? (world.env.MILLRACE_URL || defaultUrl)),
        output: new Output(world.stdout, json ?? false),
        args: command.processedArgs as string[],
        options: options as O,
      });
    });
}

/** Only what was given: the API does not take empty members. */
export function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
