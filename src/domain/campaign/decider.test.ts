import { describe, expect, it } from 'vitest';
import { captureCampaign, deleteCampaign, evolveCampaign, initialCampaign } from './decider.ts';
import type { CampaignEvent } from './events.ts';

const given = (...events: CampaignEvent[]) => events.reduce(evolveCampaign, initialCampaign);
const created: CampaignEvent = { type: 'CampaignCreated', inbox: 'catch-all', value: 'autumn', at: 5 };
const captured: CampaignEvent = { type: 'CampaignCaptured', count: 3, bytes: 300, first: 5, last: 9 };
const deleted: CampaignEvent = { type: 'CampaignDeleted' };
const batch = { inbox: 'catch-all', value: 'autumn', count: 3, bytes: 300, first: 5, last: 9 };

describe('Campaign', () => {
  it('begins with its first mail', () => {
    expect(captureCampaign(batch, given())).toEqual([created, captured]);
  });

  it('counts later mail with one event a batch', () => {
    expect(captureCampaign(batch, given(created, captured))).toEqual([captured]);
    expect(given(created, captured, captured)).toEqual({ kind: 'running', total: 6, bytes: 600 });
  });

  it('can be deleted, and begins again from nothing', () => {
    expect(deleteCampaign(given(created, captured))).toEqual({ kind: 'events', events: [deleted] });
    expect(captureCampaign(batch, given(created, captured, deleted))).toEqual([created, captured]);
    expect(given(created, captured, deleted, created, captured)).toEqual({ kind: 'running', total: 3, bytes: 300 });
  });

  it('cannot be deleted when it never began or is deleted', () => {
    expect(deleteCampaign(given())).toEqual({ kind: 'not-found' });
    expect(deleteCampaign(given(created, captured, deleted))).toEqual({ kind: 'not-found' });
  });
});
