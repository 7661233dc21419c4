import type { Lane } from './lanes.ts';
import type { SmtpReply } from './smtp-reply.ts';

/** How a chaos address fails (DOMAIN.md, "Chaos address"). */
export interface ChaosBehaviour {
  readonly reply: SmtpReply;
  /** `data`: the whole transaction gets the reply and the mail is captured as refused; `rcpt`: only this recipient is refused. */
  readonly stage: 'data' | 'rcpt';
  /** Fail only the first N messages, then accept (greylisting). */
  readonly failFirst?: number;
  /** Fail with this probability, 0 to 1, from a seeded, repeatable sequence. */
  readonly probability?: number;
  readonly seed?: number;
  /** Milliseconds to wait before the reply, 0 to 600,000. */
  readonly delayMs?: number;
  /** Close the connection instead of replying. */
  readonly drop?: boolean;
}

export interface SubdomainSettings {
  readonly priority: Lane;
  readonly rateLimit?: {
    readonly messagesPerSecond?: number;
    readonly bytesPerSecond?: number;
    readonly burst?: number;
  };
  readonly retention?: { readonly maxAgeDays?: number; readonly maxCount?: number; readonly maxBytes?: number };
  /** Header names that mark a campaign; the configured ones when absent. */
  readonly campaignHeaders?: readonly string[];
  /** Store every message of a campaign instead of the first only. */
  readonly keepAllCampaignMail?: boolean;
}

/** A change of settings: a field that is there replaces, null goes back to the default, the rest stays. */
export type SubdomainSettingsChange = { readonly [Key in keyof SubdomainSettings]?: SubdomainSettings[Key] | null };

/** Which emails a bulk command is about; the same filter as the list of emails. See `EmailFilter` in ports/queries.ts. */
export type EmailSelection = { readonly ids: readonly string[] } | { readonly filter: EmailFilter };

export interface EmailFilter {
  readonly inbox?: string;
  readonly campaign?: string;
  /** Substrings, case-insensitive, unless said otherwise. */
  readonly from?: string;
  readonly to?: string;
  /** One envelope recipient, exactly, case-insensitive. */
  readonly recipient?: string;
  readonly subject?: string;
  readonly hasAttachment?: boolean;
  readonly unread?: boolean;
  readonly favorite?: boolean;
  readonly refused?: boolean;
  /** Received at or after / before: milliseconds since the epoch. */
  readonly after?: number;
  readonly before?: number;
  /** At least / less than so many bytes. */
  readonly largerBytes?: number;
  readonly smallerBytes?: number;
  /** None of these: `-inbox:x -campaign:y -recipient:z`. Values as in the fields above. */
  readonly not?: {
    readonly inboxes?: readonly string[];
    readonly campaigns?: readonly string[];
    readonly recipients?: readonly string[];
  };
  /** Full-text words and phrases in the query language of mime/query-language; joined with the fields above. */
  readonly q?: string;
}

/**
 * Every change that a person or program can ask for. Validated where they enter (API), decided by the aggregates, executed in
 * the processor's thread, durable when the result arrives.
 */
export type Command =
  | { readonly type: 'CreateDomain'; readonly name: string; readonly contact?: string; readonly description?: string }
  | {
      readonly type: 'UpdateDomainDetails';
      readonly domainId: string;
      readonly contact?: string;
      readonly description?: string;
    }
  | {
      readonly type: 'VerifyDomain';
      readonly domainId: string /** TXT values found at the apex. */;
      readonly txtRecords: readonly string[];
    }
  | { readonly type: 'SuspendDomain'; readonly domainId: string; readonly reason: string; readonly notes?: string }
  | { readonly type: 'UnsuspendDomain'; readonly domainId: string }
  | { readonly type: 'AddDomainModerator'; readonly domainId: string; readonly user: string }
  | { readonly type: 'RemoveDomainModerator'; readonly domainId: string; readonly user: string }
  | {
      readonly type: 'CreateSubdomain';
      readonly name: string;
      readonly description?: string;
      readonly settings?: SubdomainSettingsChange;
    }
  | { readonly type: 'UpdateSubdomain'; readonly subdomainId: string; readonly description: string }
  | {
      readonly type: 'ChangeSubdomainSettings';
      readonly subdomainId: string;
      readonly settings: SubdomainSettingsChange;
    }
  | {
      readonly type: 'SuspendSubdomain';
      readonly subdomainId: string;
      readonly reason: string;
      readonly notes?: string;
    }
  | { readonly type: 'UnsuspendSubdomain'; readonly subdomainId: string }
  | {
      readonly type: 'RecordMxCheck';
      readonly subdomainId: string;
      readonly status: 'valid' | 'invalid' | 'unknown';
      readonly records: readonly string[];
    }
  | {
      readonly type:
        | 'AddSubdomainModerator'
        | 'RemoveSubdomainModerator'
        | 'AddSubdomainViewer'
        | 'RemoveSubdomainViewer';
      readonly subdomainId: string;
      readonly user: string;
    }
  | { readonly type: 'CreateChaosAddress'; readonly address: string; readonly behaviour: ChaosBehaviour }
  | { readonly type: 'EditChaosAddress'; readonly chaosId: string; readonly behaviour: ChaosBehaviour }
  | { readonly type: 'EnableChaosAddress' | 'DisableChaosAddress' | 'DeleteChaosAddress'; readonly chaosId: string }
  | { readonly type: 'DeleteCampaign'; readonly campaignId: string }
  | {
      readonly type: 'ReadEmails' | 'UnreadEmails' | 'FavoriteEmails' | 'UnfavoriteEmails' | 'DeleteEmails';
      readonly selection: EmailSelection;
    }
  | {
      readonly type: 'SetExpectedRecipients';
      readonly campaignId: string;
      readonly recipients: readonly string[] /** false: begin a new list. */;
      readonly append: boolean;
    }
  | { readonly type: 'RetryDeadLetters'; readonly ids?: readonly number[] }
  | { readonly type: 'DiscardDeadLetters'; readonly ids?: readonly number[] };

export type CommandResult =
  | {
      readonly kind: 'done' /** Id of what was created or changed. */;
      readonly id?: string /** How many emails or dead letters it touched. */;
      readonly count?: number;
    }
  | { readonly kind: 'not-found'; readonly what: string }
  /** A rule refuses it now: name taken, address used, already suspended. `reason` is a sentence for people. */
  | { readonly kind: 'conflict'; readonly rule: string; readonly reason: string }
  | { readonly kind: 'invalid'; readonly field: string; readonly reason: string };
