import type { StatusBoard } from '../telemetry/status-board.ts';
import type { MessageReceiver } from './message-receiver.ts';

/** The same shape as `Config['limits']`: this folder knows no configuration. */
export interface SmtpLimits {
  readonly maxMessageBytes: number;
  readonly maxRecipients: number;
  readonly maxConnections: number;
  readonly commandTimeoutMs: number;
  readonly dataTimeoutMs: number;
  readonly minDataBytesPerSecond: number;
  readonly maxBadCommands: number;
  readonly maxIdleCommands: number;
  readonly maxAuthFailures: number;
  readonly authFailureDelayMs: number;
}

/** What every session of one server needs to know. */
export interface SessionOptions {
  readonly hostname: string;
  readonly limits: SmtpLimits;
  readonly tlsMode: 'off' | 'offered' | 'required';
  /** `users`: each `user:password`; any credentials are accepted when empty. */
  readonly auth: { readonly required: boolean; readonly users: readonly string[] };
  readonly bareNewlines: 'flag' | 'reject';
  /** A message that grows beyond this is streamed to a LargeMessageSink, so it bounds the memory of a session. */
  readonly largeThresholdBytes: number;
  readonly receiver: MessageReceiver;
  readonly status: StatusBoard;
}
