import { type Decision, events, notFound } from '../decision.ts';
import type { CampaignEvent } from './events.ts';

export type CampaignState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly total: number; readonly bytes: number };

export const initialCampaign: CampaignState = { kind: 'none' };

/** Mail of one campaign in one batch; at least one message. */
export interface CampaignCapture {
  readonly inbox: string;
  readonly value: string;
  readonly count: number;
  readonly bytes: number;
  readonly first: number;
  readonly last: number;
}

/** Mail is always counted: a campaign begins with its first message, again after a deletion. */
export function captureCampaign(capture: CampaignCapture, state: CampaignState): readonly CampaignEvent[] {
  const { inbox, value, count, bytes, first, last } = capture;
  const captured: CampaignEvent = { type: 'CampaignCaptured', count, bytes, first, last };
  return state.kind === 'none' ? [{ type: 'CampaignCreated', inbox, value, at: first }, captured] : [captured];
}

export function deleteCampaign(state: CampaignState): Decision<CampaignEvent> {
  return state.kind === 'none' ? notFound : events({ type: 'CampaignDeleted' });
}

export function evolveCampaign(state: CampaignState, event: CampaignEvent): CampaignState {
  switch (event.type) {
    case 'CampaignCreated':
      return { kind: 'running', total: 0, bytes: 0 };
    case 'CampaignCaptured':
      if (state.kind === 'none') return state;
      return { kind: 'running', total: state.total + event.count, bytes: state.bytes + event.bytes };
    case 'CampaignDeleted':
      return initialCampaign;
    default:
      return event satisfies never;
  }
}
