import type { DirectoryQueries } from '../ports/queries.ts';
import type { InboxSettings } from './batch-plan.ts';

/** What the batch needs of the settings of subdomains, read once each on the writing connection; emptied when one changes. */
export class InboxSettingsCache {
  readonly #directory: DirectoryQueries;
  readonly #standard: InboxSettings;
  readonly #known = new Map<string, InboxSettings>();

  constructor(directory: DirectoryQueries, campaignHeaders: readonly string[]) {
    this.#directory = directory;
    this.#standard = { campaignHeaders, keepAllCampaignMail: false };
  }

  get(inbox: string): InboxSettings {
    let settings = this.#known.get(inbox);
    if (settings === undefined) {
      settings = this.#read(inbox);
      this.#known.set(inbox, settings);
    }
    return settings;
  }

  clear(): void {
    this.#known.clear();
  }

  #read(inbox: string): InboxSettings {
    const own = this.#directory.subdomain(inbox)?.settings;
    if (own === undefined) return this.#standard;
    return {
      campaignHeaders: own.campaignHeaders ?? this.#standard.campaignHeaders,
      keepAllCampaignMail: own.keepAllCampaignMail ?? false,
    };
  }
}
