import { type Command, Option } from 'commander';
import type { SubdomainSettings } from '../domain/commands.ts';
import { lanes } from '../domain/lanes.ts';
import { all } from './api-client.ts';
import { apiAction, given } from './api-command.ts';
import { CliError, type CliWorld, exitCodes } from './cli-context.ts';
import { byteCount, commaList, decimal, wholeNumber } from './option-values.ts';
import { type Columns, fields } from './output.ts';

interface SubdomainItem {
  readonly name: string;
  readonly status: string;
  readonly description: string;
  readonly mx: { readonly status: string; readonly records: readonly string[] };
  readonly settings: SubdomainSettings;
  readonly suspension?: { readonly reason: string };
}

interface SettingsOptions {
  readonly priority?: SubdomainSettings['priority'];
  readonly messagesPerSecond?: number;
  readonly bytesPerSecond?: number;
  readonly burst?: number;
  readonly rateLimit?: false;
  readonly maxAgeDays?: number;
  readonly maxCount?: number;
  readonly maxBytes?: number;
  readonly retention?: false;
  readonly campaignHeaders?: string[];
  readonly keepAllCampaignMail?: boolean;
}

const columns: Columns<SubdomainItem> = {
  name: (subdomain) => subdomain.name,
  status: (subdomain) => subdomain.status,
  mx: (subdomain) => subdomain.mx.status,
  priority: (subdomain) => subdomain.settings.priority,
  description: (subdomain) => subdomain.description,
};

/** `subdomain …`: names may be given wherever an id may. */
export function addSubdomainCommands(program: Command, world: CliWorld): void {
  const subdomain = program.command('subdomain').description('Subdomains, the inboxes of a running server.');
  const path = (name: string | undefined) => `/subdomains/${encodeURIComponent(name ?? '')}`;
  const show = (item: SubdomainItem) => fields({ ...item, mx: item.mx.status, suspension: item.suspension?.reason });

  apiAction<{ domain?: string; search?: string }>(
    subdomain
      .command('list')
      .description('Subdomains by name.')
      .option('--domain <name>', 'of one domain only')
      .option('--search <text>', 'part of the name'),
    world,
    async ({ api, output, options }) => {
      output.table(await all(api.items<SubdomainItem>('/subdomains', { limit: 500, ...options })), columns);
    },
  );

  apiAction<SettingsOptions & { description?: string }>(
    settingsOptions(
      subdomain
        .command('add <name>')
        .description('Add a subdomain, or the domain itself as an inbox.')
        .option('--description <text>', 'what it is for'),
    ),
    world,
    async ({ api, output, args: [name], options: { description, ...options } }) => {
      const settings = settingsOf(options);
      const body = given({ name, description, settings: Object.keys(settings).length > 0 ? settings : undefined });
      output.show(await api.json<SubdomainItem>('POST', '/subdomains', { body }), show);
    },
  );

  apiAction<SettingsOptions>(
    settingsOptions(
      subdomain.command('settings <name>').description('Change settings; those not named stay as they are.'),
    ),
    world,
    async ({ api, output, args: [name], options }) => {
      const body = settingsOf(options);
      if (Object.keys(body).length === 0) throw new CliError('Give at least one setting to change.', exitCodes.usage);
      output.show(await api.json<SubdomainItem>('PUT', `${path(name)}/settings`, { body }), show);
    },
  );

  apiAction<{ description: string }>(
    subdomain
      .command('edit <name>')
      .description('Change the description.')
      .requiredOption('--description <text>', 'what it is for'),
    world,
    async ({ api, output, args: [name], options }) => {
      output.show(await api.json<SubdomainItem>('PATCH', path(name), { body: options }), show);
    },
  );

  apiAction(
    subdomain.command('show <name>').description('One subdomain.'),
    world,
    async ({ api, output, args: [name] }) => {
      output.show(await api.get<SubdomainItem>(path(name)), show);
    },
  );

  for (const [action, description] of [
    ['unsuspend', 'Take mail again.'],
    ['check-mx', 'Look whether its MX record points at the server.'],
  ] as const) {
    apiAction(
      subdomain.command(`${action} <name>`).description(description),
      world,
      async ({ api, output, args: [name] }) => {
        output.show(await api.json<SubdomainItem>('POST', `${path(name)}/${action}`), show);
      },
    );
  }

  apiAction<{ reason: string; notes?: string }>(
    subdomain
      .command('suspend <name>')
      .description('Refuse mail to it.')
      .requiredOption('--reason <text>', 'why')
      .option('--notes <text>', 'more about it'),
    world,
    async ({ api, output, args: [name], options }) => {
      output.show(await api.json<SubdomainItem>('POST', `${path(name)}/suspend`, { body: given(options) }), show);
    },
  );
}

function settingsOptions(command: Command): Command {
  return command
    .addOption(new Option('--priority <lane>', 'lane of the spool').choices(lanes))
    .option('--messages-per-second <n>', 'rate limit', decimal)
    .option('--bytes-per-second <size>', 'rate limit', byteCount)
    .option('--burst <n>', 'messages above the rate at once', decimal)
    .option('--no-rate-limit', 'take the rate limit away')
    .option('--max-age-days <n>', 'retention by age', decimal)
    .option('--max-count <n>', 'retention by number of emails', wholeNumber)
    .option('--max-bytes <size>', 'retention by size', byteCount)
    .option('--no-retention', 'take the limits of retention away')
    .option('--campaign-headers <names>', 'headers that mark campaigns, with commas', commaList)
    .option('--keep-all-campaign-mail', 'store every message of a campaign')
    .option('--no-keep-all-campaign-mail', 'store the first message of a campaign only');
}

function settingsOf(options: SettingsOptions): Partial<SubdomainSettings> {
  const { priority, messagesPerSecond, bytesPerSecond, burst, maxAgeDays, maxCount, maxBytes } = options;
  const rateLimit = given({ messagesPerSecond, bytesPerSecond, burst });
  const retention = given({ maxAgeDays, maxCount, maxBytes });
  return given({
    priority,
    rateLimit: options.rateLimit === false || Object.keys(rateLimit).length > 0 ? rateLimit : undefined,
    retention: options.retention === false || Object.keys(retention).length > 0 ? retention : undefined,
    campaignHeaders: options.campaignHeaders,
    keepAllCampaignMail: options.keepAllCampaignMail,
  }) as Partial<SubdomainSettings>;
}
