import { inParallel } from '../../test/support/reconcile.ts';
import type { TestServer } from '../../test/support/server.ts';
import { atLeast } from '../report/targets.ts';
import type { SpecialRun } from './special-run.ts';
import { listedPerSecond, withServer } from './with-server.ts';

/** 10,000 subdomains and strict mode against the catch-all, in turns: both see the same weather of the machine. */
export const directory: SpecialRun = async (full) => {
  const subdomains = full ? 10_000 : 1000;
  const rounds = full ? 5 : 3;
  return withServer({ args: ['--unknown-recipients', 'reject'] }, (strict) =>
    withServer({ args: ['--unknown-recipients', 'catch-all'] }, async (catchAll) => {
      await strict.api.json('POST', '/api/v1/domains', { name: 'load.test' });
      const names = Array.from({ length: subdomains }, (_, n) => `s${n}.load.test`);
      await inParallel(names, 8, async (name) => {
        await strict.api.json('POST', '/api/v1/subdomains', { name });
      });
      const recipient = `someone@s${subdomains / 2}.load.test`;
      const rates = { strict: 0, catchAll: 0 };
      for (let round = 0; round <= rounds; round += 1) {
        const [a, b] = [await rate(strict, recipient), await rate(catchAll, recipient)];
        if (round === 0) continue;
        rates.strict += a / rounds;
        rates.catchAll += b / rounds;
      }
      return {
        targets: [
          atLeast(
            `${subdomains.toLocaleString('en')} subdomains in strict mode against catch-all`,
            0.95,
            rates.strict / rates.catchAll,
          ),
        ],
        notes: [
          `directory: strict ${Math.round(rates.strict)}/s, catch-all ${Math.round(rates.catchAll)}/s (10 KiB, 50 sessions, listed)`,
        ],
      };
    }),
  );
};

function rate(server: TestServer, recipient: string): Promise<number> {
  return listedPerSecond(server, { size: 10_240, sessions: 50, count: 15_000, recipient });
}
