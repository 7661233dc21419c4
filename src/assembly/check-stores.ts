import { MillraceError } from '../errors.ts';
import type { MessageStore } from '../ports/message-store.ts';
import type { SegmentLedger } from '../ports/segment-ledger.ts';
import type { Logger } from '../telemetry/logger.ts';

export interface StoresToCheck {
  readonly configured: Pick<MessageStore, 'name' | 'verify'>;
  readonly reclaimer: { verify(): Promise<{ readonly removed: number; readonly missing: number }> };
  readonly ledger: Pick<SegmentLedger, 'references'>;
  readonly logger: Logger;
  /** The check of files ends, with what is left as it is, once this is true. */
  isStopping(): boolean;
}

/**
 * Before the first batch: what a crash left without a reference is removed, what is gone is told. A fault is told too and met again at the
 * next start: mail is processed all the same.
 */
export async function checkStores({ configured, reclaimer, ledger, logger, isStopping }: StoresToCheck): Promise<void> {
  try {
    report('segments', await reclaimer.verify());
    if (configured.name !== 'segments') report(configured.name, await configured.verify(referred(configured.name)));
  } catch (error) {
    if (!isStopping()) logger.error({ err: error }, 'messages on disk not checked, they are at the next start');
  }

  function* referred(store: Exclude<MessageStore['name'], 'segments'>) {
    for (const reference of ledger.references(store)) {
      // Not a mere end of the list: what follows would be taken for left over.
      if (isStopping()) throw new MillraceError('unavailable', 'stopping', true);
      yield reference;
    }
  }

  function report(store: string, { removed, missing }: { readonly removed: number; readonly missing: number }): void {
    if (missing > 0) logger.error({ store, removed, missing }, 'messages that emails refer to are gone');
    else if (removed > 0) logger.info({ store, removed }, 'files that no email refers to removed');
  }
}
