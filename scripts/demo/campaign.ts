import { realMail } from '../../test/support/real-mail.ts';
import type { DemoMail } from './compose.ts';

/** How the campaign differs from its list: what the reconciliation is to find. */
const MISSING = 7;
const DUPLICATES = 12;
const UNEXPECTED = 3;

export interface DemoCampaign {
  readonly value: string;
  /** The list of those who should get it. */
  readonly expected: readonly string[];
  readonly message: (n: number) => DemoMail | undefined;
}

/** A newsletter of exactly so many messages: some recipients of the list get none, some two, and some are not on it. */
export function demoCampaign(messages: number, now: Date): DemoCampaign {
  const value = `winter-sale-${now.toISOString().slice(0, 19).replaceAll(/[:T]/g, '-')}`.toLowerCase();
  const listed = Math.max(MISSING + DUPLICATES, messages + MISSING - DUPLICATES - UNEXPECTED);
  const expected = Array.from({ length: listed }, (_, n) => `reader${String(n).padStart(6, '0')}@news.acme.test`);
  const recipients = [
    ...expected.slice(MISSING),
    ...expected.slice(MISSING, MISSING + DUPLICATES),
    ...Array.from({ length: UNEXPECTED }, (_, n) => `stranger${n}@news.acme.test`),
  ];
  // The bytes differ in nothing but the recipient: they are made once, as they would be by a program that sends in bulk.
  const marker = 'reader-of-this@news.acme.test';
  const template = realMail({
    seed: 1,
    subject: 'The winter sale begins: 20 % off everything',
    from: 'news@acme.test',
    to: marker,
    headers: [`X-Millrace-Campaign: ${value}`, 'List-Unsubscribe: <https://news.acme.test/unsubscribe>'],
  });
  const at = template.indexOf(marker);
  const before = template.subarray(0, at);
  const after = template.subarray(at + marker.length);
  return {
    value,
    expected,
    message: (n) => {
      const recipient = recipients[n];
      if (recipient === undefined) return undefined;
      const bytes = Buffer.concat([before, Buffer.from(recipient), after]);
      return { from: 'news@acme.test', recipients: [recipient], bytes, key: recipient };
    },
  };
}
