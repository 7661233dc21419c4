/**
 * The catalogue of coded errors. Expected outcomes (queue full, version conflict, unknown recipient) are values and not
 * here; a fault is thrown as one of these, handled in one place, counted, logged once.
 */
export type ErrorCode =
  | 'config-invalid'
  | 'data-directory-locked'
  | 'spool-corrupt'
  | 'spool-io'
  | 'record-poison'
  | 'store-io'
  | 'message-missing'
  | 'database-io'
  | 'database-schema'
  | 'worker-died'
  | 'command-invalid'
  | 'not-found'
  | 'unavailable';

export class MillraceError extends Error {
  override readonly name = 'MillraceError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** True when trying again later may succeed. */
    readonly temporary = false,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
