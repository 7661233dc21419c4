import { z } from 'zod';
import { cleanText, flag, nextCursor, time, wholeNumber, wholeNumberOr } from './common.ts';

const lane = z.object({ messages: z.int(), bytes: z.int() });
const lanes = z.object({ high: lane, normal: lane, low: lane });
const percentiles = z
  .object({ p50: z.number(), p95: z.number(), p99: z.number(), max: z.number() })
  .meta({ id: 'Percentiles', description: 'Milliseconds, over about the last minute.' });

export const statsSchema = z
  .object({
    at: time('When this was read.'),
    startedAt: time('Start of this process.'),
    version: z.string(),
    smtp: z.string().meta({ description: 'Address to send to.', examples: ['127.0.0.1:1025'] }),
    accepted: z.int().meta({ description: 'Messages that got 250 since the start.' }),
    refused: z.int().meta({ description: 'Messages answered 4xx or 5xx at the end of the data.' }),
    acceptedBytes: z.int(),
    processed: z.int().meta({ description: 'Records applied since the start.' }),
    failed: z.int().meta({ description: 'Batches retried since the start.' }),
    deadLetters: z.int(),
    lastNumber: z.int().meta({ description: 'Number of the newest email.' }),
    indexedUpTo: z.int().meta({ description: 'Number of the last email in the search index.' }),
    emails: z.int(),
    unread: z.int(),
    connections: z.int(),
    failedHandshakes: z
      .int()
      .meta({ description: 'Clients that left with the TLS handshake: most do not trust the certificate.' }),
    syncs: z.int(),
    failedSyncs: z.int(),
    storeBytes: z.int().meta({ description: 'Bytes of the message store on disk.' }),
    spool: z.object({
      messages: z.int().meta({ description: 'Waiting for the processor.' }),
      bytes: z.int(),
      oldestAgeMs: z.number(),
      healthy: z.boolean(),
      full: z.boolean(),
      lanes,
    }),
    latency: z.object({
      reply: percentiles.meta({ description: 'End of the data to the reply.' }),
      sync: percentiles,
      listed: percentiles,
    }),
  })
  .meta({ id: 'Stats' });

export const sampleSchema = z
  .object({
    at: time('End of the second.'),
    inPerSecond: z.number().meta({ description: 'Messages that got 250.' }),
    refusedPerSecond: z.number(),
    outPerSecond: z.number().meta({ description: 'Messages processed.' }),
    inBytesPerSecond: z.number(),
    waiting: z.object({ high: z.int(), normal: z.int(), low: z.int() }),
    waitingBytes: z.int(),
    oldestAgeMs: z.number(),
    connections: z.int(),
    replyP50Ms: z.number(),
    replyP95Ms: z.number(),
    replyP99Ms: z.number(),
    syncP50Ms: z.number(),
    syncP99Ms: z.number(),
    listedP50Ms: z.number(),
    listedP99Ms: z.number(),
    storeBytes: z.int(),
  })
  .meta({ id: 'StatsSample' });

export const markSchema = z
  .object({
    at: time('When it was noticed.'),
    kind: z.enum(['start', 'full', 'failed-sync', 'unhealthy', 'recovered']),
    text: z.string(),
  })
  .meta({ id: 'StatsMark', examples: [{ at: '2026-11-25T22:30:00.000Z', kind: 'start', text: 'Started' }] });

export const historySchema = z
  .object({
    items: z.array(sampleSchema).meta({ description: 'Oldest first, one a second, the last 15 minutes at most.' }),
    marks: z.array(markSchema),
  })
  .meta({ id: 'StatsHistory' });

export const jobsSchema = z
  .object({
    items: z.array(
      z
        .object({
          name: z.string(),
          steps: z.int().meta({ description: 'Steps that went well since the start.' }),
          faults: z.int().meta({ description: 'Steps that failed since the start; each is tried again.' }),
          fault: z.string().exactOptional().meta({ description: 'Of the last step; absent after one that went well.' }),
          doneUpTo: z
            .int()
            .exactOptional()
            .meta({ description: 'Number of the last email it has done; compare `lastNumber` of the statistics.' }),
        })
        .meta({
          id: 'Job',
          examples: [{ name: 'search-index', steps: 812, faults: 0, doneUpTo: 104_233 }],
        }),
    ),
  })
  .meta({ id: 'JobList' });

const deadLetterSchema = z
  .object({
    id: z.int(),
    lane: z.string(),
    sequence: z.int(),
    messageId: z.string(),
    reason: z.string(),
    attempts: z.int(),
    firstAt: time('First attempt.'),
    lastAt: time('Last attempt.'),
  })
  .meta({
    id: 'DeadLetter',
    examples: [
      {
        id: 3,
        lane: 'normal',
        sequence: 88_121,
        messageId: '0192f3a0-7c11-7cc0-8f33-0242ac120002',
        reason: 'the envelope is not JSON',
        attempts: 4,
        firstAt: '2026-11-25T22:30:00.123Z',
        lastAt: '2026-11-25T22:30:09.456Z',
      },
    ],
  });
export const deadLetterPageSchema = z
  .object({ items: z.array(deadLetterSchema), total: z.int(), next: nextCursor })
  .meta({ id: 'DeadLetterPage' });
export const deadLetterQuery = z.strictObject({
  limit: wholeNumberOr(50, 1, 500),
  after: wholeNumber(0, Number.MAX_SAFE_INTEGER).exactOptional().meta({ description: '`next` of the page before.' }),
});
export const deadLetterSelectionSchema = z
  .strictObject({ ids: z.array(z.int().min(0)).max(10_000).exactOptional() })
  .meta({ id: 'DeadLetterSelection', description: 'All of them without `ids`.', examples: [{ ids: [3] }] });
export const deadLetterParameters = z.strictObject({ id: wholeNumber(0, Number.MAX_SAFE_INTEGER) });

export const auditQuery = z.strictObject({
  limit: wholeNumberOr(100, 1, 500),
  before: wholeNumber(0, Number.MAX_SAFE_INTEGER).exactOptional().meta({ description: '`next` of the page before.' }),
  stream: cleanText(300).exactOptional().meta({ description: 'One stream, such as `domain-<id>` or `email-<id>`.' }),
  actor: cleanText(320).exactOptional(),
  type: cleanText(100).exactOptional().meta({ description: 'Type of event, such as `DomainCreated`.' }),
  changes: flag()
    .exactOptional()
    .meta({ description: '`true`: without the counts that mail to campaigns and chaos addresses leaves behind.' }),
});
export const auditPageSchema = z
  .object({
    items: z.array(
      z
        .object({
          position: z.int(),
          stream: z.string(),
          subject: z
            .string()
            .exactOptional()
            .meta({ description: 'Name of what it is about, while that is there: a domain, address or campaign.' }),
          version: z.int(),
          type: z.string(),
          actor: z.string(),
          correlationId: z.string(),
          at: time('When it happened.'),
          event: z.record(z.string(), z.unknown()),
        })
        .meta({ id: 'AuditEntry' }),
    ),
    next: nextCursor,
  })
  .meta({ id: 'AuditPage' });

export const configInfoSchema = z
  .object({
    version: z.string(),
    hostname: z.string(),
    smtp: z.object({
      host: z.string(),
      port: z.int(),
      tls: z.enum(['off', 'offered', 'required']),
      auth: z.enum(['optional', 'required']),
      anyCredentials: z.boolean(),
      maxMessageBytes: z.int(),
    }),
    store: z.enum(['segments', 'eml']),
    unknownRecipients: z.enum(['catch-all', 'reject']),
    verificationWaived: z.boolean(),
    campaignHeaders: z.array(z.string()),
    retention: z.object({
      maxAgeDays: z.number().exactOptional(),
      maxCount: z.number().exactOptional(),
      maxBytes: z.number().exactOptional(),
    }),
    chaosReplyCodes: z.array(z.int()),
  })
  .meta({ id: 'ConfigInfo' });

export const sendTestSchema = z
  .strictObject({ to: cleanText(320).min(3).exactOptional() })
  .meta({ id: 'SendTest', examples: [{ to: 'you@example.test' }] });

export const healthSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Health', examples: [{ status: 'ok' }] });
export const readinessSchema = z
  .object({ ready: z.boolean(), reasons: z.array(z.string()) })
  .meta({ id: 'Readiness', examples: [{ ready: true, reasons: [] }] });

/** The data of each kind of event of `/events`, by its name. */
export const feedSchema = z
  .union([
    z
      .object({ type: z.literal('hello'), lastNumber: z.int(), resumed: z.boolean() })
      .meta({ description: 'First on every connection.' }),
    z
      .object({ type: z.literal('resync'), lastNumber: z.int() })
      .meta({ description: 'What was missed is not known: ask for everything again.' }),
    z.object({
      type: z.literal('captured'),
      count: z.int(),
      lastNumber: z.int(),
      inboxes: z.record(z.string(), z.int()),
    }),
    z.object({
      type: z.literal('changed'),
      change: z.enum(['read', 'unread', 'favorite', 'unfavorite', 'deleted']),
      ids: z.array(z.string()).exactOptional().meta({ description: 'Absent when there are too many to name.' }),
      count: z.int(),
    }),
    z.object({ type: z.literal('campaign'), id: z.string(), total: z.int() }),
    z.object({ type: z.literal('chaos'), id: z.string(), received: z.int() }),
    z.object({
      type: z.literal('directory'),
      what: z.enum(['domain', 'subdomain', 'chaos', 'campaign']),
      id: z.string(),
    }),
    z.object({ type: z.literal('dead-letters'), count: z.int() }),
    z
      .object({
        type: z.literal('stats'),
        stats: statsSchema,
        sample: sampleSchema.exactOptional(),
        marks: z.array(markSchema),
      })
      .meta({ description: 'Each second; marks are those since the last one.' }),
  ])
  .meta({ id: 'FeedEvent' });
export type FeedEvent = z.output<typeof feedSchema>;
