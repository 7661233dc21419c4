import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeAnswer, FakeApi, type FakeRequest } from '../../test/support/fake-api.ts';
import { runCli } from '../../test/support/run-cli.ts';

let api: FakeApi;
let answer: (request: FakeRequest) => FakeAnswer;
beforeEach(async () => {
  answer = () => ({ body: { items: [] } });
  api = await FakeApi.start((request) => answer(request));
});
afterEach(() => api.stop());

const run = (...args: string[]) => runCli(args, { env: { MILLRACE_URL: api.url } });
const last = () => api.requests.at(-1);
const domain = { id: 'd1', name: 'acme.test', status: 'active', contact: 'ops@acme.test', subdomains: 12 };
const chaos = {
  id: 'c1',
  address: 'No@shop.acme.test',
  enabled: false,
  received: 0,
  sentence: 'All messages get 550.',
};
const campaign = {
  id: '5b0c1d9e-5f0a-5a3a-9d57-1c0f5d2f8a11',
  inboxName: 'shop.acme.test',
  value: 'autumn',
  total: 3,
  uniqueRecipients: 3,
  firstAt: 'a',
  lastAt: 'b',
};

describe('tables and JSON', () => {
  it('prints columns under headings, or the items as they came', async () => {
    answer = () => ({
      body: { items: [domain, { ...domain, name: 'longer.example.test', subdomains: 3, contact: '' }] },
    });
    expect((await run('domain', 'list')).stdout).toBe(
      'NAME                 STATUS  SUBDOMAINS  CONTACT\n' +
        'acme.test            active          12  ops@acme.test\n' +
        'longer.example.test  active           3\n',
    );
    expect(JSON.parse((await run('domain', 'list', '--json')).stdout)).toHaveLength(2);
  });

  it('says "none" where there is nothing', async () => {
    expect((await run('chaos', 'list')).stdout).toBe('none\n');
    expect((await run('chaos', 'list', '--json')).stdout).toBe('[]\n');
  });

  it('lets nothing from a mail reach the terminal as a command', async () => {
    const email = { number: 1, from: { address: 'a@b' }, recipients: ['c@d'], subject: '\u001b[2Jgone\u202e', id: 'x' };
    answer = () => ({ body: { items: [email] } });
    const { stdout } = await run('emails', 'list');
    expect(stdout).toContain('gone');
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
  });

  it('goes through all pages', async () => {
    answer = ({ query }) => ({
      body: query.after ? { items: [{ ...chaos, address: 'second@x.test' }] } : { items: [chaos], next: 'page 2' },
    });
    const { stdout } = await run('chaos', 'list', '--subdomain', 'shop.acme.test');
    expect(stdout).toMatch(/No@shop\.acme\.test[\s\S]*second@x\.test/);
    expect(api.requests.map(({ query }) => query)).toEqual([
      { limit: '500', subdomain: 'shop.acme.test' },
      { limit: '500', subdomain: 'shop.acme.test', after: 'page 2' },
    ]);
  });
});

describe('what is sent', () => {
  it.each<[string[], string, unknown?]>([
    [['domain', 'add', 'acme.test', '--contact', 'x@y'], 'POST /domains', { name: 'acme.test', contact: 'x@y' }],
    [['domain', 'verify', 'acme.test'], 'POST /domains/acme.test/verify'],
    [['domain', 'suspend', 'acme.test', '--reason', 'over'], 'POST /domains/acme.test/suspend', { reason: 'over' }],
    [['domain', 'edit', 'acme.test', '--description', ''], 'PATCH /domains/acme.test', { description: '' }],
    [
      ['subdomain', 'add', 's.acme.test', '--priority', 'high', '--max-bytes', '1MiB', '--messages-per-second', '2.5'],
      'POST /subdomains',
      {
        name: 's.acme.test',
        settings: { priority: 'high', retention: { maxBytes: 1_048_576 }, rateLimit: { messagesPerSecond: 2.5 } },
      },
    ],
    [['subdomain', 'add', 's.acme.test'], 'POST /subdomains', { name: 's.acme.test' }],
    [
      ['subdomain', 'settings', 's.acme.test', '--no-retention', '--no-keep-all-campaign-mail'],
      'PUT /subdomains/s.acme.test/settings',
      { retention: {}, keepAllCampaignMail: false },
    ],
    [['subdomain', 'check-mx', 's.acme.test'], 'POST /subdomains/s.acme.test/check-mx'],
    [
      ['chaos', 'add', 'no@s.acme.test', '--code', '451', '--text', 'Later', '--fail-first', '3', '--delay', '2s'],
      'POST /chaos-addresses',
      { address: 'no@s.acme.test', behaviour: { reply: { code: 451, text: 'Later' }, failFirst: 3, delayMs: 2000 } },
    ],
    [['emails', 'delete', 'a', 'b'], 'POST /emails/delete', { ids: ['a', 'b'] }],
    [['emails', 'delete', '--inbox', 'catch-all'], 'DELETE /emails'],
    [['campaign', 'delete', campaign.id], `DELETE /campaigns/${campaign.id}`],
  ])('%j', async (args, request, body) => {
    answer = () => ({ body: { ...domain, ...campaign, settings: {}, mx: {}, count: 2 } });
    expect(await run(...args)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(`${last()?.method} ${last()?.path}`).toBe(request);
    expect(last()?.body).toEqual(body);
  });

  it('finds a chaos address by its address, upper and lower case alike', async () => {
    answer = ({ path }) => ({
      body:
        path === '/chaos-addresses'
          ? { items: [{ ...chaos, id: 'other', address: 'xno@shop.acme.test' }, chaos] }
          : chaos,
    });
    const { stdout } = await run('chaos', 'enable', 'no@SHOP.acme.test');
    expect(last()).toMatchObject({ method: 'POST', path: '/chaos-addresses/c1/enable' });
    expect(stdout).toContain('All messages get 550.');
    expect(await run('chaos', 'delete', 'nobody@shop.acme.test')).toMatchObject({ exitCode: 1 });
  });

  it('adds a chaos address and enables it', async () => {
    answer = () => ({ body: chaos });
    await run('chaos', 'add', 'no@s.acme.test', '--code', '550', '--enable');
    expect(api.changes).toEqual(['POST /chaos-addresses', 'POST /chaos-addresses/c1/enable']);
  });

  it('finds a campaign by its value, and asks for the inbox when there are several', async () => {
    const items = [{ ...campaign, value: 'autumn sale' }, campaign];
    answer = ({ path }) => ({ body: path === '/campaigns' ? { items, total: items.length } : { once: 3, missing: 1 } });
    expect((await run('campaign', 'reconcile', 'Autumn')).stdout).toBe('once:    3\nmissing: 1\n');
    expect(last()?.path).toBe(`/campaigns/${campaign.id}/reconcile`);
    items.push({ ...campaign, id: 'other', inboxName: 'mail.acme.test' });
    expect(await run('campaign', 'reconcile', 'autumn')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('shop.acme.test, mail.acme.test'),
    });
  });

  it('uploads a list of expected recipients and saves the export', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'millrace-campaign-'));
    try {
      const list = join(directory, 'list.txt');
      writeFileSync(list, 'a@x.test\nb@x.test\n');
      answer = ({ path, body }) => {
        if (path.endsWith('/export')) return { body: Buffer.from('recipient,seen,expected\n') };
        return {
          body: path.endsWith('/expected-recipients') ? { count: String(body).trim().split('\n').length } : campaign,
        };
      };
      expect((await run('campaign', 'expect', campaign.id, '--file', list, '--append')).stdout).toBe(
        '2 recipients expected\n',
      );
      expect(last()?.query).toEqual({ append: 'true' });
      const out = join(directory, 'ledger.csv');
      await run('campaign', 'export', campaign.id, '--view', 'missing', '--out', out);
      expect(last()?.query).toEqual({ format: 'csv', view: 'missing' });
      expect(readFileSync(out, 'utf8')).toBe('recipient,seen,expected\n');
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

describe('emails wait', () => {
  const email = { id: 'e1', number: 8, from: { address: 'a@b' }, subject: 'Welcome', recipients: [] };

  it('starts from what is there now, and prints what came', async () => {
    answer = ({ path }) => ({ body: path === '/stats' ? { lastNumber: 7 } : email });
    const { exitCode, stdout } = await run('emails', 'wait', '--recipient', 'ann@x.test', '--timeout', '5s');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Welcome');
    expect(last()?.query).toMatchObject({ since: '7', recipient: 'ann@x.test' });
  });

  it('ends with exit code 3 when nothing came', async () => {
    answer = ({ path }) => (path === '/stats' ? { body: { lastNumber: 7 } } : { status: 204 });
    expect(await run('emails', 'wait', '--timeout', '0ms')).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: 'error: No such email came within 0 s.\n',
    });
  });
});

describe('what goes wrong', () => {
  it("is said in the server's words, with exit code 1", async () => {
    answer = () => ({ status: 409, body: { title: 'Conflict', detail: 'The name is taken.' } });
    expect(await run('domain', 'add', 'acme.test')).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'error: The name is taken.\n',
    });
    answer = () => ({
      status: 400,
      body: { title: 'Bad request', errors: [{ field: 'limit', reason: 'it must be a whole number' }] },
    });
    expect((await run('domain', 'list')).stderr).toBe('error: limit: it must be a whole number\n');
    answer = () => ({ status: 502, body: Buffer.from('<html>gateway</html>') });
    expect((await run('domain', 'list')).stderr).toContain('502');
    answer = () => ({ body: Buffer.from('<html>something else</html>') });
    expect((await run('domain', 'list')).stderr).toMatch(/is not a Millrace server/);
    answer = () => ({ body: campaign });
    expect((await run('campaign', 'expect', campaign.id, '--file', '/nowhere')).stderr).toMatch(/list cannot be read/);
  });

  it.each([
    [['domain', 'suspend', 'acme.test'], /--reason/],
    [['chaos', 'add', 'a@b.test'], /--code/],
    [['chaos', 'add', 'a@b.test', '--code', 'x'], /whole number/],
    [['chaos', 'add', 'a@b.test', '--code', '550', '--stage', 'mail'], /Allowed choices are data, rcpt/],
    [['subdomain', 'settings', 'a.b.test'], /at least one setting/],
    [['subdomain', 'add', 'a.b.test', '--max-bytes', 'big'], /size such as/],
    [['emails', 'delete'], /--all/],
    [['emails', 'delete', 'id', '--unread'], /not both/],
    [['emails', 'wait', '--received-after', 'soon'], /a time such as/],
    [['domain', 'list', '--url', 'ftp://x'], /--url must be/],
  ])('%j is refused with exit code 2, and nothing is sent', async (args, message) => {
    const { exitCode, stderr } = await run(...args);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
    expect(api.requests).toEqual([]);
  });
});
