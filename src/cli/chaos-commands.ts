import { type Command, Option } from 'commander';
import { type ApiClient, all } from './api-client.ts';
import { apiAction, given } from './api-command.ts';
import { CliError, type CliWorld } from './cli-context.ts';
import { decimal, milliseconds, wholeNumber } from './option-values.ts';
import type { Columns } from './output.ts';

interface ChaosItem {
  readonly id: string;
  readonly address: string;
  readonly enabled: boolean;
  readonly sentence: string;
  readonly received: number;
}

interface BehaviourOptions {
  readonly code: number;
  readonly enhanced?: string;
  readonly text?: string;
  readonly stage?: 'data' | 'rcpt';
  readonly failFirst?: number;
  readonly probability?: number;
  readonly seed?: number;
  readonly delay?: number;
  readonly drop?: boolean;
}

const columns: Columns<ChaosItem> = {
  address: (chaos) => chaos.address,
  enabled: (chaos) => (chaos.enabled ? 'yes' : 'no'),
  received: (chaos) => chaos.received,
  id: (chaos) => chaos.id,
};

/** `chaos …`: recipients that answer with a failure. Addresses may be given wherever an id may. */
export function addChaosCommands(program: Command, world: CliWorld): void {
  const chaos = program.command('chaos').description('Chaos addresses: recipients that fail as configured.');
  const path = async (api: ApiClient, address: string | undefined) =>
    `/chaos-addresses/${await chaosIdOf(api, address ?? '')}`;
  const show = (item: ChaosItem) =>
    `${item.address} (${item.enabled ? 'enabled' : 'disabled'}, ${item.received} received)\n${item.sentence}`;

  apiAction<{ subdomain?: string; search?: string }>(
    chaos
      .command('list')
      .description('Chaos addresses.')
      .option('--subdomain <name>', 'of one subdomain only')
      .option('--search <text>', 'part of the address'),
    world,
    async ({ api, output, options }) => {
      output.table(await all(api.items<ChaosItem>('/chaos-addresses', { limit: 500, ...options })), columns);
    },
  );

  apiAction<BehaviourOptions & { enable?: boolean }>(
    behaviourOptions(
      chaos
        .command('add <address>')
        .description('Add a chaos address; it fails only once it is enabled.')
        .option('--enable', 'enable it at once'),
    ),
    world,
    async ({ api, output, args: [address], options: { enable, ...options } }) => {
      const body = { address, behaviour: behaviourOf(options) };
      let item = await api.json<ChaosItem>('POST', '/chaos-addresses', { body });
      if (enable) item = await api.json<ChaosItem>('POST', `/chaos-addresses/${item.id}/enable`);
      output.show(item, show);
    },
  );

  apiAction<BehaviourOptions>(
    behaviourOptions(
      chaos.command('edit <address>').description('Give it another behaviour, before its first message.'),
    ),
    world,
    async ({ api, output, args: [address], options }) => {
      const body = { behaviour: behaviourOf(options) };
      output.show(await api.json<ChaosItem>('PATCH', await path(api, address), { body }), show);
    },
  );

  apiAction(
    chaos.command('show <address>').description('One chaos address, and what a sender sees.'),
    world,
    async ({ api, output, args: [address] }) => {
      output.show(await api.get<ChaosItem>(await path(api, address)), show);
    },
  );

  for (const [action, description] of [
    ['enable', 'Begin to fail.'],
    ['disable', 'Deliver normally.'],
  ] as const) {
    apiAction(
      chaos.command(`${action} <address>`).description(description),
      world,
      async ({ api, output, args: [address] }) => {
        output.show(await api.json<ChaosItem>('POST', `${await path(api, address)}/${action}`), show);
      },
    );
  }

  apiAction(
    chaos.command('delete <address>').description('Delete it, before its first message.'),
    world,
    async ({ api, output, args: [address] }) => {
      await api.json('DELETE', await path(api, address));
      output.show({ deleted: address }, () => `${address} deleted`);
    },
  );
}

/** @throws CliError when there is no such address. */
async function chaosIdOf(api: ApiClient, addressOrId: string): Promise<string> {
  if (!addressOrId.includes('@')) return encodeURIComponent(addressOrId);
  const found = await findChaosAddress<ChaosItem>(api, addressOrId);
  if (!found) throw new CliError(`There is no chaos address ${addressOrId}.`);
  return found.id;
}

/** The chaos address of exactly this address, upper and lower case alike. */
export async function findChaosAddress<T extends { readonly address: string }>(
  api: ApiClient,
  address: string,
): Promise<T | undefined> {
  const wanted = address.toLowerCase();
  for await (const item of api.items<T>('/chaos-addresses', { limit: 500, search: wanted })) {
    if (item.address.toLowerCase() === wanted) return item;
  }
  return undefined;
}

function behaviourOptions(command: Command): Command {
  return command
    .requiredOption('--code <n>', 'reply code: 421, 450, 451, 452, 500, 550, 551, 552 or 553', wholeNumber)
    .option('--enhanced <code>', 'enhanced status code, such as 5.1.1')
    .option('--text <text>', 'text of the reply')
    .addOption(new Option('--stage <stage>', 'when it fails').choices(['data', 'rcpt']))
    .option('--fail-first <n>', 'fail the first n messages, then accept', wholeNumber)
    .option('--probability <p>', 'fail with this probability, 0 to 1', decimal)
    .option('--seed <n>', 'makes the probability repeatable', wholeNumber)
    .option('--delay <time>', 'wait before the reply, such as 500ms or 30s', milliseconds)
    .option('--drop', 'close the connection instead of replying');
}

function behaviourOf({ code, enhanced, text, delay, ...rest }: BehaviourOptions): object {
  return given({ ...rest, reply: given({ code, enhanced, text }), delayMs: delay });
}
