import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakePorts } from '../../../test/support/fake-ports.ts';
import { CheckedApi } from '../../../test/support/openapi-check.ts';
import { createApi } from '../server.ts';

let fake: FakePorts;
let api: CheckedApi;
beforeEach(async () => {
  fake = new FakePorts();
  const common = {
    inbox: 'catch-all',
    total: 2,
    bytes: 3,
    firstAt: 10_000_000,
    lastAt: 10_060_000,
    uniqueRecipients: 1,
  };
  fake.campaigns.push({ id: 'k-1', value: 'autumn', ...common }, { id: 'k-2', value: 'spring', ...common });
  api = await CheckedApi.of(await createApi(fake.dependencies));
});
afterEach(() => api.app.close());

const base = '/api/v1/campaigns';

it('lists with filter and pages, and gives one', async () => {
  expect((await api.get(base)).json()).toMatchObject({ total: 2, items: [{ value: 'autumn' }, { value: 'spring' }] });
  expect((await api.get(`${base}?search=spr&sort=total&descending=false`)).json()).toMatchObject({ total: 1 });
  expect((await api.get(`${base}?skip=1&limit=1`)).json().items).toMatchObject([{ id: 'k-2', inboxName: 'catch-all' }]);
  expect((await api.get(`${base}?sort=colour`)).statusCode).toBe(400);
  expect((await api.get(`${base}/k-1`)).json()).toMatchObject({ firstAt: '1970-01-01T02:46:40.000Z' });
});

it.each(['', '/series', '/ledger', '/reconcile', '/export'])(
  'answers 404 for %s of one that is not there',
  async (rest) => {
    expect((await api.get(`${base}/nope${rest}`)).statusCode).toBe(404);
  },
);

it('gives series, ledger and reconciliation', async () => {
  const series = await api.get(`${base}/k-1/series?resolution=second&from=1970-01-01T00:00:00Z`);
  expect(series.json()).toEqual({
    resolution: 'second',
    items: [{ at: '1970-01-01T00:00:00.000Z', count: 2, bytes: 2048 }],
  });
  expect((await api.get(`${base}/k-1/series?resolution=year`)).statusCode).toBe(400);
  const page = (await api.get(`${base}/k-1/ledger?limit=2`)).json();
  expect(page.items).toHaveLength(2);
  const rest = (await api.get(`${base}/k-1/ledger?limit=2&after=${encodeURIComponent(page.next)}`)).json();
  expect(rest.items).toHaveLength(0);
  expect((await api.get(`${base}/k-1/ledger?view=some`)).statusCode).toBe(400);
  expect((await api.get(`${base}/k-1/reconcile`)).json()).toMatchObject({ duplicates: 1, missing: 1 });
});

it('exports CSV and JSON as downloads; no cell is a formula', async () => {
  const csv = await api.get(`${base}/k-1/export`);
  expect(csv.headers).toMatchObject({
    'content-type': 'text/csv',
    'content-disposition': 'attachment; filename="campaign-autumn-all.csv"',
  });
  expect(csv.body.split('\r\n')).toEqual([
    'recipient,seen,expected',
    'a@mill.test,1,false',
    `"b,""x""@mill.test",1,false`,
    `'=c@mill.test,1,false`,
    '',
  ]);
  const json = await api.get(`${base}/k-1/export?format=json&view=duplicates`);
  expect(json.headers['content-disposition']).toContain('campaign-autumn-duplicates.json');
  expect(json.json()).toHaveLength(3);
});

it('deletes', async () => {
  const remove = () => api.request({ method: 'DELETE', url: `${base}/k-1` });
  expect((await remove()).statusCode).toBe(204);
  expect(fake.commands).toEqual([{ type: 'DeleteCampaign', campaignId: 'k-1' }]);
  fake.answer = () => ({ kind: 'not-found', what: 'campaign' });
  expect((await remove()).statusCode).toBe(404);
});

describe('expected recipients', () => {
  const upload = (payload: string | Buffer, type = 'text/plain', query = '', id = 'k-1') =>
    api.request({
      method: 'PUT',
      url: `${base}/${id}/expected-recipients${query}`,
      payload,
      headers: { 'content-type': type },
    });
  const uploaded = () =>
    fake.commands.map((command) => (command.type === 'SetExpectedRecipients' ? command : undefined));

  it('come as lines, in chunks of which the first begins the list anew', async () => {
    const lines = Array.from({ length: 25_000 }, (_, n) => `r${n}@mill.test`);
    const response = await upload(lines.join('\n'));
    expect(response.json()).toEqual({ count: 25_000 });
    expect(uploaded().map((command) => [command?.recipients.length, command?.append])).toEqual([
      [10_000, false],
      [10_000, true],
      [5000, true],
    ]);
    expect(uploaded().flatMap((command) => command?.recipients)).toEqual(lines);
  });

  it('come as CSV, with a heading, quotes, other columns and empty lines', async () => {
    const csv = 'email,name\r\n"a@mill.test",Ann\r\n\r\nBob <b@mill.test>;x\r\n  c@mill.test \r\n';
    expect((await upload(csv, 'text/csv', '?append=true')).json()).toEqual({ count: 3 });
    expect(uploaded()).toEqual([
      {
        type: 'SetExpectedRecipients',
        campaignId: 'k-1',
        recipients: ['a@mill.test', 'b@mill.test', 'c@mill.test'],
        append: true,
      },
    ]);
  });

  it('come as JSON', async () => {
    const response = await upload(JSON.stringify({ recipients: ['a@mill.test'] }), 'application/json');
    expect(response.json()).toEqual({ count: 1 });
    expect((await upload('{"recipients":[1]}', 'application/json')).statusCode).toBe(400);
    expect((await upload('{"recipients":["nobody"]}', 'application/json')).statusCode).toBe(422);
  });

  it('an empty list empties the list', async () => {
    expect((await upload('')).json()).toEqual({ count: 0 });
    expect(uploaded()).toMatchObject([{ recipients: [], append: false }]);
  });

  it('a line that is no address is named', async () => {
    const response = await upload('a@mill.test\nnobody\n');
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ field: 'recipients', reason: 'line 2 is not an address' });
    expect((await upload('x'.repeat(10_000))).statusCode).toBe(422);
  });

  it('the answer about a wrong line reaches a client that is still sending', async () => {
    await api.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = api.app.server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}${base}/k-1/expected-recipients`, {
      method: 'PUT',
      headers: { 'content-type': 'text/plain' },
      body: `a@mill.test\nnobody\n${'b@mill.test\n'.repeat(1_000_000)}`,
    });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ reason: 'line 2 is not an address' });
  });

  it('of another type, or of no campaign, are refused', async () => {
    expect((await upload('<a/>', 'application/xml')).statusCode).toBe(415);
    expect((await upload('a@mill.test', 'text/plain', '', 'nope')).statusCode).toBe(404);
    expect((await upload('a@mill.test', 'text/plain', '?append=x')).statusCode).toBe(400);
    expect(fake.commands).toEqual([]);
  });
});
