import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fetchRemote, type RemoteOptions } from './remote-content.ts';

let server: Server;
let port: number;
let seen: IncomingMessage[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  seen = [];
  answer = (_request, response) => response.setHeader('content-type', 'image/png').end('picture');
  server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** The test server counts as public; every name is it, unless said otherwise. */
const get = (path: string, options: RemoteOptions = {}, host = 'pictures.test') =>
  fetchRemote(`http://${host}:${port}${path}`, {
    resolve: async () => ['127.0.0.1'],
    isAllowed: (address) => address === '127.0.0.1',
    ports: [port],
    ...options,
  });

it('gets a picture, and gives nothing away', async () => {
  expect(await get('/a.png?x=1')).toEqual({ content: Buffer.from('picture'), contentType: 'image/png' });
  expect(seen[0]?.url).toBe('/a.png?x=1');
  expect(seen[0]?.headers).toEqual({
    host: `pictures.test:${port}`,
    accept: 'image/*',
    'accept-encoding': 'identity',
    'user-agent': 'Mozilla/5.0 (compatible; Millrace)',
    connection: 'close',
  });
});

it.each([
  ['a loopback address', 'http://127.0.0.1/a.png'],
  ['its many spellings', 'http://0x7f.1/a.png'],
  ['a number', 'http://2130706433/'],
  ['a mapped address', 'http://[::ffff:127.0.0.1]/'],
  ['cloud metadata', 'http://169.254.169.254/latest/meta-data/'],
  ['localhost', 'http://localhost/'],
  ['a file', 'file:///etc/passwd'],
  ['another scheme', 'ftp://example.test/'],
  ['data', 'data:image/png;base64,AAAA'],
  ['a password in the address', 'http://user:password@93.184.216.34/'],
  ['another port', 'http://93.184.216.34:25/'],
  ['nonsense', 'http://'],
])('refuses %s', async (_name, url) => {
  expect(await fetchRemote(url)).toBeUndefined();
});

it('refuses a name of which any address is not public', async () => {
  expect(await get('/a.png', { resolve: async () => ['127.0.0.1', '10.0.0.1'] })).toBeUndefined();
  expect(await get('/a.png', { resolve: async () => [] })).toBeUndefined();
  expect(await get('/a.png', { resolve: () => Promise.reject(new Error('no such name')) })).toBeUndefined();
  expect(seen).toEqual([]);
});

it('looks a name up once and connects to what it checked', async () => {
  const answers = [['127.0.0.1'], ['10.0.0.1']];
  expect(await get('/a.png', { resolve: async () => answers.shift() ?? [] })).toBeDefined();
  expect(answers).toHaveLength(1);
});

it('follows redirects, and checks every address on the way', async () => {
  answer = (request, response) => {
    if (request.url === '/a') response.writeHead(302, { location: '/b' }).end();
    else if (request.url === '/private') response.writeHead(301, { location: `http://10.0.0.1:${port}/` }).end();
    else if (request.url === '/name') response.writeHead(307, { location: `http://inside.test:${port}/` }).end();
    else if (request.url === '/file') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    else if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else response.setHeader('content-type', 'image/gif').end('b');
  };
  const resolve = async (host: string) => [host === 'inside.test' ? '192.168.0.1' : '127.0.0.1'];
  expect(await get('/a', { resolve })).toMatchObject({ contentType: 'image/gif' });
  for (const path of ['/private', '/name', '/file', '/loop'])
    expect(await get(path, { resolve }), path).toBeUndefined();
  expect(seen.filter((request) => request.url === '/loop')).toHaveLength(4);
});

it.each([
  ['HTML', { 'content-type': 'text/html' }],
  ['SVG', { 'content-type': 'image/svg+xml' }],
  ['no type', {}],
  ['a compressed body', { 'content-type': 'image/png', 'content-encoding': 'gzip' }],
])('refuses %s', async (_name, headers) => {
  answer = (_request, response) => response.writeHead(200, headers).end('x');
  expect(await get('/')).toBeUndefined();
});

it('refuses what is not there, too big, cut short, or too slow', async () => {
  answer = (_request, response) => response.writeHead(404, { 'content-type': 'image/png' }).end('x');
  expect(await get('/')).toBeUndefined();
  answer = (_request, response) => response.setHeader('content-type', 'image/png').end(Buffer.alloc(2000));
  expect(await get('/', { maxBytes: 1000 })).toBeUndefined();
  expect(await get('/', { maxBytes: 2000 })).toBeDefined();
  answer = (_request, response) => {
    response.setHeader('content-type', 'image/png');
    response.write(Buffer.alloc(2000));
    response.end();
  };
  expect(await get('/', { maxBytes: 1000 })).toBeUndefined();
  answer = (request, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': '10' });
    response.write('x', () => request.socket.destroy());
  };
  expect(await get('/')).toBeUndefined();
  answer = () => {};
  expect(await get('/', { timeoutMs: 50 })).toBeUndefined();
  answer = (_request, response) => response.writeHead(200, { 'content-type': 'image/png' }).write('x');
  expect(await get('/', { timeoutMs: 50 })).toBeUndefined();
  expect(await get('/', { timeoutMs: 50, resolve: () => new Promise(() => {}) })).toBeUndefined();
});
