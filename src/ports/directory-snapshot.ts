import type { ChaosBehaviour, SubdomainSettings } from '../domain/commands.ts';

/**
 * What the directory in memory is built from: plain data, fit to be sent to another thread. Consistent as of one commit; what
 * happened later is in the events behind `position`.
 */
export interface DirectorySnapshot {
  /** Global position of the last event that is in it; 0 for none. */
  readonly position: number;
  readonly domains: readonly {
    readonly id: string;
    /** DNS or a waiver has shown whose it is; mail for a domain that is not is treated as for unknown recipients. */
    readonly verified: boolean;
    readonly suspended: boolean;
  }[];
  readonly subdomains: readonly {
    readonly id: string;
    readonly domainId: string;
    /** A-label, lower case. */
    readonly name: string;
    readonly suspended: boolean;
    readonly settings: Pick<SubdomainSettings, 'priority' | 'rateLimit'>;
  }[];
  readonly chaosAddresses: readonly {
    readonly id: string;
    readonly subdomainId: string;
    /** Canonical local part (`canonicalLocalPart`), `@`, name of the subdomain. */
    readonly address: string;
    readonly enabled: boolean;
    readonly behaviour: ChaosBehaviour;
    /** Messages counted up to `position`. */
    readonly received: number;
  }[];
}
