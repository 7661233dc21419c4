import { once } from 'node:events';
import type { TransferListItem } from 'node:worker_threads';
import { Worker } from 'node:worker_threads';
import { MillraceError } from '../errors.ts';

/** What a worker thread says to the thread that started it, beside what is particular to it. */
export type ThreadReport<R> =
  | { readonly type: 'ready'; readonly value: R }
  /** It could not start: a sentence for people. */
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'stopped' };

/** What a worker thread finds when it is loaded. */
export interface ThreadData {
  readonly name: ThreadName;
}

export type ThreadName = 'processor' | 'http' | 'jobs' | 'settings' | 'certificate';

/**
 * V8 would let the young generation of each thread grow to 48 MiB. A third of this is filled until the next collection. CPU time against
 * 4 MiB: the processor with 1 MiB 6 % more for a message; HTTP 18 % more for a page of 100 emails with 1 MiB, 9 % with 2; the jobs the
 * same.
 */
const youngGenerationMb: Readonly<Record<ThreadName, number>> = {
  processor: 24,
  http: 6,
  jobs: 3,
  settings: 3,
  certificate: 3,
};
/**
 * Below 2 GiB V8 lets the rest grow to 1.3 to 2 times what lives instead of 4 times before it looks for garbage; with this limit to
 * 1.6 times. A message of 50 MiB taken apart for its page needs a tenth of it.
 */
const OLD_GENERATION_MB = 1024;

/** A worker thread with a start that answers once and a stop that waits. Its unexpected end is reported once, to `onDeath`. */
export class Thread<Start, R, FromThread = never> {
  readonly #worker: Worker;
  readonly #name: string;
  #expected = false;
  #gone = false;

  constructor(
    name: ThreadName,
    file: URL,
    onDeath: (error: Error) => void,
    onMessage: (message: FromThread) => void = () => undefined,
  ) {
    this.#name = name;
    this.#worker = new Worker(file, {
      name,
      workerData: { name } satisfies ThreadData,
      resourceLimits: {
        maxYoungGenerationSizeMb: youngGenerationMb[name],
        maxOldGenerationSizeMb: OLD_GENERATION_MB,
      },
    });
    this.#worker.on('message', (message: FromThread | ThreadReport<R>) => {
      if (!isReport(message)) onMessage(message as FromThread);
    });
    let cause: unknown;
    this.#worker.on('error', (error) => {
      cause = error;
    });
    this.#worker.on('exit', (code) => {
      this.#gone = true;
      if (!this.#expected)
        onDeath(new MillraceError('worker-died', `The ${name} thread ended (${code}).`, false, { cause }));
    });
  }

  /** Resolves with what the thread is ready with. @throws MillraceError that it failed with */
  async start(start: Start, transfer: readonly TransferListItem[] = []): Promise<R> {
    return new Promise((resolve, reject) => {
      const listen = (message: FromThread | ThreadReport<R>) => {
        if (!isReport(message) || message.type === 'stopped') return;
        this.#worker.off('message', listen);
        if (message.type === 'ready') resolve(message.value);
        else {
          this.#expected = true;
          reject(new MillraceError(message.code as MillraceError['code'], message.message));
        }
      };
      this.#worker.on('message', listen);
      this.#worker.once('exit', () =>
        reject(new MillraceError('worker-died', `The ${this.#name} thread ended at its start.`)),
      );
      this.post({ type: 'start', start }, transfer);
    });
  }

  post(message: unknown, transfer: readonly TransferListItem[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  /** Asks it to stop, waits until it has, and ends it. */
  async stop(message: Record<string, unknown> = {}): Promise<void> {
    if (this.#gone) return;
    this.#expected = true;
    const stopped = new Promise<void>((resolve) => {
      this.#worker.on('message', (report: FromThread | ThreadReport<R>) => {
        if (isReport(report) && report.type === 'stopped') resolve();
      });
    });
    const exited = once(this.#worker, 'exit');
    this.post({ type: 'stop', ...message });
    await Promise.race([stopped, exited]);
    if (!this.#gone) await this.#worker.terminate();
  }
}

function isReport(message: unknown): message is ThreadReport<never> {
  const type = (message as { type?: unknown }).type;
  return type === 'ready' || type === 'failed' || type === 'stopped';
}
