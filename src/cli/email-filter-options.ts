import { type Command, InvalidArgumentError } from 'commander';
import { byteCount } from './option-values.ts';

/** The conditions of the list of emails as options; the values are those of the API's query string. */
export interface EmailFilterOptions {
  readonly inbox?: string;
  readonly campaign?: string;
  readonly recipient?: string;
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly hasAttachment?: boolean;
  readonly unread?: boolean;
  readonly favorite?: boolean;
  readonly refused?: boolean;
  readonly receivedAfter?: string;
  readonly receivedBefore?: string;
  readonly largerBytes?: number;
  readonly smallerBytes?: number;
  readonly q?: string;
}

export function emailFilterOptions(command: Command): Command {
  return command
    .option('--inbox <name>', 'subdomain, or catch-all')
    .option('--campaign <campaign>', 'id or value')
    .option('--recipient <address>', 'one envelope recipient')
    .option('--from <text>', 'part of the sender')
    .option('--to <text>', 'part of a recipient')
    .option('--subject <text>', 'part of the subject')
    .option('--has-attachment', 'only with attachments')
    .option('--unread', 'only unread ones')
    .option('--favorite', 'only favourites')
    .option('--refused', 'only those refused by chaos addresses')
    .option('--received-after <time>', 'at or after, such as 2026-11-25T22:30:00Z', time)
    .option('--received-before <time>', 'before', time)
    .option('--larger-bytes <size>', 'at least so large', byteCount)
    .option('--smaller-bytes <size>', 'smaller', byteCount)
    .option('-q, --q <query>', 'query language of the search box');
}

function time(text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('It must be a time such as 2026-11-25T22:30:00Z.');
  return new Date(at).toISOString();
}
