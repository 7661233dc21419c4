import type { FromLiveWorker, ToLiveWorker } from './live-protocol.ts';

/*
 * Shared by all tabs of one browser: one connection of the live feed for all of them. A browser gives a server six connections
 * over HTTP/1.1; with one feed a tab, the seventh tab would wait for ever.
 */

declare const self: { onconnect: (event: MessageEvent) => void };

const ports = new Set<MessagePort>();
let source: EventSource | undefined;
let open = false;
const names = ['hello', 'resync', 'captured', 'changed', 'campaign', 'chaos', 'directory', 'dead-letters', 'stats'];

self.onconnect = ({ ports: [port] }) => {
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<ToLiveWorker>) => (data === 'join' ? join(port) : leave(port));
  port.start();
};

function join(port: MessagePort): void {
  ports.add(port);
  port.postMessage({ kind: 'state', open } satisfies FromLiveWorker);
  if (!source || source.readyState === EventSource.CLOSED) connect();
}

function leave(port: MessagePort): void {
  ports.delete(port);
  if (ports.size > 0) return;
  source?.close();
  source = undefined;
  open = false;
}

function connect(): void {
  const made = new EventSource('/api/v1/events');
  source = made;
  made.onopen = () => tell(true);
  made.onerror = () => {
    tell(false);
    // The browser tries again by itself unless the answer was not a feed (a proxy's error page): then it gives up.
    if (made.readyState !== EventSource.CLOSED) return;
    setTimeout(() => {
      if (source === made && ports.size > 0) connect();
    }, 2000);
  };
  for (const name of names)
    made.addEventListener(name, ({ data }: MessageEvent<string>) => broadcast({ kind: 'event', data }));
}

function tell(now: boolean): void {
  open = now;
  broadcast({ kind: 'state', open });
}

function broadcast(message: FromLiveWorker): void {
  for (const port of ports) port.postMessage(message);
}
