import type { Command } from 'commander';
import { apiAction } from './api-command.ts';
import { CliError, type CliWorld, exitCodes } from './cli-context.ts';
import { type EmailFilterOptions, emailFilterOptions } from './email-filter-options.ts';
import { milliseconds, wholeNumber } from './option-values.ts';
import { type Columns, fields } from './output.ts';

interface EmailRow {
  readonly id: string;
  readonly number: number;
  readonly inboxName: string;
  readonly from: { readonly address: string };
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly receivedAt: string;
  readonly sizeBytes: number;
}

const columns: Columns<EmailRow> = {
  number: (email) => email.number,
  received: (email) => email.receivedAt,
  from: (email) => email.from.address,
  recipient: (email) =>
    `${email.recipients[0] ?? ''}${email.recipients.length > 1 ? ` +${email.recipients.length - 1}` : ''}`,
  subject: (email) => email.subject,
  size: (email) => email.sizeBytes,
  id: (email) => email.id,
};

/** The API waits two minutes at most; longer waits are several. */
const LONGEST_POLL_MS = 60_000;

/** `emails …` */
export function addEmailsCommands(program: Command, world: CliWorld): void {
  const emails = program.command('emails').description('Captured emails of a running server.');

  apiAction<EmailFilterOptions & { limit: number }>(
    emailFilterOptions(emails.command('list').description('Emails, the newest first.')).option(
      '--limit <n>',
      'at most so many',
      wholeNumber,
      50,
    ),
    world,
    async ({ api, output, options: { limit, ...filter } }) => {
      const rows: EmailRow[] = [];
      if (limit > 0) {
        for await (const row of api.items<EmailRow>('/emails', { ...filter, limit: Math.min(limit, 500) }, 'before')) {
          if (rows.push(row) >= limit) break;
        }
      }
      output.table(rows, columns);
    },
  );

  apiAction<EmailFilterOptions & { timeout: number; since?: string }>(
    emailFilterOptions(emails.command('wait').description('Wait for an email; exit code 3 when none comes in time.'))
      .option('--timeout <time>', 'longest wait, such as 30s', milliseconds, 30_000)
      .option('--since <number|time>', 'also take mail that is there already: above this number, or since this time'),
    world,
    async ({ api, output, options: { timeout, since, ...filter } }) => {
      // Fixed at the begin: nothing is missed between two polls.
      const from = since ?? (await api.get<{ lastNumber?: number }>('/stats')).lastNumber;
      const until = Date.now() + timeout;
      do {
        const wait = Math.min(LONGEST_POLL_MS, Math.max(0, until - Date.now()));
        const query = { ...filter, since: from, timeout: wait };
        const email = await api.get<EmailRow | undefined>('/emails/wait', query);
        if (email) return output.show(email, (found) => fields({ ...found, from: found.from.address }));
      } while (Date.now() < until);
      throw new CliError(`No such email came within ${timeout / 1000} s.`, exitCodes.different);
    },
  );

  apiAction<EmailFilterOptions & { all?: boolean }>(
    emailFilterOptions(
      emails.command('delete [ids...]').description('Delete by ids, or all that meet the conditions.'),
    ).option('--all', 'all emails: needed when there is no condition'),
    world,
    async ({ api, output, args, options: { all, ...filter } }) => {
      const ids = args.flat();
      if (ids.length > 0 && (all || Object.keys(filter).length > 0)) {
        throw new CliError('Give ids or conditions, not both.', exitCodes.usage);
      }
      if (ids.length === 0 && !all && Object.keys(filter).length === 0) {
        throw new CliError('Give ids, a condition, or --all.', exitCodes.usage);
      }
      const result =
        ids.length > 0
          ? await api.json<{ count: number }>('POST', '/emails/delete', { body: { ids } })
          : await api.json<{ count: number }>('DELETE', '/emails', { query: { ...filter, all } });
      output.show(result, ({ count }) => `${count} deleted`);
    },
  );
}
