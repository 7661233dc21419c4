import { setTimeout as delay } from 'node:timers/promises';
import { measure } from '../measure/measure.ts';
import { PacedLoad } from '../measure/paced-load.ts';
import { Probe } from '../measure/probe.ts';
import { atMost } from '../report/targets.ts';
import { millrace } from '../systems/millrace.ts';
import type { SpecialRun } from './special-run.ts';
import { withServer } from './with-server.ts';

/** Time of the reply after the data while half of the peak rate flows, 10 KiB, 50 sessions. */
export const halfPeak: SpecialRun = async (full, rows) => {
  const isPeak = (row: (typeof rows)[number]) =>
    row.system === 'millrace' && row.size === 10_240 && row.sessions === 50;
  const measured = rows.find(isPeak) ?? (await measure({ system: millrace(), size: 10_240, sessions: 50, seconds: 3 }));
  const perSecond = Math.round(measured.acknowledgedPerSecond / 2);
  const seconds = full ? 30 : 8;
  return withServer({}, async (server) => {
    const load = new PacedLoad({ address: server.smtp, perSecond, sessions: 50, sizeBytes: 10_240 });
    // The first seconds warm up and are not counted: this is a measurement, not a test.
    await delay(3000);
    const probe = new Probe(server.smtp, 100);
    await delay(seconds * 1000);
    const reply = await probe.stop();
    const acknowledged = await load.stop();
    const rate = Math.round(acknowledged / (seconds + 3));
    return {
      targets: [
        atMost('reply after the data at half of the peak, p50', 2, reply.p50, ' ms'),
        atMost('reply after the data at half of the peak, p99', 10, reply.p99, ' ms'),
      ],
      notes: [
        `half of the peak: asked for ${perSecond}/s, sent ${rate}/s, ${reply.samples} samples, p99.9 ${reply.p999.toFixed(1)} ms`,
      ],
    };
  });
};
