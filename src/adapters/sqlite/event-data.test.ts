import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EmailReceived } from '../../domain/email/events.ts';
import { decodeEvent, encodeEvent } from './event-data.ts';

const time = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });
const person = fc.record({ name: fc.string({ unit: 'grapheme' }), address: fc.string() });
const reply = fc.record({ code: fc.integer(), enhanced: fc.string(), text: fc.string() });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const job = fc.record(
  {
    from: fc.string(),
    recipients: fc.array(
      fc.record(
        { address: fc.string(), inbox: fc.constantFrom('a', 'b'), chaos: fc.string(), notify: fc.string() },
        { requiredKeys: ['address', 'inbox'] },
      ),
      { minLength: 1 },
    ),
    mail: fc.record({ size: fc.nat(), ret: fc.constantFrom('FULL', 'HDRS') }),
    peer: fc.string(),
    helo: fc.string(),
    esmtp: fc.boolean(),
    tls: fc.record({ protocol: fc.string(), cipher: fc.string() }),
    auth: fc.record({ mechanism: fc.string(), user: fc.string() }),
    flags: fc.array(fc.constantFrom('nul', 'long-line')),
    refused: fc.oneof(reply, fc.constant('dropped')),
    via: fc.constantFrom('DATA', 'BDAT'),
    times: fc.record({ connected: time, mail: time, data: time, end: time }),
  },
  { requiredKeys: ['from', 'recipients', 'peer', 'helo', 'esmtp', 'via', 'times'] },
);
const received = fc
  .record({
    type: fc.constant('EmailReceived' as const),
    messageId: optional(fc.uuid()),
    inbox: fc.constantFrom('a', 'b'),
    receivedAt: time,
    sizeBytes: fc.nat(),
    from: person,
    to: fc.array(person),
    cc: fc.array(person),
    subject: fc.string({ unit: 'grapheme' }),
    snippet: fc.string({ unit: 'grapheme' }),
    date: fc.string(),
    messageIdHeader: fc.string(),
    attachments: fc.nat(),
    campaign: optional(fc.record({ id: fc.uuid(), value: fc.string() })),
    capture: optional(fc.record({ index: fc.nat(), of: fc.nat() })),
    job,
    reference: fc.string(),
  })
  .map((event) => JSON.parse(JSON.stringify(event)) as EmailReceived);

it('gives every EmailReceived back as it was', () => {
  fc.assert(
    fc.property(received, (event) => {
      expect(decodeEvent('EmailReceived', encodeEvent(event))).toEqual(event);
    }),
  );
});

it('writes other events as their JSON without the type', () => {
  const event = { type: 'DomainCreated', name: 'mill.test' };
  expect(encodeEvent(event)).toBe('{"name":"mill.test"}');
  expect(decodeEvent('DomainCreated', '{"name":"mill.test"}')).toEqual(event);
});
