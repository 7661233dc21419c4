import type { Statement } from 'better-sqlite3';
import type { ChaosAddressEvent } from '../../../domain/chaos-address/events.ts';
import type { DomainEvent } from '../../../domain/domain/events.ts';
import type { SubdomainEvent } from '../../../domain/subdomain/events.ts';
import type { StoredEvent } from '../../../ports/event-store.ts';
import type { Database } from '../database.ts';
import type { InlineProjection } from '../inline-projection.ts';

type DirectoryEvent = DomainEvent | SubdomainEvent | ChaosAddressEvent;
type Row = Readonly<Record<string, string | number | null>>;
type Write = (
  event: never,
  fact: { readonly at: number; readonly version: number },
) => readonly [sql: string, row: Row];

/** What each fact changes. Facts of what is gone (mail on its way to a chaos address that was deleted) change nothing. */
const writes: Readonly<Record<DirectoryEvent['type'], Write>> = {
  DomainCreated: (event: Of<'DomainCreated'>, { at }) => [
    `INSERT INTO domains (id, name, contact, description, verification_token, created_at)
     VALUES (@domainId, @name, @contact, @description, @verificationToken, @at)`,
    { ...event, at },
  ],
  DomainVerified: ({ domainId }: Of<'DomainVerified'>, { at }) => [
    'UPDATE domains SET verified_at = @at WHERE id = @domainId',
    { domainId, at },
  ],
  DomainDetailsUpdated: (event: Of<'DomainDetailsUpdated'>) => [
    'UPDATE domains SET contact = @contact, description = @description WHERE id = @domainId',
    { ...event },
  ],
  DomainSuspended: ({ domainId: id, reason, notes }: Of<'DomainSuspended'>, { at }) =>
    suspend('domains', id, at, reason, notes),
  DomainUnsuspended: ({ domainId: id }: Of<'DomainUnsuspended'>) => suspend('domains', id, null, null, null),
  SubdomainCreated: (event: Of<'SubdomainCreated'>, { at }) => [
    `INSERT INTO subdomains (id, domain_id, name, description, settings, created_at)
     VALUES (@subdomainId, @domainId, @name, @description, @settings, @at)`,
    { ...event, settings: JSON.stringify(event.settings), at },
  ],
  SubdomainUpdated: (event: Of<'SubdomainUpdated'>) => [
    'UPDATE subdomains SET description = @description WHERE id = @subdomainId',
    { ...event },
  ],
  SubdomainSettingsChanged: ({ subdomainId, settings }: Of<'SubdomainSettingsChanged'>) => [
    'UPDATE subdomains SET settings = @settings WHERE id = @subdomainId',
    { subdomainId, settings: JSON.stringify(settings) },
  ],
  SubdomainSuspended: ({ subdomainId: id, reason, notes }: Of<'SubdomainSuspended'>, { at }) =>
    suspend('subdomains', id, at, reason, notes),
  SubdomainUnsuspended: ({ subdomainId: id }: Of<'SubdomainUnsuspended'>) =>
    suspend('subdomains', id, null, null, null),
  MxRecordChecked: ({ subdomainId, status, records }: Of<'MxRecordChecked'>, { at }) => [
    'UPDATE subdomains SET mx_status = @status, mx_checked_at = @at, mx_records = @records WHERE id = @subdomainId',
    { subdomainId, status, at, records: JSON.stringify(records) },
  ],
  ModeratorAdded: (event: Of<'ModeratorAdded'>) => addPerson('moderators', event),
  ModeratorRemoved: (event: Of<'ModeratorRemoved'>) => removePerson('moderators', event),
  ViewerAdded: (event: Of<'ViewerAdded'>) => addPerson('viewers', event),
  ViewerRemoved: (event: Of<'ViewerRemoved'>) => removePerson('viewers', event),
  ChaosAddressCreated: (event: Of<'ChaosAddressCreated'>, { at, version }) => [
    `INSERT INTO chaos_addresses (id, subdomain_id, address, behaviour, created_at, version)
     VALUES (@chaosId, @subdomainId, @address, @behaviour, @at, @version)`,
    { ...event, behaviour: JSON.stringify(event.behaviour), at, version },
  ],
  ChaosAddressEdited: ({ chaosId, behaviour }: Of<'ChaosAddressEdited'>, { version }) => [
    'UPDATE chaos_addresses SET behaviour = @behaviour, version = @version WHERE id = @chaosId',
    { chaosId, behaviour: JSON.stringify(behaviour), version },
  ],
  ChaosAddressEnabled: ({ chaosId }: Of<'ChaosAddressEnabled'>, { version }) => enable(chaosId, 1, version),
  ChaosAddressDisabled: ({ chaosId }: Of<'ChaosAddressDisabled'>, { version }) => enable(chaosId, 0, version),
  // Lanes are read one after another: a later batch may hold earlier arrivals.
  ChaosAddressReceived: ({ chaosId, count, lastAt }: Of<'ChaosAddressReceived'>, { version }) => [
    `UPDATE chaos_addresses SET received = received + @count, version = @version,
       last_received_at = max(coalesce(last_received_at, @lastAt), @lastAt) WHERE id = @chaosId`,
    { chaosId, count, lastAt, version },
  ],
  ChaosAddressDeleted: ({ chaosId }: Of<'ChaosAddressDeleted'>) => [
    'DELETE FROM chaos_addresses WHERE id = @chaosId',
    { chaosId },
  ],
};

type Of<T extends DirectoryEvent['type']> = Extract<DirectoryEvent, { readonly type: T }>;

function suspend(
  table: 'domains' | 'subdomains',
  id: string,
  at: number | null,
  reason: string | null,
  notes: string | null,
) {
  const sql = `UPDATE ${table} SET suspended_at = @at, suspension_reason = @reason, suspension_notes = @notes WHERE id = @id`;
  return [sql, { id, at, reason, notes }] as const;
}

function enable(chaosId: string, enabled: 0 | 1, version: number) {
  return [
    'UPDATE chaos_addresses SET enabled = @enabled, version = @version WHERE id = @chaosId',
    { chaosId, enabled, version },
  ] as const;
}

/** Domains and subdomains have moderators; which of the two it is, the id says. */
type PersonEvent = { readonly user: string } & ({ readonly domainId: string } | { readonly subdomainId: string });

function holder(event: PersonEvent): { readonly table: string; readonly id: string } {
  return 'domainId' in event
    ? { table: 'domains', id: event.domainId }
    : { table: 'subdomains', id: event.subdomainId };
}

function addPerson(column: 'moderators' | 'viewers', event: PersonEvent) {
  const { table, id } = holder(event);
  return [
    `UPDATE ${table} SET ${column} = json_insert(${column}, '$[#]', @user) WHERE id = @id`,
    { id, user: event.user },
  ] as const;
}

function removePerson(column: 'moderators' | 'viewers', event: PersonEvent) {
  const { table, id } = holder(event);
  const rest = `(SELECT json_group_array(value) FROM json_each(${table}.${column}) WHERE value <> @user)`;
  return [`UPDATE ${table} SET ${column} = ${rest} WHERE id = @id`, { id, user: event.user }] as const;
}

/** Domains, subdomains and chaos addresses, current as of every commit. */
export class DirectoryProjection implements InlineProjection {
  readonly types: readonly string[] = Object.keys(writes);
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();

  constructor(database: Database) {
    this.#database = database;
  }

  apply(events: readonly StoredEvent[]): void {
    for (const { event, metadata, version } of events) {
      const write = writes[event.type as DirectoryEvent['type']];
      const [sql, row] = write(event as never, { at: metadata.at, version });
      this.#statement(sql).run(row);
    }
  }

  #statement(sql: string) {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
