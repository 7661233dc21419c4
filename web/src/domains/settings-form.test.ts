import { expect, it } from 'vitest';
import { toSettings, toSettingsForm } from './settings-form.ts';

const settings = {
  priority: 'high' as const,
  rateLimit: { messagesPerSecond: 0.5, burst: 10 },
  retention: { maxAgeDays: 7, maxBytes: 1_000_000 },
  campaignHeaders: ['X-One', 'X-Two'],
  keepAllCampaignMail: true,
};
const form = toSettingsForm(settings);
const empty = toSettingsForm({ priority: 'normal' });

it('settings survive the form', () => {
  expect(toSettings(form, empty)).toEqual(settings);
});

it('an emptied field takes the limit away', () => {
  expect(toSettings({ ...form, maxAgeDays: ' ', maxBytes: '' }, form).retention).toEqual({});
});

it('headers that were not touched are not sent', () => {
  expect(toSettings(form, form)).not.toHaveProperty('campaignHeaders');
  expect(toSettings({ ...form, campaignHeaders: '' }, form).campaignHeaders).toEqual([]);
});
