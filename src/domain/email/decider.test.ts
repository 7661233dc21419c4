import { describe, expect, it } from 'vitest';
import { decideEmail, type EmailChange, type EmailFact, evolveEmail, initialEmail } from './decider.ts';
import type { EmailEvent } from './events.ts';

const received: EmailEvent = {
  type: 'EmailReceived',
  inbox: 'catch-all',
  receivedAt: 1,
  sizeBytes: 10,
  from: { name: '', address: 'a@example.test' },
  to: [],
  cc: [],
  subject: '',
  snippet: '',
  date: '',
  messageIdHeader: '',
  attachments: 0,
  reference: 'memory:1:0:10',
  job: {
    from: 'a@example.test',
    recipients: [{ address: 'b@example.test', inbox: 'catch-all' }],
    peer: '127.0.0.1:1',
    helo: 'h',
    esmtp: true,
    via: 'DATA',
    times: { connected: 1, mail: 1, data: 1, end: 1 },
  },
};
const given = (...events: EmailEvent[]) => ({
  when: (change: EmailChange) => decideEmail(change, events.reduce(evolveEmail, initialEmail)),
});
const facts = (...types: EmailFact['type'][]) => ({ kind: 'events', events: types.map((type) => ({ type })) });

describe('Email', () => {
  it('is unread and no favourite when it is captured', () => {
    expect(given(received).when('read')).toEqual(facts('EmailRead'));
    expect(given(received).when('unread')).toEqual(facts());
    expect(given(received).when('favorite')).toEqual(facts('EmailMarkedFavorite'));
    expect(given(received).when('unfavorite')).toEqual(facts());
  });

  it('can be read and marked unread again', () => {
    expect(given(received, { type: 'EmailRead' }).when('read')).toEqual(facts());
    expect(given(received, { type: 'EmailRead' }).when('unread')).toEqual(facts('EmailMarkedUnread'));
    expect(given(received, { type: 'EmailRead' }, { type: 'EmailMarkedUnread' }).when('read')).toEqual(
      facts('EmailRead'),
    );
  });

  it('keeps its favourite mark until it is taken away', () => {
    expect(given(received, { type: 'EmailMarkedFavorite' }).when('favorite')).toEqual(facts());
    expect(given(received, { type: 'EmailMarkedFavorite' }).when('unfavorite')).toEqual(facts('EmailUnmarkedFavorite'));
    const unmarked = given(received, { type: 'EmailMarkedFavorite' }, { type: 'EmailUnmarkedFavorite' });
    expect(unmarked.when('unfavorite')).toEqual(facts());
  });

  it('can be deleted once, and nothing after that', () => {
    expect(given(received).when('delete')).toEqual(facts('EmailDeleted'));
    for (const change of ['read', 'unread', 'favorite', 'unfavorite', 'delete'] as const) {
      expect(given(received, { type: 'EmailDeleted' }).when(change)).toEqual({ kind: 'not-found' });
      expect(given().when(change)).toEqual({ kind: 'not-found' });
    }
  });

  it('stays deleted whatever comes later', () => {
    const late = given(received, { type: 'EmailDeleted' }, { type: 'EmailMarkedFavorite' });
    expect(late.when('unfavorite')).toEqual({ kind: 'not-found' });
  });
});
