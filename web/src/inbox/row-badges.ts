import type { EmailItem } from '../api/types.ts';
import { text } from '../strings.ts';

export type BadgeKind = 'refused' | 'chaos' | 'flag' | 'campaign' | 'attachments';

export interface Badge {
  readonly kind: BadgeKind;
  /** Beside the icon; without, the icon stands alone and `title` is its name. */
  readonly words?: string;
  readonly title: string;
}

/** What a row says of a mail beyond its texts, in the order shown. */
export function badgesOf({ refused, chaos, flags, campaign, attachments }: EmailItem): Badge[] {
  const badges: Badge[] = [];
  if (refused === 'dropped')
    badges.push({ kind: 'refused', words: text.inbox.dropped, title: text.inbox.refused(text.inbox.dropped) });
  else if (refused) {
    const reply = `${refused.code} ${refused.enhanced} ${refused.text}`.trim();
    badges.push({ kind: 'refused', words: String(refused.code), title: text.inbox.refused(reply) });
  } else if (chaos) badges.push({ kind: 'chaos', title: text.inbox.chaosAccepted });
  for (const flag of flags)
    badges.push({ kind: 'flag', words: text.inbox.flag[flag] ?? flag, title: text.message.oddity[flag] ?? flag });
  if (campaign) badges.push({ kind: 'campaign', words: campaign.value, title: text.inbox.campaign(campaign.value) });
  if (attachments > 0) badges.push({ kind: 'attachments', title: text.inbox.attachments(attachments) });
  return badges;
}
