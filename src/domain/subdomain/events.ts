import type { SubdomainSettings } from '../commands.ts';

/** Facts of one subdomain, stream `subdomain-<id>`. */
export type SubdomainEvent =
  | {
      readonly type: 'SubdomainCreated';
      readonly subdomainId: string;
      readonly domainId: string;
      /** A-label, lower case; the domain's own name where the subdomain is the domain itself. */
      readonly name: string;
      readonly description: string;
      readonly settings: SubdomainSettings;
    }
  | { readonly type: 'SubdomainUpdated'; readonly subdomainId: string; readonly description: string }
  /** The settings as they are from now on, whole. */
  | {
      readonly type: 'SubdomainSettingsChanged';
      readonly subdomainId: string;
      readonly settings: SubdomainSettings;
    }
  | {
      readonly type: 'SubdomainSuspended';
      readonly subdomainId: string;
      readonly reason: string;
      readonly notes: string;
    }
  | { readonly type: 'SubdomainUnsuspended'; readonly subdomainId: string }
  | {
      readonly type: 'MxRecordChecked';
      readonly subdomainId: string;
      readonly status: 'valid' | 'invalid' | 'unknown';
      readonly records: readonly string[];
    }
  | {
      readonly type: 'ModeratorAdded' | 'ModeratorRemoved' | 'ViewerAdded' | 'ViewerRemoved';
      readonly subdomainId: string;
      readonly user: string;
    };
