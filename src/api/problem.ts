import { z } from 'zod';
import type { CommandResult } from '../domain/commands.ts';
import { type ErrorCode, MillraceError } from '../errors.ts';

/*
 * RFC 9457 problem details. The only place that knows numbers of HTTP for what went wrong; everything else names the code.
 */

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** For docs/api-errors.md and the OpenAPI document. */
  readonly meaning: string;
}

const catalogue = {
  'config-invalid': { status: 500, title: 'Configuration error', meaning: 'The server is configured wrongly.' },
  'data-directory-locked': { status: 503, title: 'Unavailable', meaning: 'Another process holds the data directory.' },
  'spool-corrupt': { status: 503, title: 'Spool damaged', meaning: 'The spool cannot be read; see the log.' },
  'spool-io': { status: 503, title: 'Spool error', meaning: 'The disk of the spool fails.' },
  'record-poison': { status: 503, title: 'Unreadable record', meaning: 'A record of the spool cannot be applied.' },
  'store-io': { status: 503, title: 'Message store error', meaning: 'The message store cannot be read or written.' },
  'message-missing': { status: 404, title: 'Not found', meaning: 'The bytes of the message are gone.' },
  'database-io': { status: 503, title: 'Database error', meaning: 'The database cannot be read or written.' },
  'database-schema': { status: 503, title: 'Database error', meaning: 'The database has another version.' },
  'worker-died': { status: 503, title: 'Unavailable', meaning: 'A thread of the server ended; it restarts or stops.' },
  'command-invalid': {
    status: 422,
    title: 'Invalid',
    meaning: 'A value is understood but not allowed; `field` says which.',
  },
  'not-found': { status: 404, title: 'Not found', meaning: 'There is nothing by this address or id.' },
  unavailable: {
    status: 503,
    title: 'Unavailable',
    meaning: 'Starting, stopping or cut off; try again (`Retry-After`).',
  },
  'request-invalid': {
    status: 400,
    title: 'Bad request',
    meaning: 'A parameter or the body cannot be understood; `errors` says which.',
  },
  'query-invalid': {
    status: 400,
    title: 'Bad query',
    meaning: 'The query language cannot be understood; `position` and `length` say where.',
  },
  'origin-refused': {
    status: 403,
    title: 'Forbidden',
    meaning: 'A page of another site may not change anything here.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    meaning: 'The resource does not know the method; `Allow` lists those it does.',
  },
  conflict: {
    status: 409,
    title: 'Conflict',
    meaning: 'A rule forbids it now; `rule` and `reason` say which and why.',
  },
  'body-too-large': { status: 413, title: 'Too large', meaning: 'The body is over the limit of this route.' },
  'media-type': {
    status: 415,
    title: 'Unsupported media type',
    meaning: 'The body is of a type that this route does not read.',
  },
  'host-refused': {
    status: 421,
    title: 'Misdirected request',
    meaning: 'The Host header names a server that this is not; see `httpHosts` in the configuration.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    meaning: 'A fault of the server; the log has it under the request id.',
  },
} as const satisfies Record<ErrorCode, ProblemKind> & Record<string, ProblemKind>;

export type ProblemCode = keyof typeof catalogue;
export const problemCatalogue: Readonly<Record<ProblemCode, ProblemKind>> = catalogue;

const problemSchema = z
  .object({
    type: z.string().meta({ description: 'URN of the kind of problem: `urn:millrace:<code>`.' }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable name of the kind, see docs/api-errors.md.' }),
    detail: z.string().exactOptional().meta({ description: 'One sentence for people.' }),
    reason: z.string().exactOptional().meta({ description: 'Why a rule refuses it (409), or a value (422).' }),
    rule: z.string().exactOptional(),
    field: z.string().exactOptional(),
    position: z.int().exactOptional().meta({ description: 'UTF-16 index in `q`.' }),
    length: z.int().exactOptional(),
    errors: z
      .array(z.object({ field: z.string(), reason: z.string() }))
      .exactOptional()
      .meta({ description: 'Every field that is wrong.' }),
    requestId: z.string().exactOptional(),
  })
  .meta({
    id: 'Problem',
    description: 'RFC 9457 problem details.',
    examples: [
      {
        type: 'urn:millrace:conflict',
        title: 'Conflict',
        status: 409,
        code: 'conflict',
        rule: 'chaos-address-used',
        reason: 'It has received mail, so it can be switched on and off but not deleted.',
        detail: 'It has received mail, so it can be switched on and off but not deleted.',
      },
    ],
  });
export type ProblemBody = z.output<typeof problemSchema>;

/** What a handler throws to answer with a problem. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly members: Partial<Pick<ProblemBody, 'reason' | 'rule' | 'field' | 'position' | 'length' | 'errors'>> = {},
  ) {
    super(detail);
  }
}

export function notFound(what: string): Problem {
  return new Problem('not-found', `There is no such ${what}.`);
}

/** @throws Problem unless the command was done. */
export function expectDone(result: CommandResult): Extract<CommandResult, { kind: 'done' }> {
  switch (result.kind) {
    case 'done':
      return result;
    case 'not-found':
      throw notFound(result.what);
    case 'conflict':
      throw new Problem('conflict', result.reason, { rule: result.rule, reason: result.reason });
    case 'invalid':
      throw new Problem('command-invalid', result.reason, { field: result.field, reason: result.reason });
    default:
      return result satisfies never;
  }
}

export interface ProblemAnswer {
  readonly status: number;
  readonly body: ProblemBody;
  readonly retryAfterSeconds?: number;
  /** Our fault: to be logged. */
  readonly fault: boolean;
}

/** Any error as an answer; what is not meant for the client (messages of faults, stacks) stays here. */
export function problemAnswer(error: unknown, requestId: string): ProblemAnswer {
  if (error instanceof Problem) return answer(error.code, error.message, requestId, error.members);
  if (error instanceof MillraceError) {
    const expected = error.code === 'command-invalid' || error.code === 'not-found' || error.code === 'message-missing';
    return answer(error.code, expected ? error.message : catalogue[error.code].meaning, requestId);
  }
  return frameworkProblem(error, requestId) ?? answer('internal', catalogue.internal.meaning, requestId);
}

/** Errors of Fastify and of the validation: codes FST_…, or `validation` with what zod found. */
function frameworkProblem(error: unknown, requestId: string): ProblemAnswer | undefined {
  const { code, statusCode, validation, message } = error as {
    code?: string;
    statusCode?: number;
    validation?: readonly Issue[];
    message?: string;
  };
  if (validation) {
    const errors = validation.flatMap(faultsOf);
    const first = errors[0];
    const detail = first
      ? `${first.field === '' ? 'The request' : first.field}: ${first.reason}`
      : 'The request is not valid.';
    return answer('request-invalid', detail, requestId, { errors });
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return answer('body-too-large', 'The body is too large.', requestId);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return answer('media-type', 'The content type of the body is not one that this route reads.', requestId);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return answer('request-invalid', message ?? 'The request is not valid.', requestId);
  return undefined;
}

/** What the validation reports: a path such as `/behaviour/reply/code`, and zod's own fields. */
interface Issue {
  readonly instancePath: string;
  readonly keyword?: string;
  readonly message?: string;
  readonly params?: { readonly keys?: readonly string[] };
}

function faultsOf({
  instancePath,
  keyword,
  message = 'not valid',
  params,
}: Issue): { field: string; reason: string }[] {
  const path = instancePath.split('/').filter((part) => part !== '');
  if (keyword !== 'unrecognized_keys' || !params?.keys) return [{ field: path.join('.'), reason: message }];
  return params.keys.map((key) => ({ field: [...path, key].join('.'), reason: 'there is nothing of this name' }));
}

function answer(code: ProblemCode, detail: string, requestId: string, members: Problem['members'] = {}): ProblemAnswer {
  const { status, title } = catalogue[code];
  const fault = status >= 500;
  return {
    status,
    fault,
    ...(status === 503 ? { retryAfterSeconds: 2 } : {}),
    body: { type: `urn:millrace:${code}`, title, status, code, detail, ...members, ...(fault ? { requestId } : {}) },
  };
}

/** For the `response` of a route: what it can answer besides its success. 400, 421 and 503 can come from any route. */
export function problems(...codes: readonly ProblemCode[]): Record<never, never> {
  const all: readonly ProblemCode[] = ['request-invalid', 'host-refused', 'internal', 'unavailable', ...codes];
  const byStatus = new Map<number, string[]>();
  for (const code of new Set(all)) {
    const { status, meaning } = catalogue[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${code}\`: ${meaning}`]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, meanings]) => [
      status,
      { description: meanings.join(' '), content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  );
}

/** The same for a route that changes something and may read a body. */
export function writeProblems(...codes: readonly ProblemCode[]): Record<never, never> {
  return problems('origin-refused', 'body-too-large', 'media-type', 'command-invalid', ...codes);
}
