import { expect, it } from 'vitest';
import { eventName, eventSummary } from './event-names.ts';

it('names events in words', () => {
  expect(eventName('SubdomainSettingsChanged')).toBe('Subdomain settings changed');
});

it('tells what changed, without ids', () => {
  const event = { type: 'X', domainId: '1', id: '2', name: 'acme.test', settings: { priority: 'high' }, notes: '' };
  expect(eventSummary(event)).toBe('name acme.test · settings {"priority":"high"}');
  const at = new Date(2026, 10, 25, 14, 2, 11).getTime();
  expect(eventSummary({ type: 'X', firstAt: at })).toBe('firstAt 25 Nov 2026, 14:02:11');
});
