import type { RecipientRequest, SessionFacts } from '../../src/domain/recipient-admission.ts';

/** A RCPT TO as the SMTP engine hands it over. */
export function recipient(address: string): RecipientRequest {
  const at = address.lastIndexOf('@');
  return at < 0
    ? { address, localPart: address, domain: '' }
    : { address, localPart: address.slice(0, at), domain: address.slice(at + 1) };
}

export function session(facts: Partial<SessionFacts> = {}): SessionFacts {
  return {
    peer: '127.0.0.1:2525',
    helo: 'client.test',
    esmtp: true,
    tls: undefined,
    auth: undefined,
    from: 'sender@example.test',
    declaredSizeBytes: undefined,
    recipientCount: 0,
    ...facts,
  };
}
