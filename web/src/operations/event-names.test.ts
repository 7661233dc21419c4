import { expect, it } from 'vitest';
import { eventName, eventSummary } from './event-names.ts';

it('names events in words', () => {
  expect(eventName('SubdomainSettingsChanged')).toBe('Subdomain settings changed');
});

it('tells what changed, without ids', () => {
  const event = { type: 'X', domainId: '1', id: '2', name: 'acme.test', settings: { priority: 'high' }, notes: '' };
  expect(eventSummary(event)).toBe('name acme.test · settings priority high');
  expect(eventSummary(event, 'acme.test')).toBe('settings priority high');
  const at = new Date(2026, 10, 25, 14, 2, 11).getTime();
  expect(eventSummary({ type: 'X', inbox: '01a2159c-34b5-78b8-a2e8-af8f2737a157', at })).toBe(
    'at 25 Nov 2026, 14:02:11',
  );
  expect(eventSummary({ type: 'X', first: at, bytes: 2048 })).toBe('first 25 Nov 2026, 14:02:11 · bytes 2 KB');
  expect(eventSummary({ type: 'X', firstAt: at })).toBe('first at 25 Nov 2026, 14:02:11');
});

it('tells of what is nested in words, and leaves out what is empty', () => {
  const settings = { priority: 'low', retention: { maxAgeDays: 7, maxCount: 10 }, rateLimit: {}, campaignHeaders: [] };
  expect(eventSummary({ type: 'X', settings, records: ['a', 'b'] })).toBe(
    'settings priority low, retention max age days 7, max count 10, campaign headers none · records a, b',
  );
});
