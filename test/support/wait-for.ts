import { setTimeout as delay } from 'node:timers/promises';

/**
 * Polls until `probe` gives something truthy. A probe that throws counts as "not yet". The deadline is generous on purpose: the
 * machine may be busy, and a scenario that waits on a condition is only slow, never flaky.
 * @throws Error that says what was waited for and what was seen last.
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | Promise<T>,
  { timeoutMs = 120_000, intervalMs = 25 } = {},
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  let seen: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value) return value as NonNullable<T>;
      seen = value;
    } catch (error) {
      seen = error instanceof Error ? error.message : error;
    }
    if (Date.now() > deadline) {
      throw new Error(`waited ${timeoutMs / 1000} s for ${what}; last seen: ${describe(seen)}`);
    }
    await delay(intervalMs);
  }
}

function describe(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
