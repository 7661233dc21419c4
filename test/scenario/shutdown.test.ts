import { afterEach, describe, expect, it } from 'vitest';
import { IoShim } from '../support/io-shim.ts';
import { keyedMail } from '../support/key-mail.ts';
import { Load } from '../support/load.ts';
import { differences } from '../support/reconcile.ts';
import { TestServer } from '../support/server.ts';
import { SmtpClient, stuffed } from '../support/smtp-client.ts';
import { waitFor } from '../support/wait-for.ts';

let server: TestServer | undefined;
let shim: IoShim | undefined;
afterEach(async () => {
  await server?.stop();
  shim?.dispose();
  server = undefined;
  shim = undefined;
});

describe('shutdown', () => {
  it('SIGTERM: the transaction in flight is finished, new mail gets 421, exit code 0', async () => {
    const running = await TestServer.start();
    server = running;
    const message = keyedMail('in-flight', 1);
    const inFlight = await SmtpClient.open(running.smtp);
    const idle = await SmtpClient.open(running.smtp);
    for (const line of [`MAIL FROM:<${message.from}>`, 'RCPT TO:<a@example.test>', 'DATA'])
      await inFlight.command(line);
    const wire = stuffed(message.bytes);
    inFlight.write(wire.subarray(0, 100));
    running.kill('SIGTERM');
    // The idle connection is told to go; after that the rest of the message arrives.
    await idle.read().then(
      (reply) => expect(reply.code).toBe(421),
      () => undefined,
    );
    await idle.closed;
    inFlight.write(wire.subarray(100));
    const reply = await inFlight.read();
    expect(reply.text).toMatch(/^250 /);
    expect(await running.exit, running.output).toEqual({ code: 0, signal: null });
    await running.restart();
    expect((await running.api.emails()).map((email) => email.subject)).toEqual(['in-flight 1']);
  });

  it('SIGTERM under load: all that got 250 is listed after the next start', async () => {
    const running = await TestServer.start();
    server = running;
    const load = new Load({
      address: () => (running.running ? running.smtp : undefined),
      sessions: 16,
      message: (n) => keyedMail('term', n),
    });
    const sending = load.run();
    await waitFor('mail to be acknowledged', () => load.count('acknowledged') > 200);
    const exit = await running.killed('SIGTERM');
    load.stop();
    await sending;
    expect(exit, running.output).toEqual({ code: 0, signal: null });
    await running.restart();
    expect(await differences(running, load.sent), running.output).toEqual([]);
  });

  it('a second SIGTERM exits at once, and what was not drained is processed at the next start', async () => {
    const disk = new IoShim();
    shim = disk;
    const running = await TestServer.start({ shim: disk });
    server = running;
    // The database cannot be written, so nothing drains and the first SIGTERM has to wait.
    disk.fail({ kinds: ['write', 'sync'], areas: ['database'], error: 'EIO' });
    const load = new Load({
      address: () => running.smtp,
      sessions: 4,
      message: (n) => (n < 40 ? keyedMail('undrained', n) : undefined),
    });
    await load.run();
    expect(load.count('acknowledged')).toBe(40);
    const open = await SmtpClient.open(running.smtp);
    running.kill('SIGTERM');
    // It has noticed the first one when it lets idle connections go.
    await open.closed;
    const exit = await running.killed('SIGTERM');
    expect(exit.code === 0, `a second SIGTERM is not a clean end: ${JSON.stringify(exit)}`).toBe(false);
    disk.reset();
    await running.restart();
    expect(await differences(running, load.sent), running.output).toEqual([]);
  });
});
