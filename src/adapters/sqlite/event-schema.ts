import type { Migration } from './database.ts';

/*
 * Streams of emails are nearly all there is; their ids begin with the time, so inserts into the index stay at one place of it. What
 * people audit (directory, chaos, campaigns) is a handful among millions: `events_audit` holds only those. A query uses it when its
 * WHERE has the same words: substr(stream, 1, 6) <> 'email-'.
 *
 * `correlation` is NULL where it is the id in the stream's own name (mail), `data`: see event-data.ts.
 */
export const eventSchema: Migration = {
  id: '2026-11-events',
  sql: `
    CREATE TABLE events (
      position INTEGER PRIMARY KEY,
      stream TEXT NOT NULL,
      version INTEGER NOT NULL,
      type TEXT NOT NULL,
      data TEXT NOT NULL,
      actor TEXT NOT NULL,
      correlation TEXT,
      at INTEGER NOT NULL,
      id TEXT
    );
    CREATE UNIQUE INDEX events_stream ON events (stream, version);
    CREATE UNIQUE INDEX events_id ON events (id) WHERE id IS NOT NULL;
    CREATE INDEX events_audit ON events (position) WHERE substr(stream, 1, 6) <> 'email-';

    -- Highest position ever given when the newest events were truncated: positions are never reused.
    CREATE TABLE truncated_positions (one INTEGER PRIMARY KEY CHECK (one = 1), last INTEGER NOT NULL);
    INSERT INTO truncated_positions VALUES (1, 0);

    CREATE TABLE checkpoints (
      lane TEXT PRIMARY KEY,
      sequence INTEGER NOT NULL,
      segment TEXT NOT NULL,
      "offset" INTEGER NOT NULL
    ) WITHOUT ROWID;
  `,
};
