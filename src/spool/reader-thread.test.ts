import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Random } from '../../test/support/random.ts';
import { SpoolFixture, send } from '../../test/support/spool-fixture.ts';
import type { ReaderWorkerData } from '../../test/support/spool-reader-worker.ts';
import { waitFor } from '../../test/support/wait-for.ts';

// A worker does not inherit the loader of TypeScript.
const loader = `import('tsx/esm/api').then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('../../test/support/spool-reader-worker.ts', import.meta.url).href)});
});`;

let fixture: SpoolFixture;
let worker: Worker | undefined;
beforeEach(() => {
  fixture = new SpoolFixture();
});
afterEach(async () => {
  await worker?.terminate();
  await fixture.dispose();
});

describe('writer and reader in threads of their own', () => {
  it('lose no record and no wake-up, however bursts and pauses fall', async () => {
    const spool = await fixture.open({ segmentBytes: 64 * 1024 });
    const seen: string[] = [];
    const workerData: ReaderWorkerData = {
      directory: fixture.directory,
      seat: spool.readerSeat,
      status: fixture.status.buffer,
    };
    const started = new Worker(loader, {
      eval: true,
      workerData,
      transferList: [spool.readerSeat.port],
    });
    worker = started;
    started.on('message', (texts: string[]) => seen.push(...texts));
    const random = new Random(5);
    let total = 0;
    // Every other burst is waited for, so that the reader is just going to sleep, or just about to look, when the next one comes.
    for (let burst = 0; burst < 1200; burst += 1) {
      const count = random.integer(1, 4);
      const outcomes = Array.from(
        { length: count },
        () => send(spool, String(total++), { lane: random.integer(0, 2) }).outcome,
      );
      if (random.next() < 0.7) {
        await Promise.all(outcomes);
        if (random.next() < 0.5) await waitFor('the reader', () => seen.length === total, { intervalMs: 0 });
        for (let turn = random.integer(0, 4); turn > 0; turn -= 1) await new Promise(setImmediate);
      }
    }
    await waitFor('all to be read', () => seen.length >= total);
    expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: total }, (_, n) => String(n)));
    await waitFor('the accounts to be square', () => fixture.status.read().spool.messages === 0);
    const left = once(started, 'exit');
    started.postMessage('stop');
    expect(await left).toEqual([0]);
  });
});
