import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakePorts } from '../../../test/support/fake-ports.ts';
import { CheckedApi } from '../../../test/support/openapi-check.ts';
import type { EmailDetail } from '../../ports/queries.ts';
import { createApi } from '../server.ts';

let fake: FakePorts;
let api: CheckedApi;
let email: EmailDetail;
beforeEach(async () => {
  fake = new FakePorts();
  email = fake.capture();
  api = await CheckedApi.of(await createApi(fake.dependencies));
});
afterEach(() => api.app.close());

const at = (rest = '') => `/api/v1/emails/${email.id}${rest}`;

it('shows envelope, transport and the reply', async () => {
  expect((await api.get(at())).json()).toMatchObject({
    id: email.id,
    reply: `250 2.0.0 ${email.id}`,
    envelope: { from: 'shop@acme.test', recipients: [{ address: 'ann@shop.mill.test', inboxName: 'catch-all' }] },
    transport: { peer: '127.0.0.1:40000', via: 'DATA' },
  });
});

it('shows the reply of a refused mail', async () => {
  email = fake.capture({ refused: { code: 451, enhanced: '4.7.1', text: 'Later' } });
  expect((await api.get(at())).json().reply).toBe('451 4.7.1 Later');
  email = fake.capture({ refused: 'dropped' });
  expect((await api.get(at())).json().reply).toBe('connection closed without a reply');
});

it.each([
  '',
  '/raw',
  '/headers',
  '/text',
  '/html',
  '/content',
  '/parts',
  '/parts/1',
  '/attachments/1',
  '/remote?url=x',
])('answers 404 for %s of an email that is not there', async (rest) => {
  for (const id of ['nope', 'a%00b', '%F0%9F%A6%86', 'x'.repeat(300)]) {
    const response = await api.get(`/api/v1/emails/${id}${rest}`);
    expect(response.statusCode, id).toBe(404);
    expect(response.json()).toMatchObject({ code: 'not-found' });
  }
});

describe('raw', () => {
  it('gives the exact bytes with their length', async () => {
    const bytes = Buffer.from([...Array(256).keys()]);
    fake.messages.set(email.reference.key, bytes);
    const response = await api.get(at('/raw'));
    expect(response.rawPayload.equals(bytes)).toBe(true);
    expect(response.headers).toMatchObject({ 'content-type': 'message/rfc822', 'content-length': '256' });
    expect(response.headers).not.toHaveProperty('content-disposition');
  });

  it('names a file when asked to', async () => {
    const { headers } = await api.get(at('/raw?download=true'));
    expect(headers['content-disposition']).toBe(`attachment; filename="${email.id}.eml"`);
  });

  it('looks the reference up again when compaction has moved the message', async () => {
    const { dependencies } = fake;
    const moved = { ...email.reference, key: 'compacted' };
    fake.messages.set('compacted', Buffer.from('moved'));
    fake.messages.delete(email.reference.key);
    let asked = 0;
    const emails = { ...dependencies.emails, reference: () => (asked++ === 0 ? email.reference : moved) };
    const app = await createApi({ ...dependencies, emails });
    expect((await app.inject(at('/raw'))).body).toBe('moved');
    await app.close();
  });

  it('answers 404 when the bytes are gone for good', async () => {
    fake.messages.clear();
    const response = await api.get(at('/raw'));
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'message-missing' });
  });

  it('does not end well when the bytes break off', async () => {
    const messages = {
      ...fake.dependencies.messages,
      open: async () => ({
        sizeBytes: 10,
        stream: Readable.from(
          (function* () {
            yield 'half';
            throw new Error('disk');
          })(),
        ),
      }),
    };
    const app = await createApi({ ...fake.dependencies, messages });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as { port: number };
    const whole = fetch(`http://127.0.0.1:${port}${at('/raw')}`).then((response) => response.text());
    await expect(whole).rejects.toThrow();
    await app.close();
  });
});

it('gives text, headers, content and parts', async () => {
  expect((await api.get(at('/text'))).body).toBe('Hello');
  expect((await api.get(at('/headers'))).json().items[0].name).toBe('Subject');
  expect((await api.get(at('/content'))).json()).toMatchObject({ text: 'Hello', hasHtml: true });
  expect((await api.get(at('/parts'))).json().items[0]).toMatchObject({ number: 1, attachment: 1 });
});

it('shows HTML in a sandbox of its own, with nothing but pictures of its own host', async () => {
  const { headers, body } = await api.get(at('/html'));
  expect(body).toContain('<p>Hello</p>');
  const policy = String(headers['content-security-policy']);
  expect(policy).toMatch(/^default-src 'none';/);
  expect(policy).toMatch(/; sandbox allow-popups allow-popups-to-escape-sandbox$/);
  expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin/);
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
});

it('answers 404 when there is no HTML', async () => {
  fake.messages.set(email.reference.key, Buffer.from('plain'));
  expect((await api.get(at('/html'))).statusCode).toBe(404);
});

it.each(['/parts/1', '/attachments/1'])('gives %s as a download that no browser runs', async (rest) => {
  const { headers, body } = await api.get(at(rest));
  expect(body).toBe('hello');
  expect(headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="ev_il___.html"; filename*=UTF-8''ev_il__%C3%A4.html`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
});

it.each(['/parts/2', '/attachments/2'])('answers 404 for %s', async (rest) => {
  expect((await api.get(at(rest))).statusCode).toBe(404);
});

it.each(['/parts/0', '/parts/x', '/attachments/99999999999999999999'])('refuses %s', async (rest) => {
  expect((await api.get(at(rest))).statusCode).toBe(400);
});

it('gives pictures of other servers through the proxy only', async () => {
  const picture = await api.get(at(`/remote?url=${encodeURIComponent('https://pictures.test/a.gif')}`));
  expect(picture.headers).toMatchObject({
    'content-type': 'image/gif',
    'cross-origin-resource-policy': 'cross-origin',
  });
  expect((await api.get(at(`/remote?url=${encodeURIComponent('http://127.0.0.1/')}`))).statusCode).toBe(404);
});

describe('changes of one', () => {
  it('deletes', async () => {
    fake.answer = () => ({ kind: 'done', count: 1 });
    const response = await api.request({ method: 'DELETE', url: at() });
    expect([response.statusCode, response.body]).toEqual([204, '']);
    expect(fake.commands).toEqual([{ type: 'DeleteEmails', selection: { ids: [email.id] } }]);
    fake.answer = () => ({ kind: 'done', count: 0 });
    expect((await api.request({ method: 'DELETE', url: at() })).statusCode).toBe(404);
  });

  it('marks', async () => {
    const response = await api.request({ method: 'PATCH', url: at(), payload: { unread: false, favorite: true } });
    expect(response.json().id).toBe(email.id);
    expect(fake.commands.map((command) => command.type)).toEqual(['ReadEmails', 'FavoriteEmails']);
    expect((await api.request({ method: 'PATCH', url: at(), payload: { subject: 'x' } })).statusCode).toBe(400);
    const missing = await api.request({ method: 'PATCH', url: '/api/v1/emails/nope', payload: {} });
    expect(missing.statusCode).toBe(404);
  });
});
