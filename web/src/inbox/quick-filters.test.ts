import { expect, it } from 'vitest';
import { toggleTerm } from './quick-filters.ts';

it('adds a term at the end, and takes it out again', () => {
  expect(toggleTerm('', 'is:unread')).toBe('is:unread');
  expect(toggleTerm('from:"Ann  Lee"', 'is:unread')).toBe('from:"Ann  Lee" is:unread');
  expect(toggleTerm('from:"Ann  Lee" is:unread', 'is:unread')).toBe('from:"Ann  Lee"');
  expect(toggleTerm('is:unread order', 'is:unread')).toBe('order');
});
