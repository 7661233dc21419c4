import { expect, it } from 'vitest';
import { newForm, toBehaviour, toForm, usualReplies, withCode } from './behaviour-form.ts';
import { previewDialogue } from './preview-dialogue.ts';

it('choices that are not made are not sent', () => {
  expect(toBehaviour(newForm)).toEqual({
    reply: { code: 451, enhanced: '4.7.1', text: 'Greylisted, try again later' },
    stage: 'data',
  });
});

it('form and behaviour are each other’s opposite', () => {
  for (const behaviour of [
    { reply: { code: 550, enhanced: '5.1.1', text: 'No' }, stage: 'rcpt', failFirst: 7 },
    { reply: { code: 421, enhanced: '4.3.2', text: 'Bye' }, stage: 'data', probability: 0.125, seed: 9, delayMs: 2000 },
    { reply: { code: 451, enhanced: '4.7.1', text: 'x' }, stage: 'data', drop: true },
  ] as const) {
    expect(toBehaviour(toForm(behaviour))).toEqual(behaviour);
  }
});

it('a code brings a reply of its own class', () => {
  for (const code of Object.keys(usualReplies).map(Number))
    expect(withCode(newForm, code).enhanced[0]).toBe(String(code)[0]);
});

it('at RCPT there is no data; after the data the reply stands at its end', () => {
  const reply = { code: 451, enhanced: '4.7.1', text: 'Greylisted' };
  const atRcpt = previewDialogue('no@x.test', { reply, stage: 'rcpt' });
  expect(atRcpt.map((line) => line.text)).not.toContain('DATA');
  expect(atRcpt.at(-1)).toEqual({ side: 'server', text: '451 4.7.1 Greylisted' });
  expect(previewDialogue('no@x.test', { reply, stage: 'data' }).at(-1)?.text).toBe('451 4.7.1 Greylisted');
});

it('421 and a drop close the connection, a delay is told', () => {
  const reply = { code: 421, enhanced: '4.3.2', text: 'Bye' };
  expect(previewDialogue('no@x.test', { reply, stage: 'data' }).at(-1)?.text).toBe('connection closed');
  const dropped = previewDialogue('no@x.test', { reply, stage: 'data', drop: true, delayMs: 500 });
  expect(dropped.slice(-2)).toEqual([
    { side: 'note', text: 'the server waits', atMs: 500 },
    { side: 'note', text: 'connection closed without a reply', failed: true },
  ]);
});
