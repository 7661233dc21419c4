import { formatBytes } from '../format/numbers.ts';
import { formatDateTime } from '../format/times.ts';

/** `SubdomainSettingsChanged` reads as "Subdomain settings changed". */
export function eventName(type: string): string {
  const words = type.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What an event says besides its ids and what it is about, in one line. */
export function eventSummary(event: Readonly<Record<string, unknown>>, subject?: string): string {
  return Object.entries(event)
    .filter(([key, value]) => key !== 'type' && !/(^id|Id)$/.test(key) && value !== subject && !isId(value))
    .map(([key, value]) => said(key, value))
    .filter((part) => part !== '')
    .join(' · ');
}

const isId = (value: unknown): boolean =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

/** `{ retention: { maxAgeDays: 7 } }` reads as "retention max age days 7". */
function said(key: string, value: unknown): string {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  if (value === '' || value === null || value === undefined) return '';
  if (Array.isArray(value)) return `${words} ${value.length === 0 ? 'none' : value.join(', ')}`;
  if (typeof value === 'object') {
    const parts = Object.entries(value).map((entry) => said(...entry));
    return parts.some((part) => part !== '') ? `${words} ${parts.filter((part) => part !== '').join(', ')}` : '';
  }
  if (typeof value !== 'number') return `${words} ${value}`;
  if (/^(at|first|last)$|At$/.test(key)) return `${words} ${formatDateTime(value)}`;
  return `${words} ${key === 'bytes' ? formatBytes(value) : value}`;
}
