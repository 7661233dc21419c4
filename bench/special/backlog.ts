import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drained } from '../../test/support/reconcile.ts';
import { readProcess } from '../measure/process-stats.ts';
import { sendLoad } from '../measure/smtp-source.ts';
import { atLeast, atMost } from '../report/targets.ts';
import type { SpecialRun } from './special-run.ts';
import { withServer } from './with-server.ts';

/**
 * The processor is kept from committing, by holding the database's write lock, while mail comes in: memory must not grow with the
 * backlog. Then kill -9 and start again: how soon it is ready, how fast the backlog drains.
 */
export const backlog: SpecialRun = async (full, rows) => {
  const count = full ? 200_000 : 20_000;
  const steps = 4;
  return withServer({}, async (server) => {
    const rssAtRest = readProcess(server.pid).rssBytes / 1e6;
    await sendLoad(server.smtp, { size: 10_240, sessions: 50, count: 5000 });
    await drained(server);
    const lock = new Database(join(server.dataDirectory, 'millrace.db'), { timeout: 60_000 });
    lock.exec('begin immediate');
    const rss: number[] = [];
    let seconds = 0;
    for (let step = 0; step < steps; step += 1) {
      seconds += await sendLoad(server.smtp, { size: 10_240, sessions: 50, count: count / steps });
      rss.push(readProcess(server.pid).rssBytes / 1e6);
    }
    const waiting = (await server.api.stats()).spool.messages;
    await server.killed('SIGKILL');
    lock.exec('rollback');
    lock.close();
    const killed = process.hrtime.bigint();
    await server.restart();
    const readySeconds = Number(process.hrtime.bigint() - killed) / 1e9;
    await drained(server);
    const drainSeconds = Number(process.hrtime.bigint() - killed) / 1e9 - readySeconds;
    const perSecond = waiting / drainSeconds;
    const normal = rows.find((row) => row.system === 'millrace' && row.size === 10_240 && row.sessions === 50);
    return {
      targets: [
        atMost(
          `RSS with ${count.toLocaleString('en')} messages in the spool and the processor stopped`,
          200,
          rss[steps - 1] ?? Number.NaN,
          ' MB',
        ),
        atMost(`ready after kill -9 with ${waiting.toLocaleString('en')} messages of backlog`, 2, readySeconds, ' s'),
        ...(normal
          ? [atLeast('backlog drained against normal processing', 1, perSecond / normal.listedPerSecond)]
          : []),
      ],
      notes: [
        `backlog: acknowledged ${Math.round(count / seconds)}/s with the processor stopped, RSS ${Math.round(rssAtRest)} MB after the start, MB at each quarter ${rss.map(Math.round).join(', ')}; ` +
          `ready in ${readySeconds.toFixed(2)} s, drained at ${Math.round(perSecond)}/s`,
      ],
    };
  });
};
