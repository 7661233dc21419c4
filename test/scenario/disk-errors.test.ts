import { afterEach, describe, expect, it } from 'vitest';
import { type Fault, IoShim } from '../support/io-shim.ts';
import { keyedMail } from '../support/key-mail.ts';
import { Load, type SentMessage } from '../support/load.ts';
import { differences } from '../support/reconcile.ts';
import { TestServer } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';

let server: TestServer | undefined;
let shim: IoShim | undefined;
afterEach(async () => {
  await server?.stop();
  shim?.dispose();
});

const spoolFaults: [string, Fault][] = [
  [
    'the disk is full when the spool writes',
    { kinds: ['write', 'allocate', 'create'], areas: ['spool'], error: 'ENOSPC' },
  ],
  ['the spool cannot write or sync', { kinds: ['write', 'sync'], areas: ['spool'], error: 'EIO' }],
  ['one write of the spool fails', { kinds: ['write'], areas: ['spool'], error: 'EIO', count: 1 }],
];

describe('disk errors', () => {
  it.each(spoolFaults)('%s: 4xx, nothing refused is listed, and it recovers', async (_name, fault) => {
    const { running, disk } = await start();
    const sent: SentMessage[] = [];
    const send = (name: string, count: number) => sendSome(running, sent, name, count);
    await send('before', 10);
    disk.fail(fault);
    await send('broken', 8);
    expect(disk.failed, 'no call was made to fail').toBeGreaterThan(0);
    const broken = sent.filter((message) => message.key.startsWith('broken'));
    // Nothing but 250 and temporary refusals, and with a lasting fault never a 250.
    const wrong = broken.filter((message) => message.outcome === 'refused' && !/^4\d\d /.test(message.reply));
    expect(wrong.map((message) => message.reply)).toEqual([]);
    if (fault.count === undefined) expect(broken.filter((message) => message.outcome === 'acknowledged')).toEqual([]);
    disk.heal();
    await recovered(running, sent);
    await send('after', 10);
    expect(
      sent.filter((message) => message.key.startsWith('after') && message.outcome === 'acknowledged'),
    ).toHaveLength(10);
    expect(await differences(running, sent), running.output).toEqual([]);
    // And the same again from what is on the disk.
    await running.killed('SIGKILL');
    disk.reset();
    await running.restart();
    expect(await differences(running, sent), running.output).toEqual([]);
  });

  it('short writes are completed or refused, never acknowledged in part', async () => {
    const { running, disk } = await start();
    const sent: SentMessage[] = [];
    disk.fail({ kinds: ['write'], areas: ['spool'], error: 'short', count: 5 });
    await sendSome(running, sent, 'short', 20);
    disk.heal();
    await recovered(running, sent);
    expect(await differences(running, sent), running.output).toEqual([]);
  });

  it('the database cannot be written: mail is still acknowledged, and listed once it can', async () => {
    const { running, disk } = await start();
    const sent: SentMessage[] = [];
    disk.fail({ kinds: ['write', 'sync'], areas: ['database'], error: 'EIO' });
    await sendSome(running, sent, 'waiting', 20);
    expect(sent.filter((message) => message.outcome === 'acknowledged')).toHaveLength(20);
    await waitFor('the processor to meet the fault', () => disk.failed > 0);
    disk.heal();
    expect(await differences(running, sent), running.output).toEqual([]);
  });
});

async function start(): Promise<{ running: TestServer; disk: IoShim }> {
  const disk = new IoShim();
  shim = disk;
  const running = await TestServer.start({ shim: disk });
  server = running;
  return { running, disk };
}

async function sendSome(running: TestServer, sent: SentMessage[], name: string, count: number): Promise<void> {
  const load = new Load({
    address: () => running.smtp,
    sessions: 2,
    message: (n) => (n < count ? keyedMail(name, n) : undefined),
  });
  // An unhealthy spool answers new connections 421: the load would go on for ever, so it ends once nothing more can be said.
  const watch = setInterval(() => {
    if (load.sent.length > 0 && load.sent.every((message) => message.outcome === 'refused') && load.sent.length >= 2)
      load.stop();
  }, 1000);
  await load.run();
  clearInterval(watch);
  sent.push(...load.sent);
}

async function recovered(running: TestServer, sent: SentMessage[]): Promise<void> {
  let attempt = 0;
  await waitFor(
    'mail to be accepted again',
    async () => {
      attempt += 1;
      const load = new Load({
        address: () => running.smtp,
        sessions: 1,
        message: (n) => (n < 1 ? keyedMail(`probe-${attempt}`, n) : undefined),
      });
      const stop = setTimeout(() => load.stop(), 2000);
      await load.run();
      clearTimeout(stop);
      sent.push(...load.sent);
      return load.count('acknowledged') === 1;
    },
    { intervalMs: 200 },
  );
}
