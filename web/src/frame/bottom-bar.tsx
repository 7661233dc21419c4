import { Link } from '@tanstack/react-router';
import { Activity, Globe, Inbox, Megaphone, Zap } from 'lucide-react';
import { text } from '../strings.ts';

const places = [
  { to: '/', label: text.nav.inbox, Icon: Inbox },
  { to: '/campaigns', label: text.nav.campaigns, Icon: Megaphone },
  { to: '/chaos', label: text.nav.chaosShort, Icon: Zap },
  { to: '/domains', label: text.nav.domains, Icon: Globe },
  { to: '/operations', label: text.nav.operations, Icon: Activity },
] as const;

/** Takes the rail's place on a phone. */
export function BottomBar() {
  return (
    <nav className="bottom-bar" aria-label={text.nav.label}>
      {places.map(({ to, label, Icon }) => (
        <Link key={to} to={to} className="bottom-entry" activeOptions={{ exact: to === '/', includeSearch: false }}>
          <Icon size={20} aria-hidden />
          <span>{label}</span>
        </Link>
      ))}
    </nav>
  );
}
