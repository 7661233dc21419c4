import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type DiskCall, parseJournal } from '../support/disk-image.ts';
import { IoShim, type KillFlavour } from '../support/io-shim.ts';
import { keyedMail } from '../support/key-mail.ts';
import { Load, type SentMessage } from '../support/load.ts';
import { differences, drained } from '../support/reconcile.ts';
import { TestServer } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';

/** About how many calls of a run are killed at; with fewer calls than that, every one is. */
const points = 22;

const shims: IoShim[] = [];
const directories: string[] = [];
const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const shim of shims.splice(0)) shim.dispose();
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function newShim(journal = false): IoShim {
  const shim = new IoShim({ journal });
  shims.push(shim);
  return shim;
}

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'millrace-kill-'));
  directories.push(directory);
  return directory;
}

/** Sends 20 messages from two sessions until they are through or the server is dead. */
async function sendTwenty(server: TestServer, name: string): Promise<SentMessage[]> {
  const load = new Load({
    address: () => (server.running ? server.smtp : undefined),
    sessions: 2,
    message: (n) => (n < 20 ? keyedMail(name, n) : undefined),
  });
  const sending = load.run();
  void server.exit.then(() => load.stop());
  await sending;
  return load.sent;
}

interface Rehearsal {
  readonly calls: readonly DiskCall[];
  /** Number of calls when it was ready. */
  readonly untilReady: number;
}

/** The run without a kill: what calls it makes. */
async function rehearse(args: readonly string[] = []): Promise<Rehearsal> {
  const shim = newShim(true);
  const server = await TestServer.start({ dataDirectory: newDirectory(), shim, args });
  servers.push(server);
  const untilReady = shim.calls;
  await sendTwenty(server, 'rehearsal');
  await drained(server);
  await server.killed();
  return { calls: parseJournal(shim.journal()), untilReady };
}

const areaOf = (call: DiskCall) =>
  call.path.includes('/spool/') ? 'spool' : call.path.includes('/messages/') ? 'messages' : 'database';

/** Calls to kill at: the first of each kind in each part of the directory, and the others in strides. */
function choose(calls: readonly DiskCall[], from: number): number[] {
  const chosen = new Set<number>();
  const kinds = new Set<string>();
  const stride = Math.max(1, Math.floor((calls.length - from) / points));
  for (let index = from; index < calls.length; index += 1) {
    const call = calls[index] as DiskCall;
    const kind = `${call.kind} ${areaOf(call)}`;
    if (!kinds.has(kind) || (index - from) % stride === 0) chosen.add(index + 1);
    kinds.add(kind);
  }
  return [...chosen].sort((a, b) => a - b);
}

const flavours: readonly KillFlavour[] = ['before', 'partial', 'after'];

describe('killed at a call that changes the data directory', () => {
  it('while it starts on an empty directory: the next start is sound', async () => {
    const { untilReady } = await rehearse();
    const directory = newDirectory();
    const shim = newShim();
    const stride = Math.max(1, Math.floor(untilReady / 8));
    // Each start dies one stride later than the one before, on what that left.
    for (let call = 1, turn = 0; call <= untilReady; call += stride, turn += 1) {
      shim.reset();
      shim.killAt(call, flavours[turn % 3] as KillFlavour);
      const server = TestServer.launch({ dataDirectory: directory, shim });
      servers.push(server);
      if ((await server.readyOrExit()) === 'ready') {
        await server.killed();
        break;
      }
      expect(await server.exit, server.output).toEqual({ code: null, signal: 'SIGKILL' });
    }
    const server = await TestServer.start({ dataDirectory: directory });
    servers.push(server);
    const sent = await sendTwenty(server, 'after-start');
    expect(sent.filter((message) => message.outcome === 'acknowledged')).toHaveLength(20);
    expect(await differences(server, sent), server.output).toEqual([]);
  });

  it.each([['segments'], ['eml']])(
    'with 20 messages on the way into %s: each acknowledged one is listed once',
    async (store) => {
      const args = ['--store', store];
      const { calls, untilReady } = await rehearse();
      const numbers = choose(calls, untilReady);
      const halves = [numbers.filter((_, index) => index % 2 === 0), numbers.filter((_, index) => index % 2 === 1)];
      // Two servers side by side. The next life of a directory proves what the life before left, and dies in its turn.
      const problems = await Promise.all(
        halves.map((half, side) => liveAndDie(`${store}-${side}`, half, untilReady, args)),
      );
      expect(problems.flat()).toEqual([]);
    },
  );
});

async function liveAndDie(
  name: string,
  numbers: readonly number[],
  untilReady: number,
  args: readonly string[],
): Promise<string[]> {
  const directory = newDirectory();
  const shim = newShim();
  const server = TestServer.launch({ dataDirectory: directory, shim, args });
  servers.push(server);
  const sent: SentMessage[] = [];
  const problems: string[] = [];
  await server.readyOrExit();
  for (const [turn, number] of numbers.entries()) {
    const flavour = flavours[turn % 3] as KillFlavour;
    // Counted from ready, as in the rehearsal.
    shim.killAt(shim.calls + Math.max(1, number - untilReady), flavour);
    sent.push(...(await sendTwenty(server, `${name}-${turn}`)));
    // A run that made fewer calls than the rehearsal is still alive: kill it where it is.
    await Promise.race([
      server.exit,
      waitFor('the kill, or the spool to be drained', () => drained(server).then(() => true)),
    ]);
    await server.killed();
    shim.reset();
    await server.restart();
    const found = await differences(server, sent);
    problems.push(...found.map((problem) => `killed ${flavour} call ${number} (${name}, life ${turn}): ${problem}`));
    if (found.length > 0) {
      problems.push(server.output);
      break;
    }
  }
  return problems;
}
