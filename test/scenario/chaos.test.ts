import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drained } from '../support/reconcile.ts';
import { TestServer } from '../support/server.ts';
import { SmtpClient } from '../support/smtp-client.ts';

const run = promisify(execFile);

const replies = [
  { code: 421, enhanced: '4.3.2', text: 'Chaos: try again later' },
  { code: 450, enhanced: '4.2.1', text: 'Chaos: mailbox busy' },
  { code: 451, enhanced: '4.3.0', text: 'Chaos: local error' },
  { code: 452, enhanced: '4.2.2', text: 'Chaos: out of space' },
  { code: 500, enhanced: '5.5.1', text: 'Chaos: what was that' },
  { code: 550, enhanced: '5.1.1', text: 'Chaos: no such user' },
  { code: 551, enhanced: '5.1.6', text: 'Chaos: user has moved' },
  { code: 552, enhanced: '5.2.2', text: 'Chaos: mailbox full' },
  { code: 553, enhanced: '5.1.3', text: 'Chaos: bad mailbox name' },
] as const;

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
  await server.api.json('POST', '/api/v1/domains', { name: 'mill.test' });
  await server.api.json('POST', '/api/v1/subdomains', { name: 'qa.mill.test' });
});
afterAll(() => server?.stop());

async function chaosAddress(address: string, behaviour: Record<string, unknown>): Promise<string> {
  const { id } = await server.api.json<{ id: string }>('POST', '/api/v1/chaos-addresses', { address, behaviour });
  await server.api.json('POST', `/api/v1/chaos-addresses/${id}/enable`);
  return id;
}

const received = async (id: string) =>
  (await server.api.get<{ received: number }>(`/api/v1/chaos-addresses/${id}`)).received;

async function nodemailerSees(to: string): Promise<string> {
  const transport = createTransport({ host: server.smtp.host, port: server.smtp.port, ignoreTLS: true });
  try {
    await transport.sendMail({ from: 'a@example.test', to, subject: 'chaos', text: 'x' });
    return 'accepted';
  } catch (error) {
    return (error as { response?: string }).response ?? (error as Error).message;
  } finally {
    transport.close();
  }
}

/** Stage rcpt: smtplib says it per recipient; stage data: as SMTPDataError. Gives `code text`. */
async function smtplibSees(to: string): Promise<string> {
  const script = `
import smtplib, sys
s = smtplib.SMTP(sys.argv[1], int(sys.argv[2]), timeout=60)
try:
    s.sendmail('a@example.test', [sys.argv[3]], b'Subject: chaos\\r\\n\\r\\nx\\r\\n')
    print('accepted')
except smtplib.SMTPRecipientsRefused as e:
    code, text = e.recipients[sys.argv[3]]
    print(code, text.decode())
except smtplib.SMTPResponseException as e:
    print(e.smtp_code, e.smtp_error.decode())
`;
  const { stdout } = await run('python3', ['-c', script, server.smtp.host, String(server.smtp.port), to]);
  return stdout.trim();
}

describe('a sender sees exactly the configured reply', () => {
  it.each(replies.flatMap((reply) => (['data', 'rcpt'] as const).map((stage) => ({ reply, stage }))))(
    '$reply.code at stage $stage, with Nodemailer and smtplib, counted each time',
    async ({ reply, stage }) => {
      const address = `${stage}-${reply.code}@qa.mill.test`;
      const id = await chaosAddress(address, { reply, stage });
      const expected = `${reply.code} ${reply.enhanced} ${reply.text}`;
      expect(await nodemailerSees(address)).toBe(expected);
      expect(await smtplibSees(address)).toBe(expected);
      await drained(server);
      expect(await received(id)).toBe(2);
      const refused = await server.api.emails(`recipient=${encodeURIComponent(address)}`);
      // At rcpt nothing is stored but the count; at data people see what was sent, and what it got.
      expect(refused.map((email) => email.refused)).toEqual(stage === 'data' ? [reply, reply] : []);
    },
  );

  it('an enabled chaos address is in force once the answer has come, and a disabled one delivers', async () => {
    const id = await chaosAddress('toggle@qa.mill.test', { reply: replies[5], stage: 'rcpt' });
    const client = await SmtpClient.open(server.smtp);
    for (let turn = 0; turn < 20; turn += 1) {
      const enable = turn % 2 === 0;
      await server.api.json('POST', `/api/v1/chaos-addresses/${id}/${enable ? 'enable' : 'disable'}`);
      await client.command('MAIL FROM:<a@example.test>');
      const reply = await client.command('RCPT TO:<toggle@qa.mill.test>');
      expect(reply.code).toBe(enable ? 550 : 250);
      await client.command('RSET');
    }
    await client.quit();
  });

  it('fails the first N, then accepts: counted throughout, also over a restart', async () => {
    const address = 'grey@qa.mill.test';
    const id = await chaosAddress(address, { reply: replies[2], stage: 'rcpt', failFirst: 3 });
    const seen: string[] = [];
    for (let turn = 0; turn < 2; turn += 1) seen.push(await nodemailerSees(address));
    await drained(server);
    await server.killed('SIGKILL');
    await server.restart();
    for (let turn = 0; turn < 2; turn += 1) seen.push(await nodemailerSees(address));
    const failure = '451 4.3.0 Chaos: local error';
    expect(seen).toEqual([failure, failure, failure, 'accepted']);
    await drained(server);
    expect(await received(id)).toBe(4);
  });

  it('a probability with a seed gives the same fates to two addresses', async () => {
    const behaviour = { reply: replies[1], stage: 'rcpt', probability: 0.5, seed: 42 };
    const fates = async (address: string) => {
      await chaosAddress(address, behaviour);
      const client = await SmtpClient.open(server.smtp);
      const codes: number[] = [];
      for (let n = 0; n < 40; n += 1) {
        await client.command('MAIL FROM:<a@example.test>');
        codes.push((await client.command(`RCPT TO:<${address}>`)).code);
        await client.command('RSET');
      }
      await client.quit();
      return codes;
    };
    const [one, two] = [await fates('dice-1@qa.mill.test'), await fates('dice-2@qa.mill.test')];
    expect(two).toEqual(one);
    expect(new Set(one)).toEqual(new Set([250, 450]));
  });

  it('drops the connection without a reply', async () => {
    await chaosAddress('gone@qa.mill.test', { reply: replies[2], stage: 'data', drop: true });
    const client = await SmtpClient.open(server.smtp);
    await expect(
      client.send('a@example.test', ['gone@qa.mill.test'], Buffer.from('Subject: dropped\r\n\r\nx\r\n')),
    ).rejects.toThrow(/closed/);
    await drained(server);
    const [email] = await server.api.emails(`recipient=${encodeURIComponent('gone@qa.mill.test')}`);
    expect(email?.refused).toBe('dropped');
  });

  it('a used chaos address is neither edited nor deleted, and says why', async () => {
    const id = await chaosAddress('used@qa.mill.test', { reply: replies[5], stage: 'rcpt' });
    await nodemailerSees('used@qa.mill.test');
    await drained(server);
    const path = `/api/v1/chaos-addresses/${id}`;
    const edit = await server.api.request('PATCH', path, { behaviour: { reply: replies[1], stage: 'rcpt' } });
    const remove = await server.api.request('DELETE', path);
    for (const answer of [edit, remove]) {
      expect(answer.status).toBe(409);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(JSON.parse(answer.body.toString()).detail).toMatch(/received/i);
    }
  });
});
