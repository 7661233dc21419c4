import { InvalidArgumentError } from 'commander';

/** Readers of option values; Commander adds the option's name to the sentence and the program ends with exit code 2. */

export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

export function decimal(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It must be a number.');
  return Number(text);
}

/** `500ms`, `30s`, `5m`; a number alone is milliseconds. */
export function milliseconds(text: string): number {
  const parts = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text);
  if (!parts) throw new InvalidArgumentError('It must be a time such as 500ms, 30s or 5m.');
  return Math.round(Number(parts[1]) * { ms: 1, s: 1000, m: 60_000 }[parts[2] ?? 'ms']!);
}

/** `10MiB`, `500k`; a number alone is bytes. */
export function byteCount(text: string): number {
  const parts = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])(?:i?b)?|b)?$/i.exec(text);
  if (!parts) throw new InvalidArgumentError('It must be a size such as 500k or 10MiB.');
  const power = ' kmgt'.indexOf(parts[2]?.toLowerCase() ?? ' ');
  return Math.round(Number(parts[1]) * 1024 ** power);
}

export function commaList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
