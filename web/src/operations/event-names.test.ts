import { expect, it } from 'vitest';
import { eventName, eventSummary } from './event-names.ts';

it('names events in words', () => {
  expect(eventName('SubdomainSettingsChanged')).toBe('Subdomain settings changed');
});

it('tells what changed, without ids', () => {
  const event = { type: 'X', domainId: '1', id: '2', name: 'acme.test', settings: { priority: 'high' }, notes: '' };
  expect(eventSummary(event)).toBe('name acme.test · settings {"priority":"high"}');
});
