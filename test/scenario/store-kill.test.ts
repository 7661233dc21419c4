import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { keyedMail } from '../support/key-mail.ts';
import { Load, type SentMessage } from '../support/load.ts';
import { Random } from '../support/random.ts';
import { differences, inParallel } from '../support/reconcile.ts';
import { TestServer } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';

const messages = 1500;
const kills = 6;

let server: TestServer | undefined;
afterEach(() => server?.stop());

it.each([
  ['segments', ['--store', 'segments', '--spool-segment-bytes', '1048576']],
  ['eml', ['--store', 'eml', '--spool-segment-bytes', '1048576']],
])('deleting and giving space back survives kill -9, with %s', async (store, args) => {
  const random = new Random(11);
  const running = await TestServer.start({ args });
  server = running;
  const load = new Load({
    address: () => running.smtp,
    sessions: 16,
    message: (n) => (n < messages ? keyedMail('store', n) : undefined),
  });
  await load.run();
  expect(load.count('acknowledged'), running.output).toBe(messages);
  expect(await differences(running, load.sent)).toEqual([]);
  const bytesBefore = bytesUnder(running.dataDirectory);

  const fate = new Map<string, 'deleted' | 'unknown'>();
  const doomed = (await running.api.emails()).filter(() => random.next() < 0.8);
  const share = Math.ceil(doomed.length / kills);
  for (let kill = 0; kill < kills; kill += 1) {
    const deleting = deleteEach(running, doomed.slice(kill * share, (kill + 1) * share), fate);
    // Somewhere while it deletes, or compacts what it deleted before.
    await delay(random.integer(50, 600));
    await running.killed('SIGKILL');
    await deleting;
    await running.restart();
  }
  await deleteEach(
    running,
    doomed.filter((email) => fate.get(email.subject) !== 'deleted'),
    fate,
  );
  const expected = load.sent.map(
    (message): SentMessage =>
      fate.has(message.key)
        ? { ...message, outcome: fate.get(message.key) === 'deleted' ? 'refused' : 'unknown' }
        : message,
  );
  expect(await differences(running, expected), running.output).toEqual([]);

  await waitFor('the space of deleted mail to come back', () => {
    const bytes = bytesUnder(running.dataDirectory);
    if (bytes < bytesBefore * 0.6) return true;
    throw new Error(`${bytes} of ${bytesBefore} bytes in use`);
  });
  await running.killed('SIGKILL');
  const [survivor] = emlFiles(running);
  // A kill seldom comes just between a commit and the files that it concerns: one left-over is there in any case.
  if (survivor) copyFileSync(survivor, join(dirname(survivor), '0192f3a0-7c11-7cc0-8f33-0242ac120002.eml'));
  await running.restart();
  expect(await differences(running, expected), running.output).toEqual([]);
  expect(survivor !== undefined).toBe(store === 'eml');
  const listed = store === 'eml' ? (await running.api.emails()).map((email) => email.id).sort() : [];
  await waitFor('the files that no email refers to to go', () => {
    const ids = emlFiles(running).map((path) => basename(path, '.eml'));
    if (isDeepStrictEqual(ids.sort(), listed)) return true;
    throw new Error(`${ids.length} files for ${listed.length} emails`);
  });
});

/** Whole and half written ones. */
function emlFiles({ dataDirectory }: TestServer): string[] {
  const root = join(dataDirectory, 'messages');
  const names = existsSync(root) ? (readdirSync(root, { recursive: true }) as string[]) : [];
  return names.filter((name) => /\.eml(?:\.tmp)?$/.test(name)).map((name) => join(root, name));
}

/** An answer says that it is gone for good; none leaves both possible. */
async function deleteEach(
  running: TestServer,
  emails: readonly { id: string; subject: string }[],
  fate: Map<string, 'deleted' | 'unknown'>,
): Promise<void> {
  await inParallel(emails, 4, async ({ id, subject }) => {
    if (!running.running) return;
    fate.set(subject, 'unknown');
    try {
      const response = await running.api.request('DELETE', `/api/v1/emails/${id}`);
      // 404: an earlier delete of unknown end had happened after all.
      if (response.status < 300 || response.status === 404) fate.set(subject, 'deleted');
    } catch {
      // The process went away meanwhile.
    }
  });
}

/** Bytes of mail on disk; what is preallocated and not used counts as used, as for a person who looks at the disk. */
function bytesUnder(dataDirectory: string): number {
  let bytes = 0;
  for (const part of ['spool', 'messages']) {
    for (const name of readdirSync(join(dataDirectory, part), { recursive: true }) as string[]) {
      const status = statSync(join(dataDirectory, part, name), { throwIfNoEntry: false });
      if (status?.isFile()) bytes += status.size;
    }
  }
  return bytes;
}
