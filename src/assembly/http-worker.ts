import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ResolverDnsChecks } from '../adapters/dns/resolver-dns-checks.ts';
import { SqliteSearchQueries } from '../adapters/search/sqlite-search-queries.ts';
import { openReadDatabase } from '../adapters/sqlite/database.ts';
import { SqliteDeadLetterQueries } from '../adapters/sqlite/dead-letter-rows.ts';
import { SqliteAuditQueries } from '../adapters/sqlite/directory/sqlite-audit-queries.ts';
import { SqliteDirectoryQueries } from '../adapters/sqlite/directory/sqlite-directory-queries.ts';
import { SqliteCampaignQueries } from '../adapters/sqlite/sqlite-campaign-queries.ts';
import { SqliteEmailQueries } from '../adapters/sqlite/sqlite-email-queries.ts';
import type { ApiFacts } from '../api/dependencies.ts';
import { createApi } from '../api/server.ts';
import { MillraceError } from '../errors.ts';
import { createLogger } from '../telemetry/logger.ts';
import { StatusBoard } from '../telemetry/status-board.ts';
import { MessageViewer } from '../viewing/message-viewer.ts';
import { CommandClient } from './command-channel.ts';
import { JobReportsClient } from './job-reports-channel.ts';
import { LiveClient } from './live-channel.ts';
import { openMessageStores } from './message-stores.ts';
import { runThread } from './thread-body.ts';
import type { HttpReady, HttpStart } from './thread-starts.ts';

/** Where the build puts the pages; absent in a build without them. */
const webRoot = fileURLToPath(new URL('../web', import.meta.url));

/** The thread of HTTP, with read connections of its own. */
runThread<HttpStart, HttpReady>(async (start) => {
  const { config, paths } = start;
  const logger = createLogger(config.logLevel, 'http');
  const database = openReadDatabase(paths.database);
  const search = new SqliteSearchQueries(paths.search);
  const status = new StatusBoard(start.status);
  const { reading: messages } = openMessageStores(config, paths);
  const views = new MessageViewer({ logger });
  const app = await createApi({
    facts: factsOf(start),
    emails: new SqliteEmailQueries(database, search),
    directory: new SqliteDirectoryQueries(database),
    campaigns: new SqliteCampaignQueries(database),
    audit: new SqliteAuditQueries(database),
    deadLetters: new SqliteDeadLetterQueries(database),
    search,
    messages,
    commands: new CommandClient(start.commands),
    live: new LiveClient(start.live),
    status,
    jobs: new JobReportsClient(start.jobs),
    dns: new ResolverDnsChecks(),
    views,
    readiness: () => readiness(status),
    smtpAddress: () => start.smtp,
    ...(existsSync(webRoot) ? { webRoot } : {}),
    logger,
  });
  const { host, port } = config.http;
  try {
    await app.listen({ host, port });
  } catch (cause) {
    throw new MillraceError(
      'config-invalid',
      `HTTP cannot listen on ${host}:${port}: ${(cause as Error).message}`,
      false,
      { cause },
    );
  }
  return {
    value: { host, port: (app.server.address() as { port: number }).port },
    stop: async () => {
      await app.close();
      await views.close();
      search.close();
      await messages.close();
      database.close();
    },
  };
});

function factsOf({ config, version }: HttpStart): ApiFacts {
  const { maxAgeDays, maxCount, maxBytes } = config.retention;
  const [credentials] = config.auth.users;
  return {
    version,
    hostname: config.hostname,
    httpHost: config.http.host,
    httpHosts: config.httpHosts,
    tls: config.tls.mode,
    authRequired: config.auth.required,
    ...(credentials === undefined ? {} : { credentials }),
    maxMessageBytes: config.limits.maxMessageBytes,
    store: config.store,
    unknownRecipients: config.unknownRecipients,
    verificationWaived: config.verificationWaived,
    campaignHeaders: config.campaignHeaders,
    retention: {
      ...(maxAgeDays === undefined ? {} : { maxAgeDays }),
      ...(maxCount === undefined ? {} : { maxCount }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    },
  };
}

function readiness(status: StatusBoard): { ready: boolean; reasons: string[] } {
  const reasons: string[] = [];
  if (status.get('draining') === 1) reasons.push('The server is stopping.');
  if (status.get('healthy') !== 1) reasons.push('The spool cannot write.');
  if (status.get('full') === 1) reasons.push('The spool is full.');
  return { ready: reasons.length === 0, reasons };
}
