import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

const surfaces = ['bg', 'bg-subtle', 'bg-sunken', 'bg-hover', 'bg-selected'];
const texts = ['text', 'text-2', 'text-3', 'accent', 'red', 'amber', 'green', 'violet'];
const textPairs = [
  ...surfaces.flatMap((surface) => texts.map((text) => [text, surface] as const)),
  ...['green', 'amber', 'red', 'violet', 'accent'].map((hue) => [hue, `${hue}-bg`] as const),
  ...['green', 'amber', 'red', 'violet'].map((hue) => ['text', `${hue}-bg`] as const),
  ['on-accent', 'accent'] as const,
  ['on-accent', 'accent-hover'] as const,
  ['text', 'mark'] as const,
];
/** WCAG 1.4.11: borders of controls, focus rings and lines of charts. */
const graphicPairs = ['border-strong', 'focus', 'chart-1', 'chart-2', 'chart-3', 'chart-4'].map(
  (graphic) => [graphic, 'bg'] as const,
);

for (const theme of ['light', 'dark']) {
  const colours = coloursOf(theme);
  it.each(textPairs)(`${theme}: text %s on %s reads at 4.5 to 1`, (text, surface) => {
    expect(contrast(colours(text), colours(surface))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(graphicPairs)(`${theme}: graphic %s on %s stands out at 3 to 1`, (graphic, surface) => {
    expect(contrast(colours(graphic), colours(surface))).toBeGreaterThanOrEqual(3);
  });
}

function coloursOf(theme: string): (name: string) => string {
  const block = css.split(`:root[data-theme="${theme}"] {`)[1]?.split('}')[0] ?? '';
  const found = new Map([...block.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]));
  return (name) => found.get(name) ?? expect.fail(`--${name} is missing in ${theme}`);
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
