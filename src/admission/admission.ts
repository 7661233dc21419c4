import { canonicalLocalPart } from '../domain/address.ts';
import { toALabel } from '../domain/domain-name.ts';
import { CATCH_ALL } from '../domain/ingestion-job.ts';
import { lanes } from '../domain/lanes.ts';
import type { RecipientRequest, RecipientVerdict, SessionFacts } from '../domain/recipient-admission.ts';
import type { ChaosRule } from './chaos-rule.ts';
import type { Directory, SubdomainEntry } from './directory.ts';

const normalLane = lanes.indexOf('normal');

const unknownRecipient = refusal(550, '5.1.1', 'No such recipient here');
const suspended = refusal(550, '5.2.1', 'Mailbox disabled, not accepting messages');
const tooManyMessages = refusal(450, '4.7.1', 'Too many messages for this recipient, try again later');
const tooManyBytes = refusal(451, '4.7.1', 'Too much data for this recipient, try again later');

export interface AdmissionOptions {
  readonly directory: Directory;
  /** For recipients of no configured subdomain, and of a domain that is not verified yet. */
  readonly unknownRecipients: 'catch-all' | 'reject';
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * The decision on one recipient, from memory alone: no I/O, no promise. In this order: unknown, suspended, chaos, rate limit. A
 * chaos address that fires is not held to the rate limit, so that the sender sees the configured reply and no other.
 */
export class Admission {
  readonly #directory: Directory;
  readonly #rejectsUnknown: boolean;
  readonly #now: () => number;
  /** Which limited subdomains the transaction of a session has been counted for: a message counts once, however many recipients. */
  #counted: WeakMap<SessionFacts, Set<SubdomainEntry>> | undefined;

  constructor({ directory, unknownRecipients, now = Date.now }: AdmissionOptions) {
    this.#directory = directory;
    this.#rejectsUnknown = unknownRecipients === 'reject';
    this.#now = now;
  }

  admit(recipient: RecipientRequest, session: SessionFacts): RecipientVerdict {
    if (session.recipientCount === 0) this.#counted?.delete(session);
    const { domain, address } = recipient;
    // `<Postmaster>` alone must be accepted, RFC 5321 4.5.1.
    if (domain === '') return accept(address, CATCH_ALL, normalLane);
    const name = toALabel(domain);
    const subdomain = name === undefined ? undefined : this.#directory.find(name);
    if (name === undefined || subdomain === undefined || !(subdomain.domain.verified || subdomain.domain.suspended)) {
      return this.#rejectsUnknown ? unknownRecipient : accept(address, CATCH_ALL, normalLane);
    }
    if (subdomain.suspended || subdomain.domain.suspended) return suspended;
    const chaos = subdomain.chaosAddresses === 0 ? undefined : this.#chaosAddress(recipient, name);
    return chaos?.enabled
      ? this.#admitChaos(address, subdomain, chaos, session)
      : (this.#overLimit(subdomain, session) ?? accept(address, subdomain.id, subdomain.lane));
  }

  #chaosAddress({ address, localPart, domain }: RecipientRequest, name: string): ChaosRule | undefined {
    const canonical = canonicalLocalPart(localPart);
    // As it is in nearly all mail: no string is put together.
    const asGiven = canonical === localPart && name === domain;
    return this.#directory.chaosAddress(asGiven ? address : `${canonical}@${name}`);
  }

  #admitChaos(address: string, subdomain: SubdomainEntry, chaos: ChaosRule, session: SessionFacts): RecipientVerdict {
    const fires = chaos.fires;
    const overLimit = fires ? undefined : this.#overLimit(subdomain, session);
    if (overLimit) return overLimit;
    chaos.pass();
    if (fires && chaos.stage === 'rcpt') return chaos.refuse({ chaos: chaos.id, address, at: this.#now() });
    const recipient = { address, inbox: subdomain.id, chaos: chaos.id };
    return fires
      ? { kind: 'accept', recipient, lane: subdomain.lane, chaos: chaos.failure() }
      : { kind: 'accept', recipient, lane: subdomain.lane };
  }

  #overLimit(subdomain: SubdomainEntry, session: SessionFacts): RecipientVerdict | undefined {
    const limit = subdomain.rateLimit;
    if (limit === undefined) return undefined;
    this.#counted ??= new WeakMap();
    const counted = this.#counted.get(session) ?? new Set();
    if (counted.has(subdomain)) return undefined;
    const over = limit.take(session.declaredSizeBytes ?? 0, this.#now());
    if (over) return over === 'messages' ? tooManyMessages : tooManyBytes;
    this.#counted.set(session, counted.add(subdomain));
    return undefined;
  }
}

function accept(address: string, inbox: string, lane: number): RecipientVerdict {
  return { kind: 'accept', recipient: { address, inbox }, lane };
}

/** Shared by all who get it: nothing in it is about one recipient. */
function refusal(code: number, enhanced: string, text: string): RecipientVerdict {
  return { kind: 'refuse', reply: { code, enhanced, text } };
}
