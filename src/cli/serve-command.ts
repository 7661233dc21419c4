import { type Command, Option } from 'commander';
import { type ConfigOption, configOptions } from '../config.ts';
import type { CliActions, CliWorld } from './cli-context.ts';
import { readConfig } from './config-sources.ts';

/** `serve`, with one option for every setting of the configuration. */
export function addServeCommand(
  program: Command,
  actions: CliActions,
  world: CliWorld,
  onExit: (code: number) => void,
): void {
  const command = program
    .command('serve')
    .description('Run the server. Options win over environment variables, these over the file.')
    .addOption(new Option('--config <file>', 'YAML or JSON file with settings. [MILLRACE_CONFIG]'));
  const settings = configOptions();
  for (const setting of settings) command.addOption(optionOf(setting));
  command.action(async (options: Record<string, unknown>) => {
    // Commander names values in camel case; the configuration knows them by flag.
    const byFlag: Record<string, unknown> = { config: options.config };
    for (const { flag } of settings) byFlag[flag] = options[new Option(`${flag} <v>`).attributeName()];
    onExit(await actions.serve(readConfig(byFlag, world.env)));
  });
}

function optionOf({ flag, kind, description, defaultText, variable }: ConfigOption): Option {
  const facts = `${defaultText === '' ? '' : ` (default ${defaultText})`} [${variable}]`;
  // A flag stands alone, or with true or false behind it.
  const value = kind === 'flag' ? '[true|false]' : `<${kind}>`;
  const option = new Option(`${flag} ${value}`, description + facts);
  return kind === 'flag' ? option.preset('true') : option;
}
