import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Config, type ConfigSource, configOptions, resolveConfig } from '../config.ts';
import { CliError, exitCodes } from './cli-context.ts';

/**
 * The configuration from its three sources; options win over the environment, the environment over the file.
 * @throws MillraceError 'config-invalid', CliError when the file cannot be read.
 */
export function readConfig(
  options: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): Config {
  const file = text(options.config) ?? text(env.MILLRACE_CONFIG);
  const sources: ConfigSource[] = [];
  if (file !== undefined) sources.push({ name: file, values: readDocument(file) });
  sources.push({ name: 'environment', values: nested((option) => text(env[option.variable])) });
  sources.push({ name: 'option', values: nested((option) => options[option.flag]) });
  return resolveConfig(sources);
}

/** A YAML or JSON file (JSON is YAML) that holds a mapping. @throws CliError */
export function readDocument(file: string): Record<string, unknown> {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError(`The file ${file} cannot be read: ${(error as Error).message}`, exitCodes.usage);
  }
  let document: unknown;
  try {
    document = parse(content) ?? {};
  } catch (error) {
    const [firstLine] = (error as Error).message.split('\n');
    throw new CliError(`The file ${file} is neither YAML nor JSON: ${firstLine}`, exitCodes.usage);
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new CliError(`The file ${file} must hold settings by name.`, exitCodes.usage);
  }
  return document as Record<string, unknown>;
}

/** `spool.fullWaitMs` becomes `{spool: {fullWaitMs}}`. */
function nested(read: (option: { flag: string; variable: string }) => unknown): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const option of configOptions()) {
    const value = read(option);
    if (value === undefined) continue;
    const keys = option.path.split('.');
    let at = values;
    for (const key of keys.slice(0, -1)) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[keys.at(-1) as string] = value;
  }
  return values;
}

/** An empty variable is one that is not set: `MILLRACE_STORE= millrace serve`. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
