import type { SubdomainSettings, SubdomainSettingsChange } from '../commands.ts';
import { invalid, type Refusal } from '../decision.ts';
import { lanes } from '../lanes.ts';

export const defaultSettings: SubdomainSettings = { priority: 'normal' };

/** What a change makes of the settings: a field that is there replaces, null goes back to the default, the rest stays. */
export function changedSettings(settings: SubdomainSettings, change: SubdomainSettingsChange): SubdomainSettings {
  const merged = Object.entries({ ...settings, ...change }).filter(([, value]) => !isEmpty(value));
  return { ...defaultSettings, ...Object.fromEntries(merged) };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (isRecord(value) && Object.keys(value).length === 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Letters of a field name: RFC 5322 2.2, printable ASCII but the colon.
const headerName = /^[!-9;-~]{1,200}$/;

export function refuseSettings(settings: SubdomainSettings): Refusal | undefined {
  const { priority, rateLimit = {}, retention = {}, campaignHeaders = [] } = settings;
  if (!lanes.includes(priority)) return invalid('settings.priority', `The priority is one of ${lanes.join(', ')}.`);
  for (const [key, value] of [...Object.entries(rateLimit), ...Object.entries(retention)]) {
    const whole = key === 'burst' || key === 'maxCount' || key === 'maxBytes';
    const fits = Number.isFinite(value) && value > 0 && (!whole || Number.isSafeInteger(value));
    const field = `settings.${key in rateLimit ? 'rateLimit' : 'retention'}.${key}`;
    if (!fits) return invalid(field, `${key} must be a positive ${whole ? 'whole ' : ''}number.`);
  }
  if (campaignHeaders.length > 20)
    return invalid('settings.campaignHeaders', 'At most 20 headers can mark a campaign.');
  const bad = campaignHeaders.find((name) => !headerName.test(name));
  return bad === undefined
    ? undefined
    : invalid('settings.campaignHeaders', `"${bad}" is not the name of a header: printable ASCII without a colon.`);
}

export function equalSettings(a: SubdomainSettings, b: SubdomainSettings): boolean {
  return ordered(a) === ordered(b);
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
