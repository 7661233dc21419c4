import type { LoadMessage } from './load.ts';
import { Random } from './random.ts';
import { fillerMail, realMail } from './real-mail.ts';

/** Message number n of a load: subject `<name> <n>` is its key, and no two have the same bytes. Small, with a real mail now and then. */
export function keyedMail(
  name: string,
  n: number,
  recipients: readonly string[] = [`${name}-${n % 7}@example.test`],
): LoadMessage {
  const key = `${name} ${n}`;
  const random = new Random(n + 1);
  const from = 'load@example.test';
  const bytes =
    n % 10 === 0
      ? realMail({ seed: n + 1, subject: key, from })
      : fillerMail({ seed: n + 1, subject: key, from, sizeBytes: random.integer(200, 8000) });
  return { from, recipients, bytes, key };
}
