import { expect, it } from 'vitest';
import { toChanges, toSettingsForm } from './settings-form.ts';

const settings = {
  priority: 'high' as const,
  rateLimit: { messagesPerSecond: 0.5, burst: 10 },
  retention: { maxAgeDays: 7, maxBytes: 1_000_000 },
  campaignHeaders: ['X-One', 'X-Two'],
  keepAllCampaignMail: true,
};
const form = toSettingsForm(settings);
const plain = toSettingsForm({ priority: 'normal' });

it('settings survive the form', () => {
  expect(toChanges(form, plain)).toEqual(settings);
});

it('what was not touched is not sent', () => {
  expect(toChanges(form, form)).toEqual({});
  expect(toChanges(plain, plain)).toEqual({});
  expect(toChanges({ ...plain, burst: ' ' }, plain)).toEqual({});
  expect(toChanges({ ...form, priority: 'low' }, form)).toEqual({ priority: 'low' });
});

it('an emptied limit goes, and the last of its group takes the group with it', () => {
  expect(toChanges({ ...form, maxBytes: '' }, form)).toEqual({ retention: { maxAgeDays: 7 } });
  expect(toChanges({ ...form, maxAgeDays: ' ', maxBytes: '' }, form)).toEqual({ retention: null });
});

it('the headers of campaigns: never null unless the configured ones are to hold again', () => {
  expect(toSettingsForm({ priority: 'normal', campaignHeaders: [] }).campaigns).toBe('none');
  expect(toChanges({ ...form, campaigns: 'configured' }, form)).toEqual({ campaignHeaders: null });
  expect(toChanges({ ...form, campaigns: 'none' }, form)).toEqual({ campaignHeaders: [] });
  expect(toChanges({ ...plain, campaigns: 'none' }, plain)).toEqual({ campaignHeaders: [] });
  const own = { ...plain, campaigns: 'own' as const, campaignHeaders: 'X-Run, X-Trial\nX-More' };
  expect(toChanges(own, plain)).toEqual({ campaignHeaders: ['X-Run', 'X-Trial', 'X-More'] });
  // Chosen and taken back, whatever was typed meanwhile.
  expect(toChanges({ ...own, campaigns: 'configured' }, plain)).toEqual({});
  expect(toChanges({ ...own, campaignHeaders: ' ' }, plain)).toEqual({ campaignHeaders: [] });
});
