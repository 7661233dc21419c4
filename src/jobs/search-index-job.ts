import { MillraceError } from '../errors.ts';
import type { CapturedEmail, EmailFeed } from '../ports/email-feed.ts';
import type { MessageStore } from '../ports/message-store.ts';
import type { SearchCheckpoint, SearchDocument, SearchIndex } from '../ports/search-index.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Job } from './job.ts';
import { searchDocument } from './search-document.ts';

const MAX_EMAILS = 128;
const MAX_DELETIONS = 2000;
const MAX_STEP_MS = 50;
const READ_AHEAD = 16;
/** Of a larger message only the start is read: an index of texts of up to 256 KiB needs no more. */
const MAX_READ_BYTES = 4 * 1024 * 1024;
/** Merging is for idle times, so that it never comes in one piece. */
const MERGE_STEPS = 20;
const MAX_ATTEMPTS = 6;
const SWEEP_EVERY_MS = 24 * 3_600_000;
const SWEPT_AT_ONCE = 500;

export interface SearchIndexJobOptions {
  readonly feed: EmailFeed;
  readonly messages: Pick<MessageStore, 'read' | 'open'>;
  readonly index: SearchIndex;
  readonly logger: Logger;
  readonly now?: () => number;
}

/**
 * Follows what is captured and deleted, and keeps the index in step. Rows and checkpoint are committed together, so every email is
 * indexed once whatever dies when. An index that was emptied (by `millrace reindex`, for damage) is built again while the server
 * runs; the search finds what is there so far.
 */
export class SearchIndexJob implements Job {
  readonly name = 'search-index';
  readonly idleMs = 200;
  readonly #options: SearchIndexJobOptions;
  #mergesLeft = 0;
  #swept = 0;
  #nextSweepAt = 0;
  #givenUp = 0;
  #unreadable: unknown;
  #attempts = 0;

  constructor(options: SearchIndexJobOptions) {
    this.#options = options;
  }

  async step(): Promise<'more' | 'idle'> {
    const { feed, index } = this.#options;
    const from = index.checkpoint();
    // Before the emails: what is deleted from now on is read later, so nothing that is indexed now can be missed.
    const at = from ?? { captured: 0, deleted: feed.lastDeleted() };
    const emails = feed.readCaptured(at.captured, MAX_EMAILS);
    const { add, seen } = await this.#readable(emails);
    const deletions = feed.readDeleted(at.deleted, MAX_DELETIONS);
    if (seen === 0 && deletions.length === 0) return this.#merge() || this.#sweep(from) ? 'more' : 'idle';
    const checkpoint: SearchCheckpoint = {
      captured: emails[seen - 1]?.number ?? at.captured,
      deleted: deletions.at(-1)?.position ?? at.deleted,
    };
    index.apply({ add, remove: deletions.map((deletion) => deletion.number), from, checkpoint });
    this.#mergesLeft = MERGE_STEPS;
    return 'more';
  }

  doneUpTo(): number {
    return this.#options.index.checkpoint()?.captured ?? 0;
  }

  /** True while there is more to do; so are the steps of the sweep. */
  #merge(): boolean {
    if (this.#mergesLeft === 0) return false;
    this.#mergesLeft = this.#options.index.optimise() ? this.#mergesLeft - 1 : 0;
    return this.#mergesLeft > 0;
  }

  /**
   * At the start and once a day: removes what is not there any more. Deletions are read as they come, but the database forgets them in
   * time (`retention.purgeDeletedDays`), be it while the server was not running.
   */
  #sweep(from: SearchCheckpoint | undefined): boolean {
    const { feed, index } = this.#options;
    if (from === undefined || this.#now() < this.#nextSweepAt) return false;
    const numbers = index.numbers(this.#swept, SWEPT_AT_ONCE);
    const there = feed.readCaptured(this.#swept, SWEPT_AT_ONCE).map((email) => email.number);
    // A full page says nothing about what lies behind it.
    const known = there.length < SWEPT_AT_ONCE ? Number.POSITIVE_INFINITY : (there.at(-1) as number);
    const alive = new Set(there);
    const remove = numbers.filter((number) => number <= known && !alive.has(number));
    if (remove.length > 0) index.apply({ add: [], remove, from, checkpoint: from });
    const last = numbers.at(-1);
    this.#swept = last ?? 0;
    if (last === undefined) this.#nextSweepAt = this.#now() + SWEEP_EVERY_MS;
    return last !== undefined;
  }

  #now(): number {
    return (this.#options.now ?? (() => performance.now()))();
  }

  /**
   * A fault of the disk may pass, so the step is tried again; but one message that cannot be read may not hold up all others for
   * ever. It is given up when others can be read.
   */
  async #readable(emails: readonly CapturedEmail[]): Promise<{ add: SearchDocument[]; seen: number }> {
    this.#givenUp = 0;
    try {
      const documents = await this.#documents(emails);
      if (this.#givenUp > 0 && this.#givenUp === documents.seen) throw this.#unreadable;
      this.#attempts = 0;
      return documents;
    } catch (error) {
      this.#attempts += 1;
      throw error;
    }
  }

  /** As many as fit into the time of a step, at least one. `seen` counts those without a document too. */
  async #documents(emails: readonly CapturedEmail[]): Promise<{ add: SearchDocument[]; seen: number }> {
    const until = this.#now() + MAX_STEP_MS;
    const add: SearchDocument[] = [];
    let seen = 0;
    while (seen < emails.length && (seen === 0 || this.#now() < until)) {
      // Small ones several at a time; one large message is enough for the memory.
      const large = (emails[seen] as CapturedEmail).sizeBytes > MAX_READ_BYTES / READ_AHEAD;
      const group = emails.slice(seen, seen + (large ? 1 : READ_AHEAD));
      for (const document of await Promise.all(group.map((email) => this.#document(email)))) {
        if (document) add.push(document);
      }
      seen += group.length;
    }
    return { add, seen };
  }

  async #document(email: CapturedEmail): Promise<SearchDocument | undefined> {
    try {
      return this.#parse(email, await this.#read(email));
    } catch (error) {
      if (!isMissing(error)) return this.#giveUp(email, error);
    }
    // Deleted since, or moved by compaction: look again.
    const [again] = this.#options.feed.readCaptured(email.number - 1, 1);
    if (again?.number !== email.number) return undefined;
    try {
      return this.#parse(again, await this.#read(again));
    } catch (error) {
      return this.#giveUp(again, error);
    }
  }

  #parse(email: CapturedEmail, message: Buffer): SearchDocument {
    try {
      return searchDocument(email, message);
    } catch (error) {
      return this.#envelopeOnly(email, error);
    }
  }

  #giveUp(email: CapturedEmail, error: unknown): SearchDocument {
    if (!isMissing(error)) {
      if (this.#attempts < MAX_ATTEMPTS) throw error;
      this.#givenUp += 1;
      this.#unreadable = error;
    }
    return this.#envelopeOnly(email, error);
  }

  #envelopeOnly(email: CapturedEmail, error: unknown): SearchDocument {
    this.#options.logger.warn({ job: this.name, email: email.id, err: error }, 'email is indexed by its envelope only');
    return searchDocument(email, Buffer.alloc(0));
  }

  async #read(email: CapturedEmail): Promise<Buffer> {
    const { messages } = this.#options;
    if (email.sizeBytes <= MAX_READ_BYTES) return messages.read(email.reference);
    const { stream } = await messages.open(email.reference);
    const chunks: Buffer[] = [];
    let length = 0;
    // Leaving the loop destroys the stream.
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MAX_READ_BYTES) break;
    }
    return Buffer.concat(chunks);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof MillraceError && error.code === 'message-missing';
}
