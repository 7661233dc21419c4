import { expect, it } from 'vitest';
import { arranged, MOST_RECENT, rank, used } from './palette-ranking.ts';

const sorted = (labels: string[], typed: string, recent: string[] = []) =>
  arranged([{ heading: 'All', choices: labels.map((label) => ({ label })) }], typed, recent).flatMap(({ choices }) =>
    choices.map(({ label }) => label),
  );

it('the group with the best fit stands first, one without any not at all', () => {
  const group = (heading: string, ...labels: string[]) => ({ heading, choices: labels.map((label) => ({ label })) });
  const groups = [group('Go to', 'Get started'), group('Do', 'Show keys', 'Switch'), group('Inboxes', 'qa.mill')];
  const shown = (typed: string, recent: string[]) =>
    arranged(groups, typed, recent).map(({ heading, choices }) => [heading, ...choices.map(({ label }) => label)]);
  expect(shown('s', ['Switch'])).toEqual([
    ['Do', 'Switch', 'Show keys'],
    ['Go to', 'Get started'],
  ]);
  expect(shown('', [])).toEqual(groups.map(({ heading, choices }) => [heading, ...choices.map(({ label }) => label)]));
  expect(shown('', ['qa.mill', 'gone.test', 'Switch'])).toEqual([
    ['Recent', 'qa.mill', 'Switch'],
    ['Go to', 'Get started'],
    ['Do', 'Show keys'],
  ]);
});

it('the whole label comes before its beginning, that before the beginning of a word, that before letters inside', () => {
  const labels = ['workshop.test', 'my-shop.test', 'shop.acme.test', 'shop', 'Chaos'];
  expect(sorted(labels, 'Shop')).toEqual(['shop', 'shop.acme.test', 'my-shop.test', 'workshop.test']);
});

it('several words may stand anywhere', () => {
  expect(sorted(['Switch light and dark', 'Send me a test mail'], 'dark switch')).toEqual(['Switch light and dark']);
});

it('recently used comes first among equals, and never before a better fit', () => {
  const labels = ['shop.a.test', 'shop.b.test', 'shop.c.test', 'workshop'];
  expect(sorted(labels, 'shop', ['shop.c.test', 'shop.b.test', 'workshop'])).toEqual([
    'shop.c.test',
    'shop.b.test',
    'shop.a.test',
    'workshop',
  ]);
});

it('other words lead to it, behind what is named so', () => {
  expect(rank({ label: 'Switch light and dark', keywords: ['theme'] }, 'theme', [])).toBeGreaterThan(0);
  expect(rank({ label: 'Theme park' }, 'theme', [])).toBeGreaterThan(
    rank({ label: 'Switch light and dark', keywords: ['theme'] }, 'theme', ['Switch light and dark']),
  );
});

it('remembers the last few, each once', () => {
  let recent: string[] = [];
  for (const label of ['a', 'b', 'a', 'c', 'd', 'e', 'f']) recent = used(label, recent);
  expect(recent).toEqual(['f', 'e', 'd', 'c', 'a']);
  expect(recent).toHaveLength(MOST_RECENT);
});
