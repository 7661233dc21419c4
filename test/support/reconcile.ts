import type { EmailItem } from '../../src/ports/queries.ts';
import type { SentMessage } from './load.ts';
import type { TestServer } from './server.ts';
import { waitFor } from './wait-for.ts';

/** Resolves when nothing waits in the spool: what was acknowledged is listed then. */
export async function drained(server: TestServer): Promise<void> {
  await waitFor('the spool to be drained', async () => {
    const stats = await server.api.stats();
    if (stats.spool.messages === 0) return true;
    throw new Error(`spool ${JSON.stringify(stats.spool)}, processed ${stats.processed}, failed ${stats.failed}`);
  });
}

/**
 * Compares what was sent with what is listed. Gives one sentence for each difference; none when every acknowledged message is
 * listed once with the same bytes, no refused one is, and nothing is listed twice.
 */
export async function differences(server: TestServer, sent: readonly SentMessage[]): Promise<string[]> {
  await drained(server);
  const listed = new Map<string, EmailItem[]>();
  for (const item of await server.api.emails()) {
    const same = listed.get(item.subject);
    if (same) same.push(item);
    else listed.set(item.subject, [item]);
  }
  const problems: string[] = [];
  const toHash: { message: SentMessage; id: string }[] = [];
  for (const message of sent) {
    const items = listed.get(message.key) ?? [];
    listed.delete(message.key);
    if (items.length > 1) problems.push(`${message.key} (${message.outcome}) is listed ${items.length} times`);
    if (items.length === 0 && message.outcome === 'acknowledged') {
      problems.push(`${message.key} got "${message.reply}" and is not listed`);
    }
    if (items.length > 0 && (message.outcome === 'refused' || message.outcome === 'unsent')) {
      problems.push(`${message.key} was ${message.outcome} ("${message.reply}") and is listed`);
    }
    for (const item of items) toHash.push({ message, id: item.id });
  }
  for (const [subject, items] of listed)
    problems.push(`"${subject}" is listed ${items.length} times and was never sent`);
  await inParallel(toHash, 8, async ({ message, id }) => {
    try {
      const hash = await server.api.rawHash(id);
      if (hash !== message.hash) problems.push(`${message.key}: raw bytes differ from what was sent`);
    } catch (error) {
      problems.push(`${message.key}: ${(error as Error).message}`);
    }
  });
  return problems;
}

export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const item = items[next] as T;
      next += 1;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}
