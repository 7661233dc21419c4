import type { Command, CommandResult } from '../domain/commands.ts';

/**
 * The one way to change something. Executed in the processor's thread, between or with its batches; resolves when it is durable
 * and, for directory changes, in force on the SMTP path. Rejects with MillraceError 'unavailable' (temporary) when the thread is
 * gone or stopping: then the change may or may not have happened.
 */
export interface CommandGateway {
  execute(command: Command, origin: { readonly actor: string; readonly correlationId: string }): Promise<CommandResult>;
}
