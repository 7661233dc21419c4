/**
 * React's keys of the rows. A row keeps its element as long as it is on view; when all rows are others (a burst, a jump), they take
 * over the elements of those that were there: changing texts costs a third of what new elements do.
 */
export class RowKeys {
  #keys = new Map<string, number>();
  #next = 0;

  of(ids: readonly string[]): readonly number[] {
    const before = this.#keys;
    const free = ids.some((id) => before.has(id)) ? [] : [...before.values()];
    const keys = ids.map((id, at) => before.get(id) ?? free[at] ?? this.#next++);
    this.#keys = new Map(ids.map((id, at) => [id, keys[at] as number]));
    return keys;
  }
}
