import { CATCH_ALL } from '../../src/domain/ingestion-job.ts';

export interface ModelEmail {
  readonly subject: string;
  readonly inbox: string;
  readonly campaign: string | undefined;
  readonly refused: number | undefined;
  unread: boolean;
  favorite: boolean;
}

export interface ModelChaos {
  readonly address: string;
  readonly stage: 'rcpt' | 'data';
  readonly code: number;
  enabled: boolean;
  received: number;
}

export interface ModelCampaign {
  readonly inbox: string;
  readonly value: string;
  total: number;
  readonly ledger: Map<string, number>;
}

/** The replies that a transaction must get: one a recipient, and the one after the data (undefined when none was accepted). */
export interface ModelReplies {
  readonly recipients: readonly number[];
  readonly data: number | undefined;
}

/** The rules of domains, subdomains, chaos addresses, campaigns and inbox in the plainest form: everything in maps, nothing lost, no time. */
export class CaptureModel {
  readonly domains = new Map<string, { suspended: boolean }>();
  readonly subdomains = new Map<string, { suspended: boolean }>();
  readonly chaos = new Map<string, ModelChaos>();
  readonly campaigns = new Map<string, ModelCampaign>();
  emails: ModelEmail[] = [];

  send(subject: string, recipients: readonly string[], campaign: string | undefined): ModelReplies {
    const codes = recipients.map((recipient) => this.#admit(recipient));
    const accepted = recipients.filter((_, index) => codes[index] === 250);
    if (accepted.length === 0) return { recipients: codes, data: undefined };
    const failing = accepted.map((recipient) => this.#enabledChaos(recipient)).filter((chaos) => chaos !== undefined);
    for (const chaos of failing) chaos.received += 1;
    const refused = failing[0]?.code;
    for (const inbox of new Set(accepted.map((recipient) => this.#inboxOf(recipient)))) {
      const own = accepted.filter((recipient) => this.#inboxOf(recipient) === inbox);
      if (campaign !== undefined && !this.#countCampaign(inbox, campaign, own)) continue;
      this.emails.push({ subject, inbox, campaign, refused, unread: true, favorite: false });
    }
    return { recipients: codes, data: refused ?? 250 };
  }

  deleteCampaign(key: string): void {
    const campaign = this.campaigns.get(key) as ModelCampaign;
    this.campaigns.delete(key);
    this.emails = this.emails.filter((email) => email.inbox !== campaign.inbox || email.campaign !== campaign.value);
  }

  #admit(recipient: string): number {
    const domain = domainOf(recipient);
    const subdomain = this.subdomains.get(domain);
    if (!subdomain) return 250;
    if (subdomain.suspended || this.domains.get(registrable(domain))?.suspended) return 550;
    const chaos = this.#enabledChaos(recipient);
    if (chaos?.stage !== 'rcpt') return 250;
    chaos.received += 1;
    return chaos.code;
  }

  #enabledChaos(recipient: string): ModelChaos | undefined {
    const chaos = this.chaos.get(recipient);
    return chaos?.enabled ? chaos : undefined;
  }

  #inboxOf(recipient: string): string {
    const domain = domainOf(recipient);
    return this.subdomains.has(domain) ? domain : CATCH_ALL;
  }

  /** True for the first message: it is the sample. */
  #countCampaign(inbox: string, value: string, recipients: readonly string[]): boolean {
    const key = `${inbox} ${value}`;
    const known = this.campaigns.get(key);
    const campaign = known ?? { inbox, value, total: 0, ledger: new Map<string, number>() };
    this.campaigns.set(key, campaign);
    campaign.total += 1;
    for (const recipient of recipients) campaign.ledger.set(recipient, (campaign.ledger.get(recipient) ?? 0) + 1);
    return !known;
  }
}

export const domainOf = (address: string) => address.slice(address.indexOf('@') + 1);
export const registrable = (name: string) => name.split('.').slice(-2).join('.');
