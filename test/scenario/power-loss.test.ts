import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { parseJournal, writeDiskImage } from '../support/disk-image.ts';
import { IoShim } from '../support/io-shim.ts';
import { keyedMail } from '../support/key-mail.ts';
import { Load, type SentMessage } from '../support/load.ts';
import { Random } from '../support/random.ts';
import { differences } from '../support/reconcile.ts';
import { TestServer } from '../support/server.ts';

const messages = 240;
const cuts = 8;

const directories: string[] = [];
const servers: TestServer[] = [];
let shim: IoShim | undefined;
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
  shim?.dispose();
});

it.each([['segments'], ['eml']])(
  'after a power loss at any moment all acknowledged mail is there, with %s',
  async (store) => {
    const random = new Random(7);
    shim = new IoShim({ journal: true });
    const root = newDirectory();
    const first = await TestServer.start({ dataDirectory: root, shim, args: ['--store', store] });
    servers.push(first);
    const load = new Load({
      address: () => first.smtp,
      sessions: 8,
      message: (n) => (n < messages ? keyedMail('power', n) : undefined),
    });
    await load.run();
    expect(load.count('acknowledged'), first.output).toBe(messages);
    expect(await differences(first, load.sent)).toEqual([]);
    await first.killed();

    const calls = parseJournal(shim.journal());
    const [start = 0n] = load.sent.map((message) => message.repliedAtNs).sort((a, b) => (a < b ? -1 : 1));
    const firstCall = Math.max(0, calls.findIndex((call) => call.timeNs >= start) - 10);
    for (let cut = 0; cut < cuts; cut += 1) {
      const count = cut === cuts - 1 ? calls.length : random.integer(firstCall, calls.length);
      const image = newDirectory();
      // Every second image keeps a random part of what no sync covers, as a real disk may.
      writeDiskImage(calls, count, root, image, cut % 2 === 1 ? new Random(cut) : undefined);
      const until = count === calls.length ? undefined : calls[count]?.timeNs;
      // A message whose reply came after the cut may or may not be there.
      const expected = load.sent.map(
        (message): SentMessage =>
          until === undefined || message.repliedAtNs < until ? message : { ...message, outcome: 'unknown' },
      );
      const server = await TestServer.start({ dataDirectory: image, args: ['--store', store] });
      servers.push(server);
      expect(
        await differences(server, expected),
        `cut ${cut} after call ${count} of ${calls.length}\n${server.output}`,
      ).toEqual([]);
      await server.stop();
    }
  },
);

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'millrace-power-'));
  directories.push(directory);
  return directory;
}
