import { z } from 'zod';
import {
  cleanText,
  flag,
  instant,
  isInstant,
  nextCursor,
  personSchema,
  replySchema,
  time,
  wholeNumber,
  wholeNumberOr,
} from './common.ts';

export const emailItemSchema = z
  .object({
    id: z.string(),
    number: z.int().meta({ description: 'Place in the order of arrival, unique over all inboxes, never reused.' }),
    inbox: z.string().meta({ description: 'Subdomain id, or `catch-all`.' }),
    inboxName: z.string().meta({ description: 'Name of the subdomain, or `catch-all`.' }),
    from: personSchema,
    to: z.array(personSchema),
    recipients: z.array(z.string()).meta({ description: 'Envelope recipients in this inbox.' }),
    subject: z.string(),
    snippet: z.string(),
    receivedAt: time('When the message had arrived whole.'),
    sizeBytes: z.int(),
    attachments: z.int(),
    unread: z.boolean(),
    favorite: z.boolean(),
    campaign: z.object({ id: z.string(), value: z.string() }).exactOptional(),
    chaos: z.string().exactOptional().meta({ description: 'Id of the chaos address it was sent to.' }),
    refused: z
      .union([replySchema, z.literal('dropped')])
      .exactOptional()
      .meta({ description: 'The reply that the sender got instead of 250.' }),
    flags: z
      .array(z.string())
      .meta({ description: '`bare-newline`, `long-line`, `nul`: oddities of the bytes, which are kept as sent.' }),
  })
  .meta({
    id: 'EmailItem',
    examples: [
      {
        id: '0192f3a0-7c11-7cc0-8f33-0242ac120002',
        number: 1204,
        inbox: 'catch-all',
        inboxName: 'catch-all',
        from: { name: 'Acme Shop', address: 'no-reply@acme.test' },
        to: [{ name: '', address: 'ann@shop.acme.test' }],
        recipients: ['ann@shop.acme.test'],
        subject: 'Your order is on its way',
        snippet: 'Hello Ann, order 4711 has left our house',
        receivedAt: '2026-11-25T22:30:00.123Z',
        sizeBytes: 25_310,
        attachments: 1,
        unread: true,
        favorite: false,
        flags: [],
      },
    ],
  });

const recipientSchema = z.object({
  address: z.string(),
  inbox: z.string(),
  inboxName: z.string(),
  chaos: z.string().exactOptional(),
  notify: z.string().exactOptional(),
  orcpt: z.string().exactOptional(),
});

export const emailDetailSchema = emailItemSchema
  .extend({
    messageId: z
      .string()
      .meta({ description: 'Id of the stored message, named in the 250; several inboxes may share it.' }),
    cc: z.array(personSchema),
    messageIdHeader: z.string(),
    date: z.string().meta({ description: 'The Date header as given.' }),
    listedAt: time('When it became visible.'),
    reply: z
      .string()
      .meta({ description: 'What the sender was told after the data.', examples: ['250 2.0.0 0192f3a0'] }),
    envelope: z.object({
      from: z.string().meta({ description: 'Reverse-path; empty for `<>`.' }),
      recipients: z.array(recipientSchema).meta({ description: 'All accepted recipients, of other inboxes too.' }),
      parameters: z.object({
        size: z.number().exactOptional(),
        body: z.string().exactOptional(),
        smtputf8: z.boolean().exactOptional(),
        ret: z.string().exactOptional(),
        envid: z.string().exactOptional(),
        auth: z.string().exactOptional(),
      }),
    }),
    transport: z.object({
      peer: z.string(),
      helo: z.string(),
      esmtp: z.boolean(),
      via: z.enum(['DATA', 'BDAT']),
      tls: z.object({ protocol: z.string(), cipher: z.string() }).exactOptional(),
      auth: z.object({ mechanism: z.string(), user: z.string() }).exactOptional(),
      connectedAt: time('Connection accepted.'),
      mailAt: time('MAIL FROM.'),
      dataAt: time('DATA or the first BDAT.'),
      endAt: time('End of the data.'),
    }),
    reference: z.string().meta({ description: 'Where the bytes are: store, key, offset, length.' }),
  })
  .meta({ id: 'EmailDetail', examples: [] });

export const emailPageSchema = z
  .object({
    items: z.array(emailItemSchema),
    next: nextCursor.meta({
      description:
        '`before` of the next page, `after` with the oldest first; absent at the end, and only there. A page looks for about 100 ms: when conditions are met by few ' +
        'of many emails it may have fewer than `limit`, even none, and `next` says where to go on.',
    }),
    skip: z.int().exactOptional().meta({
      description:
        '`skip` to give beside `next`: so many were not yet jumped over when the time of this page was over.',
    }),
  })
  .meta({ id: 'EmailPage' });

export const emailCountSchema = z
  .object({ count: z.int(), exact: z.boolean().meta({ description: 'False: there are at least so many.' }) })
  .meta({ id: 'EmailCount', examples: [{ count: 214, exact: true }] });

const filterText = () => cleanText(998).min(1);

/** The conditions, as parameters of a query string; all must hold. */
const emailFilterParameters = {
  inbox: filterText()
    .exactOptional()
    .meta({ description: 'Id or name of a subdomain, or `catch-all`.', examples: ['shop.acme.test'] }),
  campaign: filterText().exactOptional().meta({ description: 'Id or value of a campaign.' }),
  recipient: filterText()
    .exactOptional()
    .meta({
      description: 'One envelope recipient, exactly; upper and lower case alike.',
      examples: ['ann@shop.acme.test'],
    }),
  from: filterText().exactOptional().meta({ description: 'Part of the sender.' }),
  to: filterText().exactOptional().meta({ description: 'Part of a recipient.' }),
  subject: filterText().exactOptional().meta({ description: 'Part of the subject.' }),
  hasAttachment: flag().exactOptional(),
  unread: flag().exactOptional(),
  favorite: flag().exactOptional(),
  refused: flag().exactOptional(),
  receivedAfter: instant().exactOptional().meta({ description: 'Received at or after.' }),
  receivedBefore: instant().exactOptional().meta({ description: 'Received before.' }),
  largerBytes: wholeNumber(0, 1e12).exactOptional(),
  smallerBytes: wholeNumber(0, 1e12).exactOptional(),
  q: cleanText(2000)
    .exactOptional()
    .meta({
      description:
        'Query language: words and "phrases", `from:` `to:` `subject:` `has:attachment` `is:unread|read|favorite|refused` ' +
        '`campaign:` `inbox:` `recipient:` `before:` `after:` `larger:` `smaller:`, each negated by `-`, words ended by `*` as prefixes.',
      examples: ['from:acme "on its way" after:7d'],
    }),
};

const emailNumber = () => wholeNumber(0, Number.MAX_SAFE_INTEGER);

export const emailListQuery = z.strictObject({
  limit: wholeNumberOr(50, 1, 500).meta({ description: 'Rows of a page.' }),
  before: emailNumber()
    .exactOptional()
    .meta({ description: 'Only emails with a lower number: `next` of the page before.' }),
  after: emailNumber().exactOptional().meta({
    description: 'Only emails with a higher number; with `order=oldest` this is `next` of the page before.',
  }),
  skip: wholeNumber(0, 1e9).exactOptional().meta({ description: 'Jump over so many rows from the first.' }),
  order: z.enum(['newest', 'oldest']).exactOptional().meta({ description: 'Which come first; `newest` when absent.' }),
  ...emailFilterParameters,
});

export const emailCountQuery = z.strictObject(emailFilterParameters);

export const emailDeleteQuery = z.strictObject({
  ...emailFilterParameters,
  all: flag().exactOptional().meta({ description: '`true` to delete everything: needed when there is no condition.' }),
});

export const emailWaitQuery = z.strictObject({
  timeout: wholeNumberOr(30_000, 0, 120_000).meta({ description: 'Longest wait in milliseconds.' }),
  since: z
    .string()
    .refine((value) => /^\d{1,15}$/.test(value) || isInstant(value), {
      error: 'it must be the number of an email or a time such as 2026-11-25T22:30:00Z',
    })
    .exactOptional()
    .meta({
      description:
        'Also take mail that is there already: with a number higher than this, or received at or after this time. Now when absent.',
    }),
  ...emailFilterParameters,
});

/** A selection for a bulk command: by ids, or by the conditions of the list. */
export const emailSelectionSchema = z
  .union([
    z.strictObject({ ids: z.array(z.string().min(1).max(300)).max(10_000) }),
    z.strictObject({ filter: z.strictObject(emailFilterParameters) }),
  ])
  .meta({
    id: 'EmailSelection',
    examples: [{ ids: ['0192f3a0-7c11-7cc0-8f33-0242ac120002'] }, { filter: { inbox: 'catch-all' } }],
  });

export const emailChangesSchema = z
  .strictObject({ unread: z.boolean().exactOptional(), favorite: z.boolean().exactOptional() })
  .meta({ id: 'EmailChanges', examples: [{ unread: false, favorite: true }] });

export const headersSchema = z
  .object({
    items: z.array(
      z.object({
        name: z.string(),
        value: z.string().meta({ description: 'Unfolded and decoded.' }),
        raw: z.string().meta({ description: 'The whole field as it stands in the message.' }),
      }),
    ),
  })
  .meta({
    id: 'EmailHeaders',
    examples: [{ items: [{ name: 'Subject', value: 'Grüße', raw: 'Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=' }] }],
  });

const partSchema = z
  .object({
    number: z.int().meta({ description: 'For `/parts/{number}`: 1 for the first, in order of appearance.' }),
    depth: z.int().meta({ description: '0 for the message itself.' }),
    contentType: z.string(),
    charset: z.string().exactOptional(),
    encoding: z.string(),
    disposition: z.enum(['inline', 'attachment', 'none']),
    filename: z.string().exactOptional(),
    contentId: z.string().exactOptional(),
    sizeBytes: z.int().meta({ description: 'Decoded; of the whole for multiparts.' }),
    sha256: z
      .string()
      .exactOptional()
      .meta({ description: 'Of the decoded content, hexadecimal; absent for multiparts.' }),
    attachment: z.int().exactOptional().meta({ description: 'For `/attachments/{number}`, when it is one.' }),
  })
  .meta({ id: 'EmailPart' });

export const partsSchema = z.object({ items: z.array(partSchema) }).meta({ id: 'EmailParts' });

const calendarSchema = z
  .object({
    part: z.int(),
    method: z.string(),
    summary: z.string(),
    description: z.string(),
    location: z.string(),
    start: z.string(),
    end: z.string(),
    organizer: z.string(),
    attendees: z.array(z.string()),
    status: z.string(),
    recurrence: z.string(),
  })
  .meta({ id: 'CalendarInvitation' });

/** What the message view shows besides the HTML itself. */
export const emailContentSchema = z
  .object({
    text: z.string().exactOptional().meta({ description: 'The text/plain body.' }),
    hasHtml: z.boolean(),
    links: z.array(z.object({ url: z.string(), text: z.string() })),
    remote: z
      .array(z.string())
      .meta({ description: 'What the HTML wants from other servers; blocked until asked for.' }),
    calendar: z.array(calendarSchema),
  })
  .meta({ id: 'EmailContent' });

export const inboxesSchema = z
  .object({
    items: z.array(
      z.object({
        inbox: z.string(),
        inboxName: z.string(),
        emails: z.int(),
        unread: z.int(),
        sizeBytes: z.int(),
      }),
    ),
  })
  .meta({
    id: 'Inboxes',
    examples: [
      { items: [{ inbox: 'catch-all', inboxName: 'catch-all', emails: 214, unread: 9, sizeBytes: 5_310_222 }] },
    ],
  });
