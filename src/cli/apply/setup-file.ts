import { z } from 'zod';
import { lanes } from '../../domain/lanes.ts';
import { CliError, exitCodes } from '../cli-context.ts';
import { readDocument } from '../config-sources.ts';

/*
 * The declarative file of `millrace apply`. What it names is made so; what it does not name stays as it is, and nothing is ever deleted.
 * The values themselves are judged by the server, which knows the rules.
 */

const positive = z.number().positive();
const settings = z.strictObject({
  priority: z.enum(lanes).optional(),
  rateLimit: z
    .strictObject({
      messagesPerSecond: positive.optional(),
      bytesPerSecond: positive.optional(),
      burst: positive.optional(),
    })
    .optional(),
  retention: z
    .strictObject({ maxAgeDays: positive.optional(), maxCount: positive.optional(), maxBytes: positive.optional() })
    .optional(),
  campaignHeaders: z.array(z.string()).optional(),
  keepAllCampaignMail: z.boolean().optional(),
});

const behaviour = z.strictObject({
  reply: z.strictObject({ code: z.int(), enhanced: z.string().optional(), text: z.string().optional() }),
  stage: z.enum(['data', 'rcpt']).optional(),
  failFirst: z.int().optional(),
  probability: z.number().optional(),
  seed: z.int().optional(),
  delayMs: z.int().optional(),
  drop: z.boolean().optional(),
});

const domain = z.strictObject({
  name: z.string().min(1),
  contact: z.string().optional(),
  description: z.string().optional(),
});
const subdomain = z.strictObject({
  name: z.string().min(1),
  description: z.string().optional(),
  settings: settings.optional(),
});
const chaosAddress = z.strictObject({ address: z.string().min(3), behaviour, enabled: z.boolean().optional() });

const setup = z.strictObject({
  domains: z.array(domain).default([]),
  subdomains: z.array(subdomain).default([]),
  chaosAddresses: z.array(chaosAddress).default([]),
});

export type Setup = z.output<typeof setup>;
export type DomainSetup = z.output<typeof domain>;
export type SubdomainSetup = z.output<typeof subdomain>;
export type ChaosSetup = z.output<typeof chaosAddress>;

/** @throws CliError, exit code 2, with the first thing that is wrong. */
export function readSetup(file: string): Setup {
  const outcome = setup.safeParse(readDocument(file));
  if (outcome.success) return outcome.data;
  const issue = outcome.error.issues[0] as z.core.$ZodIssue;
  const keys = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
  const place = keys
    .map((key) => (typeof key === 'number' ? `[${key + 1}]` : `.${String(key)}`))
    .join('')
    .slice(1);
  const reason = issue.code === 'unrecognized_keys' ? 'there is no such setting' : issue.message;
  throw new CliError(`${file}: ${place}: ${reason}.`, exitCodes.usage);
}
