import { formatDateTime } from '../format/times.ts';

/** `SubdomainSettingsChanged` reads as "Subdomain settings changed". */
export function eventName(type: string): string {
  const words = type.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What an event says besides its ids, in one line. */
export function eventSummary(event: Readonly<Record<string, unknown>>): string {
  return Object.entries(event)
    .filter(([key, value]) => key !== 'type' && !/(^id|Id)$/.test(key) && value !== '' && value !== null)
    .map(([key, value]) => `${key} ${show(key, value)}`)
    .join(' · ');
}

function show(key: string, value: unknown): string {
  if (typeof value === 'number' && /At$/.test(key)) return formatDateTime(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
