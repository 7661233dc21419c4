import type { CommandResult } from '../domain/commands.ts';
import { MillraceError } from '../errors.ts';
import type { StoredDeadLetter } from '../ports/capture-model.ts';
import type { QueuedRecord } from '../ports/ingest-queue.ts';
import type { LiveEvent } from '../ports/live-feed.ts';
import type { BatchApplier } from './batch-applier.ts';
import type { CommandOf, CommandTools, StepEffects } from './command-task.ts';
import { isTransient } from './transient-fault.ts';

const SLICE = 100;

/** Each is applied again as it would have been; one that fails again stays, with one more attempt. */
export async function* retryDeadLetters(
  { ids }: CommandOf<'RetryDeadLetters'>,
  tools: CommandTools,
): AsyncGenerator<StepEffects, CommandResult> {
  let count = 0;
  let found = 0;
  for (let after = 0; ; ) {
    const letters = tools.model.deadLetters(ids, after, SLICE);
    found += letters.length;
    for (const letter of letters) {
      const live = await retry(letter, tools);
      if (live) count += 1;
      yield { ...(live ? { live } : {}), released: tools.model.takeReleased() };
    }
    const last = letters.at(-1);
    if (letters.length < SLICE || !last) break;
    after = last.id;
  }
  return outcome(ids, found, count);
}

export function* discardDeadLetters(
  { ids }: CommandOf<'DiscardDeadLetters'>,
  { model, write }: CommandTools,
): Generator<StepEffects, CommandResult> {
  let count = 0;
  for (;;) {
    const letters = model.deadLetters(ids, 0, SLICE);
    if (letters.length === 0) break;
    const discarded = letters.map((letter) => letter.id);
    write.transaction(() => model.removeDeadLetters(discarded, true));
    count += letters.length;
    yield {
      released: model.takeReleased(),
      live: [{ type: 'dead-letters', count: model.deadLetterCount() }],
    };
  }
  return outcome(ids, count, count);
}

function outcome(ids: readonly number[] | undefined, found: number, count: number): CommandResult {
  return ids !== undefined && ids.length > 0 && found === 0
    ? { kind: 'not-found', what: 'dead letter' }
    : { kind: 'done', count };
}

/** Undefined when it failed again. Transient faults come out: the command fails, the letter is as it was. */
async function retry(letter: StoredDeadLetter, tools: CommandTools): Promise<readonly LiveEvent[] | undefined> {
  const { model, write, now } = tools;
  try {
    const record = await recordOf(letter, tools);
    return await applyAgain(record, letter, tools.applier, tools);
  } catch (error) {
    if (isTransient(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    write.transaction(() => model.addDeadLetter({ ...letter, reason }, now()));
    return undefined;
  }
}

async function applyAgain(
  record: QueuedRecord,
  letter: StoredDeadLetter,
  applier: BatchApplier,
  { model }: CommandTools,
): Promise<readonly LiveEvent[]> {
  const applied = await applier.apply([record], (plan) => {
    // Mail that is only counted needs its bytes no more.
    model.removeDeadLetters([letter.id], plan.kept.length === 0);
  });
  return [...applied.live, { type: 'dead-letters', count: model.deadLetterCount() }];
}

async function recordOf(letter: StoredDeadLetter, { store }: CommandTools): Promise<QueuedRecord> {
  const { lane, sequence, messageId, receivedAtMs, reference, sizeBytes, work } = letter;
  if (work === undefined) throw new MillraceError('record-poison', letter.reason);
  // The checkpoint is not saved when a dead letter is applied: its lane went on long ago.
  const facts = { lane, sequence, messageId, receivedAtMs, next: { lane, sequence, segment: '', offset: 0 } };
  if ('refusal' in work) return { ...facts, kind: 'refusal', refusal: work.refusal };
  const head = await store.read(reference);
  return { ...facts, kind: 'message', job: work.job, head, sizeBytes, reference };
}
