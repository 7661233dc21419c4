import { expect, it } from 'vitest';
import type { EmailDetail } from '../api/types.ts';
import { dialogueOf, listedAfterMs } from './timings.ts';

const at = (ms: number) => new Date(1_800_000_000_000 + ms).toISOString();
const detail = {
  sizeBytes: 25_310,
  reply: '250 2.0.0 0192f3a0',
  listedAt: at(46),
  envelope: {
    from: 'a@x.test',
    recipients: [{ address: 'b@y.test', inbox: 'i', inboxName: 'y.test', notify: 'NEVER' }],
    parameters: { size: 25_310, smtputf8: true },
  },
  transport: {
    peer: '127.0.0.1:5000',
    helo: 'client.test',
    esmtp: true,
    via: 'DATA',
    tls: { protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' },
    auth: { mechanism: 'PLAIN', user: 'ann' },
    connectedAt: at(0),
    mailAt: at(12),
    dataAt: at(20),
    endAt: at(41),
  },
} as EmailDetail;

it('tells the dialogue in its order with the times that were kept', () => {
  expect(dialogueOf(detail).map(({ side, text, atMs }) => [side, text, atMs])).toEqual([
    ['note', 'connection from 127.0.0.1:5000', 0],
    ['client', 'EHLO client.test', undefined],
    ['client', 'STARTTLS', undefined],
    ['note', 'TLSv1.3, TLS_AES_256_GCM_SHA384', undefined],
    ['client', 'AUTH PLAIN (as ann)', undefined],
    ['client', 'MAIL FROM:<a@x.test> SIZE=25310 SMTPUTF8', 12],
    ['client', 'RCPT TO:<b@y.test> NOTIFY=NEVER', undefined],
    ['client', 'DATA', 20],
    ['note', '25,310 bytes', 41],
    ['server', '250 2.0.0 0192f3a0', undefined],
    ['note', 'listed', 46],
  ]);
});

it('a dropped connection has no reply', () => {
  const lines = dialogueOf({ ...detail, refused: 'dropped' });
  expect(lines.some((line) => line.side === 'server')).toBe(false);
  expect(lines.at(-2)?.text).toBe('connection closed without a reply');
});

it('counts from the end of the data to the listing', () => {
  expect(listedAfterMs(detail)).toBe(5);
});
