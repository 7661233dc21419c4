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
  /** By canonical local part; absent for the many that have none. */
  chaos: Map<string, ChaosRule> | undefined;
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
  readonly #chaos = new Map<
    string,
    { readonly rule: ChaosRule; readonly subdomain: SubdomainEntry; readonly localPart: string }
  >();
  #position: number;

  constructor(snapshot: DirectorySnapshot) {
    this.#position = snapshot.position;
    for (const { id, verified, suspended } of snapshot.domains) this.#domains.set(id, { verified, suspended });
    for (const { id, domainId, name, suspended, settings } of snapshot.subdomains) {
      this.#addSubdomain(id, domainId, name, settings, suspended);
    }
    for (const { id, subdomainId, localPart, enabled, behaviour, received } of snapshot.chaosAddresses) {
      this.#addChaos(new ChaosRule(id, behaviour, enabled, received), subdomainId, localPart);
    }
  }

  /** By A-label, lower case, without a dot at the end: exactly, never by a part of the name. */
  find(name: string): SubdomainEntry | undefined {
    return this.#byName.get(name);
  }

  /** Events behind the snapshot, in order of position; those already known and those of other streams are passed over. */
  apply(events: readonly StoredEvent[]): void {
    for (const stored of events) {
      if (stored.position <= this.#position) continue;
      this.#position = stored.position;
      this.#applyOne(stored.event as unknown as DomainEvent | SubdomainEvent | ChaosAddressEvent);
    }
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
        this.#addChaos(new ChaosRule(event.chaosId, event.behaviour, false, 0), event.subdomainId, event.localPart);
        break;
      case 'ChaosAddressEdited':
        this.#chaos.get(event.chaosId)?.rule.become(event.behaviour);
        break;
      case 'ChaosAddressEnabled':
      case 'ChaosAddressDisabled': {
        const chaos = this.#chaos.get(event.chaosId);
        if (chaos) chaos.rule.enabled = event.type === 'ChaosAddressEnabled';
        break;
      }
      case 'ChaosAddressReceived':
        this.#chaos.get(event.chaosId)?.rule.counted(event.count);
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
    const entry: SubdomainEntry = { id, domain, suspended, lane: 0, rateLimit: undefined, chaos: undefined };
    set(entry, settings);
    this.#byName.set(name, entry);
    this.#subdomains.set(id, entry);
  }

  #addChaos(rule: ChaosRule, subdomainId: string, localPart: string): void {
    const subdomain = this.#subdomains.get(subdomainId);
    if (!subdomain) return;
    subdomain.chaos ??= new Map();
    subdomain.chaos.set(localPart, rule);
    this.#chaos.set(rule.id, { rule, subdomain, localPart });
  }

  #removeChaos(id: string): void {
    const chaos = this.#chaos.get(id);
    if (!chaos) return;
    this.#chaos.delete(id);
    chaos.subdomain.chaos?.delete(chaos.localPart);
    if (chaos.subdomain.chaos?.size === 0) chaos.subdomain.chaos = undefined;
  }
}

function set(subdomain: SubdomainEntry | undefined, { priority, rateLimit }: AdmissionSettings): void {
  if (!subdomain) return;
  subdomain.lane = lanes.indexOf(priority);
  subdomain.rateLimit = rateLimit && new RateLimit(rateLimit);
}
