import type { Database } from './database.ts';

/** Numbers that one count is kept for: `number >> BLOCK_BITS` is the block. */
const BLOCK_BITS = 10;
export const blockOf = (number: number) => Math.floor(number / 2 ** BLOCK_BITS);
export const blockStart = (block: number) => block * 2 ** BLOCK_BITS;

export interface EmailDelta {
  readonly number: number;
  readonly inbox: number;
  readonly receivedAt: number;
  /** +1 captured, -1 deleted, 0 changed. */
  readonly emails: number;
  readonly unread: number;
  readonly bytes: number;
  readonly exempt: number;
  readonly exemptBytes: number;
}

/**
 * Gathers what a batch changes in the counts of inboxes, blocks and segments, and writes each count once: the statements of a batch of
 * 300 messages in one inbox are 5 instead of 1,500.
 */
export class EmailCounts {
  readonly #statements: ReturnType<typeof prepare>;
  readonly #inboxes = new Map<number, InboxDelta>();
  readonly #blocks = new Map<number, BlockDelta>();
  readonly #inboxBlocks = new Map<number, InboxBlockDelta>();
  readonly #segments = new Map<number, SegmentDelta>();

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  add(delta: EmailDelta): void {
    addTo(this.#inboxes, 0, delta);
    addTo(this.#inboxes, delta.inbox, delta);
    const block = blockOf(delta.number);
    const whole = this.#blocks.get(block);
    if (whole) {
      whole.emails += delta.emails;
      whole.unread += delta.unread;
      if (delta.receivedAt < whole.firstAt) whole.firstAt = delta.receivedAt;
      if (delta.receivedAt > whole.lastAt) whole.lastAt = delta.receivedAt;
    } else {
      const { emails, unread, receivedAt } = delta;
      this.#blocks.set(block, { emails, unread, firstAt: receivedAt, lastAt: receivedAt });
    }
    // Up to 16 million inboxes and half a billion blocks fit into a safe integer.
    const key = block * 2 ** 24 + delta.inbox;
    const part = this.#inboxBlocks.get(key);
    if (part) {
      part.emails += delta.emails;
      part.unread += delta.unread;
    } else {
      this.#inboxBlocks.set(key, { block, inbox: delta.inbox, emails: delta.emails, unread: delta.unread });
    }
  }

  /** A record in a segment that rows refer to from now on, or no longer (`sign` -1). */
  addSegment(segment: number, length: number, sign: 1 | -1, number?: number): void {
    let delta = this.#segments.get(segment);
    if (!delta) {
      delta = { records: 0, bytes: 0, total: 0, first: Number.MAX_SAFE_INTEGER, last: 0 };
      this.#segments.set(segment, delta);
    }
    delta.records += sign;
    delta.bytes += sign * length;
    if (sign > 0) delta.total += length;
    if (number !== undefined) this.#widen(delta, number);
  }

  /** Another row of a segment whose record is counted already. */
  widenSegment(segment: number, number: number): void {
    const delta = this.#segments.get(segment);
    if (delta) this.#widen(delta, number);
  }

  #widen(delta: SegmentDelta, number: number): void {
    if (number < delta.first) delta.first = number;
    if (number > delta.last) delta.last = number;
  }

  flush(): void {
    const { inbox, block, dropBlock, inboxBlock, dropInboxBlock, segment } = this.#statements;
    for (const [id, d] of this.#inboxes)
      inbox.run(d.emails, d.unread, d.bytes, d.exempt, d.exemptBytes, d.lastNumber, id);
    for (const [id, d] of this.#blocks) {
      block.run(id, d.emails, d.unread, d.firstAt, d.lastAt);
      if (d.emails < 0) dropBlock.run(id);
    }
    for (const d of this.#inboxBlocks.values()) {
      inboxBlock.run(d.block, d.inbox, d.emails, d.unread);
      if (d.emails < 0) dropInboxBlock.run(d.block, d.inbox);
    }
    for (const [id, d] of this.#segments) segment.run(d.records, d.bytes, d.total, d.first, d.last, id);
    this.forget();
  }

  forget(): void {
    this.#inboxes.clear();
    this.#blocks.clear();
    this.#inboxBlocks.clear();
    this.#segments.clear();
  }
}

interface InboxDelta {
  emails: number;
  unread: number;
  bytes: number;
  exempt: number;
  exemptBytes: number;
  lastNumber: number;
}

interface BlockDelta {
  emails: number;
  unread: number;
  firstAt: number;
  lastAt: number;
}

interface InboxBlockDelta {
  readonly block: number;
  readonly inbox: number;
  emails: number;
  unread: number;
}

interface SegmentDelta {
  records: number;
  bytes: number;
  total: number;
  first: number;
  last: number;
}

function addTo(inboxes: Map<number, InboxDelta>, id: number, delta: EmailDelta): void {
  const sum = inboxes.get(id);
  if (sum) {
    sum.emails += delta.emails;
    sum.unread += delta.unread;
    sum.bytes += delta.bytes;
    sum.exempt += delta.exempt;
    sum.exemptBytes += delta.exemptBytes;
    if (delta.emails > 0 && delta.number > sum.lastNumber) sum.lastNumber = delta.number;
  } else {
    const { emails, unread, bytes, exempt, exemptBytes } = delta;
    const lastNumber = emails > 0 ? delta.number : 0;
    inboxes.set(id, { emails, unread, bytes, exempt, exemptBytes, lastNumber });
  }
}

function prepare(database: Database) {
  return {
    inbox: database.prepare(
      `UPDATE inboxes SET emails = emails + ?, unread = unread + ?, bytes = bytes + ?, exempt = exempt + ?,
        exempt_bytes = exempt_bytes + ?, last_number = max(last_number, ?) WHERE id = ?`,
    ),
    block: database.prepare(
      `INSERT INTO email_blocks (block, emails, unread, first_at, last_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET emails = emails + excluded.emails, unread = unread + excluded.unread,
         first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)`,
    ),
    dropBlock: database.prepare('DELETE FROM email_blocks WHERE block = ? AND emails = 0'),
    inboxBlock: database.prepare(
      `INSERT INTO inbox_blocks (block, inbox, emails, unread) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET emails = emails + excluded.emails, unread = unread + excluded.unread`,
    ),
    dropInboxBlock: database.prepare('DELETE FROM inbox_blocks WHERE block = ? AND inbox = ? AND emails = 0'),
    segment: database.prepare(
      `UPDATE segments SET live_records = live_records + ?, live_bytes = live_bytes + ?, total_bytes = total_bytes + ?,
        first_number = min(first_number, ?), last_number = max(last_number, ?) WHERE id = ?`,
    ),
  };
}
