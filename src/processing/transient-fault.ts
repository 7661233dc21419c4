import { MillraceError } from '../errors.ts';

/**
 * A fault of the disk or the database, not of the record: the same batch may succeed later. Every fault of the database counts, also one
 * that will not pass by itself (a damaged file): writing dead letters into that database would fail as well, and nothing may be dropped.
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof MillraceError)) return false;
  return error.code === 'database-io' || (error.code === 'store-io' && error.temporary);
}
