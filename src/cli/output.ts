import type { Writable } from 'node:stream';

/** What a command shows: JSON for programs, or lines for people. */
export class Output {
  readonly #stream: Writable;
  readonly asJson: boolean;

  constructor(stream: Writable, asJson: boolean) {
    this.#stream = stream;
    this.asJson = asJson;
  }

  /** `value` as JSON, or the lines that `show` makes of it. */
  show<T>(value: T, show: (value: T) => string): void {
    this.#stream.write(`${this.asJson ? JSON.stringify(value, undefined, 2) : show(value)}\n`);
  }

  table<T>(rows: readonly T[], columns: Columns<T>): void {
    this.show(rows, () => table(rows, columns));
  }
}

export type Columns<T> = Readonly<Record<string, (row: T) => string | number | undefined>>;

/** Columns under headings, two spaces apart; numbers to the right. A sentence when there are no rows. */
function table<T>(rows: readonly T[], columns: Columns<T>): string {
  if (rows.length === 0) return 'none';
  const headings = Object.keys(columns);
  const cells = rows.map((row) => headings.map((heading) => columns[heading]?.(row)));
  const texts = [headings.map((heading) => heading.toUpperCase()), ...cells.map((line) => line.map(cellText))];
  const widths = headings.map((_, column) => Math.max(...texts.map((line) => width(line[column] as string))));
  const numeric = headings.map((_, column) => cells.some((line) => typeof line[column] === 'number'));
  return texts
    .map((line) =>
      line
        .map((text, column) => {
          const padding = ' '.repeat((widths[column] as number) - width(text));
          return numeric[column] ? padding + text : text + padding;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** `name: value` lines of what has a value. */
export function fields(values: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  const longest = Math.max(0, ...shown.map(([name]) => name.length));
  return shown
    .map(([name, value]) => {
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      return `${`${name}:`.padEnd(longest + 2)}${printable(text)}`;
    })
    .join('\n');
}

/** Subjects come from strangers: nothing in them may reach the terminal as a command. */
export function printable(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+/g, ' ');
}

function cellText(value: string | number | undefined): string {
  const text = printable(String(value ?? ''));
  return [...text].length > 60 ? `${[...text].slice(0, 59).join('')}…` : text;
}

/** Columns on a terminal: East Asian letters and emoji take two, combining marks none. */
function width(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{M}|\p{Cf}/u.test(character)) continue;
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]|\p{Extended_Pictographic}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}
