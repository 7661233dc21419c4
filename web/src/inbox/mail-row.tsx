// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be a window on a million rows
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names the current row (aria-activedescendant)
import { Megaphone, Paperclip, Star, TriangleAlert, Zap } from 'lucide-react';
import { memo } from 'react';
import type { EmailItem } from '../api/types.ts';
import { formatBytes } from '../format/numbers.ts';
import { text } from '../strings.ts';
import { Time } from '../ui/time.tsx';

interface Props {
  readonly item: EmailItem | undefined;
  readonly index: number;
  readonly top: number;
  readonly current: boolean;
  readonly open: boolean;
  readonly selected: boolean;
  readonly showRecipient: boolean;
}

/** The same elements for all rows: React passes by what it was given before. */
const star = <Star size={14} aria-hidden fill="none" />;
const fullStar = <Star size={14} aria-hidden fill="currentColor" />;
const unreadDot = (
  <>
    <span className="dot" title={text.inbox.unread} />
    <span className="visually-hidden">{text.inbox.unread}</span>
  </>
);

/** One row; what is done with it is decided by the list, which gets the events. */
export const MailRow = memo(function MailRow({ item, index, top, current, open, selected, showRecipient }: Props) {
  const style = { transform: `translateY(${top}px)` };
  if (!item)
    return (
      <div className="mail-row mail-row-blank" style={style} role="row" aria-rowindex={index + 1} aria-busy="true">
        <span role="gridcell" className="mail-blank">
          <span className="visually-hidden">{text.inbox.loadingRow}</span>
        </span>
      </div>
    );
  return (
    <div
      id={`mail-${item.id}`}
      className="mail-row"
      style={style}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={selected}
      data-id={item.id}
      data-index={index}
      data-unread={item.unread || undefined}
      data-current={current || undefined}
      data-open={open || undefined}
      data-testid="mail-row"
    >
      <Cells item={item} selected={selected} showRecipient={showRecipient} />
    </div>
  );
});

/** Stays as it is while the row moves down. */
const Cells = memo(function Cells({
  item,
  selected,
  showRecipient,
}: {
  readonly item: EmailItem;
  readonly selected: boolean;
  readonly showRecipient: boolean;
}) {
  const subject = item.subject || text.inbox.noSubject;
  return (
    <>
      <span role="gridcell" className="mail-check">
        <input
          type="checkbox"
          checked={selected}
          readOnly
          tabIndex={-1}
          aria-label={text.inbox.select(subject)}
          data-action="select"
        />
      </span>
      <span role="gridcell" className="mail-dot">
        {item.unread && unreadDot}
      </span>
      <span role="gridcell" className="mail-star">
        <button
          type="button"
          tabIndex={-1}
          className="star"
          aria-pressed={item.favorite}
          aria-label={item.favorite ? text.inbox.unfavorite : text.inbox.favorite}
          data-action="favorite"
        >
          {item.favorite ? fullStar : star}
        </button>
      </span>
      <span role="gridcell" className="mail-who ellipsis" dir="auto">
        {who(item, showRecipient)}
      </span>
      <span role="gridcell" className="mail-what ellipsis" dir="auto">
        <span className="mail-subject">{subject}</span>
        {item.snippet && <span className="mail-snippet"> {item.snippet}</span>}
      </span>
      <span role="gridcell" className="mail-badges">
        {hasBadges(item) && <Badges item={item} />}
      </span>
      <span role="gridcell" className="mail-size number">
        {formatBytes(item.sizeBytes)}
      </span>
      <span role="gridcell" className="mail-time">
        <Time at={item.receivedAt} form="list" />
      </span>
    </>
  );
});

const hasBadges = ({ refused, chaos, flags, campaign, attachments }: EmailItem): boolean =>
  refused !== undefined || chaos !== undefined || flags.length > 0 || campaign !== undefined || attachments > 0;

function Badges({ item }: { readonly item: EmailItem }) {
  const reply = item.refused;
  const refusal = reply === undefined ? undefined : reply === 'dropped' ? text.inbox.dropped : String(reply.code);
  const fullReply =
    reply && reply !== 'dropped' ? `${reply.code} ${reply.enhanced} ${reply.text}`.trim() : text.inbox.dropped;
  return (
    <>
      {refusal && (
        <span className="badge badge-red" title={text.inbox.refused(fullReply)}>
          <Zap size={12} aria-hidden />
          {refusal}
        </span>
      )}
      {!refusal && item.chaos && (
        <span className="badge badge-violet" title={text.inbox.chaosAccepted}>
          <Zap size={12} aria-hidden />
          <span className="visually-hidden">{text.inbox.chaosAccepted}</span>
        </span>
      )}
      {item.flags.map((flag) => (
        <span key={flag} className="badge badge-amber" title={text.message.oddity[flag] ?? flag}>
          <TriangleAlert size={12} aria-hidden />
          {text.inbox.flag[flag] ?? flag}
        </span>
      ))}
      {item.campaign && (
        <span className="badge badge-accent" title={text.inbox.campaign(item.campaign.value)}>
          <Megaphone size={12} aria-hidden />
          <span className="ellipsis">{item.campaign.value}</span>
        </span>
      )}
      {item.attachments > 0 && (
        <span className="mail-clip" title={text.inbox.attachments(item.attachments)}>
          <Paperclip size={14} aria-hidden />
          <span className="visually-hidden">{text.inbox.attachments(item.attachments)}</span>
        </span>
      )}
    </>
  );
}

function who(item: EmailItem, recipient: boolean): string {
  if (recipient) return item.recipients.join(', ');
  return item.from.name || item.from.address || text.inbox.noSender;
}
