import type { Schemas, Subdomain } from '../api/types.ts';

/** The dialog's fields as typed; '' means no limit. */
export interface SettingsForm {
  readonly priority: 'high' | 'normal' | 'low';
  readonly messagesPerSecond: string;
  readonly bytesPerSecond: string;
  readonly burst: string;
  readonly maxAgeDays: string;
  readonly maxCount: string;
  readonly maxBytes: string;
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
    campaignHeaders: (campaignHeaders ?? []).join('\n'),
    keepAll: keepAllCampaignMail ?? false,
  };
}

/**
 * What was changed. Groups of limits are sent whole, so that one that was emptied is taken away; headers that were not touched are
 * not sent, because a list of none means no campaigns, and not the configured headers.
 */
export function toSettings(form: SettingsForm, before: SettingsForm): Changes {
  const number = (key: string, value: string) => (value.trim() === '' ? {} : { [key]: Number(value) });
  return {
    priority: form.priority,
    rateLimit: {
      ...number('messagesPerSecond', form.messagesPerSecond),
      ...number('bytesPerSecond', form.bytesPerSecond),
      ...number('burst', form.burst),
    },
    retention: {
      ...number('maxAgeDays', form.maxAgeDays),
      ...number('maxCount', form.maxCount),
      ...number('maxBytes', form.maxBytes),
    },
    ...(form.campaignHeaders === before.campaignHeaders ? {} : { campaignHeaders: names(form.campaignHeaders) }),
    ...(form.keepAll === before.keepAll ? {} : { keepAllCampaignMail: form.keepAll }),
  };
}

const names = (lines: string): string[] => lines.split(/[\s,]+/).filter((name) => name !== '');
