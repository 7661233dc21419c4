import { drained } from '../../test/support/reconcile.ts';
import { SmtpClient } from '../../test/support/smtp-client.ts';
import { readProcess, resetPeakRss } from '../measure/process-stats.ts';
import { atMost } from '../report/targets.ts';
import type { SpecialRun } from './special-run.ts';
import { withServer } from './with-server.ts';

/** 200 sessions that send 25 MiB each at once: memory is bounded by the threshold of streaming, not by the messages. */
export const large: SpecialRun = async (full) => {
  const sessions = 200;
  const blocks = full ? 400 : 80;
  const block = Buffer.from(`${'large mail, line after line '.repeat(2)}\r\n`.repeat(1130));
  return withServer({}, async (server) => {
    resetPeakRss(server.pid);
    const started = process.hrtime.bigint();
    await Promise.all(
      Array.from({ length: sessions }, async () => {
        const client = await SmtpClient.open(server.smtp);
        for (const line of ['MAIL FROM:<a@example.test>', 'RCPT TO:<b@example.test>', 'DATA'])
          await client.command(line);
        client.write('Subject: large\r\n\r\n');
        for (let n = 0; n < blocks; n += 1) await client.writeAndDrain(block);
        client.write('.\r\n');
        await client.expect(250);
        await client.quit();
      }),
    );
    await drained(server);
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    const megabytes = (blocks * block.length) / 1e6;
    return {
      targets: [
        atMost(
          `peak RSS, ${sessions} sessions of ${megabytes.toFixed(0)} MB at once`,
          400,
          readProcess(server.pid).peakRssBytes / 1e6,
          ' MB',
        ),
      ],
      notes: [`large: ${((sessions * megabytes) / seconds).toFixed(0)} MB/s`],
    };
  });
};
