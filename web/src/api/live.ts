import { Store } from '../store.ts';
import { openFeed } from './feed-source.ts';
import type { Followed, FromLiveWorker, ToLiveWorker } from './live-protocol.ts';
import { LONGEST_TURN_MS, Turns } from './turns.ts';
import type { FeedEvent, Stats } from './types.ts';

export interface LiveState {
  /** `lost`: was open before and is being opened again. */
  readonly feed: 'connecting' | 'open' | 'lost';
  readonly stats?: Stats;
}

/** What the status bar shows; at most one update a second. */
export const live = new Store<LiveState>({ feed: 'connecting' });

/** The person's doings here are told to the other tabs so often. */
const ATTEND_GAP_MS = 1000;
const LONGEST_FRAME_MS = 100;

type Listener = (events: readonly FeedEvent[], calm: boolean) => unknown;
const listeners = new Set<Listener>();
const followed = new Map<string, Followed>();
let tellFollowed: () => void = () => undefined;
/** By path: answers that came with this turn, JSON. */
let handed = new Map<string, string>();
let greeted = false;

/**
 * Events in turns (turns.ts): all that came since the last one. `resync` among them: what came between is not known, ask again.
 * What the listener promises belongs to the turn; the next comes when it is there. `calm`: nothing else is on its way.
 */
export function onLive(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** From now on this comes with the turns that tell of mail, and `takeHanded` gives it; under the same name, instead of the last. */
export function follow(name: string, wanted: Followed | undefined): void {
  const before = followed.get(name);
  if (before?.path === wanted?.path && before?.inbox === wanted?.inbox) return;
  if (wanted) followed.set(name, wanted);
  else followed.delete(name);
  tellFollowed();
}

/** The answer that came with this turn, once. */
export function takeHanded<T>(path: string): T | undefined {
  const json = handed.get(path);
  handed.delete(path);
  return json === undefined ? undefined : (JSON.parse(json) as T);
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
  const tell = (message: ToLiveWorker) => worker.port.postMessage(message);
  let failed: (() => void) | undefined;
  worker.onerror = () => {
    failed ??= connectAlone();
  };
  worker.port.onmessage = ({ data }: MessageEvent<FromLiveWorker>) => {
    if (data.kind === 'state') feedState(data.open);
    else void takeTurn(data.events, data.calm, data.answers).finally(() => tell('done'));
  };
  tell('join');
  tellFollowed = () => tell([...followed.values()]);
  tellFollowed();
  const stop = watchPerson(tell);
  return () => {
    stop();
    tellFollowed = () => undefined;
    tell('leave');
    worker.port.close();
    failed?.();
  };
}

/** Browsers without shared workers (Chrome on Android): a connection for this page alone, and turns for one. */
function connectAlone(): () => void {
  const turns = new Turns();
  const tab = turns.join((events, calm) => void takeTurn(events, calm).finally(() => turns.done(tab)));
  const stop = watchPerson((message) => message !== 'attend' && turns.show(tab, message === 'shown'));
  const close = openFeed(feedState, (event) => turns.take(event));
  return () => {
    stop();
    turns.leave(tab);
    close();
  };
}

/** Whether the page is on view, and that somebody uses it. */
function watchPerson(tell: (message: 'shown' | 'hidden' | 'attend') => void): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  let told = 0;
  const attend = () => {
    if (Date.now() - told < ATTEND_GAP_MS) return;
    told = Date.now();
    tell('attend');
  };
  for (const doing of ['focus', 'pointerdown', 'pointermove', 'keydown', 'wheel'])
    addEventListener(doing, attend, { signal, passive: true, capture: true });
  document.addEventListener('visibilitychange', () => tell(document.hidden ? 'hidden' : 'shown'), { signal });
  if (document.hidden) tell('hidden');
  return () => ended.abort();
}

function feedState(open: boolean): void {
  live.update((state) => ({
    ...state,
    feed: open ? 'open' : state.feed === 'connecting' ? 'connecting' : 'lost',
  }));
}

/** Not waited for where none comes: a page that is not drawn. */
function nextFrame(): Promise<void> {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_FRAME_MS);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function takeTurn(
  came: readonly FeedEvent[],
  calm: boolean,
  answers: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const events: FeedEvent[] = [];
  let stats: Stats | undefined;
  for (const event of came) {
    if (event.type === 'stats') stats = event.stats;
    // Whatever came between is not known here: once a turn is enough.
    const missed = event.type === 'resync' || (event.type === 'hello' && greeted && !event.resumed);
    if (missed && !events.some((each) => each.type === 'resync'))
      events.push({ type: 'resync', lastNumber: event.lastNumber });
    if (event.type !== 'resync') events.push(event);
    if (event.type === 'hello') greeted = true;
  }
  // With what it needs at hand the whole turn is one frame: lists, counts and status were three.
  if (answers.size > 0) await nextFrame();
  handed = new Map(answers);
  const work = [...listeners].map(async (listener) => listener(events, calm));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, LONGEST_TURN_MS);
  });
  await Promise.race([Promise.allSettled(work), late]);
  clearTimeout(timer);
  handed.clear();
  // Last, so that the list and the counts beside it change in one frame.
  if (stats) live.update((state) => ({ ...state, stats }));
}
