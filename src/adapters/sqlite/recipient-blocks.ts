import type { EmailReceived } from '../../domain/email/events.ts';
import type { Database } from './database.ts';
import { blockOf, blockStart } from './email-counts.ts';
import { decodeReceived } from './event-data.ts';

/*
 * Who received what, for the filter by recipient: an index on addresses would dirty a page a message (at 10 KiB a message a third of
 * all bytes written), so each full block of numbers gets one blob, written once:
 *
 *   { hash of the address u32, offset of the email in the block u16 } x n, little-endian, by rising hash
 *
 * A search reads all blobs (6 KB for 1,000 emails: 6 MB for a million) and looks into each by bisection. Hashes collide: what is found
 * is compared with the address itself. The block that is being filled has no blob; it is scanned.
 */
const ENTRY_BYTES = 6;

/** Recipients of the captures of this inbox. */
export function recipientsOf(event: Pick<EmailReceived, 'inbox' | 'job'>): string[] {
  const found: string[] = [];
  for (const { inbox, address } of event.job.recipients) if (inbox === event.inbox) found.push(address);
  return found;
}

interface Entry {
  readonly hash: number;
  readonly offset: number;
}

/** Gathers recipients, and writes the blob of a block when the next block begins. */
export class RecipientBlockWriter {
  readonly #read;
  readonly #write;
  readonly #previous;
  #block = -1;
  #entries: Entry[] = [];

  constructor(database: Database) {
    this.#read = database.prepare<[number, number], { number: number; data: string }>(
      `SELECT e.number, v.data FROM emails e CROSS JOIN events v ON v.position = e.number
       WHERE e.number >= ? AND e.number < ?`,
    );
    this.#write = database.prepare<[number, Buffer]>(
      'INSERT OR REPLACE INTO recipient_blocks (block, entries) VALUES (?, ?)',
    );
    this.#previous = database.prepare<[number], { block: number; done: number }>(
      `SELECT b.block, r.block IS NOT NULL AS done FROM email_blocks b LEFT JOIN recipient_blocks r ON r.block = b.block
       WHERE b.block < ? ORDER BY b.block DESC LIMIT 1`,
    );
  }

  add(number: number, event: EmailReceived): void {
    const block = blockOf(number);
    if (block !== this.#block) this.#turn(block, number);
    addEntries(this.#entries, number - blockStart(block), event);
  }

  forget(): void {
    this.#block = -1;
    this.#entries = [];
  }

  #turn(block: number, before: number): void {
    if (this.#block >= 0 && this.#entries.length > 0) this.#write.run(this.#block, encode(this.#entries));
    if (this.#block < 0) this.#finishPrevious(block);
    this.#entries = this.#block < 0 ? this.#entriesOf(block, before) : [];
    this.#block = block;
  }

  /** After a start or a rollback the block before may lack its blob. */
  #finishPrevious(block: number): void {
    const previous = this.#previous.get(block);
    if (previous === undefined || previous.done === 1) return;
    const entries = this.#entriesOf(previous.block, blockStart(previous.block + 1));
    if (entries.length > 0) this.#write.run(previous.block, encode(entries));
  }

  #entriesOf(block: number, before: number): Entry[] {
    const entries: Entry[] = [];
    for (const { number, data } of this.#read.all(blockStart(block), before))
      addEntries(entries, number - blockStart(block), decodeReceived(data));
    return entries;
  }
}

/** Where an address may have been received. */
export class RecipientBlockReader {
  readonly #up;
  readonly #down;

  constructor(database: Database) {
    const read = (order: string) =>
      database.prepare<[number, number, number], { block: number; entries: Buffer | null }>(
        `SELECT b.block, r.entries FROM email_blocks b LEFT JOIN recipient_blocks r ON r.block = b.block
         WHERE b.block BETWEEN ? AND ? ORDER BY b.block ${order} LIMIT ?`,
      );
    this.#up = read('ASC');
    this.#down = read('DESC');
  }

  /**
   * Blocks between `first` and `last` that have emails, at most `limit` of them, each with the numbers that may be meant, both in the
   * order asked for; `numbers` undefined where the block has no blob.
   */
  find(recipient: string, first: number, last: number, limit: number, ascending: boolean): RecipientBlock[] {
    const hash = hashOf(recipient.toLowerCase());
    return (ascending ? this.#up : this.#down).all(first, last, limit).map(({ block, entries }) => {
      if (entries === null) return { block, numbers: undefined };
      const rising = lookUp(block, entries, hash);
      return { block, numbers: ascending ? rising : rising.toReversed() };
    });
  }
}

export interface RecipientBlock {
  readonly block: number;
  readonly numbers: readonly number[] | undefined;
}

function lookUp(block: number, entries: Buffer, hash: number): number[] {
  let low = 0;
  let high = entries.length / ENTRY_BYTES;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (entries.readUInt32LE(middle * ENTRY_BYTES) < hash) low = middle + 1;
    else high = middle;
  }
  const numbers: number[] = [];
  for (let at = low * ENTRY_BYTES; at < entries.length && entries.readUInt32LE(at) === hash; at += ENTRY_BYTES)
    numbers.push(blockStart(block) + entries.readUInt16LE(at + 4));
  return [...new Set(numbers)].toSorted((a, b) => a - b);
}

function addEntries(entries: Entry[], offset: number, event: EmailReceived): void {
  for (const recipient of recipientsOf(event)) entries.push({ hash: hashOf(recipient.toLowerCase()), offset });
}

function encode(entries: readonly Entry[]): Buffer {
  const blob = Buffer.allocUnsafe(entries.length * ENTRY_BYTES);
  let at = 0;
  for (const { hash, offset } of entries.toSorted((a, b) => a.hash - b.hash)) {
    blob.writeUInt32LE(hash, at);
    blob.writeUInt16LE(offset, at + 4);
    at += ENTRY_BYTES;
  }
  return blob;
}

/** FNV-1a over UTF-16 units: 50 ns an address. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
