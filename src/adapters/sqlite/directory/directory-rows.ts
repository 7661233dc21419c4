import type { ChaosBehaviour, SubdomainSettings } from '../../../domain/commands.ts';
import type { ChaosAddressView, DomainView, SubdomainView } from '../../../ports/queries.ts';

interface SuspensionColumns {
  readonly suspended_at: number | null;
  readonly suspension_reason: string | null;
  readonly suspension_notes: string | null;
}

export interface DomainRow extends SuspensionColumns {
  readonly id: string;
  readonly name: string;
  readonly contact: string;
  readonly description: string;
  readonly verification_token: string;
  readonly verified_at: number | null;
  readonly moderators: string;
  readonly created_at: number;
  readonly subdomains: number;
}

export function toDomainView(row: DomainRow): DomainView {
  const unsuspended = row.verified_at === null ? 'pending' : 'active';
  return {
    id: row.id,
    name: row.name,
    contact: row.contact,
    description: row.description,
    status: row.suspended_at === null ? unsuspended : 'suspended',
    ...suspension(row),
    verificationToken: row.verification_token,
    ...(row.verified_at === null ? {} : { verifiedAt: row.verified_at }),
    moderators: JSON.parse(row.moderators) as string[],
    createdAt: row.created_at,
    subdomains: row.subdomains,
  };
}

export interface SubdomainRow extends SuspensionColumns {
  readonly id: string;
  readonly domain_id: string;
  readonly name: string;
  readonly description: string;
  readonly mx_status: SubdomainView['mx']['status'];
  readonly mx_checked_at: number | null;
  readonly mx_records: string;
  readonly settings: string;
  readonly moderators: string;
  readonly viewers: string;
  readonly created_at: number;
}

export function toSubdomainView(row: SubdomainRow): SubdomainView {
  return {
    id: row.id,
    domainId: row.domain_id,
    name: row.name,
    description: row.description,
    status: row.suspended_at === null ? 'active' : 'suspended',
    ...suspension(row),
    mx: {
      status: row.mx_status,
      ...(row.mx_checked_at === null ? {} : { checkedAt: row.mx_checked_at }),
      records: JSON.parse(row.mx_records) as string[],
    },
    settings: JSON.parse(row.settings) as SubdomainSettings,
    moderators: JSON.parse(row.moderators) as string[],
    viewers: JSON.parse(row.viewers) as string[],
    createdAt: row.created_at,
  };
}

function suspension(row: SuspensionColumns): Pick<DomainView, 'suspension'> {
  if (row.suspended_at === null) return {};
  const { suspension_reason: reason, suspension_notes: notes, suspended_at: at } = row;
  return { suspension: { reason: reason ?? '', notes: notes ?? '', at } };
}

export interface ChaosAddressRow {
  readonly id: string;
  readonly address: string;
  readonly subdomain_id: string;
  readonly enabled: number;
  readonly behaviour: string;
  readonly received: number;
  readonly last_received_at: number | null;
  readonly created_at: number;
}

export function toChaosAddressView(row: ChaosAddressRow): ChaosAddressView {
  return {
    id: row.id,
    address: row.address,
    subdomainId: row.subdomain_id,
    enabled: row.enabled === 1,
    behaviour: JSON.parse(row.behaviour) as ChaosBehaviour,
    received: row.received,
    ...(row.last_received_at === null ? {} : { lastReceivedAt: row.last_received_at }),
    createdAt: row.created_at,
  };
}
