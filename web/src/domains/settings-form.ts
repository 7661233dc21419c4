import type { Schemas, Subdomain } from '../api/types.ts';

const limits = {
  rateLimit: ['messagesPerSecond', 'bytesPerSecond', 'burst'],
  retention: ['maxAgeDays', 'maxCount', 'maxBytes'],
} as const;

export type LimitField = (typeof limits)[keyof typeof limits][number];

/** The dialog's fields as typed; a limit of '' means none. */
export interface SettingsForm extends Readonly<Record<LimitField, string>> {
  readonly priority: 'high' | 'normal' | 'low';
  /** The headers that the server is configured with, those of `campaignHeaders`, or none: no campaigns. */
  readonly campaigns: 'configured' | 'own' | 'none';
  readonly campaignHeaders: string;
  readonly keepAll: boolean;
}

type Changes = Schemas['SubdomainSettingsChanges'];

export function toSettingsForm({
  priority,
  rateLimit,
  retention,
  campaignHeaders,
  keepAllCampaignMail,
}: Subdomain['settings']): SettingsForm {
  const show = (value: number | undefined) => (value === undefined ? '' : String(value));
  return {
    priority,
    messagesPerSecond: show(rateLimit?.messagesPerSecond),
    bytesPerSecond: show(rateLimit?.bytesPerSecond),
    burst: show(rateLimit?.burst),
    maxAgeDays: show(retention?.maxAgeDays),
    maxCount: show(retention?.maxCount),
    maxBytes: show(retention?.maxBytes),
    campaigns: campaignHeaders === undefined ? 'configured' : campaignHeaders.length > 0 ? 'own' : 'none',
    campaignHeaders: (campaignHeaders ?? []).join('\n'),
    keepAll: keepAllCampaignMail ?? false,
  };
}

/**
 * What is to be changed and nothing else: the API leaves alone what is not named, and each change is a fact in the audit. A group of
 * limits is sent whole, or `null` when it has none any more; `null` for the headers goes back to the configured ones, while a list of
 * none means no campaigns.
 */
export function toChanges(form: SettingsForm, before: SettingsForm): Changes {
  const changes: Changes = {};
  if (form.priority !== before.priority) changes.priority = form.priority;
  for (const group of ['rateLimit', 'retention'] as const) {
    const now = limitsOf(form, group);
    if (JSON.stringify(now) !== JSON.stringify(limitsOf(before, group))) changes[group] = now;
  }
  const headers = headersOf(form);
  if (JSON.stringify(headers) !== JSON.stringify(headersOf(before))) changes.campaignHeaders = headers;
  if (form.keepAll !== before.keepAll) changes.keepAllCampaignMail = form.keepAll;
  return changes;
}

function limitsOf(form: SettingsForm, group: keyof typeof limits): Record<string, number> | null {
  const set = limits[group].filter((key) => form[key].trim() !== '').map((key) => [key, Number(form[key])] as const);
  return set.length === 0 ? null : Object.fromEntries(set);
}

function headersOf({ campaigns, campaignHeaders }: SettingsForm): string[] | null {
  if (campaigns === 'configured') return null;
  return campaigns === 'none' ? [] : campaignHeaders.split(/[\s,]+/).filter((name) => name !== '');
}
