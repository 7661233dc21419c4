import { captureCampaign } from '../domain/campaign/decider.ts';
import type { CaptureModel, NewDeadLetter } from '../ports/capture-model.ts';
import type { StreamAppend } from '../ports/event-store.ts';
import type { LaneCheckpoint, QueuedRecord } from '../ports/ingest-queue.ts';
import type { LiveEvent } from '../ports/live-feed.ts';
import type { MessageStore } from '../ports/message-store.ts';
import type { DirectoryQueries } from '../ports/queries.ts';
import type { WriteStore } from '../ports/write-store.ts';
import { type BatchPlan, type PlanContext, planBatch, receivedEvent } from './batch-plan.ts';

export interface BatchTools {
  readonly store: MessageStore;
  readonly write: WriteStore;
  readonly model: CaptureModel;
  readonly directory: DirectoryQueries;
  readonly context: PlanContext;
  now(): number;
}

export interface AppliedBatch {
  readonly checkpoints: readonly LaneCheckpoint[];
  readonly live: readonly LiveEvent[];
  readonly deadLetters: number;
  /** Emails that were listed. */
  readonly captured: number;
}

const ACTOR = 'smtp';

/**
 * Applies records wholly or not at all: the store takes the bytes, then one transaction has the events, everything that follows from
 * them, the ledger, the dead letters and the checkpoint. So a death at any instruction leaves either nothing (the records are read
 * again) or all of it.
 */
export class BatchApplier {
  readonly #tools: BatchTools;

  constructor(tools: BatchTools) {
    this.#tools = tools;
  }

  /** @param alongside written in the same transaction, in place of the checkpoint, when a dead letter is applied again */
  async apply(records: readonly QueuedRecord[], alongside?: (plan: BatchPlan) => void): Promise<AppliedBatch> {
    const { store, write, model, context, now } = this.#tools;
    const plan = planBatch(records, context);
    const references = plan.kept.length === 0 ? [] : await store.keep(plan.kept);
    const at = now();
    const emails = plan.captures.map((capture): StreamAppend => {
      const record = plan.kept[capture.message] as (typeof plan.kept)[number];
      return {
        stream: `email-${capture.id}`,
        // Known without asking: a record is applied once, and the index refuses a second time.
        expectedVersion: 'no-stream',
        events: [{ event: receivedEvent(capture, record, references[capture.message] as never) }],
        metadata: { actor: ACTOR, correlationId: record.messageId, at },
      };
    });
    // Campaigns first: the rows of their samples name them.
    const appends = [...campaignAppends(plan, at), ...emails, ...chaosAppends(plan, at)];
    const lastEmail = write.transaction(() => {
      const position = this.#append(appends);
      for (const [id, counts] of plan.campaigns) model.countCampaign(id, counts);
      for (const record of plan.poison) model.addDeadLetter(poisonLetter(record), at);
      if (alongside) alongside(plan);
      else write.saveCheckpoints(plan.checkpoints);
      return position - plan.chaos.size;
    });
    return {
      checkpoints: plan.checkpoints,
      live: this.#live(plan, lastEmail),
      deadLetters: plan.poison.length,
      captured: plan.captures.length,
    };
  }

  /** A record that cannot be applied is put aside, and its lane goes on. */
  bury(record: QueuedRecord, error: unknown): AppliedBatch {
    const { write, model, now } = this.#tools;
    const reason = error instanceof Error ? error.message : String(error);
    write.transaction(() => {
      model.addDeadLetter(letterOf(record, reason), now());
      write.saveCheckpoints([record.next]);
    });
    return {
      checkpoints: [record.next],
      live: [{ type: 'dead-letters', count: model.deadLetterCount() }],
      deadLetters: 1,
      captured: 0,
    };
  }

  #append(appends: readonly StreamAppend[]): number {
    const { events } = this.#tools.write;
    if (appends.length === 0) return events.lastPosition();
    const outcome = events.appendBatch(appends);
    if (outcome.kind === 'appended') return outcome.lastPosition;
    // No expected outcome here: each stream is new or open to any version. It is the record's fault, so it is isolated.
    throw new Error(
      outcome.kind === 'conflict' ? `${outcome.stream} is there already` : `${outcome.what} is there already`,
    );
  }

  #live(plan: BatchPlan, lastNumber: number): LiveEvent[] {
    const { model, directory } = this.#tools;
    const live: LiveEvent[] = [];
    if (plan.captures.length > 0) {
      const inboxes: Record<string, number> = {};
      for (const { inbox } of plan.captures) inboxes[inbox] = (inboxes[inbox] ?? 0) + 1;
      live.push({ type: 'captured', count: plan.captures.length, lastNumber, inboxes });
    }
    for (const id of plan.campaigns.keys()) {
      live.push({ type: 'campaign', id, total: model.campaign(id)?.total ?? 0 });
    }
    for (const id of plan.chaos.keys()) {
      const received = directory.chaosAddress(id)?.received;
      if (received !== undefined) live.push({ type: 'chaos', id, received });
    }
    if (plan.poison.length > 0) live.push({ type: 'dead-letters', count: model.deadLetterCount() });
    return live;
  }
}

function campaignAppends(plan: BatchPlan, at: number): StreamAppend[] {
  return [...plan.campaigns].map(([id, campaign]) => ({
    stream: `campaign-${id}`,
    expectedVersion: 'any',
    // Whether it runs was looked up in this thread, the only one that writes: the fold of its stream is not needed.
    events: captureCampaign(campaign, campaign.begins ? { kind: 'none' } : { kind: 'running', total: 0, bytes: 0 }).map(
      (event) => ({ event }),
    ),
    metadata: { actor: ACTOR, correlationId: id, at },
  }));
}

function chaosAppends(plan: BatchPlan, at: number): StreamAppend[] {
  return [...plan.chaos].map(([id, { count, firstAt, lastAt }]) => ({
    stream: `chaos-${id}`,
    expectedVersion: 'any',
    events: [{ event: { type: 'ChaosAddressReceived', chaosId: id, count, firstAt, lastAt } as { type: string } }],
    metadata: { actor: ACTOR, correlationId: id, at },
  }));
}

function poisonLetter(record: Extract<QueuedRecord, { kind: 'poison' }>): NewDeadLetter {
  return letterOf(record, record.reason);
}

function letterOf(record: QueuedRecord, reason: string): NewDeadLetter {
  const { lane, sequence, messageId, receivedAtMs } = record;
  const facts = { lane, sequence, messageId, receivedAtMs, reason };
  switch (record.kind) {
    case 'message':
      return { ...facts, reference: record.reference, sizeBytes: record.sizeBytes, work: { job: record.job } };
    case 'refusal': {
      // There is no message to keep: the refusal itself is in the row.
      const reference = { store: 'segments', key: record.next.segment || record.lane, offset: 0, length: 0 } as const;
      return { ...facts, reference, sizeBytes: 0, work: { refusal: record.refusal } };
    }
    case 'poison':
      return { ...facts, reference: record.reference, sizeBytes: record.reference.length, work: undefined };
    default:
      return record satisfies never;
  }
}
