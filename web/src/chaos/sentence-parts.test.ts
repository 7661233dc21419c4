import { expect, it } from 'vitest';
import { sentenceParts } from './sentence-parts.ts';

const reply = { code: 451, enhanced: '4.7.1', text: 'Try again later' };
const sentence = 'Every message to no@shop.test gets 451 4.7.1 Try again later after DATA.';

it('sets the address and the reply apart, and loses nothing', () => {
  const parts = sentenceParts(sentence, 'no@shop.test', reply);
  expect(parts.map(({ kind }) => kind)).toEqual(['words', 'address', 'words', 'reply', 'words']);
  expect(parts[3]?.words).toBe('451 4.7.1 Try again later');
  expect(parts.map(({ words }) => words).join('')).toBe(sentence);
});

it('a sentence of something else stays as it is', () => {
  const other = 'Every message to no@shop.test gets the connection closed after DATA without a reply.';
  expect(sentenceParts(other, 'old@shop.test', reply)).toEqual([{ kind: 'words', words: other }]);
});
