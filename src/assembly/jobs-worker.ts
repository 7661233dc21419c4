import { SqliteSearchIndex } from '../adapters/search/sqlite-search-index.ts';
import { SqliteSearchQueries } from '../adapters/search/sqlite-search-queries.ts';
import { openReadDatabase } from '../adapters/sqlite/database.ts';
import { SqliteDirectoryQueries } from '../adapters/sqlite/directory/sqlite-directory-queries.ts';
import { SqliteEmailFeed } from '../adapters/sqlite/sqlite-email-feed.ts';
import { SqliteEmailQueries } from '../adapters/sqlite/sqlite-email-queries.ts';
import { SqliteRetentionQueries } from '../adapters/sqlite/sqlite-retention-queries.ts';
import { CapturePace } from '../jobs/capture-pace.ts';
import { JobRunner } from '../jobs/job-runner.ts';
import { RetentionJob } from '../jobs/retention-job.ts';
import { SearchIndexJob } from '../jobs/search-index-job.ts';
import { createLogger } from '../telemetry/logger.ts';
import { StatusBoard } from '../telemetry/status-board.ts';
import { CommandClient } from './command-channel.ts';
import { tellJobReports } from './job-reports-channel.ts';
import { LiveClient } from './live-channel.ts';
import { openMessageStores } from './message-stores.ts';
import { runThread } from './thread-body.ts';
import type { JobsStart } from './thread-starts.ts';

/** The thread of the downstream jobs: search index and retention. */
runThread<JobsStart, undefined>(async ({ config, paths, status, commands, live, reports }) => {
  const logger = createLogger(config.logLevel, 'jobs');
  const database = openReadDatabase(paths.database);
  // Everything is read once and in order: more would only be kept.
  database.pragma('cache_size = -512');
  const { reading: messages } = openMessageStores(config, paths);
  const index = new SqliteSearchIndex(paths.search);
  if (index.rebuilt) logger.info('the search index is built from the beginning');
  const searchQueries = new SqliteSearchQueries(paths.search);
  const runner = new JobRunner({
    jobs: [
      new SearchIndexJob({ feed: new SqliteEmailFeed(database), messages, index, logger }),
      new RetentionJob({
        defaults: definedRules(config.retention),
        emails: new SqliteEmailQueries(database, searchQueries),
        directory: new SqliteDirectoryQueries(database),
        retention: new SqliteRetentionQueries(database),
        commands: new CommandClient(commands),
        logger,
      }),
    ],
    pace: new CapturePace(new StatusBoard(status)),
    logger,
  });
  new LiveClient(live).subscribe((events) => {
    if (events.some(({ type }) => type === 'captured' || type === 'changed')) runner.wake('search-index');
  });
  runner.start();
  const stopTelling = tellJobReports(reports, runner);
  return {
    value: undefined,
    stop: async () => {
      await runner.stop();
      stopTelling();
      reports.close();
      index.close();
      searchQueries.close();
      await messages.close();
      database.close();
    },
  };
});

function definedRules({ maxAgeDays, maxCount, maxBytes }: JobsStart['config']['retention']) {
  return {
    ...(maxAgeDays === undefined ? {} : { maxAgeDays }),
    ...(maxCount === undefined ? {} : { maxCount }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  };
}
