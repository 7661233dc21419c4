import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { keyedMail } from '../support/key-mail.ts';
import { Load } from '../support/load.ts';
import { Random } from '../support/random.ts';
import { differences } from '../support/reconcile.ts';
import { TestServer } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';

const kills = 20;

let server: TestServer | undefined;
afterEach(() => server?.stop());

it(`loses nothing, doubles nothing and lists nothing refused over ${kills} kills at random moments under load`, async () => {
  const seed = Number(process.env.MILLRACE_SEED ?? 20_261_125);
  process.stdout.write(`seed ${seed} (MILLRACE_SEED)\n`);
  const random = new Random(seed);
  const running = await TestServer.start();
  server = running;
  const load = new Load({
    address: () => (running.running && running.httpUrl ? running.smtp : undefined),
    sessions: 24,
    message: (n) => keyedMail('no-loss', n),
  });
  const sending = load.run();
  for (let kill = 0; kill < kills; kill += 1) {
    const before = load.count('acknowledged');
    // Mail flows again, and then the process dies somewhere in the next moments: that wait is the scenario, not a guess.
    await waitFor(`mail to be acknowledged after kill ${kill}`, () => load.count('acknowledged') >= before + 20);
    await delay(random.integer(0, 120));
    await running.killed('SIGKILL');
    await running.restart();
  }
  const before = load.count('acknowledged');
  await waitFor('mail to be acknowledged after the last kill', () => load.count('acknowledged') >= before + 20);
  load.stop();
  await sending;
  expect(await differences(running, load.sent), running.output).toEqual([]);
  expect(load.count('acknowledged')).toBeGreaterThan(kills * 20);
});
