import type { Command, CommandResult } from '../domain/commands.ts';
import type { MessageReference } from '../domain/message-reference.ts';
import type { CaptureModel } from '../ports/capture-model.ts';
import type { StoredEvent } from '../ports/event-store.ts';
import type { LiveEvent } from '../ports/live-feed.ts';
import type { MessageStore } from '../ports/message-store.ts';
import type { WriteStore } from '../ports/write-store.ts';
import type { BatchApplier } from './batch-applier.ts';

export interface Origin {
  readonly actor: string;
  readonly correlationId: string;
}

export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** What follows from one committed step; the processor sees to it before the next step. */
export interface StepEffects {
  readonly live?: readonly LiveEvent[];
  /** In force on the SMTP path before the command is answered. */
  readonly directory?: readonly StoredEvent[];
  /** No row refers to these any more. */
  readonly released?: readonly MessageReference[];
}

/**
 * A command at work: each step is a transaction of about ten milliseconds at most, and between two steps the processor applies a batch,
 * so that a delete of a million emails does not hold up capture. Committed steps stay when a later one fails.
 */
export type CommandTask = AsyncGenerator<StepEffects, CommandResult> | Generator<StepEffects, CommandResult>;

export interface CommandTools {
  readonly write: WriteStore;
  readonly model: CaptureModel;
  readonly store: MessageStore;
  readonly applier: BatchApplier;
  now(): number;
}
