import { z } from 'zod';

/** Milliseconds since the epoch as the API writes them. */
export const time = (description: string) =>
  z.string().meta({ description, format: 'date-time', examples: ['2026-11-25T22:30:00.123Z'] });

/** A whole number in a query string: nothing but digits, so that `1e3`, ` 5` and `` are mistakes. */
export function wholeNumber(least: number, most: number) {
  return z.preprocess(readNumber, integer(least, most));
}

/** The default is inside, where the OpenAPI document shows it. */
export function wholeNumberOr(standard: number, least: number, most: number) {
  return z.preprocess(readNumber, integer(least, most).default(standard));
}

function integer(least: number, most: number) {
  const message = `it must be a whole number from ${least} to ${most}`;
  return z.int({ error: message }).min(least, { error: message }).max(most, { error: message });
}

function readNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
}

/** `true` or `false` in a query string. */
export function flag() {
  return z.preprocess(readFlag, z.boolean({ error: flagMessage }));
}

export function flagOr(standard: boolean) {
  return z.preprocess(readFlag, z.boolean({ error: flagMessage }).default(standard));
}

const flagMessage = 'it must be true or false';

function readFlag(value: unknown): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}

/** Text that may be stored: no NUL, no lone surrogate, which SQLite and JSON of others would not give back as it was. */
export function cleanText(most: number) {
  return z
    .string()
    .max(most)
    .regex(/^[^\u0000]*$/, { error: unstorable })
    .refine((value) => !/[\ud800-\udfff]/u.test(value), { error: unstorable });
}

const unstorable = 'it contains a character that cannot be stored';

/** A time in a query string or body: RFC 3339, with zone. */
export function instant() {
  return z
    .string()
    .refine(isInstant, {
      error: 'it must be a time such as 2026-11-25T22:30:00Z',
    })
    .meta({ format: 'date-time', examples: ['2026-11-25T22:30:00Z'] });
}

export function isInstant(value: string): boolean {
  return instantPattern.test(value) && !Number.isNaN(Date.parse(value));
}
const instantPattern = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)$/;

export const idParameters = z.strictObject({
  id: z.string().min(1).max(300).meta({ description: 'Id, as lists give it.' }),
});

export const nextCursor = z
  .string()
  .exactOptional()
  .meta({ description: 'Cursor of the next page; absent at the end.' });

export const personSchema = z.object({ name: z.string(), address: z.string() }).meta({ id: 'Person' });

export const replySchema = z
  .object({
    code: z.int(),
    enhanced: z.string().meta({ description: 'Enhanced status code of RFC 3463.' }),
    text: z.string(),
  })
  .meta({ id: 'SmtpReply', examples: [{ code: 550, enhanced: '5.1.1', text: 'No such user' }] });

export const countSchema = z
  .object({ count: z.int().meta({ description: 'How many were touched.' }) })
  .meta({ id: 'Count', examples: [{ count: 3 }] });

/** Answer without a body. */
export const nothing = z.undefined().meta({ description: 'Done; no body.' });

/** An answer that is sent as bytes, for the `response` of a route: handlers may then send strings, buffers and streams. */
export function bytesAnswer(description: string, type: string, others: Readonly<Record<string, z.ZodType>> = {}) {
  const bytes = z.string().meta({ format: 'binary' });
  const content = Object.entries({ [type]: bytes, ...others }).map(([name, schema]) => [name, { schema }]);
  // Typed as nothing: the type provider knows JSON only.
  return { 200: { description, content: Object.fromEntries(content) } } as Record<never, never>;
}
