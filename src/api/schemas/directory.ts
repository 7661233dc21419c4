import { z } from 'zod';
import { cleanText, flag, nextCursor, replySchema, time, wholeNumberOr } from './common.ts';

const suspension = z.object({ reason: z.string(), notes: z.string(), at: time('Since when.') });

export const domainSchema = z
  .object({
    id: z.string(),
    name: z.string().meta({ description: 'A-label, lower case.' }),
    contact: z.string(),
    description: z.string(),
    status: z.enum(['pending', 'active', 'suspended']),
    suspension: suspension.exactOptional(),
    verificationToken: z.string(),
    verifiedAt: time('When the DNS record was found.').exactOptional(),
    moderators: z.array(z.string()),
    createdAt: time('Created.'),
    subdomains: z.int(),
  })
  .meta({
    id: 'Domain',
    examples: [
      {
        id: '0192f3a0-7c11-7cc0-8f33-0242ac120002',
        name: 'acme.test',
        contact: 'ops@acme.test',
        description: '',
        status: 'pending',
        verificationToken: '3f9c0e',
        moderators: [],
        createdAt: '2026-11-25T22:30:00.123Z',
        subdomains: 2,
      },
    ],
  });

export const domainListSchema = z.object({ items: z.array(domainSchema) }).meta({ id: 'DomainList' });

const domainName = () =>
  cleanText(255)
    .min(1)
    .meta({ examples: ['acme.test'] });
const description = () => cleanText(1000);

export const newDomainSchema = z
  .strictObject({
    name: domainName(),
    contact: cleanText(320).exactOptional(),
    description: description().exactOptional(),
  })
  .meta({ id: 'NewDomain', examples: [{ name: 'acme.test', contact: 'ops@acme.test' }] });

export const domainChangesSchema = z
  .strictObject({ contact: cleanText(320).exactOptional(), description: description().exactOptional() })
  .meta({ id: 'DomainChanges', examples: [{ description: 'Staging' }] });

export const suspendSchema = z
  .strictObject({ reason: cleanText(200).min(1), notes: cleanText(1000).exactOptional() })
  .meta({ id: 'Suspend', examples: [{ reason: 'load test over' }] });

export const userSchema = z
  .strictObject({ user: cleanText(320).min(1) })
  .meta({ id: 'UserName', examples: [{ user: 'ann' }] });

export const userParameters = z.strictObject({
  id: z.string().min(1).max(300),
  user: cleanText(320).min(1),
});

export const dnsRecordsSchema = z
  .object({
    items: z.array(
      z.object({
        type: z.enum(['TXT', 'MX']),
        name: z.string(),
        value: z.string(),
        purpose: z.string(),
        required: z.boolean(),
      }),
    ),
  })
  .meta({
    id: 'DnsRecords',
    examples: [
      {
        items: [
          {
            type: 'TXT',
            name: 'acme.test',
            value: 'millrace-verification=3f9c0e',
            purpose: 'Proves that the domain is yours.',
            required: true,
          },
        ],
      },
    ],
  });

const rateLimit = z.strictObject({
  messagesPerSecond: z.number().positive().max(1e9).exactOptional(),
  bytesPerSecond: z.number().positive().max(1e12).exactOptional(),
  burst: z.int().positive().max(1e9).exactOptional(),
});
const retention = z.strictObject({
  maxAgeDays: z.number().positive().max(36_500).exactOptional(),
  maxCount: z.int().positive().exactOptional(),
  maxBytes: z.int().positive().exactOptional(),
});

const settingsSchema = z
  .object({
    priority: z.enum(['high', 'normal', 'low']),
    rateLimit: rateLimit.exactOptional(),
    retention: retention.exactOptional(),
    campaignHeaders: z.array(z.string()).exactOptional(),
    keepAllCampaignMail: z.boolean().exactOptional(),
  })
  .meta({ id: 'SubdomainSettings', examples: [{ priority: 'high', retention: { maxAgeDays: 7 } }] });

const headerName = z
  .string()
  .max(200)
  .regex(/^[!-9;-~]+$/, { error: 'it must be the name of a header' });

/** As SubdomainSettingsChange of the domain. */
export const settingsChangesSchema = z
  .strictObject({
    priority: z.enum(['high', 'normal', 'low']).nullable().exactOptional(),
    rateLimit: rateLimit.nullable().exactOptional(),
    retention: retention.nullable().exactOptional(),
    campaignHeaders: z
      .array(headerName)
      .max(20)
      .nullable()
      .exactOptional()
      .meta({ description: 'An empty list: no campaigns. `null`: the headers that the server is configured with.' }),
    keepAllCampaignMail: z.boolean().nullable().exactOptional(),
  })
  .meta({
    id: 'SubdomainSettingsChanges',
    description: 'What is there replaces, `null` goes back to the default, the rest stays as it is.',
    examples: [{ priority: 'high', retention: { maxAgeDays: 7 }, campaignHeaders: null }],
  });

export const subdomainSchema = z
  .object({
    id: z.string(),
    domainId: z.string(),
    name: z.string(),
    description: z.string(),
    status: z.enum(['active', 'suspended']),
    suspension: suspension.exactOptional(),
    mx: z.object({
      status: z.enum(['unknown', 'invalid', 'valid']),
      checkedAt: time('Last check.').exactOptional(),
      records: z.array(z.string()),
    }),
    settings: settingsSchema,
    moderators: z.array(z.string()),
    viewers: z.array(z.string()),
    createdAt: time('Created.'),
  })
  .meta({
    id: 'Subdomain',
    examples: [
      {
        id: '0192f3a0-7c11-7cc0-8f33-0242ac120003',
        domainId: '0192f3a0-7c11-7cc0-8f33-0242ac120002',
        name: 'shop.acme.test',
        description: '',
        status: 'active',
        mx: { status: 'unknown', records: [] },
        settings: { priority: 'normal' },
        moderators: [],
        viewers: [],
        createdAt: '2026-11-25T22:30:00.123Z',
      },
    ],
  });

const pageParameters = {
  limit: wholeNumberOr(100, 1, 500).meta({ description: 'Rows of a page.' }),
  after: cleanText(2000).exactOptional().meta({ description: '`next` of the page before.' }),
  search: cleanText(320).exactOptional().meta({ description: 'Part of the name.' }),
};

export const subdomainListQuery = z.strictObject({
  ...pageParameters,
  domain: cleanText(300).exactOptional().meta({ description: 'Id or name of a domain.' }),
});
export const subdomainPageSchema = z
  .object({ items: z.array(subdomainSchema), next: nextCursor })
  .meta({ id: 'SubdomainPage' });

export const newSubdomainSchema = z
  .strictObject({
    name: domainName(),
    description: description().exactOptional(),
    settings: settingsChangesSchema.exactOptional(),
  })
  .meta({ id: 'NewSubdomain', examples: [{ name: 'shop.acme.test', settings: { priority: 'high' } }] });

export const subdomainChangesSchema = z
  .strictObject({ description: description() })
  .meta({ id: 'SubdomainChanges', examples: [{ description: 'Orders' }] });

const behaviourSchema = z
  .strictObject({
    reply: z.strictObject({
      code: z.int().min(400).max(599).meta({ description: 'One of 421, 450, 451, 452, 500, 550, 551, 552, 553.' }),
      enhanced: z
        .string()
        .max(20)
        .default('')
        .meta({ description: 'Enhanced status code; one that fits the code when empty.' }),
      text: cleanText(400).default('').meta({ description: 'A fitting text when empty.' }),
    }),
    stage: z.enum(['data', 'rcpt']).default('data').meta({
      description:
        '`data`: the transaction is refused after DATA and captured as refused. `rcpt`: only this recipient is refused.',
    }),
    failFirst: z.int().min(1).max(1e9).exactOptional().meta({ description: 'Fail the first N messages, then accept.' }),
    probability: z.number().min(0).max(1).exactOptional().meta({ description: 'Fail with this probability.' }),
    seed: z.int().min(0).max(4_294_967_295).exactOptional(),
    delayMs: z.int().min(0).max(600_000).exactOptional().meta({ description: 'Wait so long before the reply.' }),
    drop: z.boolean().exactOptional().meta({ description: 'Close the connection instead of replying.' }),
  })
  .meta({
    id: 'ChaosBehaviour',
    examples: [{ reply: { code: 451, enhanced: '4.7.1', text: 'Greylisted' }, stage: 'rcpt', failFirst: 3 }],
  });

const behaviourView = z
  .object({
    reply: replySchema,
    stage: z.enum(['data', 'rcpt']),
    failFirst: z.int().exactOptional(),
    probability: z.number().exactOptional(),
    seed: z.int().exactOptional(),
    delayMs: z.int().exactOptional(),
    drop: z.boolean().exactOptional(),
  })
  .meta({ id: 'ChaosBehaviourView' });

export const chaosAddressSchema = z
  .object({
    id: z.string(),
    address: z.string(),
    subdomainId: z.string(),
    subdomainName: z.string(),
    enabled: z.boolean(),
    behaviour: behaviourView,
    sentence: z.string().meta({
      description: 'What a sender will see.',
      examples: ['The first 3 messages to no@shop.acme.test get 451 4.7.1 Greylisted at RCPT, then it accepts.'],
    }),
    received: z.int(),
    lastReceivedAt: time('Arrival of the last message.').exactOptional(),
    createdAt: time('Created.'),
  })
  .meta({ id: 'ChaosAddress' });

export const chaosListQuery = z.strictObject({
  ...pageParameters,
  subdomain: cleanText(300).exactOptional().meta({ description: 'Id or name of a subdomain.' }),
  enabled: flag().exactOptional(),
});
export const chaosPageSchema = z
  .object({ items: z.array(chaosAddressSchema), next: nextCursor })
  .meta({ id: 'ChaosAddressPage' });

export const newChaosAddressSchema = z
  .strictObject({ address: cleanText(320).min(3), behaviour: behaviourSchema })
  .meta({
    id: 'NewChaosAddress',
    examples: [
      {
        address: 'no@shop.acme.test',
        behaviour: { reply: { code: 451, enhanced: '4.7.1', text: 'Greylisted' }, stage: 'rcpt', failFirst: 3 },
      },
    ],
  });
export const chaosChangesSchema = z
  .strictObject({ behaviour: behaviourSchema })
  .meta({ id: 'ChaosAddressChanges', examples: [{ behaviour: { reply: { code: 550 } } }] });

export const sentenceSchema = z.object({ sentence: z.string() }).meta({ id: 'ChaosSentence' });

export const dialogueSchema = z
  .object({
    lines: z.array(
      z.object({
        atMs: z.number().meta({ description: 'Milliseconds since the connection was opened.' }),
        side: z.enum(['client', 'server', 'note']),
        text: z.string(),
      }),
    ),
    outcome: z.enum(['accepted', 'refused', 'dropped', 'gave-up']),
    reply: z.string().exactOptional().meta({ description: 'The reply that decided.' }),
    tookMs: z.number(),
  })
  .meta({
    id: 'SmtpDialogue',
    examples: [
      {
        lines: [
          { atMs: 0.4, side: 'server', text: '220 mx.acme.test ESMTP Millrace' },
          { atMs: 0.5, side: 'client', text: 'EHLO try.millrace.invalid' },
        ],
        outcome: 'refused',
        reply: '451 4.7.1 Greylisted',
        tookMs: 3.2,
      },
    ],
  });
