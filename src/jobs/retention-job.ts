import { randomUUID } from 'node:crypto';
import type { SubdomainSettings } from '../domain/commands.ts';
import { CATCH_ALL } from '../domain/ingestion-job.ts';
import type { CommandGateway } from '../ports/command-gateway.ts';
import type { DirectoryQueries, EmailQueries } from '../ports/queries.ts';
import type { RetentionLimits, RetentionQueries } from '../ports/retention-queries.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Job } from './job.ts';

/** Deletions of one command: some milliseconds of the writing thread, between two batches of capture. */
const STEP = 200;
/** Inboxes that a step asks about: each is a query or two. */
const INBOXES = 100;
const DAY_MS = 86_400_000;

export type RetentionRules = NonNullable<SubdomainSettings['retention']>;

export interface RetentionJobOptions {
  /** For every inbox, where the subdomain's settings say nothing. */
  readonly defaults: RetentionRules;
  readonly emails: Pick<EmailQueries, 'inboxes'>;
  readonly directory: Pick<DirectoryQueries, 'subdomain'>;
  readonly retention: RetentionQueries;
  readonly commands: CommandGateway;
  readonly logger: Logger;
  readonly now?: () => number;
}

/** Deletes what the rules of its inbox no longer keep, a few emails a step. */
export class RetentionJob implements Job {
  readonly name = 'retention';
  readonly idleMs = 15_000;
  readonly #options: RetentionJobOptions;
  /** Inboxes that this round has still to look at. */
  #round: string[] = [];
  #deleted = 0;

  constructor(options: RetentionJobOptions) {
    this.#options = options;
  }

  async step(): Promise<'more' | 'idle'> {
    if (this.#round.length === 0) this.#round = this.#options.emails.inboxes().map(({ inbox }) => inbox);
    for (const inbox of this.#round.slice(-INBOXES).reverse()) {
      const ids = this.#expired(inbox);
      const deleted = ids.length > 0 && (await this.#delete(inbox, ids));
      if (deleted) return 'more';
      this.#round.pop();
      if (ids.length > 0) break;
    }
    if (this.#round.length > 0) return 'more';
    if (this.#deleted > 0)
      this.#options.logger.info({ job: this.name, emails: this.#deleted }, 'expired emails deleted');
    this.#deleted = 0;
    return 'idle';
  }

  #expired(inbox: string): readonly string[] {
    const { defaults, directory, retention } = this.#options;
    const own = inbox === CATCH_ALL ? undefined : directory.subdomain(inbox)?.settings.retention;
    const limits = retentionLimits(defaults, own, (this.#options.now ?? Date.now)());
    return limits ? retention.expired(inbox, limits, STEP) : [];
  }

  /** False when nothing went, though something should: the same answer would come for ever. */
  async #delete(inbox: string, ids: readonly string[]): Promise<boolean> {
    const command = { type: 'DeleteEmails', selection: { ids } } as const;
    const origin = { actor: 'retention', correlationId: randomUUID() };
    const result = await this.#options.commands.execute(command, origin);
    const count = result.kind === 'done' ? (result.count ?? ids.length) : 0;
    this.#deleted += count;
    if (count > 0) return true;
    // Somebody else has just deleted them.
    if (result.kind === 'not-found') return false;
    this.#options.logger.warn({ job: this.name, inbox, result: result.kind }, 'expired emails could not be deleted');
    return false;
  }
}

/** The subdomain's own rules, each over the default; undefined when nothing limits the inbox. */
export function retentionLimits(
  defaults: RetentionRules,
  own: RetentionRules | undefined,
  now: number,
): RetentionLimits | undefined {
  const { maxAgeDays, maxCount, maxBytes } = { ...defaults, ...own };
  if (maxAgeDays === undefined && maxCount === undefined && maxBytes === undefined) return undefined;
  return {
    ...(maxAgeDays === undefined ? {} : { olderThan: now - maxAgeDays * DAY_MS }),
    ...(maxCount === undefined ? {} : { maxCount }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  };
}
