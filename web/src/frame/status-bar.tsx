import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { live } from '../api/live.ts';
import { useSelected } from '../store.ts';
import { text } from '../strings.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { type Health, healthOf } from './health.ts';

/**
 * The heartbeat: where to send to, what came, what waits, and whether this page is told of it. Each part looks at what it shows: in a
 * burst only the figures are drawn anew.
 */
export function StatusBar() {
  const smtp = useSelected(live, ({ stats }) => stats?.smtp);
  const level = useSelected(live, (state) => healthOf(state).level);
  return (
    <footer
      role="contentinfo"
      className={`status-bar status-${level}`}
      aria-label={text.status.label}
      data-testid="status-bar"
    >
      {smtp !== undefined && (
        <>
          <Address smtp={smtp} />
          <Heartbeat />
        </>
      )}
      <span className="grow" />
      <HealthWords level={level} />
      <FeedState />
    </footer>
  );
}

const Address = memo(function Address({ smtp }: { readonly smtp: string }) {
  return (
    <span className="status-item status-address">
      {text.status.smtp} <span className="mono">{smtp}</span>
      <CopyButton value={smtp} label={text.status.copyAddress} />
    </span>
  );
});

const Heartbeat = memo(function Heartbeat() {
  return (
    <Link to="/operations" className="status-item number" title={text.status.open}>
      <Figures />
    </Link>
  );
});

function Figures() {
  const stats = useSelected(live, (state) => state.stats);
  if (!stats) return null;
  return (
    <>
      <span data-testid="captured">{text.status.captured(stats.emails)}</span>
      <span aria-hidden>·</span>
      <span>{text.status.waiting(stats.spool.messages)}</span>
      <span aria-hidden className="wide-only">
        ·
      </span>
      <span className="wide-only">
        {stats.latency.listed.p50 > 0 ? text.status.lag(stats.latency.listed.p50) : text.status.lagNone}
      </span>
    </>
  );
}

function HealthWords({ level }: Pick<Health, 'level'>) {
  const words = useSelected(live, (state) => healthOf(state).words);
  if (!words) return null;
  return (
    <span role="status">
      <Link to="/operations" className="status-item status-words">
        {level === 'bad' ? <CircleAlert size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
        {words}
      </Link>
    </span>
  );
}

function FeedState() {
  const feed = useSelected(live, (state) => state.feed);
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
