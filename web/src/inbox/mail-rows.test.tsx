// @vitest-environment jsdom
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EmailItem } from '../api/types.ts';
import { MailRowPattern } from './mail-row-pattern.tsx';
import { MailRows, placeChildren, type RowsView } from './mail-rows.ts';

let layer: HTMLElement;
let rows: MailRows;
beforeEach(() => {
  document.body.innerHTML = `${renderToStaticMarkup(<MailRowPattern ref={null} />)}<div id="layer"></div>`;
  layer = document.getElementById('layer') as HTMLElement;
  rows = new MailRows(layer, document.body.firstElementChild as HTMLElement);
});

const mail = (id: string, more: Partial<EmailItem> = {}): EmailItem =>
  ({
    id,
    number: 1,
    from: { address: `${id}@example.test` },
    recipients: ['to@example.test'],
    subject: `subject of ${id}`,
    snippet: 'a few words',
    sizeBytes: 2048,
    receivedAt: '2026-11-26T10:00:00.000Z',
    unread: true,
    favorite: false,
    attachments: 0,
    flags: [],
    ...more,
  }) as EmailItem;

const view = (items: RowsView['items'], more: Partial<RowsView> = {}): RowsView => ({
  first: 0,
  items,
  currentId: undefined,
  openId: undefined,
  isSelected: () => false,
  showRecipient: false,
  today: Date.parse('2026-11-26T12:00:00Z'),
  ...more,
});
const draw = (ids: string) => rows.draw(view([...ids].map((id) => mail(id))));
const shown = () => [...layer.children].map((row) => (row as HTMLElement).dataset.id).join('');
const elementOf = (id: string) => layer.querySelector(`[data-id="${id}"]`);

it.each([
  ['new ones on top', 'cba', 'edcba'],
  ['new ones on top, the last gone from view', 'edcba', 'gfedc'],
  ['scrolled down', 'abcde', 'cdefg'],
  ['scrolled up', 'cdefg', 'abcde'],
  ['one deleted', 'abcde', 'abde'],
  ['all others', 'abcde', 'vwxyz'],
  ['fewer', 'abcde', 'b'],
])('%s: rows that stay keep their elements, in the order of the list', (_, before, after) => {
  draw(before);
  const elements = new Map([...before].map((id) => [id, elementOf(id)]));
  draw(after);
  expect(shown()).toBe(after);
  for (const id of after) if (before.includes(id)) expect(elementOf(id)).toBe(elements.get(id));
  for (const [at, row] of [...layer.children].entries()) expect(row.getAttribute('aria-rowindex')).toBe(String(at + 1));
});

it('rows that come take over the elements of those that went', () => {
  draw('abcde');
  const before = new Set(layer.children);
  draw('fghab');
  draw('xyzvw');
  expect(new Set(layer.children)).toEqual(before);
});

describe('a row', () => {
  const first = () => layer.firstElementChild as HTMLElement;
  const cell = (name: string) => first().querySelector(`.mail-${name}`)?.textContent?.trim();

  it('says what the mail is', () => {
    rows.draw(view([mail('a', { from: { address: 'x@y.test', name: 'Ada' }, subject: '' })], { first: 7 }));
    expect([cell('who'), cell('subject'), cell('snippet'), cell('size')]).toEqual([
      'Ada',
      '(no subject)',
      'a few words',
      '2 KB',
    ]);
    expect(first().dataset).toMatchObject({ id: 'a', index: '7', testid: 'mail-row' });
    expect(first().querySelector('input')?.getAttribute('aria-label')).toBe('Select (no subject)');
    expect(first().querySelector('time')?.dateTime).toBe('2026-11-26T10:00:00.000Z');
    rows.draw(view([mail('a')], { showRecipient: true }));
    expect(cell('who')).toBe('to@example.test');
  });

  it('shows and takes back every mark and badge', () => {
    const full = mail('a', {
      favorite: true,
      attachments: 2,
      flags: ['bare-newline'],
      refused: { code: 550, enhanced: '5.1.1', text: 'No such user' },
      campaign: { value: 'spring' } as EmailItem['campaign'] & object,
    });
    rows.draw(view([full], { currentId: 'a', openId: 'a', isSelected: () => true }));
    expect([...first().querySelectorAll('[data-badge]')].map((badge) => badge.textContent)).toEqual([
      '550',
      'bare LF',
      'spring',
      '',
    ]);
    expect([...first().querySelectorAll('[data-badge]')].map((badge) => (badge as HTMLElement).title)).toContain(
      'Refused with 550 5.1.1 No such user',
    );
    expect(first().id).toBe('mail-a');
    expect(first().getAttribute('aria-selected')).toBe('true');
    expect(first().querySelector('.star')?.getAttribute('aria-pressed')).toBe('true');
    rows.draw(view([mail('b', { unread: false })]));
    expect(first().matches('[data-unread], [data-open], [data-current], [id]')).toBe(false);
    expect(first().querySelector<HTMLElement>('.dot')?.hidden).toBe(true);
    expect(first().querySelector<HTMLInputElement>('input')?.checked).toBe(false);
    expect(first().querySelectorAll('[data-badge]')).toHaveLength(0);
  });

  it('of a mail that stays is filled in anew when what it is to show is another', () => {
    const item = mail('a');
    rows.draw(view([item]));
    expect([cell('who'), cell('time')]).toEqual(['a@example.test', '10:00:00']);
    rows.draw(view([item], { showRecipient: true }));
    expect(cell('who')).toBe('to@example.test');
    rows.draw(view([item], { showRecipient: true, today: Date.parse('2026-11-27T12:00:00Z') }));
    expect(first().querySelector('time')?.textContent).toBe('26 Nov');
  });

  it('is blank until its mail is there', () => {
    rows.draw(view([undefined, mail('b')]));
    expect([first().className, first().getAttribute('aria-busy'), first().dataset.testid]).toEqual([
      'mail-row mail-row-blank',
      'true',
      undefined,
    ]);
    rows.draw(view([mail('a'), mail('b')]));
    expect(shown()).toBe('ab');
    expect(first().matches('.mail-row-blank, [aria-busy]')).toBe(false);
  });
});

it.each(['start', 'end'] as const)('from the %s, only what stands wrong is moved', (from) => {
  const moved: string[] = [];
  const child = (name: string) => Object.assign(document.createElement('i'), { id: name });
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(child) as [Element, Element, Element, Element];
  layer.append(a, b, c, d);
  const insertBefore = layer.insertBefore.bind(layer);
  layer.insertBefore = ((node: Element, before: Node | null) => {
    moved.push(node.id);
    return insertBefore(node, before);
  }) as typeof layer.insertBefore;
  const wanted = from === 'start' ? [d, a, b, c] : [b, c, d, a];
  placeChildren(layer, wanted, from);
  expect([...layer.children]).toEqual(wanted);
  expect(moved).toEqual([from === 'start' ? 'd' : 'a']);
});
