import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import type { EmailItem } from '../../src/ports/queries.ts';
import { Load, type LoadMessage, type SentMessage } from '../support/load.ts';
import { Random } from '../support/random.ts';
import { fillerMail } from '../support/real-mail.ts';
import { drained } from '../support/reconcile.ts';
import { TestServer } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';

const kills = 6;
const campaign = 'autumn';
const atRcpt = 'refused@a.mill.test';
const atData = 'late@b.mill.test';

let server: TestServer | undefined;
afterEach(() => server?.stop());

it('campaign, chaos and several recipients under kill -9: every count is exact', async () => {
  const random = new Random(5);
  const running = await TestServer.start();
  server = running;
  const chaos = await setUp(running);
  const load = new Load({
    address: () => (running.running && running.httpUrl ? running.smtp : undefined),
    sessions: 16,
    message: mixedMessage,
  });
  const sending = load.run();
  for (let kill = 0; kill < kills; kill += 1) {
    const before = load.sent.length;
    await waitFor(`traffic after kill ${kill}`, () => load.sent.length > before + 150);
    await delay(random.integer(0, 150));
    await running.killed('SIGKILL');
    await running.restart();
  }
  const before = load.sent.length;
  await waitFor('traffic after the last kill', () => load.sent.length > before + 150);
  load.stop();
  await sending;
  await drained(running);

  const problems = [
    ...captureProblems(await running.api.emails(), load.sent),
    ...(await campaignProblems(running, load.sent)),
    ...(await chaosProblems(running, chaos, load.sent)),
  ];
  expect(problems, running.output).toEqual([]);
});

async function setUp(running: TestServer): Promise<{ rcpt: string; data: string }> {
  await running.api.json('POST', '/api/v1/domains', { name: 'mill.test' });
  for (const name of ['a.mill.test', 'b.mill.test']) await running.api.json('POST', '/api/v1/subdomains', { name });
  const create = async (address: string, stage: 'rcpt' | 'data') => {
    const reply = { code: 451, enhanced: '4.3.0', text: 'Chaos' };
    const body = { address, behaviour: { reply, stage } };
    const { id } = await running.api.json<{ id: string }>('POST', '/api/v1/chaos-addresses', body);
    await running.api.json('POST', `/api/v1/chaos-addresses/${id}/enable`);
    return id;
  };
  return { rcpt: await create(atRcpt, 'rcpt'), data: await create(atData, 'data') };
}

const kinds = ['plain', 'two', 'campaign', 'rcpt-chaos', 'data-chaos'] as const;
const kindOf = (message: SentMessage) => message.key.split(' ')[0] as (typeof kinds)[number];

function mixedMessage(n: number): LoadMessage {
  const kind = kinds[n % kinds.length] as (typeof kinds)[number];
  const key = `${kind} ${n}`;
  const recipients = {
    plain: [`p${n}@a.mill.test`],
    two: [`t${n}@a.mill.test`, `t${n}@b.mill.test`],
    campaign: [`reader${n}@b.mill.test`],
    'rcpt-chaos': [atRcpt, `r${n}@a.mill.test`],
    'data-chaos': [atData],
  }[kind];
  const headers = kind === 'campaign' ? [`X-Millrace-Campaign: ${campaign}`] : [];
  return {
    from: 'load@example.test',
    recipients,
    key,
    bytes: fillerMail({ seed: n, subject: key, sizeBytes: 600, headers }),
  };
}

/** A capture per subdomain of what was answered, none of what was not, and both allowed where no answer came. */
function captureProblems(emails: readonly EmailItem[], sent: readonly SentMessage[]): string[] {
  const listed = new Map<string, EmailItem[]>();
  for (const email of emails) listed.set(email.subject, [...(listed.get(email.subject) ?? []), email]);
  const problems: string[] = [];
  for (const message of sent) {
    const kind = kindOf(message);
    if (kind === 'campaign') continue;
    const items = listed.get(message.key) ?? [];
    const inboxes = new Set(items.map((item) => item.inbox));
    const whole = kind === 'two' ? 2 : 1;
    const answered = message.outcome === 'acknowledged' || (kind === 'data-chaos' && message.outcome === 'refused');
    const allowed = answered ? [whole] : message.outcome === 'unknown' ? [0, whole] : [0];
    if (!allowed.includes(items.length) || inboxes.size !== items.length) {
      problems.push(
        `${message.key} (${message.outcome}, "${message.reply}") has ${items.length} captures, allowed ${allowed}`,
      );
    }
    if (kind === 'data-chaos' && items.some((item) => item.refused === undefined))
      problems.push(`${message.key} is not marked as refused`);
  }
  const samples = emails.filter((email) => email.subject.startsWith('campaign '));
  if (samples.length !== 1) problems.push(`${samples.length} mails of the campaign are listed, 1 sample expected`);
  return problems;
}

async function campaignProblems(running: TestServer, sent: readonly SentMessage[]): Promise<string[]> {
  const { items } = await running.api.get<{ items: { id: string; value: string; total: number }[] }>(
    '/api/v1/campaigns',
  );
  const [found] = items;
  if (items.length !== 1 || found?.value !== campaign) return [`campaigns: ${JSON.stringify(items)}`];
  const seen = new Map<string, number>();
  for (let after = ''; ; ) {
    const page = await running.api.get<{ items: { recipient: string; seen: number }[]; next?: string | null }>(
      `/api/v1/campaigns/${found.id}/ledger?limit=500${after}`,
    );
    for (const item of page.items) seen.set(item.recipient, item.seen);
    if (page.next === undefined || page.next === null) break;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
  const problems: string[] = [];
  let total = 0;
  for (const message of sent.filter((each) => kindOf(each) === 'campaign')) {
    const count = seen.get(message.recipients[0] as string) ?? 0;
    total += count;
    const allowed = message.outcome === 'acknowledged' ? [1] : message.outcome === 'unknown' ? [0, 1] : [0];
    if (!allowed.includes(count)) problems.push(`${message.key} (${message.outcome}) is in the ledger ${count} times`);
  }
  if (total !== found.total) problems.push(`the campaign says ${found.total}, its ledger ${total}`);
  return problems;
}

/** A refusal that was read is counted; one whose reply got lost may be. */
async function chaosProblems(
  running: TestServer,
  chaos: { rcpt: string; data: string },
  sent: readonly SentMessage[],
): Promise<string[]> {
  const problems: string[] = [];
  const check = async (id: string, least: number, most: number) => {
    const { received, address } = await running.api.get<{ received: number; address: string }>(
      `/api/v1/chaos-addresses/${id}`,
    );
    if (received < least || received > most)
      problems.push(`${address} received ${received}, expected ${least} to ${most}`);
  };
  const atRcptSent = sent.filter((message) => kindOf(message) === 'rcpt-chaos');
  const read = atRcptSent.filter((message) => message.refusals.some((refusal) => refusal.recipient === atRcpt)).length;
  const lost = atRcptSent.filter((message) => message.outcome === 'unsent' && message.refusals.length === 0).length;
  await check(chaos.rcpt, read, read + lost);
  const atDataSent = sent.filter((message) => kindOf(message) === 'data-chaos');
  const answered = atDataSent.filter((message) => message.outcome === 'refused').length;
  await check(chaos.data, answered, answered + atDataSent.filter((message) => message.outcome === 'unknown').length);
  return problems;
}
