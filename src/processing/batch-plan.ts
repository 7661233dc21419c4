import type { EmailReceived } from '../domain/email/events.ts';
import { formatReference, type MessageReference } from '../domain/message-reference.ts';
import { campaignOf, type MessageScan, scanMessage } from '../mime/header-scanner.ts';
import type { LaneCheckpoint, QueuedRecord } from '../ports/ingest-queue.ts';
import type { QueuedMessage } from '../ports/message-store.ts';
import { campaignIdOf, captureIdOf } from './derived-ids.ts';

/** What the processor must know of an inbox. */
export interface InboxSettings {
  readonly campaignHeaders: readonly string[];
  readonly keepAllCampaignMail: boolean;
}

export interface PlanContext {
  settingsOf(inbox: string): InboxSettings;
  /** As committed: the campaign exists, so its sample does too. */
  campaignExists(id: string): boolean;
}

/** One email to be: the event needs only the reference that the store gives. */
interface PlannedCapture {
  readonly id: string;
  /** Index in `kept`. */
  readonly message: number;
  readonly inbox: string;
  readonly scan: MessageScan;
  readonly campaign: { readonly id: string; readonly value: string } | undefined;
  readonly index: number;
  readonly of: number;
}

interface PlannedCampaign {
  readonly inbox: string;
  readonly value: string;
  readonly begins: boolean;
  count: number;
  bytes: number;
  first: number;
  last: number;
  readonly seconds: Map<number, { count: number; bytes: number }>;
  readonly recipients: Map<string, number>;
}

interface PlannedChaos {
  count: number;
  firstAt: number;
  lastAt: number;
}

export interface BatchPlan {
  /** Messages whose bytes must stay: those that at least one inbox lists. */
  readonly kept: readonly QueuedMessage[];
  readonly captures: readonly PlannedCapture[];
  readonly campaigns: ReadonlyMap<string, PlannedCampaign>;
  readonly chaos: ReadonlyMap<string, PlannedChaos>;
  readonly poison: readonly Extract<QueuedRecord, { kind: 'poison' }>[];
  /** The last of each lane. */
  readonly checkpoints: readonly LaneCheckpoint[];
}

/**
 * What a batch will do, decided before anything is written: which mail is listed, which is only counted. Reads the heads of the
 * messages, which are valid until the next read of the queue; nothing of them is kept.
 */
export function planBatch(records: readonly QueuedRecord[], context: PlanContext): BatchPlan {
  const plan = {
    kept: [] as QueuedMessage[],
    captures: [] as PlannedCapture[],
    campaigns: new Map<string, PlannedCampaign>(),
    chaos: new Map<string, PlannedChaos>(),
    poison: [] as Extract<QueuedRecord, { kind: 'poison' }>[],
  };
  const checkpoints = new Map<string, LaneCheckpoint>();
  for (const record of records) {
    checkpoints.set(record.lane, record.next);
    switch (record.kind) {
      case 'message':
        planMessage(record, context, plan);
        break;
      case 'refusal':
        countChaos(plan.chaos, record.refusal.chaos, record.refusal.at);
        break;
      case 'poison':
        plan.poison.push(record);
        break;
      default:
        record satisfies never;
    }
  }
  return { ...plan, checkpoints: [...checkpoints.values()] };
}

interface GrowingPlan {
  readonly kept: QueuedMessage[];
  readonly captures: PlannedCapture[];
  readonly campaigns: Map<string, PlannedCampaign>;
  readonly chaos: Map<string, PlannedChaos>;
}

function planMessage(record: QueuedMessage, context: PlanContext, plan: GrowingPlan): void {
  const inboxes = inboxesOf(record);
  const scan = scanMessage(record.head, { campaignHeaders: headersOf(inboxes, context) });
  const listed: { inbox: string; campaign: PlannedCapture['campaign'] }[] = [];
  for (const inbox of inboxes) {
    const settings = context.settingsOf(inbox);
    const value = campaignOf(scan, settings.campaignHeaders);
    if (value === undefined) {
      listed.push({ inbox, campaign: undefined });
      continue;
    }
    const id = campaignIdOf(inbox, value);
    const begins = countCampaign(plan.campaigns, id, record, inbox, value, context);
    if (begins || settings.keepAllCampaignMail) listed.push({ inbox, campaign: { id, value } });
  }
  for (const [index, { inbox, campaign }] of listed.entries()) {
    const id = inboxes.length === 1 ? record.messageId : captureIdOf(record.messageId, inbox);
    plan.captures.push({ id, message: plan.kept.length, inbox, scan, campaign, index, of: listed.length });
  }
  if (listed.length > 0) plan.kept.push(record);
  for (const chaos of chaosOf(record)) countChaos(plan.chaos, chaos, record.receivedAtMs);
}

/** True when this message is the first of the campaign. */
function countCampaign(
  campaigns: Map<string, PlannedCampaign>,
  id: string,
  record: QueuedMessage,
  inbox: string,
  value: string,
  context: PlanContext,
): boolean {
  const at = record.receivedAtMs;
  let campaign = campaigns.get(id);
  const first = campaign === undefined;
  if (campaign === undefined) {
    campaign = {
      inbox,
      value,
      begins: !context.campaignExists(id),
      count: 0,
      bytes: 0,
      first: at,
      last: at,
      seconds: new Map(),
      recipients: new Map(),
    };
    campaigns.set(id, campaign);
  }
  campaign.count += 1;
  campaign.bytes += record.sizeBytes;
  campaign.first = Math.min(campaign.first, at);
  campaign.last = Math.max(campaign.last, at);
  const second = Math.floor(at / 1000);
  const sum = campaign.seconds.get(second);
  if (sum) {
    sum.count += 1;
    sum.bytes += record.sizeBytes;
  } else campaign.seconds.set(second, { count: 1, bytes: record.sizeBytes });
  for (const recipient of record.job.recipients) {
    if (recipient.inbox !== inbox) continue;
    const address = recipient.address.toLowerCase();
    campaign.recipients.set(address, (campaign.recipients.get(address) ?? 0) + 1);
  }
  return first && campaign.begins;
}

function countChaos(chaos: Map<string, PlannedChaos>, id: string, at: number): void {
  const sum = chaos.get(id);
  if (sum) {
    sum.count += 1;
    sum.firstAt = Math.min(sum.firstAt, at);
    sum.lastAt = Math.max(sum.lastAt, at);
  } else chaos.set(id, { count: 1, firstAt: at, lastAt: at });
}

const inboxesOf = (record: QueuedMessage): readonly string[] =>
  distinct(record.job.recipients.map((recipient) => recipient.inbox));

/** A message counts once for a chaos address, however often it names it. */
const chaosOf = (record: QueuedMessage): readonly string[] =>
  distinct(record.job.recipients.flatMap(({ chaos }) => (chaos === undefined ? [] : [chaos])));

function distinct(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)];
}

function headersOf(inboxes: readonly string[], context: PlanContext): readonly string[] {
  if (inboxes.length === 1) return context.settingsOf(inboxes[0] as string).campaignHeaders;
  return distinct(inboxes.flatMap((inbox) => context.settingsOf(inbox).campaignHeaders));
}

export function receivedEvent(capture: PlannedCapture, record: QueuedMessage, at: MessageReference): EmailReceived {
  const { scan, campaign } = capture;
  const event: Writable<EmailReceived> = {
    type: 'EmailReceived',
    inbox: capture.inbox,
    receivedAt: record.receivedAtMs,
    sizeBytes: record.sizeBytes,
    from: scan.from,
    to: scan.to,
    cc: scan.cc,
    subject: scan.subject,
    snippet: scan.snippet,
    date: scan.date,
    messageIdHeader: scan.messageIdHeader,
    attachments: scan.attachments,
    job: record.job,
    reference: formatReference(at),
  };
  // What few mails have is added to the object, not spread into it: one hidden class for all the others.
  if (capture.id !== record.messageId) event.messageId = record.messageId;
  if (campaign !== undefined) event.campaign = campaign;
  if (capture.of !== 1) event.capture = { index: capture.index, of: capture.of };
  return event;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
