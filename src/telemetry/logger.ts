import { destination, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** JSON lines on stdout, written at once: a killed process has said all it knew. Workers have loggers of their own. */
export function createLogger(level: LogLevel, name?: string): Logger {
  return pino(
    { level, base: name === undefined ? null : { thread: name } },
    // fd 1 directly: a worker's process.stdout goes through the main thread's event loop.
    destination({ fd: 1, sync: true }),
  );
}
