import type { Admission } from '../admission/admission.ts';
import type { SmtpReply } from '../domain/smtp-reply.ts';
import type { MessageReceiver } from '../smtp/message-receiver.ts';
import type { Spool } from '../spool/spool.ts';

const unhealthy: SmtpReply = {
  code: 421,
  enhanced: '4.3.2',
  text: 'The spool cannot write at present, try again later',
};

/** What the SMTP engine hands its work to: admission from memory, the spool for the rest. */
export function joinReceiver(admission: Admission, spool: Spool): MessageReceiver {
  return {
    admit: (recipient, session) => admission.admit(recipient, session),
    receive: (transaction) => spool.receive(transaction),
    refuse: (refusal) => spool.refuse(refusal),
    openLarge: () => spool.openLarge(),
    greeting: () => (spool.unhealthyReason() === undefined ? undefined : unhealthy),
  };
}
