import { createWriteStream, mkdirSync, renameSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { type ApiClient, isNotFound } from './api-client.ts';
import { apiAction } from './api-command.ts';
import { CliError, type CliWorld } from './cli-context.ts';
import { type EmailFilterOptions, emailFilterOptions } from './email-filter-options.ts';
import { fromLine, quoted } from './mbox.ts';

interface ExportOptions extends EmailFilterOptions {
  readonly format: 'eml' | 'mbox';
  readonly out: string;
}

interface EmailRow {
  readonly id: string;
  readonly number: number;
  readonly receivedAt: string;
}

type Bytes = AsyncIterable<Uint8Array>;

/** `export`: captured mail as files, page by page and message by message, so that memory does not grow with the inbox. */
export function addExportCommand(program: Command, world: CliWorld): void {
  const command = program
    .command('export')
    .description('Write captured mail of a running server to files, the newest first.')
    .addOption(
      new Option('--format <format>', 'one file a message, or one for all').choices(['eml', 'mbox']).default('eml'),
    )
    .requiredOption('--out <path>', 'directory for eml, file for mbox');
  apiAction<ExportOptions>(emailFilterOptions(command), world, async ({ api, output, options }) => {
    const { format, out, ...filter } = options;
    const rows = api.items<EmailRow>('/emails', { ...filter, limit: 500 }, 'before');
    const write = format === 'eml' ? exportEml : exportMbox;
    const result = await write(api, rows, out).catch((error: Error) => {
      if (error instanceof CliError) throw error;
      throw new CliError(`The export to ${out} failed: ${error.message}`, undefined, { cause: error });
    });
    output.show(
      { ...result, out },
      ({ exported, gone }) =>
        `${exported} messages written to ${out}${gone > 0 ? `, ${gone} were deleted meanwhile` : ''}`,
    );
  });
}

interface ExportCount {
  exported: number;
  /** Deleted between the list and the reading. */
  gone: number;
}

async function exportEml(api: ApiClient, rows: AsyncIterable<EmailRow>, directory: string): Promise<ExportCount> {
  mkdirSync(directory, { recursive: true });
  return eachMessage(api, rows, async (row, bytes) => {
    const name = `${String(row.number).padStart(10, '0')}-${row.id}.eml`;
    // A file with its own name is whole.
    const unfinished = join(directory, `.${name}.part`);
    await pipeline(bytes, createWriteStream(unfinished));
    renameSync(unfinished, join(directory, name));
  });
}

async function exportMbox(api: ApiClient, rows: AsyncIterable<EmailRow>, path: string): Promise<ExportCount> {
  const file = await open(path, 'w');
  try {
    return await eachMessage(api, rows, async (row, bytes) => {
      const { envelope } = await api.get<{ envelope: { from: string } }>(`/emails/${row.id}`);
      await file.writeFile(fromLine(envelope.from, new Date(row.receivedAt)));
      for await (const chunk of quoted(bytes)) await file.writeFile(chunk);
    });
  } finally {
    await file.close();
  }
}

async function eachMessage(
  api: ApiClient,
  rows: AsyncIterable<EmailRow>,
  work: (row: EmailRow, bytes: Bytes) => Promise<void>,
): Promise<ExportCount> {
  const count = { exported: 0, gone: 0 };
  for await (const row of rows) {
    try {
      const { body } = await api.request('GET', `/emails/${row.id}/raw`);
      await work(row, Readable.fromWeb(body as unknown as Parameters<typeof Readable.fromWeb>[0]));
      count.exported += 1;
    } catch (error) {
      if (!isNotFound(error)) throw error;
      count.gone += 1;
    }
  }
  return count;
}
