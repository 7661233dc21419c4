import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { type ApiClient, all } from './api-client.ts';
import { apiAction } from './api-command.ts';
import { CliError, type CliWorld } from './cli-context.ts';
import { wholeNumber } from './option-values.ts';
import { type Columns, fields } from './output.ts';

interface CampaignItem {
  readonly id: string;
  readonly inboxName: string;
  readonly value: string;
  readonly total: number;
  readonly uniqueRecipients: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

interface LedgerItem {
  readonly recipient: string;
  readonly seen: number;
  readonly expected: boolean;
}

const columns: Columns<CampaignItem> = {
  value: (campaign) => campaign.value,
  inbox: (campaign) => campaign.inboxName,
  total: (campaign) => campaign.total,
  recipients: (campaign) => campaign.uniqueRecipients,
  last: (campaign) => campaign.lastAt,
  id: (campaign) => campaign.id,
};

const views = ['all', 'duplicates', 'missing', 'unexpected'] as const;
const viewOption = () => new Option('--view <view>', 'which recipients').choices(views).default('all');

/** `campaign …`: a campaign is named by its id, or by its value, with `--inbox` where several inboxes have it. */
export function addCampaignCommands(program: Command, world: CliWorld): void {
  const campaign = program.command('campaign').description('Campaigns: mail that is counted per recipient.');
  const one = (name: string, description: string) =>
    campaign.command(`${name} <campaign>`).description(description).option('--inbox <name>', 'its inbox');
  const path = async (api: ApiClient, name: string | undefined, inbox: string | undefined) =>
    `/campaigns/${(await findCampaign(api, name ?? '', inbox)).id}`;

  apiAction<{ inbox?: string; search?: string; sort: string; limit: number }>(
    campaign
      .command('list')
      .description('Campaigns, the latest first.')
      .option('--inbox <name>', 'of one inbox only')
      .option('--search <text>', 'part of the value')
      .addOption(new Option('--sort <column>', 'order').choices(['value', 'total', 'first', 'last']).default('last'))
      .option('--limit <n>', 'at most so many', wholeNumber, 50),
    world,
    async ({ api, output, options }) => {
      const query = { ...options, descending: options.sort !== 'value' };
      output.table((await api.get<{ items: CampaignItem[] }>('/campaigns', query)).items, columns);
    },
  );

  apiAction<{ inbox?: string }>(one('show', 'One campaign.'), world, async ({ api, output, args: [name], options }) => {
    output.show(await findCampaign(api, name ?? '', options.inbox), (found) => fields({ ...found }));
  });

  apiAction<{ inbox?: string; view: string; search?: string }>(
    one('ledger', 'How many times each recipient was seen.').addOption(viewOption()).option('--search <text>', 'part'),
    world,
    async ({ api, output, args: [name], options: { inbox, ...query } }) => {
      const ledger = `${await path(api, name, inbox)}/ledger`;
      output.table(await all(api.items<LedgerItem>(ledger, { limit: 5000, ...query })), {
        recipient: (item) => item.recipient,
        seen: (item) => item.seen,
        expected: (item) => (item.expected ? 'yes' : 'no'),
      });
    },
  );

  apiAction<{ inbox?: string }>(
    one('reconcile', 'Recipients seen once, twice or more, never, and unexpected.'),
    world,
    async ({ api, output, args: [name], options }) => {
      const report = await api.get<Record<string, number>>(`${await path(api, name, options.inbox)}/reconcile`);
      output.show(report, fields);
    },
  );

  apiAction<{ inbox?: string; file: string; append?: boolean }>(
    one('expect', 'Upload the list of expected recipients, one address a line.')
      .requiredOption('--file <file>', 'the list')
      .option('--append', 'add to the list instead of beginning a new one'),
    world,
    async ({ api, output, args: [name], options: { inbox, file, append } }) => {
      const to = `${await path(api, name, inbox)}/expected-recipients`;
      const list = await open(file).catch((error: Error) => {
        throw new CliError(`The list cannot be read: ${error.message}`);
      });
      const body = Readable.toWeb(list.createReadStream()) as unknown as NonNullable<RequestInit['body']>;
      const init = { body, duplex: 'half', headers: { 'content-type': 'text/plain' } } as RequestInit;
      const response = await api.request('PUT', to, { append }, init);
      output.show((await response.json()) as { count: number }, ({ count }) => `${count} recipients expected`);
    },
  );

  apiAction<{ inbox?: string; format: string; view: string; out: string }>(
    one('export', 'The ledger as a file.')
      .addOption(new Option('--format <format>', 'of the file').choices(['csv', 'json']).default('csv'))
      .addOption(viewOption())
      .requiredOption('--out <file>', 'where to write it'),
    world,
    async ({ api, output, args: [name], options: { inbox, out, ...query } }) => {
      const response = await api.request('GET', `${await path(api, name, inbox)}/export`, query);
      const body = response.body as unknown as Parameters<typeof Readable.fromWeb>[0];
      await pipeline(Readable.fromWeb(body), createWriteStream(out)).catch((error: Error) => {
        throw new CliError(`The export to ${out} failed: ${error.message}`);
      });
      output.show({ out }, () => `written to ${out}`);
    },
  );

  apiAction<{ inbox?: string }>(
    one('delete', 'Delete it with its counts, ledger and sample.'),
    world,
    async ({ api, output, args: [name], options }) => {
      await api.json('DELETE', await path(api, name, options.inbox));
      output.show({ deleted: name }, () => `${name} deleted`);
    },
  );
}

/** @throws CliError when there is none, or more than one. */
async function findCampaign(api: ApiClient, name: string, inbox: string | undefined): Promise<CampaignItem> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)) return api.get(`/campaigns/${name}`);
  const value = name.trim().toLowerCase();
  const found: CampaignItem[] = [];
  for (let skip = 0; ; skip += 500) {
    const query = { search: value, inbox, limit: 500, skip };
    const { items, total } = await api.get<{ items: CampaignItem[]; total: number }>('/campaigns', query);
    found.push(...items.filter((item) => item.value === value));
    if (items.length === 0 || skip + items.length >= total) break;
  }
  if (found.length > 1) {
    const inboxes = found.map((item) => item.inboxName).join(', ');
    throw new CliError(`Several inboxes have a campaign "${name}" (${inboxes}): add --inbox.`);
  }
  const [only] = found;
  if (!only) throw new CliError(`There is no campaign "${name}".`);
  return only;
}
