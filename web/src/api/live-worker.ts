import { Answers } from './answers.ts';
import { openFeed } from './feed-source.ts';
import type { Followed, FromLiveWorker, ToLiveWorker } from './live-protocol.ts';
import { type Tab, Turns } from './turns.ts';

/*
 * Shared by all tabs of one browser: one connection of the live feed for all of them, and one order in which they draw. A browser
 * gives a server six connections over HTTP/1.1; with one feed a tab, the seventh tab would wait for ever.
 */

declare const self: { onconnect: (event: MessageEvent) => void };

const tabs = new Map<MessagePort, Tab>();
const followed = new WeakMap<Tab, readonly Followed[]>();
const answers = new Answers();
const turns = new Turns();
let endFeed: (() => void) | undefined;
let open = false;

self.onconnect = ({ ports: [port] }) => {
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<ToLiveWorker>) => {
    if (data === 'join') join(port);
    const tab = tabs.get(port);
    if (tab) heard(port, tab, data);
  };
  port.start();
};

function join(port: MessagePort): void {
  send(port, { kind: 'state', open });
  const tab = turns.join((events, calm) => {
    void answers
      .for(followed.get(tab) ?? [], events, calm)
      .then((given) => send(port, { kind: 'turn', events, calm, answers: given }));
  });
  tabs.set(port, tab);
  endFeed ??= openFeed(tell, (event) => {
    answers.heard(event);
    turns.take(event);
  });
}

function heard(port: MessagePort, tab: Tab, message: ToLiveWorker): void {
  if (typeof message === 'object') followed.set(tab, message);
  else if (message === 'done') turns.done(tab);
  else if (message === 'attend') turns.attend(tab);
  else if (message === 'leave') leave(port, tab);
  else if (message !== 'join') turns.show(tab, message === 'shown');
}

function leave(port: MessagePort, tab: Tab): void {
  tabs.delete(port);
  turns.leave(tab);
  if (tabs.size > 0) return;
  endFeed?.();
  endFeed = undefined;
  open = false;
}

function tell(now: boolean): void {
  open = now;
  for (const port of tabs.keys()) send(port, { kind: 'state', open });
}

function send(port: MessagePort, message: FromLiveWorker): void {
  port.postMessage(message);
}
