import type { Config } from '../config.ts';
import { createLogger } from '../telemetry/logger.ts';
import { nameThread } from '../telemetry/thread-name.ts';
import { keepYoungGeneration } from './heap-limits.ts';
import { startServer } from './start-server.ts';

/** An abrupt end on request: what got 250 is in the spool all the same. */
const ENDED_AT_ONCE = 130;
const FAILED = 1;

/**
 * Runs the server until SIGTERM or SIGINT; a second one exits at once. Resolves with the exit code.
 * @throws MillraceError when it does not start
 */
export async function serve(config: Config, version: string): Promise<number> {
  nameThread('millrace');
  const logger = createLogger(config.logLevel);
  const stopAsked = new Promise<void>((resolve) => {
    let asked = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(ENDED_AT_ONCE);
        asked = true;
        logger.info({ signal }, 'stopping');
        resolve();
      });
    }
  });
  const running = await startServer(config, version, logger, (error) => {
    logger.fatal({ err: error }, 'a thread died; what got 250 is in the spool and is processed at the next start');
    // Without it nothing is whole any more, and waiting for the others could take for ever.
    process.exit(FAILED);
  });
  keepYoungGeneration();
  announce(logger.isLevelEnabled('info'), { smtp: address(running.smtp), http: address(running.http) });
  await stopAsked;
  await running.stop();
  logger.info('stopped');
  return 0;

  /** The one line that programs wait for: there whatever the log level is. */
  function announce(logged: boolean, facts: { smtp: string; http: string }): void {
    const ready = { ...facts, data: config.data, store: config.store, version };
    if (logged) logger.info(ready, 'ready');
    else process.stdout.write(`${JSON.stringify({ ...ready, msg: 'ready' })}\n`);
  }
}

function address({ host, port }: { readonly host: string; readonly port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
