import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { keyedMail } from '../support/key-mail.ts';
import { Load } from '../support/load.ts';
import { differences, drained } from '../support/reconcile.ts';
import { TestServer } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';

const messages = 2000;
const kept = 100;

let server: TestServer | undefined;
afterEach(() => server?.stop());

it.each([['segments'], ['eml']])(
  'retention by count, with %s: the newest, favourites and campaign samples stay, and disk and database give their space back',
  async (store) => {
    const args = ['--store', store, '--spool-segment-bytes', '1048576'];
    const running = await TestServer.start({ args });
    server = running;
    const load = new Load({
      address: () => running.smtp,
      sessions: 16,
      message: (n) => (n < messages ? keyedMail('keep', n) : undefined),
    });
    await load.run();
    expect(await differences(running, load.sent)).toEqual([]);
    const emails = await running.api.emails();
    const favorites = emails.slice(-5).map((email) => email.id);
    await running.api.json('POST', '/api/v1/emails/favorite', { ids: favorites });
    const before = sizes(running.dataDirectory);
    await running.killed('SIGTERM');

    await running.restart({
      args: [...args, '--retention-max-count', String(kept), '--retention-purge-deleted-days', '0'],
    });
    const left = await waitFor('retention to have run', async () => {
      const now = await running.api.emails();
      if (now.length <= kept + favorites.length) return now;
      throw new Error(`${now.length} emails are listed`);
    });
    const newest = emails.slice(0, kept).map((email) => email.id);
    expect(new Set(left.map((email) => email.id))).toEqual(new Set([...newest, ...favorites]));
    await waitFor('the space to come back', () => {
      const after = sizes(running.dataDirectory);
      if (after.mail < before.mail * 0.3 && after.database < before.database * 0.6) return true;
      throw new Error(`before ${JSON.stringify(before)}, now ${JSON.stringify(after)}`);
    });
    // What stays is whole.
    const shown = new Set(left.map((email) => email.subject));
    const fate = load.sent.map((message) =>
      shown.has(message.key) ? message : { ...message, outcome: 'refused' as const },
    );
    expect(await differences(running, fate), running.output).toEqual([]);
    await drained(running);
  },
);

function sizes(dataDirectory: string): { mail: number; database: number } {
  let mail = 0;
  for (const part of ['spool', 'messages']) {
    for (const name of readdirSync(join(dataDirectory, part), { recursive: true }) as string[]) {
      const status = statSync(join(dataDirectory, part, name), { throwIfNoEntry: false });
      if (status?.isFile()) mail += status.size;
    }
  }
  return { mail, database: statSync(join(dataDirectory, 'millrace.db')).size };
}
