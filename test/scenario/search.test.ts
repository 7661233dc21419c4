import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import type { EmailItem } from '../../src/ports/queries.ts';
import { keyedMail } from '../support/key-mail.ts';
import { Load } from '../support/load.ts';
import { Random } from '../support/random.ts';
import { drained } from '../support/reconcile.ts';
import { TestServer } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';

const messages = 1200;
const kills = 4;
const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

let server: TestServer | undefined;
afterEach(() => server?.stop());

it('the search index follows captures and deletions over kill -9, and is built again after damage and on demand', async () => {
  const random = new Random(3);
  const running = await TestServer.start();
  server = running;
  const load = new Load({
    address: () => (running.running && running.httpUrl ? running.smtp : undefined),
    sessions: 8,
    message: (n) => (n < messages ? keyedMail('searched', n) : undefined),
  });
  const sending = load.run();
  for (let kill = 0; kill < kills; kill += 1) {
    const before = load.sent.length;
    await waitFor('mail to be sent', () => load.sent.length > before + 150 || load.sent.length === messages);
    await delay(random.integer(0, 300));
    await running.killed('SIGKILL');
    await running.restart();
  }
  await sending;
  await drained(running);
  const [doomed = [], kept = []] = split(await running.api.emails());
  await running.api.json('POST', '/api/v1/emails/delete', { ids: doomed.map((email) => email.id) });
  await indexIsExact(running, kept);

  await promisify(execFile)(process.execPath, [main, 'reindex', '--data', running.dataDirectory]);
  await indexIsExact(running, kept);

  await running.killed('SIGTERM');
  for (const end of ['', '-wal', '-shm'])
    writeFileSync(join(running.dataDirectory, `search.db${end}`), 'damaged '.repeat(9));
  await running.restart();
  await indexIsExact(running, kept);
});

/** Every third email, and the rest. */
function split(emails: readonly EmailItem[]): [EmailItem[], EmailItem[]] {
  return [emails.filter((_, n) => n % 3 === 0), emails.filter((_, n) => n % 3 !== 0)];
}

/** Every email is found by its subject, once, and nothing else is found by a word that all have. */
async function indexIsExact(running: TestServer, expected: readonly EmailItem[]): Promise<void> {
  const ids = expected.map((email) => email.id).sort();
  await waitFor('the search to find what there is', async () => {
    const found = (await running.api.emails('q=subject:searched')).map((email) => email.id).sort();
    if (JSON.stringify(found) === JSON.stringify(ids)) return true;
    throw new Error(`${found.length} found, ${ids.length} expected`);
  });
  for (const email of expected.filter((_, n) => n % 50 === 0)) {
    const q = encodeURIComponent(`subject:"${email.subject}"`);
    expect((await running.api.emails(`q=${q}`)).map(({ id }) => id)).toEqual([email.id]);
  }
}
