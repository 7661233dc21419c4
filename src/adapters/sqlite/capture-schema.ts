import type { Migration } from './database.ts';

/*
 * Read models of captured mail. An email's number is the position of its EmailReceived event, so `emails` needs no key of its own, the
 * event has all text, and a lookup by id goes through the events' index. What is left here is what filters need and what can change:
 * some 40 bytes a row, always added at the right edge.
 *
 * Counts are kept for blocks of 1,024 numbers, of all inboxes (`email_blocks`) and of each (`inbox_blocks`): jumping 800,000 rows down
 * reads 800 of them. The block comes first in the key, so that 10,000 inboxes do not spread one batch over 10,000 pages.
 */
export const captureSchema: Migration = {
  id: '2026-11-captures',
  sql: `
    -- Id 0 stands for all inboxes. last_number: of the last email captured, there or deleted. Exempt: favourites and campaign mail, which retention leaves alone.
    CREATE TABLE inboxes (
      id INTEGER PRIMARY KEY,
      inbox TEXT NOT NULL UNIQUE,
      emails INTEGER NOT NULL DEFAULT 0,
      unread INTEGER NOT NULL DEFAULT 0,
      bytes INTEGER NOT NULL DEFAULT 0,
      exempt INTEGER NOT NULL DEFAULT 0,
      exempt_bytes INTEGER NOT NULL DEFAULT 0,
      last_number INTEGER NOT NULL DEFAULT 0
    );
    INSERT INTO inboxes (id, inbox) VALUES (0, '');

    -- state: 1 unread, 2 favourite, 4 refused, 8 has attachments. Either segment, place and length, or reference.
    -- first_sibling, last_sibling: numbers of the captures that share the stored message, NULL when it is the only one.
    CREATE TABLE emails (
      number INTEGER PRIMARY KEY,
      inbox INTEGER NOT NULL,
      received_at INTEGER NOT NULL,
      size INTEGER NOT NULL,
      state INTEGER NOT NULL,
      segment INTEGER,
      place INTEGER,
      length INTEGER,
      campaign INTEGER,
      first_sibling INTEGER,
      last_sibling INTEGER,
      reference TEXT
    );
    CREATE INDEX emails_favorite ON emails (number) WHERE state & 2;
    CREATE INDEX emails_refused ON emails (number) WHERE state & 4;
    -- Empty where the store is the segments: what files of another store are compared with at start.
    CREATE INDEX emails_reference ON emails (reference) WHERE reference IS NOT NULL;
    CREATE INDEX emails_campaign ON emails (campaign, number) WHERE campaign IS NOT NULL;

    -- first_at, last_at: bounds of the arrival times; not narrowed when emails are deleted.
    CREATE TABLE email_blocks (
      block INTEGER PRIMARY KEY,
      emails INTEGER NOT NULL,
      unread INTEGER NOT NULL,
      first_at INTEGER NOT NULL,
      last_at INTEGER NOT NULL
    );
    CREATE TABLE inbox_blocks (
      block INTEGER NOT NULL,
      inbox INTEGER NOT NULL,
      emails INTEGER NOT NULL,
      unread INTEGER NOT NULL,
      PRIMARY KEY (block, inbox)
    ) WITHOUT ROWID;

    CREATE TABLE recipient_blocks (block INTEGER PRIMARY KEY, entries BLOB NOT NULL);

    -- position: of the EmailDeleted event.
    CREATE TABLE deletions (position INTEGER PRIMARY KEY, number INTEGER NOT NULL, at INTEGER NOT NULL);
    -- One row: the streams of deletions up to there were given out to be truncated. The deletions stay a while for those who follow them.
    CREATE TABLE purge_progress (position INTEGER NOT NULL);
    INSERT INTO purge_progress (position) VALUES (0);

    -- The numbers that rows of the segment lie between.
    CREATE TABLE segments (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE,
      live_records INTEGER NOT NULL DEFAULT 0,
      live_bytes INTEGER NOT NULL DEFAULT 0,
      total_bytes INTEGER NOT NULL DEFAULT 0,
      first_number INTEGER NOT NULL DEFAULT 9007199254740991,
      last_number INTEGER NOT NULL DEFAULT 0
    );

    CREATE TABLE dead_letters (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      lane TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      message_id TEXT NOT NULL,
      reason TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      first_at INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      received_at INTEGER NOT NULL,
      reference TEXT NOT NULL,
      segment INTEGER,
      size INTEGER NOT NULL,
      job TEXT,
      UNIQUE (lane, sequence)
    );

    CREATE TABLE campaigns (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      campaign TEXT NOT NULL UNIQUE,
      inbox TEXT NOT NULL,
      value TEXT NOT NULL,
      total INTEGER NOT NULL DEFAULT 0,
      bytes INTEGER NOT NULL DEFAULT 0,
      first_at INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      unique_recipients INTEGER NOT NULL DEFAULT 0,
      expected_recipients INTEGER NOT NULL DEFAULT 0,
      sample INTEGER
    );
    CREATE TABLE campaign_series (
      campaign INTEGER NOT NULL,
      resolution INTEGER NOT NULL,
      at INTEGER NOT NULL,
      count INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      PRIMARY KEY (campaign, resolution, at)
    ) WITHOUT ROWID;
    CREATE TABLE campaign_ledger (
      campaign INTEGER NOT NULL,
      recipient TEXT NOT NULL,
      seen INTEGER NOT NULL,
      expected INTEGER NOT NULL,
      PRIMARY KEY (campaign, recipient)
    ) WITHOUT ROWID;
    -- Deleted campaigns whose emails, series and ledger are still to be removed, a slice at a time.
    CREATE TABLE campaign_remains (campaign INTEGER PRIMARY KEY);
  `,
};
