import { formatReference } from '../domain/message-reference.ts';
import type { StoredEvent } from '../ports/event-store.ts';
import type {
  CampaignView,
  ChaosAddressView,
  DeadLetter,
  DomainView,
  EmailDetail,
  EmailItem,
  SubdomainView,
} from '../ports/queries.ts';
import { chaosSentence } from './chaos-sentence.ts';
import type { InboxNames } from './inbox-names.ts';

/*
 * The read side's shapes as JSON shows them: times as ISO 8601 in UTC, inboxes with their names. Field by field and not by spreading:
 * what a query adds must not slip out undocumented.
 */

export function isoTime(at: number): string {
  // A time that no Date can hold comes from a damaged row only; the rest of the page is still worth showing.
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : new Date(0).toISOString();
}

export function presentEmail(email: EmailItem, names: InboxNames) {
  return {
    id: email.id,
    number: email.number,
    inbox: email.inbox,
    inboxName: names.nameOf(email.inbox),
    from: email.from,
    to: email.to as EmailItem['to'][number][],
    recipients: email.recipients as string[],
    subject: email.subject,
    snippet: email.snippet,
    receivedAt: isoTime(email.receivedAt),
    sizeBytes: email.sizeBytes,
    attachments: email.attachments,
    unread: email.unread,
    favorite: email.favorite,
    ...(email.campaign ? { campaign: email.campaign } : {}),
    ...(email.chaos === undefined ? {} : { chaos: email.chaos }),
    ...(email.refused === undefined ? {} : { refused: email.refused }),
    flags: email.flags as string[],
  };
}

export function presentEmailDetail(email: EmailDetail, names: InboxNames) {
  const { job } = email;
  return {
    ...presentEmail(email, names),
    messageId: email.messageId,
    cc: email.cc as EmailItem['to'][number][],
    messageIdHeader: email.messageIdHeader,
    date: email.date,
    listedAt: isoTime(email.listedAt),
    reply: replyLine(email),
    envelope: {
      from: job.from,
      recipients: job.recipients.map((recipient) => ({ ...recipient, inboxName: names.nameOf(recipient.inbox) })),
      parameters: job.mail ?? {},
    },
    transport: {
      peer: job.peer,
      helo: job.helo,
      esmtp: job.esmtp,
      via: job.via,
      ...(job.tls ? { tls: job.tls } : {}),
      ...(job.auth ? { auth: job.auth } : {}),
      connectedAt: isoTime(job.times.connected),
      mailAt: isoTime(job.times.mail),
      dataAt: isoTime(job.times.data),
      endAt: isoTime(job.times.end),
    },
    reference: formatReference(email.reference),
  };
}

function replyLine({ refused, messageId }: EmailDetail): string {
  if (refused === undefined) return `250 2.0.0 ${messageId}`;
  return refused === 'dropped' ? 'connection closed without a reply' : formatReply(refused);
}

function formatReply(reply: { code: number; enhanced: string; text: string }): string {
  return [reply.code, reply.enhanced, reply.text].filter((part) => part !== '').join(' ');
}

export function presentDomain(domain: DomainView) {
  return {
    id: domain.id,
    name: domain.name,
    contact: domain.contact,
    description: domain.description,
    status: domain.status,
    ...presentSuspension(domain),
    verificationToken: domain.verificationToken,
    ...(domain.verifiedAt === undefined ? {} : { verifiedAt: isoTime(domain.verifiedAt) }),
    moderators: domain.moderators as string[],
    createdAt: isoTime(domain.createdAt),
    subdomains: domain.subdomains,
  };
}

export function presentSubdomain(subdomain: SubdomainView) {
  return {
    id: subdomain.id,
    domainId: subdomain.domainId,
    name: subdomain.name,
    description: subdomain.description,
    status: subdomain.status,
    ...presentSuspension(subdomain),
    mx: {
      status: subdomain.mx.status,
      ...(subdomain.mx.checkedAt === undefined ? {} : { checkedAt: isoTime(subdomain.mx.checkedAt) }),
      records: subdomain.mx.records as string[],
    },
    settings: presentSettings(subdomain.settings),
    moderators: subdomain.moderators as string[],
    viewers: subdomain.viewers as string[],
    createdAt: isoTime(subdomain.createdAt),
  };
}

function presentSettings(settings: SubdomainView['settings']) {
  const { campaignHeaders, ...rest } = settings;
  return { ...rest, ...(campaignHeaders ? { campaignHeaders: [...campaignHeaders] } : {}) };
}

function presentSuspension({ suspension }: Pick<DomainView, 'suspension'>) {
  if (!suspension) return {};
  return { suspension: { reason: suspension.reason, notes: suspension.notes, at: isoTime(suspension.at) } };
}

export function presentChaosAddress(chaos: ChaosAddressView, names: InboxNames) {
  return {
    id: chaos.id,
    address: chaos.address,
    subdomainId: chaos.subdomainId,
    subdomainName: names.nameOf(chaos.subdomainId),
    enabled: chaos.enabled,
    behaviour: chaos.behaviour,
    sentence: chaosSentence(chaos.address, chaos.behaviour),
    received: chaos.received,
    ...(chaos.lastReceivedAt === undefined ? {} : { lastReceivedAt: isoTime(chaos.lastReceivedAt) }),
    createdAt: isoTime(chaos.createdAt),
  };
}

export function presentCampaign(campaign: CampaignView, names: InboxNames) {
  return {
    id: campaign.id,
    inbox: campaign.inbox,
    inboxName: names.nameOf(campaign.inbox),
    value: campaign.value,
    total: campaign.total,
    bytes: campaign.bytes,
    firstAt: isoTime(campaign.firstAt),
    lastAt: isoTime(campaign.lastAt),
    uniqueRecipients: campaign.uniqueRecipients,
    ...(campaign.sampleEmailId === undefined ? {} : { sampleEmailId: campaign.sampleEmailId }),
  };
}

export function presentDeadLetter(letter: DeadLetter) {
  return {
    id: letter.id,
    lane: letter.lane,
    sequence: letter.sequence,
    messageId: letter.messageId,
    reason: letter.reason,
    attempts: letter.attempts,
    firstAt: isoTime(letter.firstAt),
    lastAt: isoTime(letter.lastAt),
  };
}

export function presentAuditEntry(stored: StoredEvent, subject: string | undefined) {
  return {
    position: stored.position,
    stream: stored.stream,
    ...(subject === undefined ? {} : { subject }),
    version: stored.version,
    type: stored.type,
    actor: stored.metadata.actor,
    correlationId: stored.metadata.correlationId,
    at: isoTime(stored.metadata.at),
    event: stored.event as Record<string, unknown>,
  };
}
