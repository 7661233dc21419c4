import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realMail } from '../support/real-mail.ts';
import { drained } from '../support/reconcile.ts';
import { TestServer } from '../support/server.ts';

const run = promisify(execFile);
const postfix = new URL('../../.bench/postfix/', import.meta.url).pathname;

/** A mail with what gets lost easily: dots at line starts, eight-bit text, an empty last line. */
const awkward = (subject: string) =>
  Buffer.from(
    `From: <a@example.test>\r\nTo: <b@example.test>\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      'Content-Transfer-Encoding: 8bit\r\n\r\n.one dot\r\n..two\r\n.\r\nGrüße, 漢字\r\n\r\n',
  );

let server: TestServer;
let directory: string;
beforeAll(async () => {
  server = await TestServer.start();
  directory = mkdtempSync(join(tmpdir(), 'millrace-clients-'));
});
afterAll(async () => {
  await server?.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function rawBySubject(subject: string): Promise<Buffer[]> {
  await drained(server);
  const found = (await server.api.emails()).filter((email) => email.subject === subject);
  return Promise.all(found.map((email) => server.api.raw(email.id)));
}

describe('clients that people use deliver, and the bytes are theirs', () => {
  it('swaks', async () => {
    const to = [
      '--server',
      `${server.smtp.host}:${server.smtp.port}`,
      '--from',
      'a@example.test',
      '--to',
      'b@example.test',
    ];
    await run('swaks', [...to, '--h-Subject', 'by swaks', '--body', '.dot first\nsecond']);
    const [raw] = await rawBySubject('by swaks');
    expect(raw?.toString()).toContain('\r\n.dot first\r\nsecond\r\n');
  });

  it('nodemailer, over STARTTLS and with AUTH', async () => {
    const transport = createTransport({
      host: server.smtp.host,
      port: server.smtp.port,
      requireTLS: true,
      tls: { rejectUnauthorized: false },
      auth: { user: 'someone', pass: 'anything' },
    });
    const message = awkward('by nodemailer');
    await transport.sendMail({
      envelope: { from: 'a@example.test', to: ['b@example.test', 'c@example.test'] },
      raw: message,
    });
    transport.close();
    expect(await rawBySubject('by nodemailer')).toEqual([message]);
  });

  it("Python's smtplib, with SMTPUTF8 and BODY=8BITMIME", async () => {
    const message = awkward('by smtplib');
    const file = join(directory, 'smtplib.eml');
    writeFileSync(file, message);
    const script = [
      'import smtplib, sys',
      's = smtplib.SMTP(sys.argv[1], int(sys.argv[2]), timeout=60)',
      "s.sendmail('grüße@example.test', ['b@example.test'], open(sys.argv[3], 'rb').read(), mail_options=['SMTPUTF8', 'BODY=8BITMIME'])",
      's.quit()',
    ].join('\n');
    await run('python3', ['-c', script, server.smtp.host, String(server.smtp.port), file]);
    expect(await rawBySubject('by smtplib')).toEqual([message]);
  });

  it("Postfix's smtp-source, many sessions", async () => {
    const message = realMail({ seed: 5, subject: 'by smtp-source' });
    const file = join(directory, 'source.eml');
    writeFileSync(file, message.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    const args = ['-d', '-s', '5', '-m', '40', '-F', file, '-f', 'a@example.test', '-t', 'b@example.test'];
    await run(join(postfix, 'usr/sbin/smtp-source'), [...args, `${server.smtp.host}:${server.smtp.port}`], {
      env: { ...process.env, LD_LIBRARY_PATH: join(postfix, 'usr/lib/postfix') },
    });
    const all = await rawBySubject('by smtp-source');
    expect(all).toHaveLength(40);
    // smtp-source ends what it reads from a file with an empty line of its own.
    const sent = Buffer.concat([message, Buffer.from('\r\n')]);
    expect(all.filter((raw) => !raw.equals(sent)).length).toBe(0);
  });
});
