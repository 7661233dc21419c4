import { MessageChannel } from 'node:worker_threads';
import { Admission } from '../admission/admission.ts';
import { Directory } from '../admission/directory.ts';
import type { Config } from '../config.ts';
import { MillraceError } from '../errors.ts';
import { SmtpServer } from '../smtp/server.ts';
import { Spool } from '../spool/spool.ts';
import type { Logger } from '../telemetry/logger.ts';
import { StatusBoard } from '../telemetry/status-board.ts';
import { openDataDirectory } from './data-directory.ts';
import { joinReceiver } from './message-receiver.ts';
import { ProcessorThread } from './processor-thread.ts';
import { Thread } from './thread.ts';
import type { HttpReady, HttpStart, JobsStart } from './thread-starts.ts';
import { readTls } from './tls.ts';

export interface RunningServer {
  readonly smtp: { readonly host: string; readonly port: number };
  readonly http: { readonly host: string; readonly port: number };
  /**
   * Takes no more mail (421), finishes transactions in flight, lets the processor apply what waits for at most `spool.drainMs`, stops
   * the threads. What was not applied is at the next start.
   */
  stop(): Promise<void>;
}

/** 200 sessions that each gather a large message hold 50 MiB before it is streamed to a file. */
const LARGE_THRESHOLD_BYTES = 256 * 1024;
/** How long transactions in flight may take to finish at a stop. */
const SMTP_GRACE_MS = 10_000;

/**
 * The composition root. Main thread: SMTP, admission, the writing end of the spool. The other threads are started here and joined
 * to each other by ports.
 * @param onDeath called once when a thread has ended by itself: the process cannot go on
 * @throws MillraceError when something does not start; then nothing is left running
 */
export async function startServer(
  config: Config,
  version: string,
  logger: Logger,
  onDeath: (error: Error) => void,
): Promise<RunningServer> {
  const stops: (() => Promise<void> | void)[] = [];
  try {
    return await start();
  } catch (error) {
    for (const stop of stops.reverse()) await stop();
    throw error;
  }

  async function start(): Promise<RunningServer> {
    const { release, ...paths } = openDataDirectory(config.data);
    stops.push(release);
    const board = new StatusBoard();
    board.set('startedAt', Date.now());
    const shared = { config, paths, status: board.buffer };

    // At the first start a thread of its own makes it: what that leaves to the allocator serves the three that follow.
    const tls = await readTls(config, paths.tls);
    // All three load their code while the database opens.
    const processor = new ProcessorThread(onDeath);
    const http = new Thread<HttpStart, HttpReady>('http', new URL('./http-worker.js', import.meta.url), onDeath);
    const jobs = new Thread<JobsStart, undefined>('jobs', new URL('./jobs-worker.js', import.meta.url), onDeath);
    stops.push(
      () => jobs.stop(),
      () => http.stop(),
      () => processor.stop(0),
    );
    const { checkpoints, directory: snapshot } = await processor.start(shared);

    const directory = new Directory(snapshot);
    const spool = await Spool.open({ directory: paths.spool, ...config.spool, checkpoints, status: board, logger });
    stops.push(() => spool.stop());
    const admission = new Admission({ directory, unknownRecipients: config.unknownRecipients });
    const smtp = new SmtpServer({
      ...config.smtp,
      hostname: config.hostname,
      limits: config.limits,
      tls,
      auth: config.auth,
      bareNewlines: config.bareNewlines,
      largeThresholdBytes: LARGE_THRESHOLD_BYTES,
      receiver: joinReceiver(admission, spool),
      status: board,
      logger,
    });

    const [httpCommands, httpLive, jobsCommands, jobsLive, reports] = [0, 0, 0, 0, 0].map(() => new MessageChannel());
    processor.onDirectoryEvents = (events) => directory.apply(events);
    processor.onChaosReceived = (chaosId, total) => directory.received(chaosId, total);
    processor.attach({
      seat: spool.readerSeat,
      commands: [httpCommands!.port1, jobsCommands!.port1],
      live: [httpLive!.port1, jobsLive!.port1],
    });
    const smtpAddress = await listen(smtp, config.smtp);
    stops.push(() => smtp.stop(0));
    const httpAddress = await http.start(
      {
        ...shared,
        version,
        smtp: smtpAddress,
        commands: httpCommands!.port2,
        live: httpLive!.port2,
        jobs: reports!.port2,
      },
      [httpCommands!.port2, httpLive!.port2, reports!.port2],
    );
    await jobs.start({ ...shared, commands: jobsCommands!.port2, live: jobsLive!.port2, reports: reports!.port1 }, [
      jobsCommands!.port2,
      jobsLive!.port2,
      reports!.port1,
    ]);
    return {
      smtp: smtpAddress,
      http: httpAddress,
      stop: async () => {
        board.set('draining', 1);
        await smtp.stop(SMTP_GRACE_MS);
        await spool.stop();
        // Nothing comes in any more: what waits is applied, with the pages still there to watch it.
        await jobs.stop();
        await processor.stop(config.spool.drainMs);
        await http.stop();
        release();
      },
    };
  }
}

async function listen(smtp: SmtpServer, { host, port }: Config['smtp']): Promise<{ host: string; port: number }> {
  try {
    return await smtp.start();
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new MillraceError('config-invalid', `SMTP cannot listen on ${host}:${port}: ${reason}`, false, { cause });
  }
}
