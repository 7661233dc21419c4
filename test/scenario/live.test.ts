import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmailItem } from '../../src/ports/queries.ts';
import { fillerMail, realMail } from '../support/real-mail.ts';
import { TestServer } from '../support/server.ts';
import { SmtpClient } from '../support/smtp-client.ts';
import { waitFor } from '../support/wait-for.ts';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server?.stop());

async function send(subject: string, to: string, message = fillerMail({ seed: 1, subject, sizeBytes: 400 })) {
  const client = await SmtpClient.open(server.smtp);
  expect((await client.send('a@example.test', [to], message)).code).toBe(250);
  await client.quit();
}

describe('waiting for a mail', () => {
  it('answers with the mail that is captured while it waits, and only with one that meets the conditions', async () => {
    const waiting = server.api.request('GET', '/api/v1/emails/wait?recipient=wanted@example.test&timeout=60000');
    await waitFor('the wait to have begun', async () => (await server.api.stats()) !== undefined);
    await send('another', 'other@example.test');
    await send('the one', 'wanted@example.test');
    const answer = await waiting;
    expect(answer.status).toBe(200);
    expect((JSON.parse(answer.body.toString()) as EmailItem).subject).toBe('the one');
  });

  it('answers 204 when none came', async () => {
    const answer = await server.api.request('GET', '/api/v1/emails/wait?recipient=nobody@example.test&timeout=50');
    expect(answer.status).toBe(204);
  });
});

describe('search', () => {
  it('finds words of subject, sender and decoded body, once the index has them, and not what was deleted', async () => {
    await send(
      'quarterly zebra figures',
      'find@example.test',
      realMail({ seed: 3, subject: 'quarterly zebra figures' }),
    );
    const found = await waitFor('the index', async () => (await server.api.emails('q=zebra'))[0]);
    expect(found.subject).toBe('quarterly zebra figures');
    expect(await server.api.emails('q=subject:zebr*')).toHaveLength(1);
    expect(await server.api.emails('q=from:zebra')).toHaveLength(0);
    expect(await server.api.emails('q=zebra%20-figures')).toHaveLength(0);
    await server.api.request('DELETE', `/api/v1/emails/${found.id}`);
    expect(await server.api.emails('q=zebra')).toHaveLength(0);
  });

  it('says where a query cannot be understood', async () => {
    const answer = await server.api.request('GET', '/api/v1/emails?q=has:wings');
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ position: 0 });
  });
});

describe('the live feed', () => {
  it('tells of captures, and after a lost connection of what was missed, without a gap or a double', async () => {
    const first = await Feed.open(server.httpUrl);
    await send('live 1', 'live@example.test');
    await waitFor('the first capture', () => first.captured > 0);
    const lastId = first.lastId;
    first.close();
    await send('live 2', 'live@example.test');
    await send('live 3', 'live@example.test');
    const second = await Feed.open(server.httpUrl, lastId);
    await waitFor('what was missed', () => second.captured >= 2);
    await send('live 4', 'live@example.test');
    await waitFor('the next one', () => second.captured >= 3);
    expect(second.captured).toBe(3);
    second.close();
  });

  it('tells somebody who comes back from before a restart to ask for everything again', async () => {
    const first = await Feed.open(server.httpUrl);
    await send('before the restart', 'live@example.test');
    await waitFor('the capture', () => first.captured > 0);
    first.close();
    await server.killed('SIGKILL');
    await server.restart();
    const second = await Feed.open(server.httpUrl, first.lastId);
    await waitFor('the advice', () => second.events.includes('resync'));
    second.close();
  });
});

/** A reader of server-sent events. */
class Feed {
  lastId = '';
  captured = 0;
  readonly events: string[] = [];
  close!: () => void;

  static open(url: string, lastId?: string): Promise<Feed> {
    const feed = new Feed();
    return new Promise((resolve, reject) => {
      const headers = { accept: 'text/event-stream', ...(lastId ? { 'last-event-id': lastId } : {}) };
      const call = request(`${url}/api/v1/events`, { headers });
      call.on('error', reject);
      call.on('response', (response) => {
        feed.close = () => call.destroy();
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => {
          const blocks = (text + piece).split('\n\n');
          text = blocks.pop() as string;
          for (const block of blocks) feed.#take(block);
          if (feed.events.length > 0) resolve(feed);
        });
        response.on('error', () => undefined);
      });
      call.end();
    });
  }

  #take(block: string): void {
    const fields = new Map(
      block.split('\n').map((line) => [line.split(':', 1)[0], line.slice(line.indexOf(':') + 1).trim()]),
    );
    if (fields.get('id')) this.lastId = fields.get('id') as string;
    const event = fields.get('event');
    if (event === undefined) return;
    this.events.push(event);
    if (event === 'captured') this.captured += (JSON.parse(fields.get('data') as string) as { count: number }).count;
  }
}
