import { z } from 'zod';
import { cleanText, flagOr, instant, nextCursor, time, wholeNumberOr } from './common.ts';

export const campaignSchema = z
  .object({
    id: z.string(),
    inbox: z.string(),
    inboxName: z.string(),
    value: z.string().meta({ description: 'Value of the campaign header, trimmed, in lower case.' }),
    total: z.int(),
    bytes: z.int(),
    firstAt: time('First message.'),
    lastAt: time('Last message.'),
    uniqueRecipients: z.int(),
    sampleEmailId: z.string().exactOptional(),
  })
  .meta({
    id: 'Campaign',
    examples: [
      {
        id: '5b0c1d9e-5f0a-5a3a-9d57-1c0f5d2f8a11',
        inbox: 'catch-all',
        inboxName: 'catch-all',
        value: 'autumn',
        total: 20_000,
        bytes: 204_800_000,
        firstAt: '2026-11-25T22:30:00.123Z',
        lastAt: '2026-11-25T22:30:04.456Z',
        uniqueRecipients: 19_998,
        sampleEmailId: '0192f3a0-7c11-7cc0-8f33-0242ac120002',
      },
    ],
  });

export const campaignListQuery = z.strictObject({
  limit: wholeNumberOr(50, 1, 500),
  skip: wholeNumberOr(0, 0, 1e9),
  inbox: cleanText(300).exactOptional().meta({ description: 'Id or name of a subdomain, or `catch-all`.' }),
  search: cleanText(255).exactOptional().meta({ description: 'Part of the value.' }),
  sort: z.enum(['value', 'total', 'first', 'last']).default('last'),
  descending: flagOr(true),
});
export const campaignPageSchema = z
  .object({ items: z.array(campaignSchema), total: z.int() })
  .meta({ id: 'CampaignPage' });

export const seriesQuery = z.strictObject({
  resolution: z.enum(['second', 'minute', 'hour']).default('minute'),
  from: instant().exactOptional().meta({ description: 'The first message when absent.' }),
  to: instant().exactOptional().meta({ description: 'The last message when absent.' }),
});
export const seriesSchema = z
  .object({
    resolution: z.enum(['second', 'minute', 'hour']),
    items: z.array(z.object({ at: time('Begin of the span.'), count: z.int(), bytes: z.int() })),
  })
  .meta({
    id: 'CampaignSeries',
    examples: [{ resolution: 'minute', items: [{ at: '2026-11-25T22:30:00.000Z', count: 512, bytes: 5_242_880 }] }],
  });

const ledgerViews = ['all', 'duplicates', 'missing', 'unexpected'] as const;
export const ledgerQuery = z.strictObject({
  view: z.enum(ledgerViews).default('all').meta({
    description:
      '`duplicates`: seen twice or more. `missing`: expected and never seen. `unexpected`: seen and not expected.',
  }),
  limit: wholeNumberOr(100, 1, 5000),
  after: cleanText(2000).exactOptional().meta({ description: '`next` of the page before.' }),
  search: cleanText(320).exactOptional().meta({ description: 'Part of the address.' }),
});
const ledgerEntrySchema = z
  .object({ recipient: z.string(), seen: z.int(), expected: z.boolean() })
  .meta({ id: 'LedgerEntry', examples: [{ recipient: 'ann@shop.acme.test', seen: 2, expected: true }] });
export const exportSchema = z.array(ledgerEntrySchema);
export const ledgerPageSchema = z
  .object({ items: z.array(ledgerEntrySchema), next: nextCursor })
  .meta({ id: 'LedgerPage' });

export const reconciliationSchema = z
  .object({
    expected: z.int().meta({ description: 'Length of the uploaded list.' }),
    once: z.int(),
    duplicates: z.int().meta({ description: 'Recipients seen twice or more.' }),
    missing: z.int().meta({ description: 'Expected, never seen.' }),
    unexpected: z.int().meta({ description: 'Seen, not expected.' }),
    recipients: z.int().meta({ description: 'Different recipients seen.' }),
  })
  .meta({
    id: 'Reconciliation',
    examples: [{ expected: 20_000, once: 19_996, duplicates: 2, missing: 2, unexpected: 0, recipients: 19_998 }],
  });

export const expectedRecipientsSchema = z
  .strictObject({ recipients: z.array(z.string().max(1000)) })
  .meta({ id: 'ExpectedRecipients', examples: [{ recipients: ['ann@shop.acme.test', 'bob@shop.acme.test'] }] });

export const expectedQuery = z.strictObject({
  append: flagOr(false).meta({ description: 'Add to the list instead of beginning a new one.' }),
});

export const exportQuery = z.strictObject({
  format: z.enum(['csv', 'json']).default('csv'),
  view: z.enum(ledgerViews).default('all'),
});
