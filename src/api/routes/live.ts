import type { OutgoingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { ApiServer } from '../api-server.ts';
import type { ApiContext } from '../context.ts';
import { readFilter } from '../email-filter.ts';
import { FeedStreams } from '../feed/feed-streams.ts';
import { presentEmail } from '../present.ts';
import { Problem, problems } from '../problem.ts';
import { nothing } from '../schemas/common.ts';
import { emailItemSchema, emailWaitQuery } from '../schemas/email.ts';
import { feedSchema } from '../schemas/operations.ts';
import { startOf, waitForEmail } from '../wait-for-email.ts';

const mostWaiting = 1000;

/** What stays open: the long poll for one email and the stream of events. */
export function liveRoutes(app: ApiServer, context: ApiContext): void {
  const { emails, names, stopping } = context;
  const streams = new FeedStreams(context);
  let waiting = 0;

  app.get(
    '/emails/wait',
    {
      schema: {
        operationId: 'waitForEmail',
        summary: 'Wait for an email',
        description:
          'Answers as soon as an email that meets the conditions is captured, or with 204 when none came in time. Mail that came ' +
          'before the request does not count unless `since` says so: read `lastNumber` of `/stats` before you send, and give it.',
        tags: ['emails'],
        querystring: emailWaitQuery,
        response: { 200: emailItemSchema, 204: nothing, ...problems('query-invalid') },
      },
    },
    async (request, reply) => {
      const { timeout, since, ...conditions } = request.query;
      if (waiting >= mostWaiting) throw new Problem('unavailable', `${mostWaiting} requests wait already.`);
      const filter = readFilter(conditions, names, context.now());
      const start = startOf(emails, since, filter);
      const gone = new AbortController();
      reply.raw.on('close', () => gone.abort());
      waiting += 1;
      try {
        const signal = AbortSignal.any([gone.signal, stopping]);
        const found = await waitForEmail(context, start.filter, start.after, timeout, signal);
        if (found) return presentEmail(found, names);
        if (stopping.aborted) throw new Problem('unavailable', 'The server is stopping.');
        return reply.code(204).send();
      } finally {
        waiting -= 1;
      }
    },
  );

  app.get(
    '/events',
    {
      schema: {
        operationId: 'followEvents',
        summary: 'Server-sent events: captured, changed, campaign, chaos, directory, dead-letters, stats',
        description:
          'A few events a second at most. With `Last-Event-ID` what was missed comes first; when that is not known any more, ' +
          'an event `resync` says so. `stats` comes each second and has no id.',
        tags: ['operations'],
        headers: z.object({ 'last-event-id': z.string().exactOptional() }),
        response: {
          200: {
            description: 'The name of each event is the `type` of its data.',
            content: { 'text/event-stream': { schema: feedSchema } },
          },
          ...problems(),
        },
      },
    },
    (request, reply) => {
      if (streams.full) throw new Problem('unavailable', 'Too many watchers.');
      reply.hijack();
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as OutgoingHttpHeaders),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      if (request.raw.method === 'HEAD') reply.raw.end();
      else streams.add(reply.raw, request.headers['last-event-id']);
    },
  );

  stopping.addEventListener('abort', () => streams.stop());
}
