import { expect, it } from 'vitest';
import { Wakeup } from './wakeup.ts';

const forever = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

it('ends a wait that is going on', async () => {
  const wakeup = new Wakeup();
  const waiting = wakeup.during(forever);
  wakeup.wake();
  await waiting;
});

it('ends the next wait when nobody waits, and only that', async () => {
  const wakeup = new Wakeup();
  wakeup.wake();
  await wakeup.during(forever);
  let ended = false;
  const waiting = wakeup.during(forever).then(() => {
    ended = true;
  });
  await Promise.resolve();
  expect(ended).toBe(false);
  wakeup.wake();
  await waiting;
});

it('keeps a wake that comes after a wait ended by itself', async () => {
  const wakeup = new Wakeup();
  await wakeup.sleep(1);
  wakeup.wake();
  await wakeup.during(forever);
});
