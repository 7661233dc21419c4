import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeAnswer, FakeApi, type FakeRequest } from '../../test/support/fake-api.ts';
import { runCli } from '../../test/support/run-cli.ts';
import { fromLine, quoted } from './mbox.ts';

const messages = new Map([
  ['e3', 'Subject: three\r\n\r\nFrom here on\r\n>From there\r\nno end'],
  ['e2', 'Subject: zwei\r\n\r\n\xe4\x00\xff\r\n'],
  ['e1', 'Subject: one\r\n\r\n'],
]);

let directory: string;
let api: FakeApi;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'millrace-export-'));
  api = await FakeApi.start(answer);
});
afterEach(async () => {
  await api.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Two a page, newest first; `gone` is listed but not there any more. */
function answer({ path, query }: FakeRequest): FakeAnswer {
  const row = (id: string, number: number) => ({ id, number, receivedAt: '2026-11-05T22:30:00.123Z' });
  if (path === '/emails') {
    return query.before
      ? { body: { items: [row('gone', 2), row('e1', 1)] } }
      : { body: { items: [row('e3', 4), row('e2', 3)], next: '3' } };
  }
  const [, , id = '', raw] = path.split('/');
  const message = messages.get(id);
  if (message === undefined) return { status: 404, body: { title: 'Not found' } };
  return {
    body: raw ? Buffer.from(message, 'latin1') : { envelope: { from: id === 'e1' ? '' : `${id}@sender.test` } },
  };
}

describe('export', () => {
  it('writes one file a message, byte for byte', async () => {
    const out = join(directory, 'deep', 'mail');
    const { exitCode, stdout } = await runCli(['export', '--out', out, '--url', api.url, '--inbox', 'shop.acme.test']);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`3 messages written to ${out}, 1 were deleted meanwhile\n`);
    expect(readdirSync(out).sort()).toEqual(['0000000001-e1.eml', '0000000003-e2.eml', '0000000004-e3.eml']);
    for (const [id, text] of messages) {
      const name = readdirSync(out).find((each) => each.includes(id)) as string;
      expect(readFileSync(join(out, name), 'latin1')).toBe(text);
    }
    expect(api.requests[0]?.query).toEqual({ inbox: 'shop.acme.test', limit: '500' });
  });

  it('writes one mbox for all, with the envelope sender and lines quoted', async () => {
    const out = join(directory, 'all.mbox');
    const { exitCode } = await runCli(['export', '--format', 'mbox', '--out', out, '--url', api.url]);
    expect(exitCode).toBe(0);
    expect(readFileSync(out, 'latin1')).toBe(
      'From e3@sender.test Thu Nov  5 22:30:00 2026\nSubject: three\n\n>From here on\n>>From there\nno end\n\n' +
        'From e2@sender.test Thu Nov  5 22:30:00 2026\nSubject: zwei\n\n\xe4\x00\xff\n\n' +
        'From MAILER-DAEMON Thu Nov  5 22:30:00 2026\nSubject: one\n\n\n',
    );
  });

  it('says why it cannot write', async () => {
    const { exitCode, stderr } = await runCli(['export', '--format', 'mbox', '--out', '/nowhere/x', '--url', api.url]);
    expect(stderr).toMatch(/^error: The export to \/nowhere\/x failed: ENOENT/);
    expect(exitCode).toBe(1);
  });
});

describe('mbox', () => {
  it('is the same however the message is cut into chunks, and can be undone', async () => {
    const piece = fc.constantFrom('From ', '>', '\r\n', '\n', '\r', 'From', ' x', 'text', '\xff');
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 40 }),
        fc.array(fc.nat(60), { maxLength: 6 }),
        async (pieces, cuts) => {
          const message = Buffer.from(pieces.join(''), 'latin1');
          const places = [0, ...cuts.map((cut) => Math.min(cut, message.length)).sort((a, b) => a - b), message.length];
          const chunks = places.slice(1).map((end, n) => message.subarray(places[n], end));
          const box = await collect(chunks);
          expect(box).toBe(await collect([message]));
          expect(box.endsWith('\n\n') || box === '\n').toBe(true);
          expect(box.split('\n').some((line) => line.startsWith('From '))).toBe(false);
          const lines = message.toString('latin1').replaceAll('\r\n', '\n');
          const ended = lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`;
          expect(box.slice(0, -1).replace(/(?<=\n|^)>(>*From )/g, '$1')).toBe(ended);
        },
      ),
    );
  });

  it('does not gather a message without line ends', async () => {
    async function* endless() {
      for (let n = 0; n < 64; n += 1) yield Buffer.alloc(16 * 1024, 'x');
    }
    let largest = 0;
    for await (const chunk of quoted(endless())) largest = Math.max(largest, chunk.length);
    expect(largest).toBeLessThan(128 * 1024);
  });

  it('a sender with blanks does not break the line', () => {
    expect(fromLine('"a b"@x.test', new Date(0))).toBe('From "a_b"@x.test Thu Jan  1 00:00:00 1970\n');
  });
});

async function collect(chunks: readonly Uint8Array[]): Promise<string> {
  async function* source() {
    yield* chunks;
  }
  let text = '';
  for await (const chunk of quoted(source())) text += chunk.toString('latin1');
  return text;
}
