import type { ChaosAddressView, DirectoryQueries, DomainView, Page, SubdomainView } from '../../../ports/queries.ts';
import { type Database, guarded } from '../database.ts';
import {
  type ChaosAddressRow,
  type DomainRow,
  type SubdomainRow,
  toChaosAddressView,
  toDomainView,
  toSubdomainView,
} from './directory-rows.ts';

/** On any connection; on the writing one it also sees what the open transaction has changed. Lists are in order of the name. */
export class SqliteDirectoryQueries implements DirectoryQueries {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  domains(): readonly DomainView[] {
    return guarded(() => this.#statements.domains.all().map(toDomainView));
  }

  domain(id: string): DomainView | undefined {
    return one(toDomainView, () => this.#statements.domain.get(id));
  }

  domainNamed(name: string): DomainView | undefined {
    return one(toDomainView, () => this.#statements.domainNamed.get(name));
  }

  subdomains(
    { domainId = null, search = null }: { readonly domainId?: string | null; readonly search?: string | null },
    { limit, after = '' }: { readonly limit: number; readonly after?: string },
  ): Page<SubdomainView> {
    const statement = domainId === null ? this.#statements.subdomains : this.#statements.subdomainsOfDomain;
    return guarded(() =>
      page(statement.all({ domainId, search: lower(search), after, limit: limit + 1 }), limit, toSubdomainView, 'name'),
    );
  }

  subdomain(id: string): SubdomainView | undefined {
    return one(toSubdomainView, () => this.#statements.subdomain.get(id));
  }

  subdomainNamed(name: string): SubdomainView | undefined {
    return one(toSubdomainView, () => this.#statements.subdomainNamed.get(name));
  }

  chaosAddresses(
    filter: { readonly subdomainId?: string; readonly search?: string; readonly enabled?: boolean },
    { limit, after = '' }: { readonly limit: number; readonly after?: string },
  ): Page<ChaosAddressView> {
    const { subdomainId = null, search = null } = filter;
    const enabled = filter.enabled === undefined ? null : Number(filter.enabled);
    const statement =
      subdomainId === null ? this.#statements.chaosAddresses : this.#statements.chaosAddressesOfSubdomain;
    const values = { subdomainId, search: lower(search), enabled, after, limit: limit + 1 };
    return guarded(() => page(statement.all(values), limit, toChaosAddressView, 'address'));
  }

  chaosAddress(id: string): ChaosAddressView | undefined {
    return one(toChaosAddressView, () => this.#statements.chaosAddress.get(id));
  }

  chaosAddressAt(address: string): ChaosAddressView | undefined {
    return one(toChaosAddressView, () => this.#statements.chaosAddressAt.get(address));
  }

  chaosAddressVersion(id: string): number | undefined {
    return guarded(() => this.#statements.chaosAddressVersion.get(id));
  }
}

function one<Row, View>(toView: (row: Row) => View, get: () => Row | undefined): View | undefined {
  return guarded(() => {
    const row = get();
    return row === undefined ? undefined : toView(row);
  });
}

/** One row more than asked for says that there is a next page. */
function page<Row, Key extends string, View extends { readonly [K in Key]: string }>(
  rows: readonly Row[],
  limit: number,
  toView: (row: Row) => View,
  cursor: Key,
): Page<View> {
  const items = rows.slice(0, limit).map(toView);
  const last = items.at(-1);
  return rows.length > limit && last ? { items, next: last[cursor] } : { items };
}

/** Names and addresses are stored in lower case. */
function lower(search: string | null): string | null {
  return search === null ? null : search.toLowerCase();
}

function prepare(database: Database) {
  const subdomains = (condition: string) =>
    database.prepare<object, SubdomainRow>(
      `SELECT * FROM subdomains WHERE ${condition} AND name > @after
         AND (@search IS NULL OR instr(name, @search) > 0) ORDER BY name LIMIT @limit`,
    );
  const chaosAddresses = (condition: string) =>
    database.prepare<object, ChaosAddressRow>(
      `SELECT * FROM chaos_addresses WHERE ${condition} AND address > @after
         AND (@search IS NULL OR instr(address, @search) > 0)
         AND (@enabled IS NULL OR enabled = @enabled) ORDER BY address LIMIT @limit`,
    );
  const chaosBy = (column: string) =>
    database.prepare<[string], ChaosAddressRow>(`SELECT * FROM chaos_addresses WHERE ${column} = ?`);
  return {
    domains: database.prepare<[], DomainRow>('SELECT * FROM domains ORDER BY name'),
    domain: database.prepare<[string], DomainRow>('SELECT * FROM domains WHERE id = ?'),
    domainNamed: database.prepare<[string], DomainRow>('SELECT * FROM domains WHERE name = ?'),
    subdomains: subdomains('@domainId IS NULL'),
    subdomainsOfDomain: subdomains('domain_id = @domainId'),
    subdomain: database.prepare<[string], SubdomainRow>('SELECT * FROM subdomains WHERE id = ?'),
    subdomainNamed: database.prepare<[string], SubdomainRow>('SELECT * FROM subdomains WHERE name = ?'),
    chaosAddresses: chaosAddresses('@subdomainId IS NULL'),
    chaosAddressesOfSubdomain: chaosAddresses('subdomain_id = @subdomainId'),
    chaosAddress: chaosBy('id'),
    chaosAddressAt: chaosBy('address'),
    chaosAddressVersion: database.prepare<[string], number>('SELECT version FROM chaos_addresses WHERE id = ?').pluck(),
  };
}
