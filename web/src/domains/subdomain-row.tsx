import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, CircleHelp, Settings, Users } from 'lucide-react';
import { useState } from 'react';
import { reasonOf } from '../api/client.ts';
import type { Subdomain } from '../api/types.ts';
import { formatBytes, formatCount } from '../format/numbers.ts';
import { text } from '../strings.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { toast } from '../ui/toasts.tsx';
import { changeDirectory } from './change-directory.ts';
import { PeopleDialog } from './people-dialog.tsx';
import { peopleLine } from './people-line.ts';
import { SettingsDialog } from './settings-dialog.tsx';
import { StatusBadge } from './status-badge.tsx';
import { SuspendDialog } from './suspend-dialog.tsx';

const d = text.domains;
const mxLooks = {
  unknown: { tone: '', Icon: CircleHelp },
  valid: { tone: 'badge-green', Icon: CircleCheck },
  invalid: { tone: 'badge-amber', Icon: CircleAlert },
} as const;

export function SubdomainRow({ subdomain }: { readonly subdomain: Subdomain }) {
  const [open, setOpen] = useState<'settings' | 'suspend' | 'people'>();
  const [busy, setBusy] = useState(false);
  const path = `/subdomains/${encodeURIComponent(subdomain.id)}`;
  const act = async (action: 'check-mx' | 'unsuspend') => {
    setBusy(true);
    try {
      await changeDirectory('POST', `${path}/${action}`);
    } catch (error) {
      toast({ text: reasonOf(error), kind: 'error' });
    } finally {
      setBusy(false);
    }
  };
  const { tone, Icon } = mxLooks[subdomain.mx.status];
  const people = peopleLine(subdomain);
  const close = () => setOpen(undefined);
  return (
    <li className="subdomain-row" data-testid="subdomain-row">
      <div className="subdomain-what">
        <span className="row wrap">
          <Link to="/inbox/$inbox" params={{ inbox: subdomain.name }} className="domain-name" title={d.openInbox}>
            {subdomain.name}
          </Link>
          {subdomain.status === 'suspended' && <StatusBadge status="suspended" />}
          <span className={`badge ${tone}`} title={subdomain.mx.records.join(', ') || undefined}>
            <Icon size={12} aria-hidden /> {d.mx[subdomain.mx.status]}
          </span>
        </span>
        <span className="muted">{summary(subdomain)}</span>
        {people && <span className="muted">{people}</span>}
        {subdomain.mx.status === 'invalid' && (
          <span className="amber">
            {d.mxRecords}: <span className="mono">{subdomain.mx.records.join(', ') || text.common.none}</span>
          </span>
        )}
        {subdomain.suspension && <span className="red">{subdomain.suspension.reason}</span>}
      </div>
      <span className="row">
        <Button busy={busy} onClick={() => void act('check-mx')}>
          {d.checkMx}
        </Button>
        {subdomain.status === 'suspended' ? (
          <Button busy={busy} onClick={() => void act('unsuspend')}>
            {d.unsuspend}
          </Button>
        ) : (
          <Button onClick={() => setOpen('suspend')}>{d.suspend}</Button>
        )}
        <IconButton
          label={d.people.title(subdomain.name)}
          icon={<Users size={16} aria-hidden />}
          onClick={() => setOpen('people')}
        />
        <IconButton
          label={d.settingsTitle(subdomain.name)}
          icon={<Settings size={16} aria-hidden />}
          onClick={() => setOpen('settings')}
        />
      </span>
      {open === 'settings' && <SettingsDialog subdomain={subdomain} onClose={close} />}
      {open === 'people' && (
        <PeopleDialog path={path} name={subdomain.name} people={peopleOf(subdomain)} onClose={close} />
      )}
      {open === 'suspend' && <SuspendDialog path={path} name={subdomain.name} onClose={close} />}
    </li>
  );
}

const peopleOf = ({ moderators, viewers }: Subdomain) => ({ moderators, viewers });

function kept({ maxAgeDays, maxCount, maxBytes }: NonNullable<Subdomain['settings']['retention']> = {}): string {
  const limits = [
    maxAgeDays === undefined ? '' : `${formatCount(maxAgeDays)} ${d.maxAgeDays.toLowerCase()}`,
    maxCount === undefined ? '' : `${formatCount(maxCount)} ${d.maxCount.toLowerCase()}`,
    maxBytes === undefined ? '' : formatBytes(maxBytes),
  ].filter((limit) => limit !== '');
  return limits.length === 0 ? '' : d.keeps(limits.join(', '));
}

/** Only what differs from the usual, in few words. */
function summary({ settings, description }: Subdomain): string {
  const { priority, rateLimit, retention } = settings;
  const parts = [
    description,
    priority === 'normal' ? '' : `${d.priority.toLowerCase()} ${d.priorities[priority]}`,
    rateLimit?.messagesPerSecond === undefined
      ? ''
      : `${formatCount(rateLimit.messagesPerSecond)} ${d.messagesPerSecond.toLowerCase()}`,
    rateLimit?.bytesPerSecond === undefined ? '' : `${formatBytes(rateLimit.bytesPerSecond)}/s`,
    kept(retention),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
