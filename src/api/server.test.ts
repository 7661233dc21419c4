import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { FakePorts } from '../../test/support/fake-ports.ts';
import { MillraceError } from '../errors.ts';
import type { ApiDependencies, ApiFacts } from './dependencies.ts';
import { createApi } from './server.ts';

let api: FastifyInstance | undefined;
afterEach(() => api?.close());

async function start(changes: Partial<ApiDependencies> = {}, fake = new FakePorts()): Promise<FastifyInstance> {
  await api?.close();
  api = await createApi({ ...fake.dependencies, ...changes });
  return api;
}

const withFacts = (facts: Partial<ApiFacts>) => ({ facts: { ...new FakePorts().dependencies.facts, ...facts } });

describe('Host header', () => {
  const statusFor = async (host: string) =>
    (await (api as FastifyInstance).inject({ url: '/healthz', headers: { host } })).statusCode;

  it('on loopback: names of this machine and the configured ones, with any port', async () => {
    await start();
    for (const host of [
      '127.0.0.1:8025',
      'localhost',
      'LOCALHOST:80',
      '[::1]:8025',
      'a.localhost',
      'mail.intranet.test',
      'localhost.',
    ])
      expect(await statusFor(host), host).toBe(200);
  });

  it.each([
    'evil.test',
    '127.0.0.1.evil.test',
    '10.0.0.1',
    'localhost.evil.test',
    'localhost@evil.test',
    'a b',
    '[::1',
    'localhost:x',
    '[::ffff:10.0.0.1]',
  ])('on loopback refuses "%s"', async (host) => {
    await start();
    const response = await (api as FastifyInstance).inject({ url: '/api/v1/stats', headers: { host } });
    expect(response.statusCode).toBe(421);
    expect(response.json()).toMatchObject({ code: 'host-refused' });
  });

  it('on other addresses: the host name of the server and any address', async () => {
    await start(withFacts({ httpHost: '0.0.0.0' }));
    for (const host of ['mx.mill.test', '192.168.1.5:8025', '[fe80::1]']) expect(await statusFor(host), host).toBe(200);
    for (const host of ['evil.test', 'a.localhost']) expect(await statusFor(host), host).toBe(421);
  });
});

describe('changes from pages', () => {
  const write = (headers: Record<string, string>) =>
    (api as FastifyInstance).inject({
      method: 'DELETE',
      url: '/api/v1/emails/a',
      headers: { host: 'localhost:8025', ...headers },
    });

  it.each<Record<string, string>>([
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { origin: 'http://localhost:9999' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'http://localhost:8025' },
  ])('of another origin are refused: %j', async (headers) => {
    const fake = new FakePorts();
    await start({}, fake);
    const response = await write(headers);
    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({ code: 'origin-refused' });
    expect(fake.commands).toEqual([]);
  });

  it.each<Record<string, string>>([
    {},
    { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8025' },
    { origin: 'http://localhost:8025' },
  ])('of our own and of programs are taken: %j', async (headers) => {
    await start();
    expect((await write(headers)).statusCode).toBe(204);
  });

  it('reading from anywhere gives no leave to read the answer', async () => {
    await start();
    const response = await (api as FastifyInstance).inject({
      url: '/api/v1/stats',
      headers: { origin: 'https://evil.test' },
    });
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
    expect(response.headers['cross-origin-resource-policy']).toBe('same-origin');
  });
});

describe('problems', () => {
  it('a fault says nothing of what happened inside, and is logged under the id that the client gets', async () => {
    const fake = new FakePorts();
    const failing = {
      ...fake.dependencies.emails,
      list: () => {
        throw new Error('secret at /var/lib');
      },
    };
    await start({ emails: failing }, fake);
    const response = await (api as FastifyInstance).inject('/api/v1/emails');
    expect(response.statusCode).toBe(500);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.body).not.toMatch(/secret|server\.ts/);
    expect(fake.logged.join()).toContain(response.json().requestId);
    expect(fake.logged.join()).toContain('secret at /var/lib');
  });

  it.each([
    ['database-io', 503],
    ['store-io', 503],
    ['unavailable', 503],
    ['command-invalid', 422],
    ['not-found', 404],
  ] as const)('%s becomes %i', async (code, status) => {
    const fake = new FakePorts();
    const emails = {
      ...fake.dependencies.emails,
      list: () => {
        throw new MillraceError(code, 'detail');
      },
    };
    await start({ emails }, fake);
    const response = await (api as FastifyInstance).inject('/api/v1/emails');
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ code, type: `urn:millrace:${code}` });
    expect(response.headers['retry-after']).toBe(status === 503 ? '2' : undefined);
  });

  it('a command that cannot be executed now is 503', async () => {
    const fake = new FakePorts();
    fake.answer = () => Promise.reject(new MillraceError('unavailable', 'stopping', true));
    await start({}, fake);
    expect((await (api as FastifyInstance).inject({ method: 'DELETE', url: '/api/v1/emails/a' })).statusCode).toBe(503);
  });

  it.each([
    ['GET', '/api/v1/nothing', 404],
    ['GET', '/api', 404],
    ['GET', '/', 404],
    ['GET', '/..%2f..%2fetc%2fpasswd', 404],
    ['GET', '/api/v1/emails/%ZZ', 400],
    ['GET', `/api/v1/emails/${'x'.repeat(2000)}`, 400],
    ['GET', '/api/v1/emails/', 400],
    ['PUT', '/api/v1/emails', 405],
    ['TRACE', '/api/v1/emails', 405],
    ['QUERY', '/api/v1/emails', 405],
    ['POST', '/api/v1/nothing', 404],
    ['POST', '/api/v1/stats', 405],
    ['DELETE', '/healthz', 405],
  ] as const)('%s %s is %i', async (method, url, status) => {
    await start();
    const response = await (api as FastifyInstance).inject({ method: method as 'GET', url });
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    if (status === 405) expect(response.headers.allow).toMatch(/GET/);
  });

  it('bodies: too large, of another type, no JSON, empty', async () => {
    const app = await start();
    const post = (payload: string, type = 'application/json') =>
      app.inject({ method: 'POST', url: '/api/v1/domains', payload, headers: { 'content-type': type } });
    expect((await post(`"${'x'.repeat(1_100_000)}"`)).statusCode).toBe(413);
    expect((await post('name=a', 'application/x-www-form-urlencoded')).statusCode).toBe(415);
    for (const payload of ['{', '', '[]', 'null', '{"name":1}', '{"__proto__":{}}'])
      expect((await post(payload)).statusCode, payload).toBe(400);
  });

  it('names the methods that there are, of the very resource', async () => {
    const app = await start();
    const allowed = async (url: string) => (await app.inject({ method: 'OPTIONS', url })).headers.allow;
    expect(await allowed('/api/v1/emails')).toBe('DELETE, GET, HEAD');
    expect(await allowed('/api/v1/emails/read')).toBe('POST');
    expect(await allowed('/api/v1/emails/some-id')).toBe('DELETE, GET, HEAD, PATCH');
  });

  it('HEAD is answered like GET, without the body', async () => {
    const app = await start();
    for (const url of ['/api/v1/stats', '/healthz', '/api/v1/emails', '/api/v1/events']) {
      const response = await app.inject({ method: 'HEAD', url });
      expect([response.statusCode, response.body], url).toEqual([200, '']);
    }
  });

  it.each([
    ['EHLO there\r\n\r\n', 400],
    ['GET /healthz HTTP/1.0\r\n\r\n', 421],
  ])('%j over a bare socket is %i, and the connection is closed', async (request, status) => {
    const app = await start();
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as { port: number };
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(request));
      socket.on('data', (data) => {
        text += data;
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(text));
    });
    expect(answer.slice(0, 13)).toBe(`HTTP/1.1 ${status} `);
  });
});

describe('readiness', () => {
  it('says what is missing', async () => {
    const fake = new FakePorts();
    const app = await start({}, fake);
    expect((await app.inject('/readyz')).json()).toEqual({ ready: true, reasons: [] });
    fake.ready = false;
    const response = await app.inject('/readyz');
    expect(response.statusCode).toBe(503);
    expect(response.json().detail).toBe('the processor is starting');
    expect((await app.inject('/healthz')).statusCode).toBe(200);
  });
});

describe('pages', () => {
  it('files for good, index.html for every address, 404 for what is missing', async () => {
    const webRoot = mkdtempSync(join(tmpdir(), 'millrace-web-'));
    mkdirSync(join(webRoot, 'assets'));
    writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>pages</title>');
    writeFileSync(join(webRoot, 'assets/app-1234.js'), 'run()');
    try {
      const app = await start({ webRoot });
      const script = await app.inject('/assets/app-1234.js');
      expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
      for (const url of ['/', '/index.html', '/inbox/shop.mill.test?q=a', '/mail/1/html']) {
        const page = await app.inject(url);
        expect([page.statusCode, page.headers['cache-control']], url).toEqual([200, 'no-cache']);
        expect(page.headers['content-type']).toMatch(/^text\/html/);
        expect(page.headers['content-security-policy']).toMatch(/script-src 'self'/);
      }
      for (const url of ['/assets/gone.js', '/api/nothing', '/api'])
        expect((await app.inject(url)).statusCode, url).toBe(404);
      writeFileSync(join(webRoot, 'assets/later-5678.js'), 'later()');
      expect((await app.inject('/assets/later-5678.js')).body).toBe('later()');
      const outside = await app.inject('/assets/..%2f..%2f..%2fetc%2fpasswd');
      expect([400, 404]).toContain(outside.statusCode);
      expect((await app.inject('/api/v1/send-test')).statusCode).toBe(405);
      expect((await app.inject({ method: 'POST', url: '/inbox/x' })).statusCode).toBe(404);
      expect((await app.inject({ method: 'PUT', url: '/api/v1/emails' })).statusCode).toBe(405);
    } finally {
      rmSync(webRoot, { recursive: true });
    }
  });
});
