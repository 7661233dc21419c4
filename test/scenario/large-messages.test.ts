import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { drained } from '../support/reconcile.ts';
import { TestServer } from '../support/server.ts';
import { SmtpClient } from '../support/smtp-client.ts';

/** `npm run bench` does the 200 sessions of the issue. */
const sessions = 40;
const sizeBytes = 25 * 1024 * 1024;

let server: TestServer | undefined;
afterEach(() => server?.stop());

it(`${sessions} sessions each sending 25 MiB at once stay under 400 MB, and every byte is kept`, async () => {
  const running = await TestServer.start({ args: ['--limits-max-message-bytes', String(sizeBytes + 1024)] });
  server = running;
  const line = `${'large mail, line after line '.repeat(2)}\r\n`;
  const block = Buffer.from(line.repeat(Math.ceil(65_536 / line.length)));
  const blocks = Math.floor(sizeBytes / block.length);
  let peakBytes = 0;
  const watch = setInterval(() => {
    const status = readFileSync(`/proc/${running.pid}/status`, 'utf8');
    peakBytes = Math.max(peakBytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024);
  }, 100);
  try {
    const hashes = await Promise.all(Array.from({ length: sessions }, (_, n) => sendLarge(running, n, block, blocks)));
    await drained(running);
    const emails = await running.api.emails();
    expect(emails).toHaveLength(sessions);
    for (const email of emails) {
      const n = Number(email.subject.split(' ')[1]);
      expect(await running.api.rawHash(email.id), email.subject).toBe(hashes[n]);
    }
  } finally {
    clearInterval(watch);
  }
  expect(peakBytes / 1e6, 'peak RSS in MB').toBeLessThan(400);
});

async function sendLarge(running: TestServer, n: number, block: Buffer, blocks: number): Promise<string> {
  const client = await SmtpClient.open(running.smtp);
  for (const line of ['MAIL FROM:<a@example.test>', `RCPT TO:<b${n}@example.test>`, 'DATA']) await client.command(line);
  const hash = createHash('sha256');
  const send = async (bytes: Buffer) => {
    hash.update(bytes);
    await client.writeAndDrain(bytes);
  };
  await send(Buffer.from(`Subject: large ${n}\r\n\r\n`));
  for (let i = 0; i < blocks; i += 1) await send(block);
  client.write('.\r\n');
  const reply = await client.read();
  expect(reply.text).toMatch(/^250 /);
  await client.quit();
  return hash.digest('hex');
}
