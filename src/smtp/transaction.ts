import type { JobRecipient, MailParameters } from '../domain/ingestion-job.ts';
import type { SmtpReply } from '../domain/smtp-reply.ts';
import type { RecipientParameters } from './mail-parameters.ts';
import type { SessionIdentity } from './session-identity.ts';

/** The failure that a chaos address of stage `data` wants in place of 250. */
export interface DataChaos {
  readonly reply: SmtpReply | 'drop';
  readonly delayMs: number;
}

const NO_LANE = Number.MAX_SAFE_INTEGER;

/** The envelope of the mail transaction that a session is in. One object a session, used again. */
export class Transaction {
  isOpen = false;
  mail: MailParameters | undefined;
  /** Index in `lanes`: the highest priority so far. */
  lane = NO_LANE;
  recipientCount = 0;
  /** The first chaos address of stage `data` decides. */
  chaos: DataChaos | undefined;
  #from = '';
  /** JSON of the recipients, comma-separated: kept as text, because that is all it will be. */
  #recipientsJson = '';
  #via: 'DATA' | 'BDAT' = 'DATA';
  #mailAt = 0;
  #dataAt = 0;
  readonly #identity: SessionIdentity;

  constructor(identity: SessionIdentity) {
    this.#identity = identity;
  }

  begin(from: string, mail: MailParameters | undefined): void {
    this.isOpen = true;
    this.#from = from;
    this.mail = mail;
    this.#mailAt = Date.now();
    this.#identity.facts.from = from;
    this.#identity.facts.declaredSizeBytes = mail?.size;
  }

  addRecipient(recipient: JobRecipient, parameters: RecipientParameters | undefined, lane: number): void {
    const json = JSON.stringify(parameters === undefined ? recipient : { ...recipient, ...parameters });
    this.#recipientsJson = this.recipientCount === 0 ? json : `${this.#recipientsJson},${json}`;
    this.recipientCount += 1;
    this.#identity.facts.recipientCount = this.recipientCount;
    if (lane < this.lane) this.lane = lane;
  }

  beginMessage(via: 'DATA' | 'BDAT'): void {
    this.#via = via;
    this.#dataAt = Date.now();
  }

  /** DATA, or the first BDAT, was given: the envelope is fixed. */
  get hasMessage(): boolean {
    return this.#dataAt !== 0;
  }

  get isBinary(): boolean {
    return this.mail?.body === 'BINARYMIME';
  }

  reset(): void {
    this.isOpen = false;
    this.mail = undefined;
    this.lane = NO_LANE;
    this.recipientCount = 0;
    this.chaos = undefined;
    this.#from = '';
    this.#recipientsJson = '';
    this.#dataAt = 0;
    const { facts } = this.#identity;
    facts.from = '';
    facts.declaredSizeBytes = undefined;
    facts.recipientCount = 0;
  }

  /** JSON of `EmailIngestionJob`. */
  jobText(endedAt: number, flagsJson: string): string {
    const { json, connectedAt } = this.#identity;
    let text = `{"from":${JSON.stringify(this.#from)},"recipients":[${this.#recipientsJson}],${json}`;
    if (this.mail !== undefined) text += `,"mail":${JSON.stringify(this.mail)}`;
    if (flagsJson !== '') text += `,"flags":${flagsJson}`;
    if (this.chaos !== undefined) {
      text += `,"refused":${this.chaos.reply === 'drop' ? '"dropped"' : JSON.stringify(this.chaos.reply)}`;
    }
    const times = `{"connected":${connectedAt},"mail":${this.#mailAt},"data":${this.#dataAt},"end":${endedAt}}`;
    return `${text},"via":"${this.#via}","times":${times}}`;
  }
}
