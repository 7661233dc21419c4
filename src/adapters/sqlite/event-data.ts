import type { EmailReceived, MailPerson } from '../../domain/email/events.ts';
import type { EmailIngestionJob, JobRecipient } from '../../domain/ingestion-job.ts';

/*
 * How the data of an event is written. Nearly all events are EmailReceived, and nearly all bytes of the database are theirs: as plain
 * JSON 860 bytes a mail, of which 360 are names of fields and repeated times. Written twice (log and file), they made 7 % of a 10 KiB
 * message. So this one type is an array in a fixed order; every other event is its JSON without the type.
 *
 *   [ layout, inbox, receivedAt, sizeBytes, from name, from address, to, cc, subject, snippet, date, Message-ID, attachments,
 *     reference, reverse-path, recipients, peer, helo, via, connected, mail, data, end (ms before receivedAt), rest ]
 *
 * to, cc: name, address, name, address ... A recipient is its address when it is of the event's own inbox and has nothing else, otherwise
 * itself. `rest` has what few mails have.
 */
const LAYOUT = 1;

type Packed = [
  layout: number,
  inbox: string,
  receivedAt: number,
  sizeBytes: number,
  fromName: string,
  fromAddress: string,
  to: string[],
  cc: string[],
  subject: string,
  snippet: string,
  date: string,
  messageIdHeader: string,
  attachments: number,
  reference: string,
  reversePath: string,
  recipients: (string | JobRecipient)[],
  peer: string,
  helo: string,
  via: 0 | 1,
  connected: number,
  mail: number,
  data: number,
  end: number,
  rest: Rest | 0,
];

/** Fields of the event and, in `job`, of its job that are not in the array. */
type Rest = Pick<EmailReceived, 'messageId' | 'campaign' | 'capture'> & { readonly job?: Partial<EmailIngestionJob> };

export function encodeEvent(event: { readonly type: string }): string {
  if (event.type === 'EmailReceived') return JSON.stringify(pack(event as EmailReceived));
  const { type: _, ...data } = event;
  return JSON.stringify(data);
}

export function decodeEvent(type: string, data: string): { type: string } & Record<string, unknown> {
  if (type === 'EmailReceived') return decodeReceived(data) as unknown as { type: string } & Record<string, unknown>;
  return { type, ...(JSON.parse(data) as Record<string, unknown>) };
}

export function decodeReceived(data: string): EmailReceived {
  return unpack(JSON.parse(data) as Packed);
}

function pack(event: EmailReceived): Packed {
  const { job, receivedAt, inbox } = event;
  const { connected, mail, data, end } = job.times;
  return [
    LAYOUT,
    inbox,
    receivedAt,
    event.sizeBytes,
    event.from.name,
    event.from.address,
    flat(event.to),
    flat(event.cc),
    event.subject,
    event.snippet,
    event.date,
    event.messageIdHeader,
    event.attachments,
    event.reference,
    job.from,
    packRecipients(job.recipients, inbox),
    job.peer,
    job.helo,
    job.via === 'DATA' ? 0 : 1,
    receivedAt - connected,
    receivedAt - mail,
    receivedAt - data,
    receivedAt - end,
    restOf(event),
  ];
}

function unpack(packed: Packed): EmailReceived {
  const receivedAt = packed[2];
  const rest = packed[23] === 0 ? {} : packed[23];
  const { job: others, ...facts } = rest;
  return {
    type: 'EmailReceived',
    inbox: packed[1],
    receivedAt,
    sizeBytes: packed[3],
    from: { name: packed[4], address: packed[5] },
    to: persons(packed[6]),
    cc: persons(packed[7]),
    subject: packed[8],
    snippet: packed[9],
    date: packed[10],
    messageIdHeader: packed[11],
    attachments: packed[12],
    reference: packed[13],
    job: {
      from: packed[14],
      recipients: packed[15].map((recipient) =>
        typeof recipient === 'string' ? { address: recipient, inbox: packed[1] } : recipient,
      ),
      peer: packed[16],
      helo: packed[17],
      esmtp: true,
      via: packed[18] === 0 ? 'DATA' : 'BDAT',
      times: {
        connected: receivedAt - packed[19],
        mail: receivedAt - packed[20],
        data: receivedAt - packed[21],
        end: receivedAt - packed[22],
      },
      ...others,
    },
    ...facts,
  };
}

function packRecipients(recipients: readonly JobRecipient[], inbox: string): (string | JobRecipient)[] {
  const packed: (string | JobRecipient)[] = [];
  for (const recipient of recipients) packed.push(isBare(recipient, inbox) ? recipient.address : recipient);
  return packed;
}

function isBare(recipient: JobRecipient, inbox: string): boolean {
  return (
    recipient.inbox === inbox &&
    recipient.chaos === undefined &&
    recipient.notify === undefined &&
    recipient.orcpt === undefined
  );
}

function restOf({ messageId, campaign, capture, job }: EmailReceived): Rest | 0 {
  const others = othersOf(job);
  if (others === undefined && messageId === undefined && campaign === undefined && capture === undefined) return 0;
  return {
    ...(messageId === undefined ? {} : { messageId }),
    ...(campaign === undefined ? {} : { campaign }),
    ...(capture === undefined ? {} : { capture }),
    ...(others === undefined ? {} : { job: others }),
  };
}

/** Fields of a job that have a place in the array; ESMTP is what is not said. */
const placed: ReadonlySet<string> = new Set(['from', 'recipients', 'peer', 'helo', 'via', 'times']);

function othersOf(job: EmailIngestionJob): Partial<EmailIngestionJob> | undefined {
  let others: Record<string, unknown> | undefined;
  for (const name in job) {
    if (placed.has(name) || (name === 'esmtp' && job.esmtp)) continue;
    others ??= {};
    others[name] = job[name as keyof EmailIngestionJob];
  }
  return others;
}

function flat(list: readonly MailPerson[]): string[] {
  const found: string[] = [];
  for (const { name, address } of list) found.push(name, address);
  return found;
}

function persons(list: readonly string[]): MailPerson[] {
  const found: MailPerson[] = [];
  for (let at = 0; at < list.length; at += 2) found.push({ name: list[at] as string, address: list[at + 1] as string });
  return found;
}
