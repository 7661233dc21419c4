import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { waitFor } from '../../test/support/wait-for.ts';
import type { JobReport } from '../ports/job-status.ts';
import { JobReportsClient, tellJobReports } from './job-reports-channel.ts';

const { port1, port2 } = new MessageChannel();
afterEach(() => port1.close());

it('what changes at the jobs is known at the other end, and nothing is told twice', async () => {
  let reports: JobReport[] = [{ name: 'search-index', steps: 1, faults: 0, doneUpTo: 128 }];
  let told = 0;
  port2.on('message', () => {
    told += 1;
  });
  const client = new JobReportsClient(port2);
  expect(client.reports()).toEqual([]);
  let asked = 0;
  const stop = tellJobReports(
    port1,
    {
      reports: () => {
        asked += 1;
        return reports;
      },
    },
    1,
  );
  await waitFor('the first report', () => client.reports().length > 0);
  expect(client.reports()).toEqual(reports);
  await waitFor('more questions', () => asked > 5);
  expect(told).toBe(1);
  reports = [{ name: 'search-index', steps: 1, faults: 1, fault: 'disk full' }];
  await waitFor('the fault', () => client.reports()[0]?.fault !== undefined);
  expect([client.reports(), told]).toEqual([reports, 2]);
  stop();
});
