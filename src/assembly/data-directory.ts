import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { MillraceError } from '../errors.ts';

export interface DataDirectory {
  readonly root: string;
  readonly spool: string;
  readonly messages: string;
  readonly database: string;
  readonly search: string;
  readonly tls: string;
  /** Gives the lock back. */
  release(): void;
}

/**
 * Makes the directory and locks it against a second server. The lock is SQLite's lock on an empty file: the kernel drops it with the
 * process, however that ends, so there is no stale lock to judge (a PID file would need that).
 * @throws MillraceError 'data-directory-locked'
 */
export function openDataDirectory(root: string): DataDirectory {
  const parts = { spool: join(root, 'spool'), messages: join(root, 'messages'), tls: join(root, 'tls') };
  for (const directory of Object.values(parts)) mkdirSync(directory, { recursive: true });
  const lock = new Database(join(root, 'lock'), { timeout: 0 });
  try {
    lock.pragma('journal_mode = memory');
    lock.exec('begin exclusive');
  } catch (cause) {
    lock.close();
    throw new MillraceError('data-directory-locked', `Another server is using ${root}.`, true, { cause });
  }
  return {
    root,
    ...parts,
    database: join(root, 'millrace.db'),
    search: join(root, 'search.db'),
    release: () => lock.close(),
  };
}
