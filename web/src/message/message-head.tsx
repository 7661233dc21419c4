import { Link } from '@tanstack/react-router';
import { Check, Lock, Megaphone, TriangleAlert, Zap } from 'lucide-react';
import { useState } from 'react';
import type { EmailDetail } from '../api/types.ts';
import { formatBytes } from '../format/numbers.ts';
import { formatPreciseTime } from '../format/times.ts';
import { text } from '../strings.ts';
import { Time } from '../ui/time.tsx';
import { listedAfterMs } from './timings.ts';

const SHOWN_RECIPIENTS = 2;

/** Subject, people, capture facts; and always what the sender was told. */
export function MessageHead({ detail }: { readonly detail: EmailDetail }) {
  const { from, recipients, flags, campaign, chaos, transport } = detail;
  const [all, setAll] = useState(false);
  const shown = all ? recipients : recipients.slice(0, SHOWN_RECIPIENTS);
  return (
    <header className="message-head">
      <h1 className="message-subject" dir="auto">
        {detail.subject || text.inbox.noSubject}
      </h1>
      <p className="message-people">
        {from.name && (
          <strong className="message-name" dir="auto">
            {from.name}
          </strong>
        )}
        <SearchLink address={from.address} field="from" />
        <span className="muted">{text.message.to}</span>
        {shown.map((each) => (
          <SearchLink key={each} address={each} field="recipient" />
        ))}
        {recipients.length > SHOWN_RECIPIENTS && (
          <button type="button" className="button-link" onClick={() => setAll(!all)}>
            {all ? '−' : `+${recipients.length - SHOWN_RECIPIENTS}`}
            <span className="visually-hidden">{text.message.recipients(recipients.length)}</span>
          </button>
        )}
      </p>
      <p className="message-facts">
        <span>
          <Time at={detail.receivedAt} />{' '}
          <span className="muted number">.{formatPreciseTime(Date.parse(detail.receivedAt)).slice(-3)}</span>
        </span>
        <span className="number">{text.message.toReply(listedAfterMs(detail))}</span>
        <span>
          {transport.tls && <Lock size={12} aria-hidden />}{' '}
          {transport.tls ? transport.tls.protocol : text.message.plain}
        </span>
        <span className="number">{formatBytes(detail.sizeBytes)}</span>
        {campaign && (
          <Link to="/campaigns/$id" params={{ id: campaign.id }} className="badge badge-accent">
            <Megaphone size={12} aria-hidden />
            <span className="ellipsis">{campaign.value}</span>
          </Link>
        )}
        {chaos && (
          <Link to="/chaos" className="badge badge-violet">
            <Zap size={12} aria-hidden />
            {text.message.chaosLink}
          </Link>
        )}
        {flags.map((flag) => (
          <span key={flag} className="badge badge-amber" title={text.message.oddity[flag]}>
            <TriangleAlert size={12} aria-hidden />
            {text.inbox.flag[flag] ?? flag}
          </span>
        ))}
      </p>
      <Reply detail={detail} />
    </header>
  );
}

function Reply({ detail }: { readonly detail: EmailDetail }) {
  const refused = detail.refused !== undefined;
  const reply = detail.refused === 'dropped' ? text.message.replyDropped : detail.reply;
  return (
    <p className={`message-reply ${refused ? 'red' : 'green'}`} data-testid="reply">
      {refused ? <Zap size={14} aria-hidden /> : <Check size={14} aria-hidden />}
      <span className="reply-label">{text.message.reply}</span>
      <code className="ellipsis" title={reply}>
        {reply}
      </code>
    </p>
  );
}

function SearchLink({ address, field }: { readonly address: string; readonly field: 'from' | 'recipient' }) {
  if (address === '') return <span className="mono muted">{'<>'}</span>;
  const value = /[\s"\\*]/.test(address) ? `"${address.replace(/["\\]/g, '\\$&')}"` : address;
  return (
    <Link to="/" search={{ q: `${field}:${value}` }} className="mono message-address">
      {address}
    </Link>
  );
}
