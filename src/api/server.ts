import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { ApiServer } from './api-server.ts';
import type { ApiContext } from './context.ts';
import type { ApiDependencies } from './dependencies.ts';
import { executor } from './execute.ts';
import { Feed } from './feed/feed.ts';
import { StatsHistory } from './feed/stats-history.ts';
import { guardRequests } from './guard.ts';
import { InboxNames } from './inbox-names.ts';
import { describeApi } from './openapi.ts';
import { missingResource, servePages } from './pages.ts';
import { Problem, problemAnswer } from './problem.ts';
import { RouteTable } from './route-table.ts';
import { campaignsRoutes } from './routes/campaigns.ts';
import { chaosAddressesRoutes } from './routes/chaos-addresses.ts';
import { domainsRoutes } from './routes/domains.ts';
import { emailRoutes } from './routes/email.ts';
import { emailsRoutes } from './routes/emails.ts';
import { liveRoutes } from './routes/live.ts';
import { operationsRoutes } from './routes/operations.ts';
import { healthRoutes, statusRoutes } from './routes/status.ts';
import { subdomainsRoutes } from './routes/subdomains.ts';

/**
 * The HTTP API and the pages: `listen` and `close` are Fastify's. `close` ends event streams and long polls first, and stops what
 * the API itself runs (one timer a second).
 */
export async function createApi(dependencies: ApiDependencies): Promise<FastifyInstance> {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal); // each open stream, long poll and dialogue listens
  const context = createContext(dependencies, stopping.signal);
  const app: ApiServer = Fastify({
    logger: false,
    schemaController: { compilersFactory: compilersFactory as never },
    genReqId: () => randomUUID(),
    bodyLimit: 1024 * 1024,
    // For the whole of a request's body: a list of ten million recipients takes minutes to be stored while it is read.
    requestTimeout: 900_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 1000 },
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply as FastifyReply),
  });
  const routes = new RouteTable();
  app.addHook('onRoute', (route) => routes.add(route));
  app.setErrorHandler((error, request, reply) => {
    // The body of a request to nowhere may be wrong too, but that is not the point.
    const isNowhere = request.is404 && !(error instanceof Problem);
    return sendProblem(isNowhere ? missingResource(request, reply, routes) : error, request, reply);
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  guardRequests(app, dependencies.facts);
  await app.register(helmet, {
    contentSecurityPolicy: pagesPolicy,
    strictTransportSecurity: false,
    // Chromium complains in the console about this header on plain HTTP.
    originAgentCluster: false,
  });
  describeApi(app, dependencies.facts.version);
  await app.register(
    async (scope) => {
      const api = scope as ApiServer;
      api.addHook('onSend', (_request, reply, payload, done) => {
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
        done(null, payload);
      });
      liveRoutes(api, context);
      emailsRoutes(api, context);
      emailRoutes(api, context);
      domainsRoutes(api, context);
      subdomainsRoutes(api, context);
      chaosAddressesRoutes(api, context);
      campaignsRoutes(api, context);
      statusRoutes(api, context);
      operationsRoutes(api, context);
    },
    { prefix: '/api/v1' },
  );
  healthRoutes(app, context);
  await servePages(app, dependencies.webRoot, routes);
  app.addHook('onReady', async () => context.history.start());
  app.addHook('preClose', async () => stopping.abort());
  app.addHook('onClose', async () => {
    context.history.stop();
    context.feed.stop();
    context.names.stop();
  });
  return app as unknown as FastifyInstance;

  function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply) {
    const { status, body, fault, retryAfterSeconds } = problemAnswer(error, request.id);
    if (fault && !(error instanceof Problem))
      dependencies.logger.error(
        { err: error, requestId: request.id, method: request.method, url: request.url },
        'request failed',
      );
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
    // The answer meant for success may have set these already.
    reply.removeHeader('content-length').removeHeader('content-disposition');
    return reply.code(status).type('application/problem+json').send(JSON.stringify(body));
  }
}

function createContext(dependencies: ApiDependencies, stopping: AbortSignal): ApiContext {
  const now = dependencies.now ?? Date.now;
  const { live, emails, directory, status, messages } = dependencies;
  return {
    ...dependencies,
    now,
    stopping,
    execute: executor(dependencies),
    names: new InboxNames(directory, live),
    feed: new Feed({ live, lastNumber: () => emails.lastNumber() }),
    history: new StatsHistory({ status, now, storeBytes: () => messages.sizeBytes() }),
  };
}

/** Given from the start: Fastify loads ajv and fast-json-stringify, 4 MB in memory, where one is missing. Their types are ajv's. */
const compilersFactory = {
  buildValidator: () => validatorCompiler,
  // Answers are built field by field and their types checked by the compiler: parsing each with zod again would cost more than the query.
  buildSerializer: () => () => (data: unknown) => JSON.stringify(data),
};

/** For the pages. What comes out of messages has stricter policies of its own. */
const pagesPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    frameSrc: ["'self'"],
    manifestSrc: ["'self'"],
    workerSrc: ["'self'", 'blob:'],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'self'"],
  },
};
