import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ApiServer } from '../api-server.ts';
import { attachmentDisposition, downloadHeaders, htmlPolicy } from '../content-headers.ts';
import type { ApiContext } from '../context.ts';
import type { MessageViews } from '../dependencies.ts';
import { presentEmailDetail } from '../present.ts';
import { notFound, problems, writeProblems } from '../problem.ts';
import { openMessage, readMessage } from '../read-message.ts';
import { bytesAnswer, flag, idParameters, nothing, wholeNumber } from '../schemas/common.ts';
import {
  emailChangesSchema,
  emailContentSchema,
  emailDetailSchema,
  headersSchema,
  partsSchema,
} from '../schemas/email.ts';

const tags = ['emails'];
const numbered = z.strictObject({ ...idParameters.shape, number: wholeNumber(1, 1_000_000) });

/** One email and what it is made of. */
export function emailRoutes(app: ApiServer, context: ApiContext): void {
  const { emails, views, names } = context;
  const detail = (id: string) => {
    const email = emails.get(id);
    if (!email) throw notFound('email');
    return presentEmailDetail(email, names);
  };
  const describe = (operationId: string, summary: string) => ({ operationId, summary, tags, params: idParameters });

  app.get(
    '/emails/:id',
    {
      schema: { ...describe('getEmail', 'One email'), response: { 200: emailDetailSchema, ...problems('not-found') } },
    },
    (request) => detail(request.params.id),
  );

  app.patch(
    '/emails/:id',
    {
      schema: {
        ...describe('changeEmail', 'Mark as read, unread, favourite or not'),
        body: emailChangesSchema,
        response: { 200: emailDetailSchema, ...writeProblems('not-found', 'conflict') },
      },
    },
    async (request) => {
      const { id } = request.params;
      const selection = { ids: [id] };
      if (!emails.reference(id)) throw notFound('email');
      const { unread, favorite } = request.body;
      if (unread !== undefined)
        await context.execute({ type: unread ? 'UnreadEmails' : 'ReadEmails', selection }, request);
      if (favorite !== undefined)
        await context.execute({ type: favorite ? 'FavoriteEmails' : 'UnfavoriteEmails', selection }, request);
      return detail(id);
    },
  );

  app.delete(
    '/emails/:id',
    {
      schema: {
        ...describe('deleteEmail', 'Delete one email'),
        response: { 204: nothing, ...writeProblems('not-found', 'conflict') },
      },
    },
    async (request, reply) => {
      const { count = 1 } = await context.execute(
        { type: 'DeleteEmails', selection: { ids: [request.params.id] } },
        request,
      );
      if (count === 0) throw notFound('email');
      return reply.code(204).send();
    },
  );

  app.get(
    '/emails/:id/raw',
    {
      schema: {
        ...describe('getRawEmail', 'The message exactly as it was sent'),
        querystring: z.strictObject({ download: flag().exactOptional() }),
        response: { ...bytesAnswer('The bytes.', 'message/rfc822'), ...problems('not-found') },
      },
    },
    async (request, reply) => {
      const { sizeBytes, stream } = await openMessage(context, request.params.id);
      reply.header('content-length', sizeBytes).type('message/rfc822');
      if (request.query.download)
        reply.header('content-disposition', attachmentDisposition(`${request.params.id}.eml`));
      return reply.send(stream);
    },
  );

  app.get(
    '/emails/:id/headers',
    {
      schema: {
        ...describe('getEmailHeaders', 'Headers, in their order'),
        response: { 200: headersSchema, ...problems('not-found') },
      },
    },
    async (request) => ({ items: [...views.headers(await readMessage(context, request.params.id))] }),
  );

  app.get(
    '/emails/:id/content',
    {
      schema: {
        ...describe('getEmailContent', 'Text, links, calendar invitations, and what the HTML wants from elsewhere'),
        response: { 200: emailContentSchema, ...problems('not-found') },
      },
    },
    async (request) => {
      const { links, remote, calendar, ...rest } = await views.content(await readMessage(context, request.params.id));
      return {
        ...rest,
        links: [...links],
        remote: [...remote],
        calendar: calendar.map(({ attendees, ...event }) => ({ ...event, attendees: [...attendees] })),
      };
    },
  );

  app.get(
    '/emails/:id/text',
    {
      schema: {
        ...describe('getEmailText', 'The text body, decoded; empty when there is none'),
        response: { ...bytesAnswer('The text.', 'text/plain'), ...problems('not-found') },
      },
    },
    async (request, reply) => {
      const { text = '' } = await views.content(await readMessage(context, request.params.id));
      return reply.type('text/plain; charset=utf-8').send(text);
    },
  );

  app.get(
    '/emails/:id/html',
    {
      schema: {
        ...describe('getEmailHtml', 'The HTML body, sanitised, for a sandboxed frame'),
        querystring: z.strictObject({
          remote: flag().exactOptional().meta({ description: 'Show pictures of other servers, through the proxy.' }),
        }),
        response: { ...bytesAnswer('A whole document.', 'text/html'), ...problems('not-found') },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const remoteUrl = `/api/v1/emails/${encodeURIComponent(id)}/remote?url=`;
      const html = await views.html(await readMessage(context, id), request.query.remote ? { remoteUrl } : {});
      if (html === undefined) throw notFound('HTML body');
      reply.header('content-security-policy', htmlPolicy(request.host)).header('referrer-policy', 'no-referrer');
      return reply.type('text/html; charset=utf-8').send(html);
    },
  );

  app.get(
    '/emails/:id/remote',
    {
      schema: {
        ...describe('getRemoteContent', 'A picture of another server that the HTML asks for, through the proxy'),
        querystring: z.strictObject({ url: z.string().max(4000) }),
        response: { ...bytesAnswer('The picture.', 'image/*'), ...problems('not-found') },
      },
    },
    async (request, reply) => {
      if (!emails.reference(request.params.id)) throw notFound('email');
      const found = await views.remote(request.query.url);
      if (!found) throw notFound('remote picture that may be shown');
      return reply
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('cache-control', 'private, max-age=600')
        .type(found.contentType)
        .send(Buffer.from(found.content));
    },
  );

  app.get(
    '/emails/:id/parts',
    {
      schema: {
        ...describe('listEmailParts', 'MIME parts, in order of appearance'),
        response: { 200: partsSchema, ...problems('not-found') },
      },
    },
    async (request) => ({ items: [...(await views.parts(await readMessage(context, request.params.id)))] }),
  );

  app.get(
    '/emails/:id/parts/:number',
    {
      schema: {
        ...describe('getEmailPart', 'Content of one part, decoded; always as a download'),
        params: numbered,
        response: { ...bytesAnswer('The content.', '*/*'), ...problems('not-found') },
      },
    },
    async (request, reply) => {
      const message = await readMessage(context, request.params.id);
      return sendPart(views, message, request.params.number, reply);
    },
  );

  app.get(
    '/emails/:id/attachments/:number',
    {
      schema: {
        ...describe('getEmailAttachment', 'One attachment, decoded; always as a download'),
        params: numbered,
        response: { ...bytesAnswer('The content.', '*/*'), ...problems('not-found') },
      },
    },
    async (request, reply) => {
      const message = await readMessage(context, request.params.id);
      const part = (await views.parts(message)).find((each) => each.attachment === request.params.number);
      if (!part) throw notFound('attachment');
      return sendPart(views, message, part.number, reply);
    },
  );
}

async function sendPart(views: MessageViews, message: Buffer, number: number, reply: FastifyReply) {
  const part = await views.part(message, number);
  if (!part) throw notFound('part with content');
  const { content: bytes, contentType, filename = `part-${number}` } = part;
  return reply
    .headers(downloadHeaders(contentType, filename))
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
