import type { ApiServer } from '../api-server.ts';
import type { ApiContext } from '../context.ts';
import { Problem, problems } from '../problem.ts';
import {
  configInfoSchema,
  healthSchema,
  historySchema,
  jobsSchema,
  readinessSchema,
  statsSchema,
} from '../schemas/operations.ts';
import { readStats } from '../stats.ts';

const tags = ['operations'];

/** How the server is doing, and how to reach it. */
export function statusRoutes(app: ApiServer, context: ApiContext): void {
  const { facts } = context;

  app.get(
    '/stats',
    {
      schema: {
        operationId: 'getStats',
        summary: 'Counters, spool, latencies',
        tags,
        response: { 200: statsSchema, ...problems() },
      },
    },
    () => readStats(context),
  );

  app.get(
    '/stats/history',
    {
      schema: {
        operationId: 'getStatsHistory',
        summary: 'The last 15 minutes, one sample a second',
        tags,
        response: { 200: historySchema, ...problems() },
      },
    },
    () => context.history.read(),
  );

  app.get(
    '/jobs',
    {
      schema: {
        operationId: 'listJobs',
        summary: 'How far the jobs behind the capture are, and what keeps them',
        tags,
        response: { 200: jobsSchema, ...problems() },
      },
    },
    () => ({ items: [...context.jobs.reports()] }),
  );

  app.get(
    '/config-info',
    {
      schema: {
        operationId: 'getConfigInfo',
        summary: 'Where and how to send, and what is configured',
        tags,
        response: { 200: configInfoSchema, ...problems() },
      },
    },
    () => ({
      version: facts.version,
      hostname: facts.hostname,
      smtp: {
        ...context.smtpAddress(),
        tls: facts.tls,
        auth: facts.authRequired ? ('required' as const) : ('optional' as const),
        anyCredentials: facts.credentials === undefined,
        maxMessageBytes: facts.maxMessageBytes,
      },
      store: facts.store,
      unknownRecipients: facts.unknownRecipients,
      verificationWaived: facts.verificationWaived,
      campaignHeaders: [...facts.campaignHeaders],
      retention: facts.retention,
      chaosReplyCodes: [421, 450, 451, 452, 500, 550, 551, 552, 553],
    }),
  );
}

/** Outside `/api/v1`, where orchestrators look. */
export function healthRoutes(app: ApiServer, context: ApiContext): void {
  app.get(
    '/healthz',
    {
      schema: {
        operationId: 'getHealth',
        summary: 'The process answers',
        tags,
        response: { 200: healthSchema, ...problems() },
      },
    },
    () => ({ status: 'ok' as const }),
  );

  app.get(
    '/readyz',
    {
      schema: {
        operationId: 'getReadiness',
        summary: 'Mail is taken and processed',
        tags,
        response: { 200: readinessSchema, ...problems() },
      },
    },
    () => {
      const { ready, reasons } = context.readiness();
      if (!ready) throw new Problem('unavailable', reasons.join('; ') || 'The server is starting.');
      return { ready, reasons: [...reasons] };
    },
  );
}
