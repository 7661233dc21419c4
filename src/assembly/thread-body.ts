import { parentPort, workerData } from 'node:worker_threads';
import { MillraceError } from '../errors.ts';
import { nameThread } from '../telemetry/thread-name.ts';
import type { ThreadData, ThreadReport } from './thread.ts';
import { setThreadPriority } from './thread-priority.ts';

export interface ThreadBody<R> {
  readonly value: R;
  stop(message: Record<string, unknown>): Promise<void>;
}

/** Runs inside a worker thread: `start` once, further messages to `onMessage`, `stop` once. The other side is Thread. */
export function runThread<Start, R>(
  start: (start: Start, tell: (message: unknown) => void) => Promise<ThreadBody<R>>,
  onMessage: (message: { readonly type: string }) => void = () => undefined,
): void {
  const port = parentPort;
  if (!port) throw new Error('not in a worker thread');
  const { name } = workerData as ThreadData;
  nameThread(name);
  setThreadPriority(name);
  let body: ThreadBody<R> | undefined;
  const report = (message: ThreadReport<R>) => port.postMessage(message);
  port.on('message', (message: { readonly type: string } & Record<string, unknown>) => {
    if (message.type === 'start') {
      start(message.start as Start, (fact) => port.postMessage(fact)).then(
        (started) => {
          body = started;
          report({ type: 'ready', value: started.value });
        },
        (error: unknown) => {
          const code = error instanceof MillraceError ? error.code : 'worker-died';
          report({
            type: 'failed',
            code,
            message: error instanceof Error ? (error.stack ?? error.message) : String(error),
          });
        },
      );
    } else if (message.type === 'stop') {
      // A fault of the stop comes out as an unhandled rejection: the thread ends with it and Thread sees that.
      void (body?.stop(message) ?? Promise.resolve()).then(() => report({ type: 'stopped' }));
    } else onMessage(message);
  });
}
