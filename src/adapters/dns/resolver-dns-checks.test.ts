import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ResolverDnsChecks } from './resolver-dns-checks.ts';

const TXT = 16;
const MX = 15;
const records: Readonly<Record<string, { readonly type: number; readonly data: readonly Buffer[] }>> = {
  'acme.test': { type: TXT, data: [txt('v=spf1 ', '-all'), txt('millrace-verification=token')] },
  'mail.test': { type: MX, data: [mx(20, 'second.test'), mx(10, 'First.TEST')] },
  'empty.test': { type: TXT, data: [] },
};

let server: Socket;
let checks: ResolverDnsChecks;

beforeEach(async () => {
  server = createSocket('udp4');
  server.on('message', (query, { port, address }) => {
    const answer = answerTo(query);
    if (answer) server.send(answer, port, address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  checks = new ResolverDnsChecks({ servers: [`127.0.0.1:${port}`], timeoutMs: 200 });
});
afterEach(async () => {
  server.close();
  await once(server, 'close');
});

it('joins the strings of each TXT record', async () => {
  expect([...(await checks.txt('acme.test'))].sort()).toEqual(['millrace-verification=token', 'v=spf1 -all']);
});

it('gives the hosts of MX records by preference', async () => {
  expect(await checks.mx('mail.test')).toEqual(['first.test', 'second.test']);
});

it.each(['empty.test', 'missing.test'])('finds nothing at %s, which is no fault', async (name) => {
  expect(await checks.txt(name)).toEqual([]);
  expect(await checks.mx(name)).toEqual([]);
});

it('a server that fails, or does not answer, is a temporary fault', async () => {
  const fault = { code: 'unavailable', temporary: true };
  await expect(checks.txt('broken.test')).rejects.toMatchObject(fault);
  await expect(checks.mx('silent.test')).rejects.toMatchObject(fault);
});

/** One answer of RFC 1035, section 4: the question again, then the records, whose name is a pointer to the question's. */
function answerTo(query: Buffer): Buffer | undefined {
  const labels: string[] = [];
  let end = 12;
  for (let length = query[end] as number; length > 0; length = query[end] as number) {
    labels.push(query.toString('ascii', end + 1, end + 1 + length));
    end += 1 + length;
  }
  end += 5;
  const name = labels.join('.').toLowerCase();
  if (name === 'silent.test') return undefined;
  const type = query.readUInt16BE(end - 4);
  const found = records[name];
  const data = found?.type === type ? found.data : [];
  const header = Buffer.from(query.subarray(0, 12));
  const code = name === 'broken.test' ? 2 : found ? 0 : 3;
  header.writeUInt16BE(0x8180 | code, 2);
  header.writeUInt16BE(data.length, 6);
  header.writeUInt32BE(0, 8);
  const answers = data.map((each) => {
    const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, 0]);
    head.writeUInt16BE(each.length, 10);
    return Buffer.concat([head, each]);
  });
  return Buffer.concat([header, query.subarray(12, end), ...answers]);
}

function txt(...strings: readonly string[]): Buffer {
  return Buffer.concat(strings.map((text) => Buffer.from([text.length, ...Buffer.from(text)])));
}

function mx(preference: number, host: string): Buffer {
  const labels = host.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  return Buffer.concat([Buffer.from([0, preference]), ...labels, Buffer.from([0])]);
}
