import type { ServerResponse } from 'node:http';
import type { ApiContext } from '../context.ts';
import type { FeedEvent } from '../schemas/operations.ts';
import { readStats } from '../stats.ts';
import type { StatsMark, StatsSample } from './stats-history.ts';

/** A watcher that reads so little is cut off; it comes back with the id of what it saw last. */
const mostBufferedBytes = 1_000_000;
const mostStreams = 1000;

/** Open streams of server-sent events. Each event is written as text once, for all of them. */
export class FeedStreams {
  readonly #context: ApiContext;
  readonly #open = new Set<ServerResponse>();
  readonly #unsubscribe: (() => void)[];

  constructor(context: ApiContext) {
    this.#context = context;
    this.#unsubscribe = [
      context.feed.subscribe((entries) => {
        if (this.#open.size > 0) this.#send(entries.map(({ id, event }) => format(event, id)).join(''));
      }),
      context.history.subscribe((sample, marks) => {
        if (this.#open.size > 0) this.#send(this.#stats(sample, marks));
      }),
    ];
  }

  get full(): boolean {
    return this.#open.size >= mostStreams;
  }

  add(response: ServerResponse, lastEventId: string | undefined): void {
    response.on('close', () => this.#open.delete(response));
    response.on('error', () => response.destroy());
    response.write(this.#greeting(lastEventId));
    this.#open.add(response);
  }

  stop(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const response of this.#open) response.end();
    this.#open.clear();
  }

  #greeting(lastEventId: string | undefined): string {
    const { feed } = this.#context;
    const missed = lastEventId === undefined || lastEventId === '' ? [] : feed.since(lastEventId);
    const { lastNumber, currentId } = feed;
    const resumed = lastEventId !== undefined && lastEventId !== '' && missed !== undefined;
    const parts = ['retry: 1000\n\n', format({ type: 'hello', lastNumber, resumed })];
    if (missed === undefined) parts.push(format({ type: 'resync', lastNumber }, currentId));
    else if (missed.length === 0) parts.push(`id: ${currentId}\n\n`);
    else parts.push(...missed.map(({ id, event }) => format(event, id)));
    parts.push(this.#stats(undefined, []));
    return parts.join('');
  }

  #stats(sample: StatsSample | undefined, marks: readonly StatsMark[]): string {
    try {
      const stats = readStats(this.#context);
      return format({ type: 'stats', stats, ...(sample ? { sample } : {}), marks: [...marks] });
    } catch (error) {
      this.#context.logger.error({ err: error }, 'no statistics for the live feed');
      return ': no statistics\n\n';
    }
  }

  #send(text: string): void {
    for (const response of this.#open) {
      if (response.writableLength > mostBufferedBytes) response.destroy();
      else response.write(text);
    }
  }
}

/** WHATWG HTML 9.2: fields, then an empty line. JSON has no line ends in it. */
function format(event: FeedEvent, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
