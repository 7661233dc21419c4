import type { ChaosAddressEvent } from '../domain/chaos-address/events.ts';
import type { DomainEvent } from '../domain/domain/events.ts';
import { lanes } from '../domain/lanes.ts';
import type { SubdomainEvent } from '../domain/subdomain/events.ts';
import type { DirectorySnapshot } from '../ports/directory-snapshot.ts';
import type { StoredEvent } from '../ports/event-store.ts';
import { ChaosRule } from './chaos-rule.ts';
import { RateLimit } from './rate-limit.ts';

interface DomainEntry {
  verified: boolean;
  suspended: boolean;
}

/** What admission needs to know of one subdomain. Belongs to the directory, which changes it in place. */
export interface SubdomainEntry {
  readonly id: string;
  readonly domain: DomainEntry;
  suspended: boolean;
  /** Index in `lanes`. */
  lane: number;
  rateLimit: RateLimit | undefined;
  /** How many chaos addresses it has: most have none, and need no second look-up. */
  chaosAddresses: number;
}

type AdmissionSettings = DirectorySnapshot['subdomains'][number]['settings'];

/**
 * Domains, subdomains and chaos addresses in memory, for the thread of the sockets: built once from a snapshot, then kept current
 * by the events of each committed change. It keeps nothing that is derived from a look-up, so nothing in it can go stale.
 */
export class Directory {
  readonly #domains = new Map<string, DomainEntry>();
  readonly #byName = new Map<string, SubdomainEntry>();
  readonly #subdomains = new Map<string, SubdomainEntry>();
  /** By canonical address: one map, not one a subdomain: it took 67 instead of 84 MB for 100,000 of each. */
  readonly #chaos = new Map<string, ChaosRule>();
  readonly #chaosById = new Map<string, ChaosRule>();
  #position: number;

  constructor(snapshot: DirectorySnapshot) {
    this.#position = snapshot.position;
    for (const { id, verified, suspended } of snapshot.domains) this.#domains.set(id, { verified, suspended });
    for (const { id, domainId, name, suspended, settings } of snapshot.subdomains) {
      this.#addSubdomain(id, domainId, name, settings, suspended);
    }
    for (const { id, address, enabled, behaviour, received } of snapshot.chaosAddresses) {
      this.#addChaos(new ChaosRule(id, address, behaviour, enabled, received));
    }
  }

  /** By A-label, lower case, without a dot at the end: exactly, never by a part of the name. */
  find(name: string): SubdomainEntry | undefined {
    return this.#byName.get(name);
  }

  /** By canonical local part, `@` and name. */
  chaosAddress(address: string): ChaosRule | undefined {
    return this.#chaos.get(address);
  }

  /** Events behind the snapshot, in order of position; those already known and those of other streams are passed over. */
  apply(events: readonly StoredEvent[]): void {
    for (const stored of events) {
      if (stored.position <= this.#position) continue;
      this.#position = stored.position;
      this.#applyOne(stored.event as unknown as DomainEvent | SubdomainEvent | ChaosAddressEvent);
    }
  }

  /** What the read models have counted of a chaos address in all, as each batch commits: mail that was in the spool at start too. */
  received(chaosId: string, total: number): void {
    this.#chaosById.get(chaosId)?.countedInAll(total);
  }

  #applyOne(event: DomainEvent | SubdomainEvent | ChaosAddressEvent): void {
    switch (event.type) {
      case 'DomainCreated':
        this.#domains.set(event.domainId, { verified: false, suspended: false });
        break;
      case 'DomainVerified':
        this.#domain(event.domainId).verified = true;
        break;
      case 'DomainSuspended':
      case 'DomainUnsuspended':
        this.#domain(event.domainId).suspended = event.type === 'DomainSuspended';
        break;
      case 'SubdomainCreated':
        this.#addSubdomain(event.subdomainId, event.domainId, event.name, event.settings, false);
        break;
      case 'SubdomainSettingsChanged':
        set(this.#subdomains.get(event.subdomainId), event.settings);
        break;
      case 'SubdomainSuspended':
      case 'SubdomainUnsuspended': {
        const subdomain = this.#subdomains.get(event.subdomainId);
        if (subdomain) subdomain.suspended = event.type === 'SubdomainSuspended';
        break;
      }
      case 'ChaosAddressCreated':
        this.#addChaos(new ChaosRule(event.chaosId, event.address, event.behaviour, false, 0));
        break;
      case 'ChaosAddressEdited':
        this.#chaosById.get(event.chaosId)?.become(event.behaviour);
        break;
      case 'ChaosAddressEnabled':
      case 'ChaosAddressDisabled': {
        const chaos = this.#chaosById.get(event.chaosId);
        if (chaos) chaos.enabled = event.type === 'ChaosAddressEnabled';
        break;
      }
      case 'ChaosAddressReceived':
        this.#chaosById.get(event.chaosId)?.counted(event.count);
        break;
      case 'ChaosAddressDeleted':
        this.#removeChaos(event.chaosId);
        break;
      default: // Details, people, MX checks; events of other streams.
    }
  }

  #domain(id: string): DomainEntry {
    let domain = this.#domains.get(id);
    if (!domain) {
      domain = { verified: false, suspended: false };
      this.#domains.set(id, domain);
    }
    return domain;
  }

  #addSubdomain(id: string, domainId: string, name: string, settings: AdmissionSettings, suspended: boolean): void {
    const domain = this.#domain(domainId);
    const entry: SubdomainEntry = { id, domain, suspended, lane: 0, rateLimit: undefined, chaosAddresses: 0 };
    set(entry, settings);
    this.#byName.set(name, entry);
    this.#subdomains.set(id, entry);
  }

  #addChaos(rule: ChaosRule): void {
    this.#chaos.set(rule.address, rule);
    this.#chaosById.set(rule.id, rule);
    this.#countChaos(rule, 1);
  }

  #removeChaos(id: string): void {
    const rule = this.#chaosById.get(id);
    if (!rule) return;
    this.#chaosById.delete(id);
    this.#chaos.delete(rule.address);
    this.#countChaos(rule, -1);
  }

  #countChaos({ address }: ChaosRule, change: 1 | -1): void {
    const subdomain = this.#byName.get(address.slice(address.lastIndexOf('@') + 1));
    if (subdomain) subdomain.chaosAddresses += change;
  }
}

function set(subdomain: SubdomainEntry | undefined, { priority, rateLimit }: AdmissionSettings): void {
  if (!subdomain) return;
  subdomain.lane = lanes.indexOf(priority);
  subdomain.rateLimit = rateLimit && new RateLimit(rateLimit);
}
