/** Messages a second over the last seconds of a live total; tells a burst from a campaign that is over. */
export class RateNow {
  readonly #points: { readonly at: number; readonly total: number }[] = [];

  constructor(readonly windowMs = 5000) {}

  /** @returns messages a second at this moment. */
  add(total: number, now: number): number {
    this.#points.push({ at: now, total });
    while (this.#points.length > 2 && (this.#points[1]?.at ?? now) <= now - this.windowMs) this.#points.shift();
    const first = this.#points[0];
    if (!first || now - first.at < 500) return 0;
    return Math.max(0, ((total - first.total) * 1000) / (now - first.at));
  }
}
