import type { Command } from 'commander';
import { apiAction } from '../api-command.ts';
import { CliError, type CliWorld, exitCodes } from '../cli-context.ts';
import { printable } from '../output.ts';
import { reconcileSetup, type SetupChange } from './reconcile-setup.ts';
import { readSetup } from './setup-file.ts';

const signs = { create: '+', change: '~', enable: '~', disable: '~' } as const;

/** `apply -f setup.yaml` */
export function addApplyCommand(program: Command, world: CliWorld, onExit: (code: number) => void): void {
  apiAction<{ file: string; dryRun?: boolean; exitCode?: boolean }>(
    program
      .command('apply')
      .description('Make domains, subdomains and chaos addresses of a running server as a file says; delete nothing.')
      .requiredOption('-f, --file <file>', 'YAML or JSON')
      .option('--dry-run', 'only say what would change')
      .option('--exit-code', 'exit code 3 when something changed, or would'),
    world,
    async ({ api, output, options: { file, dryRun = false, exitCode = false } }) => {
      const setup = readSetup(file);
      const changes = await reconcileSetup(api, setup, dryRun);
      const refused = changes.filter((change) => change.refused !== undefined);
      output.show({ dryRun, changes }, () => summary(changes, dryRun));
      if (refused.length > 0) throw new CliError(`${refused.length} of ${changes.length} changes were refused.`);
      if (exitCode && changes.length > 0) onExit(exitCodes.different);
    },
  );
}

function summary(changes: readonly SetupChange[], dryRun: boolean): string {
  const lines = changes.map(({ kind, name, action, details, refused }) => {
    const why = refused === undefined ? '' : `\n    refused: ${refused}`;
    return printable(`${signs[action]} ${kind} ${name}: ${[action, ...details].join(', ')}`) + why;
  });
  const done = changes.filter((change) => change.refused === undefined).length;
  const end = changes.length === 0 ? 'Nothing to change.' : `${done} ${dryRun ? 'to change' : 'changed'}.`;
  return [...lines, end].join('\n');
}
