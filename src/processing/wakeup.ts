import { setTimeout } from 'node:timers/promises';

/** Ends a wait of the processor early: a command came, or it is to stop. A wake while nobody waits ends the next wait at once. */
export class Wakeup {
  #woken = false;
  #waiting: AbortController | undefined;

  wake(): void {
    if (this.#waiting) this.#waiting.abort();
    else this.#woken = true;
  }

  /** One at a time; `wait` must end when its signal aborts. */
  async during(wait: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#woken) {
      this.#woken = false;
      return;
    }
    const controller = new AbortController();
    this.#waiting = controller;
    try {
      await wait(controller.signal);
    } finally {
      // A wake between the end of the wait and here is not lost: whoever waited goes on now and looks.
      this.#waiting = undefined;
    }
  }

  sleep(ms: number): Promise<void> {
    return this.during((signal) => setTimeout(ms, undefined, { signal }).catch(() => undefined));
  }
}
