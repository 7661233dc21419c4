import type { ChaosBehaviour } from '../domain/commands.ts';
import type { RefusalJob } from '../domain/ingestion-job.ts';
import type { RecipientVerdict } from '../domain/recipient-admission.ts';
import type { SmtpReply } from '../domain/smtp-reply.ts';

/**
 * What one chaos address does to the next message.
 *
 * Which message it is (`#seen`) is counted here: from what the read models had counted when the directory was built, plus every
 * recipient admitted since. So the fates of `failFirst` and `probability` go on after a restart where they were, except that what
 * was in the spool and not yet processed at that moment is only counted once its batch is committed (`countedInAll`). A recipient whose
 * transaction is then given up (RSET, a lost connection) has had its fate and counts here, but is not counted as received.
 */
export class ChaosRule {
  enabled: boolean;
  #behaviour: ChaosBehaviour;
  /** Messages in the read models. */
  #received: number;
  #seen: number;

  constructor(
    readonly id: string,
    /** Canonical. */
    readonly address: string,
    behaviour: ChaosBehaviour,
    enabled: boolean,
    received: number,
  ) {
    this.enabled = enabled;
    this.#behaviour = behaviour;
    this.#received = received;
    this.#seen = received;
  }

  /** Edited, which only an unused one can be: it begins anew. */
  become(behaviour: ChaosBehaviour): void {
    this.#behaviour = behaviour;
    this.#seen = this.#received;
  }

  counted(count: number): void {
    this.countedInAll(this.#received + count);
  }

  countedInAll(total: number): void {
    this.#received = Math.max(this.#received, total);
    this.#seen = Math.max(this.#seen, this.#received);
  }

  /** Whether the next message fails: both conditions must hold where both are set. Changes nothing. */
  get fires(): boolean {
    const { failFirst, probability, seed } = this.#behaviour;
    if (failFirst !== undefined && this.#seen >= failFirst) return false;
    return probability === undefined || draw(seed ?? hash(this.id), this.#seen) < probability;
  }

  /** The next message has had its fate. */
  pass(): void {
    this.#seen += 1;
  }

  get stage(): 'data' | 'rcpt' {
    return this.#behaviour.stage;
  }

  /** For the reply after the data. */
  failure(): { readonly reply: SmtpReply | 'drop'; readonly delayMs: number } {
    const { reply, drop, delayMs = 0 } = this.#behaviour;
    return { reply: drop ? 'drop' : reply, delayMs };
  }

  /** For the reply to RCPT. */
  refuse(refusal: RefusalJob): RecipientVerdict {
    const { reply, drop, delayMs = 0 } = this.#behaviour;
    if (drop) return { kind: 'drop', delayMs, refusal };
    return { kind: 'refuse', reply, delayMs, close: reply.code === 421, refusal };
  }
}

/**
 * The n-th number, 0 to 1, of the sequence with this seed: a mix of both (the finaliser of MurmurHash3) instead of a generator with
 * a state, so that the n-th message has the same fate whatever came before, also after a restart.
 */
function draw(seed: number, n: number): number {
  const high = Math.floor(seed / 4_294_967_296);
  return mix(mix(mix(seed ^ 0x9e3779b9) ^ high) + Math.imul(n + 1, 0x9e3779b1)) / 4_294_967_296;
}

function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Without a seed every address has a sequence of its own. */
function hash(id: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) value = Math.imul(value ^ id.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
