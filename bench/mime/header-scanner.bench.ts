import { scanMessage } from '../../src/mime/header-scanner.ts';
import { fillerMail, realMail } from '../../test/support/real-mail.ts';

// CPU microseconds a message of the capture path's scan. Run: npx tsx bench/mime/header-scanner.bench.ts
const options = { campaignHeaders: ['X-Millrace-Campaign', 'X-Spamma-Camp'] };
const many = <T>(make: (seed: number) => T) => Array.from({ length: 32 }, (_, seed) => make(seed));
const cases = {
  'filler 1 KiB': many((seed) => fillerMail({ seed, sizeBytes: 1024 })),
  'filler 10 KiB': many((seed) => fillerMail({ seed, sizeBytes: 10 * 1024 })),
  'real 25 KiB': many((seed) => realMail({ seed })),
  'real 25 KiB, trace headers, campaign': many((seed) =>
    realMail({
      seed,
      subject: '=?utf-8?B?w5xiZXJzaWNodCBJaHJlciBCZXN0ZWxsdW5n?= =?utf-8?Q?_vom_24=2E_November?=',
      headers: [
        'X-Millrace-Campaign: Autumn 2026',
        ...Array.from(
          { length: 20 },
          (_, n) => `Received: from a${n}.example by b${n}.example;\r\n\tTue, 24 Nov 2026 09:30:00 +0000`,
        ),
      ],
    }),
  ),
};

for (const [name, mails] of Object.entries(cases)) {
  const run = (count: number) => {
    for (let at = 0; at < count; at += 1) scanMessage(mails[at % mails.length] as Buffer, options);
  };
  run(20_000);
  const started = process.cpuUsage();
  const count = 20_000;
  run(count);
  const { user, system } = process.cpuUsage(started);
  const microseconds = (user + system) / count;
  process.stdout.write(`${name.padEnd(40)} ${microseconds.toFixed(1)} us\n`);
}
