import type { FastifyRequest } from 'fastify';
import type { Command, CommandResult } from '../domain/commands.ts';
import type { ApiDependencies } from './dependencies.ts';
import { expectDone } from './problem.ts';

export type Execute = (command: Command, request: FastifyRequest) => Promise<Extract<CommandResult, { kind: 'done' }>>;

/** Commands as handlers use them: done, or the problem that says why not. */
export function executor({ commands }: Pick<ApiDependencies, 'commands'>): Execute {
  return async (command, request) =>
    expectDone(await commands.execute(command, { actor: 'api', correlationId: request.id }));
}
