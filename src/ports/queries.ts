import type { ChaosBehaviour, EmailFilter, SubdomainSettings } from '../domain/commands.ts';
import type { EmailIngestionJob } from '../domain/ingestion-job.ts';
import type { MessageReference } from '../domain/message-reference.ts';
import type { SmtpReply } from '../domain/smtp-reply.ts';
import type { StoredEvent } from './event-store.ts';

/*
 * The read side: what the API asks of the database. Every instance has a read connection of its own; a call sees one committed
 * state, never waits for the writer, and throws MillraceError 'database-io' on a fault. All times are milliseconds since the epoch.
 */

export interface Person {
  readonly name: string;
  readonly address: string;
}

/** One capture as the list shows it. */
export interface EmailItem {
  readonly id: string;
  /** Place in the order of arrival: rises with time, unique over all inboxes, never reused. The paging cursor. */
  readonly number: number;
  readonly inbox: string;
  readonly from: Person;
  readonly to: readonly Person[];
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly snippet: string;
  readonly receivedAt: number;
  readonly sizeBytes: number;
  readonly attachments: number;
  readonly unread: boolean;
  readonly favorite: boolean;
  readonly campaign?: { readonly id: string; readonly value: string };
  readonly chaos?: string;
  readonly refused?: SmtpReply | 'dropped';
  readonly flags: readonly string[];
}

export interface EmailDetail extends EmailItem {
  readonly messageId: string;
  readonly cc: readonly Person[];
  /** The Message-ID header, as given. */
  readonly messageIdHeader: string;
  readonly date: string;
  readonly job: EmailIngestionJob;
  /** When the processor's transaction made it visible. */
  readonly listedAt: number;
  readonly reference: MessageReference;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Cursor of the next page, absent at the end. */
  readonly next?: string;
}

export interface EmailPage extends Page<EmailItem> {
  /** Only beside `next`: so many rows are still to be jumped over from there, because the time was over before `skip` was reached. */
  readonly skip?: number;
}

export interface EmailPageRequest {
  readonly limit: number;
  readonly before?: number;
  readonly after?: number;
  readonly skip?: number;
  /** `newest` when absent. */
  readonly order?: EmailOrder;
}

/** Of arrival. By size there is none: its index would be written all over with every batch. */
export type EmailOrder = 'newest' | 'oldest';

export interface EmailQueries {
  /**
   * Newest first, or oldest first. `before`/`after` are numbers (exclusive); `skip` jumps over that many rows, without conditions in
   * milliseconds at any depth. Rows that conditions without an index are tried on are looked at for about 100 ms: then the page ends
   * where it got to, with fewer items than `limit`, or none, and `next` to go on from: `before` of the next page, or `after` with the
   * oldest first. So only the absence of `next` says that there are no more.
   */
  list(filter: EmailFilter, page: EmailPageRequest): EmailPage;
  /** Exact for one inbox or all without other conditions; counted otherwise up to 10,000 and for about 200 ms (`exact` false when it stopped there: at least so many). */
  count(filter: EmailFilter): { readonly count: number; readonly exact: boolean };
  get(id: string): EmailDetail | undefined;
  reference(id: string): MessageReference | undefined;
  /** Per inbox: captures, unread, bytes. */
  inboxes(): readonly {
    readonly inbox: string;
    readonly emails: number;
    readonly unread: number;
    readonly sizeBytes: number;
  }[];
  /**
   * First match newer than the number given, oldest first: for `/emails/wait`. Without `q` it looks for about 100 ms as `list` does:
   * then `goOn` is the number to ask behind next. Neither: there is no match so far.
   */
  firstAfter(filter: EmailFilter, after: number): { readonly email?: EmailItem; readonly goOn?: number };
  lastNumber(): number;
}

export interface DomainView {
  readonly id: string;
  readonly name: string;
  readonly contact: string;
  readonly description: string;
  readonly status: 'pending' | 'active' | 'suspended';
  readonly suspension?: { readonly reason: string; readonly notes: string; readonly at: number };
  readonly verificationToken: string;
  readonly verifiedAt?: number;
  readonly moderators: readonly string[];
  readonly createdAt: number;
  readonly subdomains: number;
}

export interface SubdomainView {
  readonly id: string;
  readonly domainId: string;
  readonly name: string;
  readonly description: string;
  readonly status: 'active' | 'suspended';
  readonly suspension?: { readonly reason: string; readonly notes: string; readonly at: number };
  readonly mx: {
    readonly status: 'unknown' | 'invalid' | 'valid';
    readonly checkedAt?: number;
    readonly records: readonly string[];
  };
  readonly settings: SubdomainSettings;
  readonly moderators: readonly string[];
  readonly viewers: readonly string[];
  readonly createdAt: number;
}

export interface ChaosAddressView {
  readonly id: string;
  readonly address: string;
  readonly subdomainId: string;
  readonly enabled: boolean;
  readonly behaviour: ChaosBehaviour;
  readonly received: number;
  readonly lastReceivedAt?: number;
  readonly createdAt: number;
}

export interface DirectoryQueries {
  domains(): readonly DomainView[];
  domain(id: string): DomainView | undefined;
  /** By A-label, lower case, without a dot at the end. */
  domainNamed(name: string): DomainView | undefined;
  subdomains(
    filter: { readonly domainId?: string; readonly search?: string },
    page: { readonly limit: number; readonly after?: string },
  ): Page<SubdomainView>;
  subdomain(id: string): SubdomainView | undefined;
  /** By A-label, lower case, without a dot at the end. */
  subdomainNamed(name: string): SubdomainView | undefined;
  chaosAddresses(
    filter: { readonly subdomainId?: string; readonly search?: string; readonly enabled?: boolean },
    page: { readonly limit: number; readonly after?: string },
  ): Page<ChaosAddressView>;
  chaosAddress(id: string): ChaosAddressView | undefined;
  /** By canonical address: `canonicalLocalPart` (domain/address), `@`, A-label. */
  chaosAddressAt(address: string): ChaosAddressView | undefined;
  /** Version of its stream that the view shows; a stream of many counts need not be read from its beginning. */
  chaosAddressVersion(id: string): number | undefined;
}

export interface CampaignView {
  readonly id: string;
  readonly inbox: string;
  readonly value: string;
  readonly total: number;
  readonly bytes: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly uniqueRecipients: number;
  readonly sampleEmailId?: string;
}

export type SeriesResolution = 'second' | 'minute' | 'hour';
export type LedgerView = 'all' | 'duplicates' | 'missing' | 'unexpected';

export interface CampaignQueries {
  campaigns(
    filter: { readonly inbox?: string; readonly search?: string },
    sort: 'value' | 'total' | 'first' | 'last',
    descending: boolean,
    page: { readonly limit: number; readonly skip: number },
  ): { readonly items: readonly CampaignView[]; readonly total: number };
  campaign(id: string): CampaignView | undefined;
  series(
    id: string,
    resolution: SeriesResolution,
    from: number,
    to: number,
  ): readonly { readonly at: number; readonly count: number; readonly bytes: number }[];
  /** By recipient, ascending, behind the cursor. `seen` is 0 for missing ones. */
  ledger(
    id: string,
    view: LedgerView,
    page: { readonly limit: number; readonly after?: string; readonly search?: string },
  ): Page<{ readonly recipient: string; readonly seen: number; readonly expected: boolean }>;
  /** The reconciliation report as counts. */
  reconcile(id: string): {
    readonly expected: number;
    readonly once: number;
    readonly duplicates: number;
    readonly missing: number;
    readonly unexpected: number;
    readonly recipients: number;
  };
}

export interface AuditQueries {
  /**
   * Newest first; directory, chaos and campaign streams (emails only by `stream`). A page looks through a limited number of events: it
   * may have fewer than `limit`, even none, and `next` to go on from.
   */
  audit(
    filter: {
      readonly stream?: string;
      readonly actor?: string;
      readonly type?: string;
      /** Without what mail itself leaves behind: the counts of campaigns and chaos addresses, several a second under load. */
      readonly changes?: boolean;
    },
    page: { readonly limit: number; readonly before?: number },
  ): Page<StoredEvent>;
}

export interface DeadLetter {
  readonly id: number;
  readonly lane: string;
  readonly sequence: number;
  readonly messageId: string;
  readonly reason: string;
  readonly attempts: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly reference: MessageReference;
}

export interface DeadLetterQueries {
  deadLetters(page: { readonly limit: number; readonly after?: number }): Page<DeadLetter>;
  deadLetterCount(): number;
}

export interface SearchPage {
  readonly limit: number;
  /** Exclusive. */
  readonly before?: number;
  readonly after?: number;
  readonly inbox?: string;
  /** `newest` when absent. */
  readonly order?: EmailOrder;
}

/** Full text: numbers of emails in their order. The search index lags behind the list by what `behind` says. */
export interface SearchQueries {
  /** @throws MillraceError 'command-invalid' when the words cannot be understood. */
  search(words: string, page: SearchPage): readonly number[];
  /** Number of the last email indexed. */
  indexedUpTo(): number;
}
