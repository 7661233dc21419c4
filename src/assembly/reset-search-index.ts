import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteSearchIndex } from '../adapters/search/sqlite-search-index.ts';
import { MillraceError } from '../errors.ts';

/** Empties the search index of a data directory; the server, running now or started later, builds it again. */
export async function resetSearchIndex(dataDirectory: string): Promise<void> {
  if (!existsSync(join(dataDirectory, 'millrace.db'))) {
    throw new MillraceError('config-invalid', `${dataDirectory} is not a data directory of Millrace.`);
  }
  const index = new SqliteSearchIndex(join(dataDirectory, 'search.db'));
  index.reset();
  index.close();
}
