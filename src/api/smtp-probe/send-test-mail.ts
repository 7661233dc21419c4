import type { ApiContext } from '../context.ts';
import { type Dialogue, smtpDialogue } from './dialogue.ts';
import { testMail } from './test-mail.ts';

const sender = 'test@millrace.invalid';
/** Longest that a person watches: a chaos address may delay for ten minutes. */
const longestMs = 60_000;

/** A test mail through our own SMTP, as any client would send it. */
export function sendTestMail(
  context: Pick<ApiContext, 'facts' | 'smtpAddress' | 'now' | 'stopping'>,
  to: string,
): Promise<Dialogue> {
  const { host, port } = context.smtpAddress();
  const { credentials, tls, authRequired } = context.facts;
  return smtpDialogue({
    // Bound to all addresses: reached by loopback.
    host: host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host,
    port,
    startTls: tls === 'required',
    ...(authRequired ? { credentials: credentials ?? 'test:test' } : {}),
    from: sender,
    to,
    message: testMail(sender, to, context.now()),
    timeoutMs: longestMs,
    signal: context.stopping,
  });
}
