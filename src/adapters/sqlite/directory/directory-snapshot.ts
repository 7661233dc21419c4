import type { ChaosBehaviour, SubdomainSettings } from '../../../domain/commands.ts';
import type { DirectorySnapshot } from '../../../ports/directory-snapshot.ts';
import { type Database, guarded } from '../database.ts';

/** Everything that admission must know, as of one commit. @throws MillraceError 'database-io' */
export function readDirectorySnapshot(database: Database): DirectorySnapshot {
  return guarded(() => database.transaction(() => read(database))());
}

function read(database: Database): DirectorySnapshot {
  const position = database
    .prepare<[], number>(
      'SELECT max(coalesce((SELECT max(position) FROM events), 0), (SELECT last FROM truncated_positions))',
    )
    .pluck()
    .get() as number;
  const domains = database
    .prepare<[], { id: string; verified_at: number | null; suspended_at: number | null }>(
      'SELECT id, verified_at, suspended_at FROM domains',
    )
    .all()
    .map(({ id, verified_at, suspended_at }) => ({
      id,
      verified: verified_at !== null,
      suspended: suspended_at !== null,
    }));
  const subdomains = database
    .prepare<[], { id: string; domain_id: string; name: string; suspended_at: number | null; settings: string }>(
      'SELECT id, domain_id, name, suspended_at, settings FROM subdomains',
    )
    .all()
    .map(({ id, domain_id: domainId, name, suspended_at, settings }) => {
      const { priority, rateLimit } = JSON.parse(settings) as SubdomainSettings;
      const admission = rateLimit ? { priority, rateLimit } : { priority };
      return { id, domainId, name, suspended: suspended_at !== null, settings: admission };
    });
  const chaosAddresses = database
    .prepare<
      [],
      { id: string; subdomain_id: string; address: string; enabled: number; behaviour: string; received: number }
    >('SELECT id, subdomain_id, address, enabled, behaviour, received FROM chaos_addresses')
    .all()
    .map(({ id, subdomain_id: subdomainId, address, enabled, behaviour, received }) => ({
      id,
      subdomainId,
      address,
      enabled: enabled === 1,
      behaviour: JSON.parse(behaviour) as ChaosBehaviour,
      received,
    }));
  return { position, domains, subdomains, chaosAddresses };
}
