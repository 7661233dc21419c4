import type { Command } from 'commander';
import type { CliActions, CliWorld } from './cli-context.ts';

/** Commands on the files of a data directory, whether or not a server runs on it. */
export function addDataCommands(program: Command, actions: CliActions, world: CliWorld): void {
  program
    .command('spool')
    .description('The spool on disk.')
    .command('inspect <directory>')
    .description('List segments and records of a data directory or a spool directory.')
    .option('--no-records', 'segments only')
    .allowExcessArguments(false)
    .action((directory: string, options: { records: boolean }) =>
      actions.inspectSpool(directory, options, world.stdout),
    );

  program
    .command('reindex')
    .description('Empty the search index; a running server builds it again at once, otherwise the next start does.')
    .option('--data <directory>', 'data directory (default ./data) [MILLRACE_DATA]')
    .allowExcessArguments(false)
    .action(async ({ data }: { data?: string }) => {
      await actions.resetSearchIndex(data ?? (world.env.MILLRACE_DATA || './data'));
      world.stdout.write('The search index is emptied and will be built again.\n');
    });
}
