import type { Command, CommandResult } from '../domain/commands.ts';
import { MillraceError } from '../errors.ts';
import type { StoredEvent } from '../ports/event-store.ts';
import type { LiveEvent } from '../ports/live-feed.ts';
import { removeCampaign, setExpectedRecipients } from './campaign-commands.ts';
import type { CommandTask, CommandTools, Origin, StepEffects } from './command-task.ts';
import { discardDeadLetters, retryDeadLetters } from './dead-letter-commands.ts';
import { type DirectoryTools, executeDirectoryCommand } from './directory-commands.ts';
import { changeEmails } from './email-commands.ts';

interface RunningTask {
  readonly task: CommandTask;
  readonly resolve: (result: CommandResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Commands at once; more are refused as unavailable. */
const MAX_RUNNING = 1000;
/** Longest time that commands take between two batches, give or take a step. */
const ROUND_MS = 20;

/**
 * Runs commands in the processor's thread, all that are there a step at a time in turn: a long one holds up neither a batch nor the
 * short ones.
 */
export class CommandExecutor {
  readonly #tools: CommandTools;
  readonly #directory: DirectoryTools;
  #running: RunningTask[] = [];

  constructor(tools: CommandTools, directory: DirectoryTools) {
    this.#tools = tools;
    this.#directory = directory;
  }

  get pending(): boolean {
    return this.#running.length > 0;
  }

  /** Resolves once the last step is committed and seen to. */
  add(command: Command, origin: Origin): Promise<CommandResult> {
    if (this.#running.length >= MAX_RUNNING) {
      return Promise.reject(new MillraceError('unavailable', 'too many changes are waiting', true));
    }
    return new Promise((resolve, reject) => {
      this.#running.push({ task: this.#taskOf(command, origin), resolve, reject });
    });
  }

  /**
   * One step of each command, as far as the time goes; the others are first next time. `seeTo` gets what follows from a step. A command
   * that fails is answered with its fault.
   */
  async step(seeTo: (effects: StepEffects) => Promise<void>): Promise<void> {
    const tasks = this.#running;
    this.#running = [];
    const end = performance.now() + ROUND_MS;
    let at = 0;
    while (at < tasks.length && performance.now() < end) {
      const running = tasks[at] as RunningTask;
      at += 1;
      try {
        const step = await running.task.next();
        if (step.done) running.resolve(step.value);
        else {
          await seeTo(step.value);
          this.#running.push(running);
        }
      } catch (error) {
        running.reject(error);
      }
    }
    this.#running = [...tasks.slice(at), ...this.#running];
  }

  refuseAll(): void {
    for (const { reject } of this.#running.splice(0)) {
      reject(new MillraceError('unavailable', 'the processor is stopping', true));
    }
  }

  #taskOf(command: Command, origin: Origin): CommandTask {
    switch (command.type) {
      case 'ReadEmails':
      case 'UnreadEmails':
      case 'FavoriteEmails':
      case 'UnfavoriteEmails':
      case 'DeleteEmails':
        return changeEmails(command, origin, this.#tools);
      case 'DeleteCampaign':
        return removeCampaign(command, origin, this.#tools);
      case 'SetExpectedRecipients':
        return setExpectedRecipients(command, this.#tools);
      case 'RetryDeadLetters':
        return retryDeadLetters(command, this.#tools);
      case 'DiscardDeadLetters':
        return discardDeadLetters(command, this.#tools);
      default:
        return this.#directoryTask(command, origin);
    }
  }

  *#directoryTask(
    command: Parameters<typeof executeDirectoryCommand>[0],
    origin: Origin,
  ): Generator<StepEffects, CommandResult> {
    const { write } = this.#tools;
    const before = write.events.lastPosition();
    const result = write.transaction(() => executeDirectoryCommand(command, origin, this.#directory));
    const directory = write.events.readAll(before, 1000);
    if (directory.length > 0) yield { directory, live: directory.map(changeOf) };
    return result;
  }
}

function changeOf({ stream }: StoredEvent): LiveEvent {
  const dash = stream.indexOf('-');
  const what = stream.slice(0, dash) as Extract<LiveEvent, { type: 'directory' }>['what'];
  return { type: 'directory', what, id: stream.slice(dash + 1) };
}
