import type { EmailIngestionJob } from '../domain/ingestion-job.ts';
import type { Credentials } from './credentials.ts';
import { replies } from './reply.ts';

type AuthFacts = NonNullable<EmailIngestionJob['auth']>;

export type AuthStep =
  | { readonly kind: 'challenge'; readonly reply: string }
  | { readonly kind: 'malformed'; readonly reply: string }
  | { readonly kind: 'accepted'; readonly auth: AuthFacts }
  | { readonly kind: 'rejected' };

/** One AUTH PLAIN (RFC 4616) or AUTH LOGIN: lines in, steps out. */
export class AuthExchange {
  readonly #mechanism: 'PLAIN' | 'LOGIN';
  readonly #credentials: Credentials;
  #user: string | undefined;

  constructor(mechanism: 'PLAIN' | 'LOGIN', credentials: Credentials) {
    this.#mechanism = mechanism;
    this.#credentials = credentials;
  }

  /** `initial`: the initial response of RFC 4954; `=` stands for an empty one. */
  begin(initial: string | undefined): AuthStep {
    if (initial !== undefined) return this.respond(initial === '=' ? '' : initial);
    const reply = this.#mechanism === 'PLAIN' ? replies.challenge : replies.challengeUser;
    return { kind: 'challenge', reply };
  }

  respond(line: string): AuthStep {
    if (line === '*') return { kind: 'malformed', reply: replies.authCancelled };
    const text = decode(line);
    if (text === undefined) return { kind: 'malformed', reply: replies.badBase64 };
    if (this.#mechanism === 'PLAIN') return this.#plain(text);
    if (this.#user !== undefined) return this.#check(this.#user, text);
    this.#user = text;
    return { kind: 'challenge', reply: replies.challengePassword };
  }

  #plain(text: string): AuthStep {
    const parts = text.split('\0');
    if (parts.length !== 3) return { kind: 'rejected' };
    return this.#check(parts[1] as string, parts[2] as string);
  }

  #check(user: string, password: string): AuthStep {
    if (!this.#credentials.accepts(user, password)) return { kind: 'rejected' };
    return { kind: 'accepted', auth: { mechanism: this.#mechanism, user } };
  }
}

/** `Buffer.from` takes anything for base64, so it is checked first. */
function decode(line: string): string | undefined {
  if (line.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(line)) return undefined;
  return Buffer.from(line, 'base64').toString('utf8');
}
