import { launchBrowser } from '../../test/support/browser.ts';
import { atLeast } from '../report/targets.ts';
import type { SpecialRun } from './special-run.ts';
import { listedPerSecond, withServer } from './with-server.ts';

const pages = 10;

/** Ten inboxes open in one browser and updating against none, in turns. The browser has its share of the same two cores. */
export const openPages: SpecialRun = async (full) => {
  const count = full ? 40_000 : 10_000;
  const rounds = full ? 4 : 2;
  const shape = { size: 10_240, sessions: 50, count };
  return withServer({}, async (server) => {
    await listedPerSecond(server, shape);
    const rates = { none: 0, open: 0 };
    for (let round = 0; round < rounds; round += 1) {
      rates.none += (await listedPerSecond(server, shape)) / rounds;
      const browser = await launchBrowser();
      try {
        const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
        for (let n = 0; n < pages; n += 1) {
          const page = await context.newPage();
          await page.goto(server.httpUrl);
          await page.locator('[data-feed=open]').waitFor();
        }
        rates.open += (await listedPerSecond(server, shape)) / rounds;
      } finally {
        await browser.close();
      }
    }
    return {
      targets: [atLeast(`capture with ${pages} pages open and updating, against none`, 0.95, rates.open / rates.none)],
      notes: [
        `pages: ${Math.round(rates.none)}/s with none open, ${Math.round(rates.open)}/s with ${pages} (10 KiB, 50 sessions, listed)`,
      ],
    };
  });
};
