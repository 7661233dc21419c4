import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CrashDisk } from '../../test/support/crash-disk.ts';
import { Random } from '../../test/support/random.ts';
import { type Outcome, SpoolFixture, send, transactionFor } from '../../test/support/spool-fixture.ts';
import type { LaneCheckpoint } from '../ports/ingest-queue.ts';
import { largeFileNames } from './segment-format.ts';
import type { Spool } from './spool.ts';
import type { SpoolReader } from './spool-reader.ts';

const histories = 20;
const lives = 5;

/** What the outside knows: what was sent with which answer, and what the processor's database holds. */
class History {
  readonly random: Random;
  readonly sent: { readonly text: string; readonly lane: number; outcome: Outcome | undefined }[] = [];
  readonly applied: string[] = [];
  checkpoints = new Map<string, LaneCheckpoint>();
  readonly #roots: string[] = [];

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  newRoot(): string {
    const root = mkdtempSync(join(tmpdir(), 'millrace-crash-'));
    mkdirSync(join(root, 'spool'));
    this.#roots.push(root);
    return root;
  }

  /** Applies what can be read, sometimes only a part of it, as one durable transaction each. */
  process(fixture: SpoolFixture, reader: SpoolReader): number {
    const { records } = reader.read(this.random.integer(1, 20), 1e6);
    for (const record of records) {
      if (record.kind !== 'message')
        throw new Error(`${record.kind}: ${record.kind === 'poison' ? record.reason : ''}`);
      const large = record.reference.key.startsWith('large/');
      const bytes = large ? readLarge(fixture, record.messageId) : Buffer.from(record.head);
      this.applied.push(textOf(bytes));
      this.checkpoints.set(record.lane, record.next);
    }
    reader.committed([...this.checkpoints.values()]);
    return records.length;
  }

  send(spool: Spool, lane = this.random.integer(0, 2), maxBytes = 6000): void {
    const text = `message ${this.sent.length}`;
    const entry: History['sent'][number] = { text, lane, outcome: undefined };
    this.sent.push(entry);
    const large = maxBytes > 1000 && this.random.next() < 0.1;
    const size = large ? this.random.integer(140_000, 300_000) : this.random.integer(text.length + 1, maxBytes);
    const bytes = Buffer.from(`${text}\n`.padEnd(size, text));
    let outcome: Promise<Outcome>;
    if (large) {
      const sink = spool.openLarge();
      sink.write(bytes);
      const waiting = transactionFor(bytes.length, lane);
      sink.finish(waiting.transaction);
      outcome = waiting.outcome;
    } else {
      outcome = send(spool, bytes, { lane }).outcome;
    }
    void outcome.then((value) => {
      entry.outcome = value;
    });
  }

  problems(): string[] {
    const times = new Map<string, number>();
    for (const text of this.applied) times.set(text, (times.get(text) ?? 0) + 1);
    return this.sent.flatMap(({ text, outcome }) => {
      const count = times.get(text) ?? 0;
      if (count > 1) return [`${text} applied ${count} times`];
      if (outcome?.kind === 'stored' && count === 0) return [`${text} was acknowledged and is lost`];
      if (outcome !== undefined && outcome.kind !== 'stored' && count > 0) return [`${text} was refused and is there`];
      return [];
    });
  }

  dispose(): void {
    for (const root of this.#roots) rmSync(root, { recursive: true, force: true });
  }
}

describe('the spool over crashes', () => {
  it('keeps all that it acknowledged once, and nothing that it refused, wherever it is killed, the power goes or a call fails', async () => {
    let overlaps = 0;
    for (let seed = 1; seed <= histories; seed += 1) {
      const history = new History(seed);
      let root = history.newRoot();
      let killed: CrashDisk | undefined;
      for (let life = 0; life < lives; life += 1) {
        const end = await liveAndDie(history, root, killed);
        ({ root, killed } = end);
        overlaps += end.overlaps;
      }
      const fixture = new SpoolFixture(root);
      fixture.checkpoints = [...history.checkpoints.values()];
      const reader = fixture.reader(await fixture.open({ segmentBytes: 20_000 }));
      while (history.process(fixture, reader) > 0);
      const { messages, bytes } = fixture.status.read().spool;
      const onDisk = await textsFromTheBeginning(fixture);
      await fixture.dispose();
      history.dispose();
      expect(history.problems(), `seed ${seed}`).toEqual([]);
      // What the database refers to is still there, too.
      expect(onDisk.toSorted(), `seed ${seed}`).toEqual(history.applied.toSorted());
      expect({ messages, bytes }, `seed ${seed}`).toEqual({ messages: 0, bytes: 0 });
    }
    // Two groups at once were among what was broken off.
    expect(overlaps).toBeGreaterThan(histories);
  }, 300_000);
});

/**
 * One life of the spool until its power goes or it is killed. Gives the directory of what the disk holds then; when only the process
 * died, with what is not synced there.
 */
async function liveAndDie(
  history: History,
  root: string,
  killed: CrashDisk | undefined,
): Promise<{ root: string; killed: CrashDisk | undefined; overlaps: number }> {
  const { random } = history;
  const disk = new CrashDisk(root, random, random.integer(1, 70), random.integer(1, 140), killed);
  const fixture = new SpoolFixture(root);
  fixture.checkpoints = [...history.checkpoints.values()];
  // Small ones to turn over often, large ones to have room for a second group.
  const segmentBytes = random.next() < 0.5 ? 20_000 : 200_000;
  const opening = fixture.open({ segmentBytes, disk }).catch(() => undefined);
  const spool = await Promise.race([opening, disk.crashed]);
  if (spool) {
    const reader = fixture.reader(spool);
    for (let step = 0; step < 200 && !disk.dead; step += 1) {
      for (let count = random.integer(0, 4); count > 0; count -= 1) history.send(spool);
      // Enough for a group that goes beside another.
      const lane = random.next() < 0.3 ? random.integer(0, 2) : undefined;
      for (let count = lane === undefined ? 0 : random.integer(8, 16); count > 0; count -= 1)
        history.send(spool, lane, 200);
      for (let turn = random.integer(0, 6); turn > 0; turn -= 1) await new Promise(setImmediate);
      if (random.next() < 0.3) history.process(fixture, reader);
    }
    disk.crash();
    reader.close();
  }
  // Whatever was answered before the crash has reached its sender.
  await new Promise(setImmediate);
  disk.crash();
  await disk.dispose();
  const { overlaps } = disk;
  if (random.next() < 0.4) return { root, killed: disk, overlaps };
  const after = history.newRoot();
  disk.writeImage(after);
  return { root: after, killed: undefined, overlaps };
}

/** Everything that the segments hold, whether it was applied or not. */
async function textsFromTheBeginning(fixture: SpoolFixture): Promise<string[]> {
  await fixture.close();
  fixture.checkpoints = [];
  const again = new History(0);
  const reader = fixture.reader(await fixture.open({ segmentBytes: 20_000 }));
  while (again.process(fixture, reader) > 0);
  return again.applied;
}

function readLarge(fixture: SpoolFixture, id: string): Buffer {
  const [part, message] = largeFileNames(id);
  try {
    return readFileSync(join(fixture.directory, part));
  } catch {
    return readFileSync(join(fixture.directory, message));
  }
}

/** The name of a message, once its bytes were found right from the first to the last. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString().split('\n', 1)[0]!;
  if (!bytes.equals(Buffer.from(`${text}\n`.padEnd(bytes.length, text))))
    throw new Error(`${text} is not what was sent`);
  return text;
}
