/** Ends a wait of the processor early: a command came, or it is to stop. A wake while nobody waits ends the next wait at once. */
export class Wakeup {
  #woken = false;
  #controller: AbortController | undefined;

  wake(): void {
    this.#woken = true;
    this.#controller?.abort();
  }

  /** For one wait: aborted by the next wake, or already. Uses up the wake. */
  signal(): AbortSignal {
    if (this.#woken) {
      this.#woken = false;
      return AbortSignal.abort();
    }
    this.#controller = new AbortController();
    this.#controller.signal.addEventListener('abort', () => {
      this.#woken = false;
      this.#controller = undefined;
    });
    return this.#controller.signal;
  }

  wait(ms: number): Promise<void> {
    const signal = this.signal();
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
