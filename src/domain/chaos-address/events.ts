import type { ChaosBehaviour } from '../commands.ts';

/** Facts of one chaos address, stream `chaos-<id>`. */
export type ChaosAddressEvent =
  | {
      readonly type: 'ChaosAddressCreated';
      readonly chaosId: string;
      readonly subdomainId: string;
      /** Canonical: `canonicalLocalPart` and the subdomain's name. */
      readonly address: string;
      readonly behaviour: ChaosBehaviour;
    }
  | { readonly type: 'ChaosAddressEdited'; readonly chaosId: string; readonly behaviour: ChaosBehaviour }
  | {
      readonly type: 'ChaosAddressEnabled' | 'ChaosAddressDisabled' | 'ChaosAddressDeleted';
      readonly chaosId: string;
    }
  /** One a batch of the processor. Times of arrival, milliseconds since the epoch. */
  | {
      readonly type: 'ChaosAddressReceived';
      readonly chaosId: string;
      readonly count: number;
      readonly firstAt: number;
      readonly lastAt: number;
    };
