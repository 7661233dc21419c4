import { Worker } from 'node:worker_threads';
import { MillraceError } from '../errors.ts';
import { htmlToText } from '../mime/html-text.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { CleanHtml, CleaningRequest } from './html-cleaner.ts';

type Report =
  | { readonly type: 'ready' }
  | { readonly type: 'clean'; readonly clean: CleanHtml }
  | { readonly type: 'failed'; readonly message: string };

interface Waiting {
  readonly request: CleaningRequest;
  readonly resolve: (clean: CleanHtml) => void;
  readonly reject: (error: Error) => void;
}

/** Larger HTML is shown as text: jsdom needs about a second and 50 MiB a megabyte. */
const maxHtmlLength = 3 * 1024 * 1024;
const maxWaiting = 32;
/** jsdom keeps a little of each document. */
const documentsPerWorker = 300;
const startTimeoutMs = 60_000;

/**
 * Makes hostile HTML safe in a worker thread with limits of time and memory: jsdom is slow, and what a stranger wrote may make it
 * slower. The thread starts with the first document (about half a second, 60 MiB) and ends after half a minute without one. A document that is
 * too much for it is shown as its text.
 */
export class HtmlSanitizer {
  readonly #logger: Logger;
  readonly #timeoutMs: number;
  readonly #idleMs: number;
  readonly #workerFile: URL;
  readonly #waiting: Waiting[] = [];
  #worker: Worker | undefined;
  #ready = false;
  #documents = 0;
  #current: Waiting | undefined;
  /** Of the start, of the current document, or of being idle: one at a time. */
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: {
    readonly logger: Logger;
    readonly timeoutMs?: number;
    readonly idleMs?: number;
    /** The built `sanitize-worker.js` by default; tests run it from its source. */
    readonly workerFile?: URL;
  }) {
    this.#logger = options.logger;
    this.#workerFile = options.workerFile ?? new URL('./sanitize-worker.js', import.meta.url);
    this.#timeoutMs = options.timeoutMs ?? 5_000;
    this.#idleMs = options.idleMs ?? 30_000;
  }

  /** @throws MillraceError 'unavailable' when too many wait, or after `close`. */
  sanitize(request: CleaningRequest): Promise<CleanHtml> {
    if (request.html.length > maxHtmlLength) return Promise.resolve(asText(request.html));
    if (this.#closed || this.#waiting.length >= maxWaiting) {
      return Promise.reject(new MillraceError('unavailable', 'too many messages are being made safe to view', true));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const error = new MillraceError('unavailable', 'the server is stopping', true);
    for (const waiting of [...this.#waiting.splice(0), ...(this.#current ? [this.#current] : [])])
      waiting.reject(error);
    this.#current = undefined;
    await this.#end();
  }

  #next(): void {
    if (this.#current || this.#closed) return;
    if (this.#documents >= documentsPerWorker) void this.#end();
    const waiting = this.#waiting[0];
    if (!waiting) {
      if (this.#worker) this.#arm(this.#idleMs, () => void this.#end());
      return;
    }
    if (!this.#worker) this.#start();
    if (!this.#ready) return;
    this.#waiting.shift();
    this.#current = waiting;
    this.#documents += 1;
    this.#worker?.postMessage(waiting.request);
    this.#arm(this.#timeoutMs, () => this.#giveUp('it took too long'));
  }

  #start(): void {
    const worker = new Worker(this.#workerFile, {
      name: 'sanitize',
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    });
    this.#worker = worker;
    worker.unref();
    worker.on('message', (report: Report) => {
      if (worker === this.#worker) this.#onReport(report);
    });
    worker.on('error', (error) => {
      if (worker === this.#worker) this.#giveUp(error.message);
    });
    worker.on('exit', () => {
      if (worker === this.#worker) this.#giveUp('its thread ended');
    });
    this.#arm(startTimeoutMs, () => this.#giveUp('its thread does not start'));
  }

  #onReport(report: Report): void {
    if (report.type === 'ready') this.#ready = true;
    else if (report.type === 'failed') {
      this.#giveUp(report.message);
      return;
    } else {
      this.#current?.resolve(report.clean);
      this.#current = undefined;
    }
    this.#disarm();
    this.#next();
  }

  /** The document of the moment is shown as text, and the thread goes: what it was doing cannot be told to stop. */
  #giveUp(reason: string): void {
    const failed = this.#current ?? this.#waiting.shift();
    this.#current = undefined;
    this.#logger.warn({ reason }, 'HTML of a message is shown as text');
    failed?.resolve(asText(failed.request.html));
    void this.#end();
    this.#next();
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#ready = false;
    this.#documents = 0;
    this.#disarm();
    await worker?.terminate();
  }

  #arm(ms: number, action: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, ms);
    this.#timer.unref();
  }

  #disarm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

function asText(html: string): CleanHtml {
  const text = htmlToText(html)
    .slice(0, 1024 * 1024)
    .replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
  const note = 'This message is too large or too complicated to be shown as HTML; this is its text.';
  return {
    html: `<!doctype html>\n<html><head><meta charset="utf-8"></head><body><p><em>${note}</em></p><pre style="white-space: pre-wrap">${text}</pre></body></html>`,
    remote: [],
  };
}
