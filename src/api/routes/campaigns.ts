import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ApiServer } from '../api-server.ts';
import { downloadHeaders } from '../content-headers.ts';
import type { ApiContext } from '../context.ts';
import { addressChunks } from '../expected-recipients.ts';
import { exportLedger } from '../export-ledger.ts';
import { isoTime, presentCampaign } from '../present.ts';
import { notFound, problems, writeProblems } from '../problem.ts';
import {
  campaignListQuery,
  campaignPageSchema,
  campaignSchema,
  expectedQuery,
  expectedRecipientsSchema,
  exportQuery,
  exportSchema,
  ledgerPageSchema,
  ledgerQuery,
  reconciliationSchema,
  seriesQuery,
  seriesSchema,
} from '../schemas/campaign.ts';
import { bytesAnswer, countSchema, idParameters, nothing } from '../schemas/common.ts';

const tags = ['campaigns'];
/** JSON is read whole; longer lists come as text, which is streamed. */
const mostJsonBytes = 64 * 1024 * 1024;

/** Mail that is counted per recipient. */
export function campaignsRoutes(app: ApiServer, context: ApiContext): void {
  const { campaigns, execute, names } = context;
  const describe = (operationId: string, summary: string) => ({ operationId, summary, tags, params: idParameters });

  function find(id: string) {
    const campaign = campaigns.campaign(id);
    if (!campaign) throw notFound('campaign');
    return campaign;
  }

  app.get(
    '/campaigns',
    {
      schema: {
        operationId: 'listCampaigns',
        summary: 'Campaigns',
        tags,
        querystring: campaignListQuery,
        response: { 200: campaignPageSchema, ...problems() },
      },
    },
    (request) => {
      const { limit, skip, inbox, search, sort, descending } = request.query;
      const filter = { ...(inbox ? { inbox: names.idOf(inbox) } : {}), ...(search ? { search } : {}) };
      const { items, total } = campaigns.campaigns(filter, sort, descending, { limit, skip });
      return { items: items.map((campaign) => presentCampaign(campaign, names)), total };
    },
  );

  app.get(
    '/campaigns/:id',
    {
      schema: {
        ...describe('getCampaign', 'One campaign'),
        response: { 200: campaignSchema, ...problems('not-found') },
      },
    },
    (request) => presentCampaign(find(request.params.id), names),
  );

  app.delete(
    '/campaigns/:id',
    {
      schema: {
        ...describe('deleteCampaign', 'Delete with its counts, ledger and sample; it can begin again'),
        response: { 204: nothing, ...writeProblems('not-found', 'conflict') },
      },
    },
    async (request, reply) => {
      await execute({ type: 'DeleteCampaign', campaignId: request.params.id }, request);
      return reply.code(204).send();
    },
  );

  app.get(
    '/campaigns/:id/series',
    {
      schema: {
        ...describe('getCampaignSeries', 'Messages over time'),
        description: 'Seconds are kept for an hour, minutes for a day, hours for good.',
        querystring: seriesQuery,
        response: { 200: seriesSchema, ...problems('not-found') },
      },
    },
    (request) => {
      const { firstAt, lastAt, id } = find(request.params.id);
      const { resolution, from, to } = request.query;
      const start = from === undefined ? firstAt - 3_600_000 : Date.parse(from);
      const points = campaigns.series(id, resolution, start, to === undefined ? lastAt + 1 : Date.parse(to));
      return { resolution, items: points.map((point) => ({ ...point, at: isoTime(point.at) })) };
    },
  );

  app.get(
    '/campaigns/:id/ledger',
    {
      schema: {
        ...describe('getCampaignLedger', 'How many times each recipient was seen'),
        querystring: ledgerQuery,
        response: { 200: ledgerPageSchema, ...problems('not-found') },
      },
    },
    (request) => {
      const { view, limit, after, search } = request.query;
      const { items, next } = campaigns.ledger(find(request.params.id).id, view, {
        limit,
        ...(after ? { after } : {}),
        ...(search ? { search } : {}),
      });
      return { items: [...items], ...(next === undefined ? {} : { next }) };
    },
  );

  app.get(
    '/campaigns/:id/reconcile',
    {
      schema: {
        ...describe('reconcileCampaign', 'Recipients seen once, twice or more, never, and unexpected'),
        response: { 200: reconciliationSchema, ...problems('not-found') },
      },
    },
    (request) => campaigns.reconcile(find(request.params.id).id),
  );

  app.get(
    '/campaigns/:id/export',
    {
      schema: {
        ...describe('exportCampaign', 'The ledger as a file, streamed'),
        querystring: exportQuery,
        response: {
          ...bytesAnswer('Columns `recipient`, `seen`, `expected`.', 'text/csv', {
            'application/json': exportSchema,
          }),
          ...problems('not-found'),
        },
      },
    },
    (request, reply) => {
      const campaign = find(request.params.id);
      const { format, view } = request.query;
      const type = format === 'csv' ? 'text/csv' : 'application/json';
      const headers = downloadHeaders(type, `campaign-${campaign.value}-${view}.${format}`);
      return reply.headers(headers).send(exportLedger(campaigns, campaign.id, view, format));
    },
  );

  app.register(async (scope) => {
    scope.addContentTypeParser(['text/plain', 'text/csv'], (_request, body, done) => done(null, body));
    (scope as ApiServer).put(
      '/campaigns/:id/expected-recipients',
      {
        bodyLimit: mostJsonBytes,
        // Text arrives here as a stream.
        validatorCompiler:
          ({ schema, httpPart }) =>
          (data) => {
            if (httpPart === 'body' && isStream(data)) return { value: data };
            const outcome = (schema as unknown as z.ZodType).safeParse(data);
            return outcome.success ? { value: outcome.data } : { error: outcome.error };
          },
        schema: {
          ...describe('setExpectedRecipients', 'Upload the list of expected recipients'),
          description:
            'JSON, or `text/plain` or `text/csv` with one address a line (of CSV the first column; a heading is skipped), streamed, ' +
            'any length. When it fails in the middle the list holds what came before: upload again.',
          consumes: ['application/json', 'text/plain', 'text/csv'],
          querystring: expectedQuery,
          body: expectedRecipientsSchema,
          response: { 200: countSchema, ...writeProblems('not-found', 'conflict') },
        },
      },
      async (request) => {
        const campaignId = find(request.params.id).id;
        const body: unknown = request.body;
        const source = isStream(body) ? body : request.body.recipients;
        let { append } = request.query;
        let count = 0;
        for await (const recipients of addressChunks(source)) {
          await execute({ type: 'SetExpectedRecipients', campaignId, recipients, append }, request);
          append = true;
          count += recipients.length;
        }
        // An empty list is a list too.
        if (!append) await execute({ type: 'SetExpectedRecipients', campaignId, recipients: [], append }, request);
        return { count };
      },
    );
  });
}

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
