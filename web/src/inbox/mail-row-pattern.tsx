// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be a window on a million rows
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names the current row (aria-activedescendant)
import { Megaphone, Paperclip, Star, TriangleAlert, Zap } from 'lucide-react';
import { memo, type Ref } from 'react';
import { text } from '../strings.ts';
import type { BadgeKind } from './row-badges.ts';

/** What every row of the list, and every badge in one, is a copy of: the markup without the mail. mail-rows.ts fills the copies in. */
export const MailRowPattern = memo(function MailRowPattern({ ref }: { readonly ref: Ref<HTMLDivElement> }) {
  return (
    <div hidden ref={ref}>
      <div className="mail-row" role="row">
        <span role="gridcell" className="mail-check">
          <input type="checkbox" tabIndex={-1} data-action="select" />
        </span>
        <span role="gridcell" className="mail-dot">
          <span className="dot" role="img" aria-label={text.inbox.unread} title={text.inbox.unread} />
        </span>
        <span role="gridcell" className="mail-star">
          <button type="button" tabIndex={-1} className="star" data-action="favorite">
            <Star size={14} aria-hidden />
          </button>
        </span>
        <span role="gridcell" className="mail-who ellipsis" dir="auto" />
        <span role="gridcell" className="mail-what ellipsis" dir="auto">
          <span className="mail-subject" />
          <span className="mail-snippet" />
        </span>
        <span role="gridcell" className="mail-badges" />
        <span role="gridcell" className="mail-size number" />
        <span role="gridcell" className="mail-time">
          <time />
        </span>
        <span role="gridcell" className="mail-blank" aria-label={text.inbox.loadingRow} />
      </div>
      {Object.entries(badges).map(([kind, { className, icon }]) => (
        <span key={kind} className={className} data-badge={kind}>
          {icon}
        </span>
      ))}
    </div>
  );
});

const badges: Record<BadgeKind, { readonly className: string; readonly icon: React.ReactNode }> = {
  refused: { className: 'badge badge-red', icon: <Zap size={12} aria-hidden /> },
  chaos: { className: 'badge badge-violet', icon: <Zap size={12} aria-hidden /> },
  flag: { className: 'badge badge-amber', icon: <TriangleAlert size={12} aria-hidden /> },
  campaign: { className: 'badge badge-accent', icon: <Megaphone size={12} aria-hidden /> },
  attachments: { className: 'mail-clip', icon: <Paperclip size={14} aria-hidden /> },
};
