import type { FastifyRequest } from 'fastify';
import { splitAddress } from '../../domain/address.ts';
import type { StoredEvent } from '../../ports/event-store.ts';
import type { ApiServer } from '../api-server.ts';
import { downloadHeaders } from '../content-headers.ts';
import type { ApiContext } from '../context.ts';
import { presentAuditEntry, presentDeadLetter } from '../present.ts';
import { notFound, Problem, problems, writeProblems } from '../problem.ts';
import { bytesAnswer, countSchema } from '../schemas/common.ts';
import { dialogueSchema } from '../schemas/directory.ts';
import {
  auditPageSchema,
  auditQuery,
  deadLetterPageSchema,
  deadLetterParameters,
  deadLetterQuery,
  deadLetterSelectionSchema,
  sendTestSchema,
} from '../schemas/operations.ts';
import { sendTestMail } from '../smtp-probe/send-test-mail.ts';

const tags = ['operations'];

/** Dead letters, the audit trail, and the test mail. */
export function operationsRoutes(app: ApiServer, context: ApiContext): void {
  const { deadLetters, audit, directory, campaigns, execute } = context;

  app.get(
    '/dead-letters',
    {
      schema: {
        operationId: 'listDeadLetters',
        summary: 'Records that could not be applied',
        tags,
        querystring: deadLetterQuery,
        response: { 200: deadLetterPageSchema, ...problems() },
      },
    },
    (request) => {
      const { limit, after } = request.query;
      const { items, next } = deadLetters.deadLetters({ limit, ...(after === undefined ? {} : { after }) });
      return {
        items: items.map(presentDeadLetter),
        total: deadLetters.deadLetterCount(),
        ...(next === undefined ? {} : { next }),
      };
    },
  );

  app.get(
    '/dead-letters/:id/raw',
    {
      schema: {
        operationId: 'getRawDeadLetter',
        summary: 'The bytes of the message, as a download',
        tags,
        params: deadLetterParameters,
        response: {
          ...bytesAnswer('The bytes.', 'application/octet-stream'),
          ...problems('not-found'),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      // Ids rise along the list: the row behind the one before is this one, if it is there.
      const letter = deadLetters.deadLetters({ limit: 1, after: id - 1 }).items.find((each) => each.id === id);
      if (!letter) throw notFound('dead letter');
      const { sizeBytes, stream } = await context.messages.open(letter.reference);
      return reply
        .headers(downloadHeaders('application/octet-stream', `dead-letter-${id}.eml`))
        .header('content-length', sizeBytes)
        .send(stream);
    },
  );

  for (const [action, type, summary] of [
    ['retry', 'RetryDeadLetters', 'Try again'],
    ['discard', 'DiscardDeadLetters', 'Give up: their messages are dropped'],
  ] as const) {
    app.post(
      `/dead-letters/${action}`,
      {
        schema: {
          operationId: `${action}DeadLetters`,
          summary,
          tags,
          body: deadLetterSelectionSchema,
          response: { 200: countSchema, ...writeProblems('not-found', 'conflict') },
        },
      },
      (request) => change({ type, ...request.body }, request),
    );

    app.post(
      `/dead-letters/:id/${action}`,
      {
        schema: {
          operationId: `${action}DeadLetter`,
          summary: `${summary} (one)`,
          tags,
          params: deadLetterParameters,
          response: { 200: countSchema, ...writeProblems('not-found', 'conflict') },
        },
      },
      (request) => change({ type, ids: [request.params.id] }, request),
    );
  }

  async function change(
    command: { type: 'RetryDeadLetters' | 'DiscardDeadLetters'; ids?: readonly number[] },
    request: FastifyRequest,
  ) {
    const { count = 0 } = await execute(command, request);
    return { count };
  }

  app.get(
    '/audit',
    {
      schema: {
        operationId: 'listAudit',
        summary: 'Who changed what, newest first',
        description: 'A page may have fewer than `limit`, even none: there are more as long as there is `next`.',
        tags,
        querystring: auditQuery,
        response: { 200: auditPageSchema, ...problems() },
      },
    },
    (request) => {
      const { limit, before, ...filter } = request.query;
      const { items, next } = audit.audit(filter, { limit, ...(before === undefined ? {} : { before }) });
      const present = (entry: StoredEvent) => presentAuditEntry(entry, subjectOf(entry.stream));
      return { items: items.map(present), ...(next === undefined ? {} : { next }) };
    },
  );

  app.post(
    '/send-test',
    {
      schema: {
        operationId: 'sendTest',
        summary: 'Send a test mail through this server’s own SMTP',
        tags,
        body: sendTestSchema,
        response: { 200: dialogueSchema, ...writeProblems() },
      },
    },
    (request) => {
      const { to = 'you@example.test' } = request.body;
      if (!splitAddress(to) || /[\s<>\u0000-\u001f\u007f]/.test(to)) {
        const reason = 'it must be an address such as you@example.test';
        throw new Problem('command-invalid', `to: ${reason}`, { field: 'to', reason });
      }
      return sendTestMail(context, to);
    },
  );

  function subjectOf(stream: string): string | undefined {
    const [kind, id] = [stream.slice(0, stream.indexOf('-')), stream.slice(stream.indexOf('-') + 1)];
    if (kind === 'domain') return directory.domain(id)?.name;
    if (kind === 'subdomain') return directory.subdomain(id)?.name;
    if (kind === 'chaos') return directory.chaosAddress(id)?.address;
    return kind === 'campaign' ? campaigns.campaign(id)?.value : undefined;
  }
}
