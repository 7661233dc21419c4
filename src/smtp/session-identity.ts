import type { EmailIngestionJob } from '../domain/ingestion-job.ts';
import type { SessionFacts } from './message-receiver.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Who is at the other end, as far as it has said. */
export class SessionIdentity {
  /** Handed to admission, which sees the transaction's part, too. */
  readonly facts: Writable<SessionFacts>;
  readonly connectedAt = Date.now();
  /** What every job of the session has in common: members of `EmailIngestionJob` as JSON, without braces. */
  json = '';

  constructor(peer: string) {
    this.facts = {
      peer,
      helo: '',
      esmtp: false,
      tls: undefined,
      auth: undefined,
      from: '',
      declaredSizeBytes: undefined,
      recipientCount: 0,
    };
  }

  greeted(name: string, isExtended: boolean): void {
    this.facts.helo = name;
    this.facts.esmtp = isExtended;
    this.#render();
  }

  authenticated(auth: NonNullable<EmailIngestionJob['auth']>): void {
    this.facts.auth = auth;
    this.#render();
  }

  /** All that was said before is forgotten (RFC 3207 4.2). */
  secured(tls: NonNullable<EmailIngestionJob['tls']>): void {
    this.facts.tls = tls;
    this.facts.auth = undefined;
    this.greeted('', false);
  }

  #render(): void {
    const { peer, helo, esmtp, tls, auth } = this.facts;
    this.json = JSON.stringify({ peer, helo, esmtp, tls, auth }).slice(1, -1);
  }
}
