import { expect, it } from 'vitest';
import { railInboxes } from './rail-inboxes.ts';

const domains = [
  { id: 'd1', name: 'acme.test' },
  { id: 'd2', name: 'mill.test' },
];
const subdomains = ['shop.acme.test', 'acme.test', 'qa.acme.test', 'a.mill.test'].map((name) => ({
  id: `id ${name}`,
  name,
  domainId: 'd1',
}));
const counted = [
  { inbox: 'catch-all', inboxName: 'catch-all', unread: 2 },
  { inbox: 'id qa.acme.test', inboxName: 'qa.acme.test', unread: 3 },
];

it('groups inboxes by domain, with short labels and their unread mail', () => {
  const { groups, unread, more } = railInboxes(counted, domains, subdomains, 60);
  expect(groups.map((group) => group.domain)).toEqual(['acme.test', 'mill.test']);
  expect(groups[0]?.inboxes).toEqual([
    { name: 'acme.test', label: 'acme.test', unread: 0 },
    { name: 'qa.acme.test', label: 'qa', unread: 3 },
    { name: 'shop.acme.test', label: 'shop', unread: 0 },
  ]);
  expect(unread).toBe(5);
  expect(more).toBe(0);
});

it('keeps those with unread mail when there are too many', () => {
  const { groups, more } = railInboxes(counted, domains, subdomains, 1);
  expect(groups.flatMap((group) => group.inboxes.map((each) => each.name))).toEqual(['qa.acme.test']);
  expect(more).toBe(3);
});
