import type { MessagePort } from 'node:worker_threads';
import { uuidv7 } from 'uuidv7';
import { SqliteSearchQueries } from '../adapters/search/sqlite-search-queries.ts';
import { SegmentReclaimer } from '../adapters/segments/segment-reclaimer.ts';
import { captureSchema } from '../adapters/sqlite/capture-schema.ts';
import { openDatabase } from '../adapters/sqlite/database.ts';
import { DirectoryProjection } from '../adapters/sqlite/directory/directory-projection.ts';
import { readDirectorySnapshot } from '../adapters/sqlite/directory/directory-snapshot.ts';
import { directorySchema } from '../adapters/sqlite/directory/schema.ts';
import { SqliteDirectoryQueries } from '../adapters/sqlite/directory/sqlite-directory-queries.ts';
import { eventSchema } from '../adapters/sqlite/event-schema.ts';
import { SqliteCaptureModel } from '../adapters/sqlite/sqlite-capture-model.ts';
import { SqliteSegmentLedger } from '../adapters/sqlite/sqlite-segment-ledger.ts';
import { SqliteWriteStore } from '../adapters/sqlite/sqlite-write-store.ts';
import type { StoredEvent } from '../ports/event-store.ts';
import type { LiveEvent } from '../ports/live-feed.ts';
import { Processor } from '../processing/processor.ts';
import { SpoolReader } from '../spool/spool-reader.ts';
import { createLogger } from '../telemetry/logger.ts';
import { StatusBoard } from '../telemetry/status-board.ts';
import { checkStores } from './check-stores.ts';
import { serveCommands } from './command-channel.ts';
import { openMessageStores } from './message-stores.ts';
import type { FromProcessor, ProcessorSeat, ToProcessor } from './processor-thread.ts';
import { runThread } from './thread-body.ts';
import type { ProcessorReady, ThreadStart } from './thread-starts.ts';

let attach: ((seat: ProcessorSeat) => void) | undefined;
const waiting = new Map<number, () => void>();

/** The processor's thread: opens the database and says how far it is; once the spool is open, processes. */
runThread<ThreadStart, ProcessorReady>(
  async (start, tell) => {
    const body = open(start, tell);
    attach = body.attach;
    return body;
  },
  (message) => {
    const known = message as ToProcessor;
    if (known.type === 'attach') attach?.(known);
    else {
      waiting.get(known.id)?.();
      waiting.delete(known.id);
    }
  },
);

function open({ config, paths, status: memory }: ThreadStart, tell: (message: FromProcessor) => void) {
  const logger = createLogger(config.logLevel, 'processor');
  const status = new StatusBoard(memory);
  const database = openDatabase(paths.database, [eventSchema, directorySchema, captureSchema]);
  const search = new SqliteSearchQueries(paths.search);
  const model = new SqliteCaptureModel(database, search);
  const write = new SqliteWriteStore(database, [new DirectoryProjection(database), ...model.projections]);
  const ledger = new SqliteSegmentLedger(database, write, model.ids);
  const { configured, reading } = openMessageStores(config, paths);
  const reclaimer = new SegmentReclaimer({ spoolDirectory: paths.spool, ledger, logger });
  const checkpoints = write.checkpoints();
  let lastEvents = 0;
  let live: readonly MessagePort[] = [];
  let processor: Processor | undefined;
  let checking: Promise<void> | undefined;
  let stopping = false;

  return {
    value: { checkpoints, directory: readDirectorySnapshot(database) },
    attach(seat: ProcessorSeat): void {
      live = seat.live;
      processor = new Processor({
        queue: new SpoolReader({ directory: paths.spool, seat: seat.seat, checkpoints, status, logger }),
        store: reading,
        write,
        model,
        upkeep: model,
        directory: new SqliteDirectoryQueries(database),
        status,
        logger,
        campaignHeaders: config.campaignHeaders,
        verificationWaived: config.verificationWaived,
        purgeDeletedDays: config.retention.purgeDeletedDays,
        onLive: (events: readonly LiveEvent[]) => {
          for (const port of live) port.postMessage(events);
          const totals = events.flatMap((event) =>
            event.type === 'chaos' ? [[event.id, event.received] as const] : [],
          );
          if (totals.length > 0) tell({ type: 'chaos-received', totals });
        },
        onDirectoryEvents: (events: readonly StoredEvent[]) => {
          lastEvents += 1;
          const id = lastEvents;
          return new Promise<void>((resolve) => {
            waiting.set(id, resolve);
            tell({ type: 'directory-events', id, events });
          });
        },
        // The segments are the spool's whatever the store is; with `eml` the store has files of its own beside them.
        reclaim: async () => {
          const more = await reclaimer.step();
          return (configured.name !== 'segments' && (await configured.reclaim())) || more;
        },
        newId: uuidv7,
      });
      const started = processor;
      checking = checkStores({ configured, reclaimer, ledger, logger, isStopping: () => stopping }).then(() => {
        if (stopping) return;
        started.start();
        // Commands wait in their ports until here.
        for (const port of seat.commands) serveCommands(port, started);
      });
    },
    async stop(message: Record<string, unknown>): Promise<void> {
      stopping = true;
      await checking;
      await processor?.stop({ drainMs: message.drainMs as number });
      for (const port of live) port.close();
      search.close();
      await reading.close();
      write.close();
    },
  };
}
