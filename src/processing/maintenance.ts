import type { CaptureModel, DatabaseUpkeep } from '../ports/capture-model.ts';
import type { WriteStore } from '../ports/write-store.ts';
import { deleteRemainingEmails } from './campaign-commands.ts';
import type { StepEffects } from './command-task.ts';

export interface MaintenanceTools {
  readonly write: WriteStore;
  readonly model: CaptureModel;
  readonly upkeep: DatabaseUpkeep;
  /** One small step of giving the space of messages back; true while there is more to do. */
  reclaim(): Promise<boolean>;
  readonly purgeDeletedDays: number;
  now(): number;
}

const DAY_MS = 86_400_000;
/** Each about 10 ms. */
const REMAINS_SLICE = 2000;
const PURGE_SLICE = 500;
const FORGET_SLICE = 5000;
/** Deletions are told so long even where their streams go at once: the search index follows them and may be behind. A row is 20 bytes. */
const FOLLOWED_MS = DAY_MS;
const VACUUM_PAGES = 256;

const origin = { actor: 'millrace', correlationId: 'maintenance' };

/**
 * Work that nobody waits for, in steps of about 10 ms each. Under load one step now and then keeps the space from growing without end;
 * moving the log and giving pages back waits for a quiet moment: the pages are used again anyway.
 */
export class Maintenance {
  readonly #tools: MaintenanceTools;
  readonly #duties: readonly Duty[];
  #next = 0;

  constructor(tools: MaintenanceTools) {
    this.#tools = tools;
    this.#duties = [
      { whenIdle: false, step: () => this.#remains() },
      { whenIdle: false, step: async () => ({ more: await tools.reclaim() }) },
      { whenIdle: false, step: () => this.#purge() },
      { whenIdle: true, step: () => ({ more: tools.upkeep.vacuum(VACUUM_PAGES) }) },
      {
        whenIdle: true,
        step: () => {
          tools.upkeep.checkpoint();
          return { more: false };
        },
      },
    ];
  }

  /**
   * One step of the first duty that has something to do.
   * @returns `more` false when a whole round found nothing
   */
  async step(idle: boolean): Promise<Step> {
    while (this.#next < this.#duties.length) {
      const duty = this.#duties[this.#next] as Duty;
      const step = duty.whenIdle && !idle ? { more: false } : await duty.step();
      if (step.more) return step;
      this.#next += 1;
      // What came with the last of a duty has to be seen to.
      if (step.effects) return { more: true, effects: step.effects };
    }
    this.#next = 0;
    return { more: false };
  }

  #remains(): Step {
    const { model, write } = this.#tools;
    const emails = deleteRemainingEmails(origin, this.#tools);
    if (emails) return { more: true, effects: emails.effects };
    return { more: write.transaction(() => model.removeCampaignRemains(REMAINS_SLICE)) };
  }

  #purge(): Step {
    const { model, write, now, purgeDeletedDays } = this.#tools;
    const purgeMs = purgeDeletedDays * DAY_MS;
    return write.transaction(() => {
      const streams = model.takePurgeable(now() - purgeMs, PURGE_SLICE);
      if (streams.length > 0) write.events.truncateStreams(streams);
      const forgetting = model.forgetDeletions(now() - Math.max(purgeMs, FOLLOWED_MS), FORGET_SLICE);
      return { more: streams.length === PURGE_SLICE || forgetting };
    });
  }
}

interface Step {
  readonly more: boolean;
  readonly effects?: StepEffects;
}

interface Duty {
  readonly whenIdle: boolean;
  readonly step: () => Step | Promise<Step>;
}
