// `npm run demo [-- --url URL --smtp HOST:PORT]`: fills a server with something to look at, over SMTP and the API as a program under test
// would. Without --url it takes the server at http://127.0.0.1:8025, or starts one on ./data and lets it run until Ctrl-C.
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { ApiClient } from '../../src/cli/api-client.ts';
import { reconcileSetup } from '../../src/cli/apply/reconcile-setup.ts';
import { readSetup } from '../../src/cli/apply/setup-file.ts';
import { Load } from '../../test/support/load.ts';
import { realMail } from '../../test/support/real-mail.ts';
import type { TestServer } from '../../test/support/server.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { demoCampaign } from './campaign.ts';
import { type DemoMail, handmade } from './compose.ts';
import { type DemoServer, findOrStartServer } from './demo-server.ts';
import { mailInManyLanguages, mailWithParts, oddMail } from './ordinary-mail.ts';

const MOST_MESSAGES = 1_000_000;

interface Options {
  readonly url?: string;
  readonly smtp?: string;
  readonly data: string;
  readonly mail: string;
  readonly campaign: string;
  readonly sessions: string;
  readonly exit?: boolean;
}

const options = new Command('demo')
  .option('--url <url>', 'server to fill')
  .option('--smtp <host:port>', 'its SMTP address, when it is not the one that it names')
  .option('--data <dir>', 'data directory of a server that is started', './data')
  .option('--mail <n>', 'ordinary mails beside the special ones', '400')
  .option('--campaign <n>', 'messages of the campaign', '20000')
  .option('--sessions <n>', 'SMTP sessions at once', '20')
  .option('--exit', 'stop a server that was started when everything is in')
  .parse()
  .opts<Options>();

try {
  await demo();
} catch (error) {
  process.stderr.write(`error: ${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function demo(): Promise<void> {
  const server = await findOrStartServer(options);
  try {
    await fill(server);
    say(`\nLook at ${server.url}`);
    if (server.own && !options.exit) await untilInterrupted(server.own);
  } finally {
    if (server.own?.running) await server.own.killed('SIGTERM');
  }
}

async function fill(target: DemoServer): Promise<void> {
  const setup = readSetup(fileURLToPath(new URL('./setup.yaml', import.meta.url)));
  const changes = await reconcileSetup(new ApiClient(target.url), setup, false);
  const refused = changes.filter((change) => change.refused !== undefined);
  say(`set up: ${changes.length - refused.length} changes${changes.length === 0 ? ', everything was there' : ''}`);
  for (const { kind, name, refused: why } of refused) say(`  ${kind} ${name}: ${why}`);

  const special = [...(await mailInManyLanguages()), ...(await mailWithParts()), ...oddMail()];
  await send(target, 'special mail', special.length, (n) => special[n]);
  await send(target, 'ordinary mail', wholeNumber(options.mail), ordinary);
  await sendToChaos(target);
  await campaign(target);
}

async function sendToChaos(target: DemoServer): Promise<void> {
  const addresses = [
    'unknown@shop',
    'full@shop',
    'greylisted@shop',
    'greylisted@shop',
    'greylisted@shop',
    'later@shop',
  ];
  addresses.push('busy@staging', 'slow@staging', 'gone@staging', ...Array.from({ length: 10 }, () => 'flaky@staging'));
  // One after the other, so that "the first two" are the first two.
  const sent = await send(
    target,
    'mail to chaos addresses',
    addresses.length,
    (n) => chaosMail(`${addresses[n]}.acme.test`, n),
    1,
  );
  for (const [n, { outcome, reply, refusals }] of sent.entries()) {
    const seen = outcome === 'unknown' ? 'connection dropped' : refusals[0] ? `${refusals[0].code} at RCPT` : reply;
    say(`  ${addresses[n]}.acme.test: ${seen}`);
  }
  const { received } =
    (await target.api.get<{ items: { received: number }[] }>('/api/v1/chaos-addresses?search=full')).items[0] ?? {};
  say(`  full@shop.acme.test has received ${received ?? 'nothing'}`);
}

async function campaign(target: DemoServer): Promise<void> {
  const count = wholeNumber(options.campaign);
  if (count === 0) return;
  const { value, expected, message } = demoCampaign(count, new Date());
  await send(target, `campaign ${value}`, count, message);
  const found = await waitFor('the campaign to be counted', async () => {
    const page = await target.api.get<{ items: { id: string; total: number }[] }>(`/api/v1/campaigns?search=${value}`);
    return page.items.find((item) => item.total >= count);
  });
  const cli = new ApiClient(target.url);
  await cli.request(
    'PUT',
    `/campaigns/${found.id}/expected-recipients`,
    {},
    { body: expected.join('\n'), headers: { 'content-type': 'text/plain' } },
  );
  const report = await cli.get<Record<string, number>>(`/campaigns/${found.id}/reconcile`);
  say(
    `  ${Object.entries(report)
      .map(([name, number]) => `${name} ${number}`)
      .join(', ')}`,
  );
}

/** Sends at full speed and says how fast it was. */
async function send(
  target: DemoServer,
  what: string,
  count: number,
  message: (n: number) => DemoMail | undefined,
  sessions = wholeNumber(options.sessions),
) {
  const load = new Load({ address: () => target.smtp, sessions, message: (n) => (n < count ? message(n) : undefined) });
  const started = performance.now();
  await load.run();
  const seconds = (performance.now() - started) / 1000;
  const acknowledged = load.count('acknowledged');
  say(`${what}: ${acknowledged} of ${load.sent.length} acknowledged, ${Math.round(load.sent.length / seconds)}/s`);
  return load.sent;
}

function ordinary(n: number): DemoMail {
  const recipients = [
    ['orders@shop.acme.test'],
    ['qa@staging.acme.test'],
    ['qa@staging.acme.test', 'orders@shop.acme.test'],
    [`someone${n}@elsewhere.test`],
  ];
  const to = recipients[n % recipients.length] as string[];
  const key = `Order ${10_000 + n} confirmed`;
  return {
    from: 'orders@acme.test',
    recipients: to,
    key,
    bytes: realMail({ seed: 100 + n, subject: key, to: to[0] as string }),
  };
}

function chaosMail(address: string, n: number): DemoMail {
  return handmade(
    'tester@example.test',
    [address],
    [
      'From: tester@example.test',
      `To: ${address}`,
      `Subject: Chaos ${n} to ${address}`,
      '',
      'What does the sender see?',
    ],
  );
}

async function untilInterrupted(own: TestServer): Promise<void> {
  say('The server runs until Ctrl-C.');
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve(name));
    void own.exit.then(() => resolve('exit'));
  });
  // Ctrl-C goes to the server as well; a second signal would cut its stop short.
  if (signal === 'SIGINT' && process.stdin.isTTY) await own.exit;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > MOST_MESSAGES)
    throw new Error(`"${text}" is not a number from 0 to ${MOST_MESSAGES}`);
  return number;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
