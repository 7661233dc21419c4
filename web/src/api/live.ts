import { Store } from '../store.ts';
import type { FromLiveWorker } from './live-protocol.ts';
import type { FeedEvent, Stats } from './types.ts';

export interface LiveState {
  /** `lost`: was open before and is being opened again. */
  readonly feed: 'connecting' | 'open' | 'lost';
  readonly stats?: Stats;
}

/** What the status bar shows; one update a second. */
export const live = new Store<LiveState>({ feed: 'connecting' });

type Listener = (events: readonly FeedEvent[]) => void;
const listeners = new Set<Listener>();
let batch: FeedEvent[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let greeted = false;

/** Events in groups: those that came within one frame. `resync` among them: what came between is not known, ask again. */
export function onLive(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Once, at start. Ends with the page; a page taken out of the back/forward cache joins again. */
export function startLive(): void {
  let leave = joinFeed();
  addEventListener('pagehide', () => leave());
  addEventListener('pageshow', (event) => {
    if (event.persisted) leave = joinFeed();
  });
}

function joinFeed(): () => void {
  if (typeof SharedWorker === 'undefined') return connectAlone();
  const worker = new SharedWorker(new URL('./live-worker.ts', import.meta.url), {
    type: 'module',
    name: 'millrace-live',
  });
  let failed: (() => void) | undefined;
  worker.onerror = () => {
    failed ??= connectAlone();
  };
  worker.port.onmessage = ({ data }: MessageEvent<FromLiveWorker>) =>
    data.kind === 'state' ? feedState(data.open) : take(data.data);
  worker.port.postMessage('join');
  return () => {
    worker.port.postMessage('leave');
    worker.port.close();
    failed?.();
  };
}

/** Browsers without shared workers (Chrome on Android): a connection for this page alone. */
function connectAlone(): () => void {
  let source: EventSource;
  let closed = false;
  const connect = () => {
    source = new EventSource('/api/v1/events');
    source.onopen = () => feedState(true);
    source.onerror = () => {
      feedState(false);
      if (source.readyState === EventSource.CLOSED && !closed) setTimeout(connect, 2000);
    };
    for (const name of [
      'hello',
      'resync',
      'captured',
      'changed',
      'campaign',
      'chaos',
      'directory',
      'dead-letters',
      'stats',
    ])
      source.addEventListener(name, ({ data }: MessageEvent<string>) => take(data));
  };
  connect();
  return () => {
    closed = true;
    source.close();
  };
}

function feedState(open: boolean): void {
  live.update((state) => ({
    ...state,
    feed: open ? 'open' : state.feed === 'connecting' ? 'connecting' : 'lost',
  }));
}

function take(data: string): void {
  let event: FeedEvent;
  try {
    event = JSON.parse(data) as FeedEvent;
  } catch {
    return; // Half a line at a broken connection: the reconnect tells what was missed.
  }
  if (event.type === 'stats') {
    const stats = event.stats;
    live.update((state) => ({ ...state, stats }));
  }
  if (event.type === 'resync') missed(event.lastNumber);
  else batch.push(event);
  if (event.type === 'hello') {
    // A new connection that does not take up where the last one ended.
    if (greeted && !event.resumed) missed(event.lastNumber);
    greeted = true;
  }
  if (timer === undefined) timer = setTimeout(flush, 16);
}

/** Whatever came between is not known here: once a batch is enough. */
function missed(lastNumber: number): void {
  if (!batch.some((each) => each.type === 'resync')) batch.push({ type: 'resync', lastNumber });
}

function flush(): void {
  const events = batch;
  batch = [];
  timer = undefined;
  for (const listener of listeners) listener(events);
}
