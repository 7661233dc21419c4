import { deleteCampaign } from '../domain/campaign/decider.ts';
import type { CommandResult } from '../domain/commands.ts';
import type { CommandOf, CommandTools, Origin, StepEffects } from './command-task.ts';
import { changeSlice } from './email-commands.ts';

const DELETE_SLICE = 400;
/** About 4 microseconds each. */
const RECIPIENT_SLICE = 2000;

/** Its emails go with it; series and ledger are removed by and by, nobody sees them any more. It can begin again at once. */
export function* removeCampaign(
  { campaignId }: CommandOf<'DeleteCampaign'>,
  origin: Origin,
  tools: CommandTools,
): Generator<StepEffects, CommandResult> {
  const { write, model } = tools;
  const campaign = model.campaign(campaignId);
  const decision = deleteCampaign(campaign ? { kind: 'running', ...campaign } : { kind: 'none' });
  if (decision.kind !== 'events') return { kind: 'not-found', what: 'campaign' };
  write.transaction(() => {
    const outcome = write.events.appendBatch([
      {
        stream: `campaign-${campaignId}`,
        expectedVersion: 'any',
        events: decision.events.map((event) => ({ event })),
        metadata: { ...origin, at: tools.now() },
      },
    ]);
    if (outcome.kind !== 'appended') throw new Error(`the campaign could not be deleted: ${outcome.kind}`);
  });
  yield { live: [{ type: 'directory', what: 'campaign', id: campaignId }] };
  let count = 0;
  for (;;) {
    const step = deleteRemainingEmails(origin, tools);
    if (step === undefined) return { kind: 'done', id: campaignId, count };
    count += step.count;
    yield step.effects;
  }
}

/** A slice of the emails of deleted campaigns; undefined when there are none. */
export function deleteRemainingEmails(
  origin: Origin,
  tools: Pick<CommandTools, 'write' | 'model' | 'now'>,
): ReturnType<typeof changeSlice> | undefined {
  const emails = tools.model.remainingCampaignEmails(DELETE_SLICE);
  if (emails.length === 0) return undefined;
  return tools.write.transaction(() => changeSlice(emails, 'delete', origin, tools));
}

/**
 * The list grows and shrinks a slice at a time; readers may see a part of it, and a death in between leaves a part: send it again.
 * Addresses are compared without regard to case.
 */
export function* setExpectedRecipients(
  command: CommandOf<'SetExpectedRecipients'>,
  tools: CommandTools,
): Generator<StepEffects, CommandResult> {
  const { write, model } = tools;
  const { campaignId, append } = command;
  if (model.campaign(campaignId) === undefined) return { kind: 'not-found', what: 'campaign' };
  const recipients = new Set<string>();
  for (const recipient of command.recipients) {
    const address = recipient.trim().toLowerCase();
    if (address !== '') recipients.add(address);
  }
  while (!append && write.transaction(() => model.unexpectRecipients(campaignId, RECIPIENT_SLICE))) yield {};
  const list = [...recipients];
  for (let from = 0; from < list.length; from += RECIPIENT_SLICE) {
    const slice = list.slice(from, from + RECIPIENT_SLICE);
    write.transaction(() => model.expectRecipients(campaignId, slice));
    yield {};
  }
  return { kind: 'done', id: campaignId, count: list.length };
}
