import type { FastifyRequest } from 'fastify';
import type { EmailSelection } from '../../domain/commands.ts';
import type { ApiServer } from '../api-server.ts';
import type { ApiContext } from '../context.ts';
import { type EmailConditions, isUnconditional, readFilter } from '../email-filter.ts';
import { presentEmail } from '../present.ts';
import { Problem, problems, writeProblems } from '../problem.ts';
import { countSchema } from '../schemas/common.ts';
import {
  emailCountQuery,
  emailCountSchema,
  emailDeleteQuery,
  emailListQuery,
  emailPageSchema,
  emailSelectionSchema,
  inboxesSchema,
} from '../schemas/email.ts';

const tags = ['emails'];

/** Lists of emails, and what changes many at once. */
export function emailsRoutes(app: ApiServer, context: ApiContext): void {
  const { emails, names, now } = context;
  const filterOf = (conditions: EmailConditions) => readFilter(conditions, names, now());

  app.get(
    '/emails',
    {
      schema: {
        operationId: 'listEmails',
        summary: 'Emails in the order of their arrival, newest first unless `order` says otherwise',
        description:
          'A page may have fewer emails than `limit`, even none, when rare ones are looked for among many: there are more as ' +
          'long as there is `next`.',
        tags,
        querystring: emailListQuery,
        response: { 200: emailPageSchema, ...problems('query-invalid') },
      },
    },
    (request) => {
      const { limit, before, after, skip, order, ...conditions } = request.query;
      const page = {
        limit,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
        ...(skip === undefined ? {} : { skip }),
        ...(order === undefined ? {} : { order }),
      };
      const found = emails.list(filterOf(conditions), page);
      return { ...found, items: found.items.map((item) => presentEmail(item, names)) };
    },
  );

  app.get(
    '/emails/count',
    {
      schema: {
        operationId: 'countEmails',
        summary: 'How many emails meet the conditions',
        description: 'Exact for one inbox or all; with other conditions counted up to 10,000.',
        tags,
        querystring: emailCountQuery,
        response: { 200: emailCountSchema, ...problems('query-invalid') },
      },
    },
    (request) => emails.count(filterOf(request.query)),
  );

  app.get(
    '/inboxes',
    {
      schema: {
        operationId: 'listInboxes',
        summary: 'Inboxes that hold mail, with their counts',
        tags,
        response: { 200: inboxesSchema, ...problems() },
      },
    },
    () => ({ items: emails.inboxes().map((inbox) => ({ ...inbox, inboxName: names.nameOf(inbox.inbox) })) }),
  );

  for (const [action, type, summary] of [
    ['read', 'ReadEmails', 'Mark as read'],
    ['unread', 'UnreadEmails', 'Mark as unread'],
    ['favorite', 'FavoriteEmails', 'Mark as favourites'],
    ['unfavorite', 'UnfavoriteEmails', 'Take the favourite mark away'],
    ['delete', 'DeleteEmails', 'Delete'],
  ] as const) {
    app.post(
      `/emails/${action}`,
      {
        schema: {
          operationId: `${action}Emails`,
          summary,
          description:
            'Of ids that are not there any more nothing is said: `count` tells how many emails were touched.',
          tags,
          body: emailSelectionSchema,
          response: { 200: countSchema, ...writeProblems('query-invalid', 'not-found', 'conflict') },
        },
      },
      (request) => {
        if ('ids' in request.body) return change(type, { ids: request.body.ids }, request);
        return change(type, { filter: filterOf(request.body.filter) }, request);
      },
    );
  }

  app.delete(
    '/emails',
    {
      schema: {
        operationId: 'deleteMatchingEmails',
        summary: 'Delete all emails that meet the conditions',
        tags,
        querystring: emailDeleteQuery,
        response: { 200: countSchema, ...writeProblems('query-invalid', 'not-found', 'conflict') },
      },
    },
    (request) => {
      const { all = false, ...conditions } = request.query;
      const filter = filterOf(conditions);
      if (isUnconditional(filter) && !all)
        throw new Problem('request-invalid', 'To delete all emails add all=true; otherwise give a condition.');
      return change('DeleteEmails', { filter }, request);
    },
  );

  type BulkType = 'ReadEmails' | 'UnreadEmails' | 'FavoriteEmails' | 'UnfavoriteEmails' | 'DeleteEmails';

  async function change(
    type: BulkType,
    selection: EmailSelection,
    request: FastifyRequest,
  ): Promise<{ count: number }> {
    const { count = 0 } = await context.execute({ type, selection }, request);
    return { count };
  }
}
