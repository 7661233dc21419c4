import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { TestServer } from '../../test/support/server.ts';
import { atLeast, atMost } from '../report/targets.ts';
import type { SpecialRun } from './special-run.ts';
import { diskBytes, listedPerSecond, withServer } from './with-server.ts';

/** One campaign with a recipient of its own per message, against ordinary mail of the same shape. */
export const campaign: SpecialRun = async (full) => {
  const count = full ? 100_000 : 10_000;
  const ordinary = await withServer({}, async (server) => {
    await warmUp(server);
    return rate(server, count, []);
  });
  return withServer({}, async (server) => {
    await warmUp(server);
    const before = await settledBytes(server.dataDirectory);
    const perSecond = await rate(server, count, ['X-Millrace-Campaign: bulk']);
    const { items } = await server.api.get<{ items: { id: string; total: number; uniqueRecipients: number }[] }>(
      '/api/v1/campaigns',
    );
    const [found] = items;
    const bytes = (await settledBytes(server.dataDirectory)) - before;
    const ledger = ledgerBytes(server.dataDirectory);
    return {
      targets: [
        atLeast(
          `campaign of ${count.toLocaleString('en')}: total counted exactly`,
          1,
          (found?.total ?? 0) === count ? 1 : 0,
        ),
        atLeast(
          `campaign of ${count.toLocaleString('en')}: recipients in the ledger exact`,
          1,
          (found?.uniqueRecipients ?? 0) === count ? 1 : 0,
        ),
        atMost(`campaign of ${count.toLocaleString('en')}: disk without the ledger`, 20, (bytes - ledger) / 1e6, ' MB'),
        atLeast('campaign mail against ordinary mail, listed', 1, perSecond / ordinary),
      ],
      notes: [
        `campaign: ${Math.round(perSecond)}/s, ordinary mail ${Math.round(ordinary)}/s, total ${found?.total}, disk grown by ${(bytes / 1e6).toFixed(1)} MB of which ledger ${(ledger / 1e6).toFixed(1)} MB`,
      ],
    };
  });
};

/** Segments of counted mail go in quiet moments: the size once it has stopped to shrink for two seconds. */
async function settledBytes(directory: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let quiet = 0; quiet < 8; quiet += 1) {
    const bytes = diskBytes(directory, (path) => !path.startsWith('search.db'));
    if (bytes < least) quiet = 0;
    least = Math.min(least, bytes);
    await delay(250);
  }
  return least;
}

/** Ordinary mail, which stays: not counted as the campaign's. */
function warmUp(server: TestServer): Promise<number> {
  return listedPerSecond(server, { size: 10_240, sessions: 50, count: 3000 });
}

function rate(server: TestServer, count: number, headers: readonly string[]): Promise<number> {
  return listedPerSecond(server, { size: 10_240, sessions: 50, count, headers, numberRecipients: true });
}

function ledgerBytes(dataDirectory: string): number {
  const db = new Database(join(dataDirectory, 'millrace.db'), { readonly: true });
  try {
    const row = db.prepare("select coalesce(sum(pgsize), 0) as bytes from dbstat where name like '%ledger%'").get() as {
      bytes: number;
    };
    return row.bytes;
  } finally {
    db.close();
  }
}
