/*
 * Stream `campaign-<id>`; the id is derived from inbox and value, so a campaign that begins again after its deletion goes on in the
 * same stream.
 */
export type CampaignEvent =
  | { readonly type: 'CampaignCreated'; readonly inbox: string; readonly value: string; readonly at: number }
  /** One for each batch in which mail of the campaign came. */
  | {
      readonly type: 'CampaignCaptured';
      readonly count: number;
      readonly bytes: number;
      /** Arrival of the earliest and of the latest of them, milliseconds since the epoch. */
      readonly first: number;
      readonly last: number;
    }
  | { readonly type: 'CampaignDeleted' };
