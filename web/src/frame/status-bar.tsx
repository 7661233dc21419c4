import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react';
import { type LiveState, live } from '../api/live.ts';
import { useStore } from '../store.ts';
import { text } from '../strings.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { healthOf } from './health.ts';

/** The heartbeat: where to send to, what came, what waits, and whether this page is told of it. */
export function StatusBar() {
  const state = useStore(live);
  const { stats } = state;
  const health = healthOf(state);
  return (
    <footer
      role="contentinfo"
      className={`status-bar status-${health.level}`}
      aria-label={text.status.label}
      data-testid="status-bar"
    >
      {stats && (
        <>
          <span className="status-item status-address">
            {text.status.smtp} <span className="mono">{stats.smtp}</span>
            <CopyButton value={stats.smtp} label={text.status.copyAddress} />
          </span>
          <Link to="/operations" className="status-item number" title={text.status.open}>
            <span data-testid="captured">{text.status.captured(stats.emails)}</span>
            <span aria-hidden>·</span>
            <span>{text.status.waiting(stats.spool.messages)}</span>
            <span aria-hidden className="wide-only">
              ·
            </span>
            <span className="wide-only">
              {stats.latency.listed.p50 > 0 ? text.status.lag(stats.latency.listed.p50) : text.status.lagNone}
            </span>
          </Link>
        </>
      )}
      <span className="grow" />
      {health.words && (
        <span role="status">
          <Link to="/operations" className="status-item status-words">
            {health.level === 'bad' ? <CircleAlert size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
            {health.words}
          </Link>
        </span>
      )}
      <FeedState feed={state.feed} />
    </footer>
  );
}

function FeedState({ feed }: { readonly feed: LiveState['feed'] }) {
  if (feed === 'open')
    return (
      <span className="status-item green" data-testid="feed" data-feed="open">
        <CircleCheck size={14} aria-hidden /> {text.status.live}
      </span>
    );
  return (
    <span
      className={`status-item ${feed === 'lost' ? 'amber' : 'muted'}`}
      data-testid="feed"
      data-feed={feed}
      role="status"
    >
      <LoaderCircle size={14} aria-hidden /> {feed === 'lost' ? text.status.lost : text.status.connecting}
    </span>
  );
}
