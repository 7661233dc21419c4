import { text } from '../strings.ts';

export interface Ranked {
  readonly label: string;
  /** Other words that it is looked for by. */
  readonly keywords?: readonly string[];
}

export interface Group<T extends Ranked> {
  readonly heading: string;
  readonly choices: readonly T[];
}

/** What was used lately first while nothing is typed; then the best fit first, of groups and in each. cmdk 1.1 does not sort its groups. */
export function arranged<T extends Ranked>(
  groups: readonly Group<T>[],
  typed: string,
  recent: readonly string[],
): Group<T>[] {
  return (typed === '' ? lateFirst(groups, recent) : bestFirst(groups, typed, recent)).filter(
    ({ choices }) => choices.length > 0,
  );
}

function lateFirst<T extends Ranked>(groups: readonly Group<T>[], recent: readonly string[]): Group<T>[] {
  const all = groups.flatMap((group) => group.choices);
  const lately = recent.flatMap((label) => all.find((choice) => choice.label === label) ?? []);
  const rest = groups.map(({ heading, choices }) => ({
    heading,
    choices: choices.filter((choice) => !lately.includes(choice)),
  }));
  return [{ heading: text.palette.recent, choices: lately }, ...rest];
}

function bestFirst<T extends Ranked>(
  groups: readonly Group<T>[],
  typed: string,
  recent: readonly string[],
): Group<T>[] {
  return groups
    .map(({ heading, choices }) => {
      const fitting = choices
        .map((choice) => ({ choice, fit: rank(choice, typed, recent) }))
        .filter(({ fit }) => fit > 0)
        .sort((a, b) => b.fit - a.fit);
      return { heading, choices: fitting.map(({ choice }) => choice), best: fitting[0]?.fit ?? 0 };
    })
    .sort((a, b) => b.best - a.best);
}

/**
 * How well a label fits what was typed, 0 when not at all: the whole label before its beginning, the beginning of a word, and words
 * anywhere; within each of these the recently used first. `recent` is newest first.
 */
export function rank({ label, keywords = [] }: Ranked, typed: string, recent: readonly string[]): number {
  const words = typed.trim().toLowerCase();
  const fit = Math.max(fitOf(label, words), ...keywords.map((each) => Math.min(fitOf(each, words), 2)));
  if (fit === 0) return 0;
  const place = recent.indexOf(label);
  return fit / 10 + (place < 0 ? 0 : (MOST_RECENT - place) / MOST_RECENT / 20);
}

function fitOf(label: string, words: string): number {
  const text = label.toLowerCase();
  if (text === words) return 5;
  if (text.startsWith(words)) return 4;
  if (text.split(/[\s.@_-]+/).some((word) => word.startsWith(words))) return 3;
  if (text.includes(words)) return 2;
  return words.split(/\s+/).every((word) => text.includes(word)) ? 1 : 0;
}

export const MOST_RECENT = 5;

/** The list with what was just used at its top. */
export function used(label: string, recent: readonly string[]): string[] {
  return [label, ...recent.filter((each) => each !== label)].slice(0, MOST_RECENT);
}
