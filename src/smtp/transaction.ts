import type { JobRecipient, MailParameters } from '../domain/ingestion-job.ts';
import type { SmtpReply } from '../domain/smtp-reply.ts';
import type { RecipientParameters } from './mail-parameters.ts';

/** The failure that a chaos address of stage `data` wants in place of 250. */
export interface DataChaos {
  readonly reply: SmtpReply | 'drop';
  readonly delayMs: number;
}

/** The envelope of the mail transaction that a session is in. One object a session, used again. */
export class Transaction {
  isOpen = false;
  from = '';
  mail: MailParameters | undefined;
  /** Index in `lanes`: the highest priority so far. */
  lane = Number.MAX_SAFE_INTEGER;
  recipientCount = 0;
  /** JSON of the recipients, comma-separated: kept as text, because that is all it will be. */
  recipientsJson = '';
  /** The first chaos address of stage `data` decides. */
  chaos: DataChaos | undefined;
  via: 'DATA' | 'BDAT' = 'DATA';
  mailAt = 0;
  dataAt = 0;

  begin(from: string, mail: MailParameters | undefined, at: number): void {
    this.isOpen = true;
    this.from = from;
    this.mail = mail;
    this.mailAt = at;
    this.dataAt = 0;
    this.via = 'DATA';
  }

  addRecipient(recipient: JobRecipient, parameters: RecipientParameters | undefined, lane: number): void {
    const json = JSON.stringify(parameters === undefined ? recipient : { ...recipient, ...parameters });
    this.recipientsJson = this.recipientCount === 0 ? json : `${this.recipientsJson},${json}`;
    this.recipientCount += 1;
    if (lane < this.lane) this.lane = lane;
  }

  reset(): void {
    this.isOpen = false;
    this.from = '';
    this.mail = undefined;
    this.lane = Number.MAX_SAFE_INTEGER;
    this.recipientCount = 0;
    this.recipientsJson = '';
    this.chaos = undefined;
  }

  /** JSON of `EmailIngestionJob`. `sessionJson`: what stays the same over the session, as members without braces. */
  jobText(sessionJson: string, connectedAt: number, endedAt: number, flagsJson: string): string {
    let text = `{"from":${JSON.stringify(this.from)},"recipients":[${this.recipientsJson}],${sessionJson}`;
    if (this.mail !== undefined) text += `,"mail":${JSON.stringify(this.mail)}`;
    if (flagsJson !== '') text += `,"flags":${flagsJson}`;
    if (this.chaos !== undefined) {
      text += `,"refused":${this.chaos.reply === 'drop' ? '"dropped"' : JSON.stringify(this.chaos.reply)}`;
    }
    const times = `{"connected":${connectedAt},"mail":${this.mailAt},"data":${this.dataAt},"end":${endedAt}}`;
    return `${text},"via":"${this.via}","times":${times}}`;
  }
}
