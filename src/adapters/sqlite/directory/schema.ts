import type { Migration } from '../database.ts';

/**
 * Read models of the directory. The unique indexes are what makes names unique: an append whose projection violates one is refused
 * by the store as 'not-unique'. Lists of people and settings are JSON: they are read and written whole.
 */
export const directorySchema: Migration = {
  id: '2026-11-directory',
  sql: `
    CREATE TABLE domains (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      contact TEXT NOT NULL,
      description TEXT NOT NULL,
      verification_token TEXT NOT NULL,
      verified_at INTEGER,
      suspended_at INTEGER,
      suspension_reason TEXT,
      suspension_notes TEXT,
      moderators TEXT NOT NULL DEFAULT '[]',
      created_at INTEGER NOT NULL,
      subdomains INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;

    CREATE TABLE subdomains (
      id TEXT PRIMARY KEY,
      domain_id TEXT NOT NULL,
      name TEXT NOT NULL UNIQUE,
      description TEXT NOT NULL,
      suspended_at INTEGER,
      suspension_reason TEXT,
      suspension_notes TEXT,
      mx_status TEXT NOT NULL DEFAULT 'unknown',
      mx_checked_at INTEGER,
      mx_records TEXT NOT NULL DEFAULT '[]',
      settings TEXT NOT NULL,
      moderators TEXT NOT NULL DEFAULT '[]',
      viewers TEXT NOT NULL DEFAULT '[]',
      created_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX subdomains_of_domain ON subdomains (domain_id, name);
    -- Counted as they come, as none ever goes: a count of the rows would cost more with every one of them.
    CREATE TRIGGER subdomains_counted AFTER INSERT ON subdomains
    BEGIN
      UPDATE domains SET subdomains = subdomains + 1 WHERE id = NEW.domain_id;
    END;

    CREATE TABLE chaos_addresses (
      id TEXT PRIMARY KEY,
      subdomain_id TEXT NOT NULL,
      address TEXT NOT NULL UNIQUE,
      enabled INTEGER NOT NULL DEFAULT 0,
      behaviour TEXT NOT NULL,
      received INTEGER NOT NULL DEFAULT 0,
      last_received_at INTEGER,
      created_at INTEGER NOT NULL,
      version INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX chaos_addresses_of_subdomain ON chaos_addresses (subdomain_id, address);
  `,
};
