import type { Command } from 'commander';
import { apiAction, given } from './api-command.ts';
import type { CliWorld } from './cli-context.ts';
import { type Columns, fields } from './output.ts';

/** The members of a domain that are shown; `--json` prints all. */
interface DomainItem {
  readonly name: string;
  readonly status: string;
  readonly contact: string;
  readonly subdomains: number;
  readonly suspension?: { readonly reason: string };
}

const columns: Columns<DomainItem> = {
  name: (domain) => domain.name,
  status: (domain) => domain.status,
  subdomains: (domain) => domain.subdomains,
  contact: (domain) => domain.contact,
};

/** `domain …`: names may be given wherever an id may. */
export function addDomainCommands(program: Command, world: CliWorld): void {
  const domain = program.command('domain').description('Domains of a running server.');
  const path = (name: string | undefined) => `/domains/${encodeURIComponent(name ?? '')}`;
  const show = (item: DomainItem) => fields({ ...item, suspension: item.suspension?.reason });

  apiAction(domain.command('list').description('All domains.'), world, async ({ api, output }) => {
    output.table((await api.get<{ items: DomainItem[] }>('/domains')).items, columns);
  });

  apiAction<{ contact?: string; description?: string }>(
    domain
      .command('add <name>')
      .description('Add a domain.')
      .option('--contact <address>', 'who looks after it')
      .option('--description <text>', 'what it is for'),
    world,
    async ({ api, output, args: [name], options }) => {
      output.show(await api.json<DomainItem>('POST', '/domains', { body: given({ name, ...options }) }), show);
    },
  );

  apiAction<{ contact?: string; description?: string }>(
    domain
      .command('edit <name>')
      .description('Change contact or description.')
      .option('--contact <address>', 'who looks after it')
      .option('--description <text>', 'what it is for'),
    world,
    async ({ api, output, args: [name], options }) => {
      output.show(await api.json<DomainItem>('PATCH', path(name), { body: given(options) }), show);
    },
  );

  apiAction(domain.command('show <name>').description('One domain.'), world, async ({ api, output, args: [name] }) => {
    output.show(await api.get<DomainItem>(path(name)), show);
  });

  apiAction(
    domain.command('dns <name>').description('DNS records to create.'),
    world,
    async ({ api, output, args: [name] }) => {
      interface Record {
        type: string;
        name: string;
        value: string;
        required: boolean;
      }
      const { items } = await api.get<{ items: Record[] }>(`${path(name)}/dns-records`);
      output.table(items, {
        type: (record) => record.type,
        name: (record) => record.name,
        value: (record) => record.value,
        required: (record) => (record.required ? 'yes' : 'no'),
      });
    },
  );

  for (const [action, description] of [
    ['verify', 'Look for the DNS record and verify.'],
    ['unsuspend', 'Take mail again.'],
  ] as const) {
    apiAction(
      domain.command(`${action} <name>`).description(description),
      world,
      async ({ api, output, args: [name] }) => {
        output.show(await api.json<DomainItem>('POST', `${path(name)}/${action}`), show);
      },
    );
  }

  apiAction<{ reason: string; notes?: string }>(
    domain
      .command('suspend <name>')
      .description('Refuse mail to all of its subdomains.')
      .requiredOption('--reason <text>', 'why')
      .option('--notes <text>', 'more about it'),
    world,
    async ({ api, output, args: [name], options }) => {
      output.show(await api.json<DomainItem>('POST', `${path(name)}/suspend`, { body: given(options) }), show);
    },
  );
}
