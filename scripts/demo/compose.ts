import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { LoadMessage } from '../../test/support/load.ts';

export type DemoMail = LoadMessage;
export type ComposeOptions = ConstructorParameters<typeof MailComposer>[0];

/** A mail as a well-behaved mailer builds it, for one envelope. */
export async function composed(
  from: string,
  recipients: readonly string[],
  options: ComposeOptions,
): Promise<DemoMail> {
  const composer = new MailComposer({ to: recipients.join(', '), ...options });
  const bytes = await composer.compile().build();
  // What is sent ends in a line end.
  return { from, recipients, key: options.subject ?? '', bytes: Buffer.concat([bytes, Buffer.from('\r\n')]) };
}

/** A mail line by line, for what no mailer would build; one character a byte unless the lines are UTF-8. */
export function handmade(
  from: string,
  recipients: readonly string[],
  lines: readonly string[],
  encoding: 'utf8' | 'latin1' = 'utf8',
): DemoMail {
  const subject = lines.find((line) => /^subject:/i.test(line)) ?? '';
  return { from, recipients, key: subject, bytes: Buffer.from(`${lines.join('\r\n')}\r\n`, encoding) };
}
