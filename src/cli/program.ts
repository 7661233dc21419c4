import { Command, CommanderError } from 'commander';
import { addApplyCommand } from './apply/apply-command.ts';
import { addCampaignCommands } from './campaign-commands.ts';
import { addChaosCommands } from './chaos-commands.ts';
import { type CliActions, type CliWorld, exitCodes } from './cli-context.ts';
import { addDataCommands } from './data-commands.ts';
import { addDomainCommands } from './domain-commands.ts';
import { addEmailsCommands } from './emails-commands.ts';
import { addExportCommand } from './export-command.ts';
import { addServeCommand } from './serve-command.ts';
import { addSubdomainCommands } from './subdomain-commands.ts';
import { toldError } from './told-error.ts';

/** The command line of `millrace`. Exits nothing itself: see `runProgram`. */
function createProgram(
  actions: CliActions,
  world: CliWorld = process,
  onExit: (code: number) => void = () => undefined,
): Command {
  const program = new Command('millrace');
  program
    .description('Email capture server: takes mail over SMTP, keeps it, shows it; delivers nothing.')
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
    })
    .configureHelp({ showGlobalOptions: true })
    .allowExcessArguments(false)
    .version(actions.version, '-V, --version', 'print the version')
    .exitOverride();
  addServeCommand(program, actions, world, onExit);
  addApplyCommand(program, world, onExit);
  addDomainCommands(program, world);
  addSubdomainCommands(program, world);
  addChaosCommands(program, world);
  addCampaignCommands(program, world);
  addEmailsCommands(program, world);
  addExportCommand(program, world);
  addDataCommands(program, actions, world);
  program
    .command('version')
    .description('Print the version.')
    .action(() => void world.stdout.write(`${actions.version}\n`));
  return program;
}

/**
 * Runs one command line (without `node` and the script) and resolves with the exit code: 0 done, 1 failed, 2 wrong usage or
 * configuration, 3 nothing came in time or something would change.
 */
export async function runProgram(
  args: readonly string[],
  actions: CliActions,
  world: CliWorld = process,
): Promise<number> {
  let exitCode = 0;
  // `millrace emails list | head` stops reading: nobody is left to be told.
  world.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const program = createProgram(actions, world, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has written its sentence; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    return toldError(error, world.stderr);
  }
}
