import { describe, expect, it } from 'vitest';
import { SessionOnPaper, type SessionSetup } from '../../test/support/smtp-dialogue.ts';
import type { RecipientVerdict } from './message-receiver.ts';

const envelope = 'EHLO client.example.test\r\nMAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\n';

/** Greeted, with recipient and 354 where `isInData`. */
function begun(setup: SessionSetup = {}, isInData = true): SessionOnPaper {
  const session = new SessionOnPaper(setup);
  session.session.greet();
  session.send(isInData ? `${envelope}DATA\r\n` : envelope);
  return session;
}

function passes(session: SessionOnPaper, ms: number): void {
  session.shared.now += ms;
  session.session.tick();
}

const last = (session: SessionOnPaper) => session.replies().at(-1);

describe('the job of a message', () => {
  it('holds what the session and the envelope said', () => {
    const session = new SessionOnPaper();
    session.session.greet();
    session.send('EHLO client.example.test\r\n');
    session.send(
      'MAIL FROM:<a@example.test> SIZE=9 BODY=8BITMIME RET=HDRS ENVID=QQ314159 AUTH=<>\r\n' +
        'RCPT TO:<b@example.test> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;b@example.test\r\n' +
        'RCPT TO:<c@example.test>\r\nDATA\r\nhello\r\n.\r\n',
    );
    const [message] = session.receiver.messages;
    expect(message?.job).toEqual({
      from: 'a@example.test',
      recipients: [
        {
          address: 'b@example.test',
          inbox: 'catch-all',
          notify: 'SUCCESS,FAILURE',
          orcpt: 'rfc822;b@example.test',
        },
        { address: 'c@example.test', inbox: 'catch-all' },
      ],
      mail: { size: 9, body: '8BITMIME', ret: 'HDRS', envid: 'QQ314159', auth: '<>' },
      peer: '192.0.2.1:4321',
      helo: 'client.example.test',
      esmtp: true,
      via: 'DATA',
      times: {
        connected: expect.any(Number),
        mail: expect.any(Number),
        data: expect.any(Number),
        end: expect.any(Number),
      },
    });
    const times = message?.job.times;
    expect(Object.values(times ?? {})).toEqual(Object.values(times ?? {}).sort((a, b) => a - b));
    expect(session.receiver.asked[1]?.session).toMatchObject({
      from: 'a@example.test',
      declaredSizeBytes: 9,
      recipientCount: 1,
      esmtp: true,
    });
  });

  it('nothing of one transaction stays for the next', () => {
    const session = begun();
    session.send('one\0\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<c@example.test>\r\nDATA\r\n.\r\n');
    expect(session.receiver.messages[1]?.job).toMatchObject({ from: '', recipients: [{ address: 'c@example.test' }] });
    expect(session.receiver.messages[1]?.job).not.toHaveProperty('flags');
    expect(session.receiver.messages[1]?.bytes.length).toBe(0);
  });

  it('goes to the lane of the highest priority', () => {
    const lanes = [2, 0, 1];
    const session = begun(
      {
        receiver: (receiver) => {
          receiver.admission = ({ address }) => ({
            kind: 'accept',
            recipient: { address, inbox: 'x' },
            lane: lanes[receiver.asked.length - 1] as number,
          });
        },
      },
      false,
    );
    session.send('RCPT TO:<c@example.test>\r\nRCPT TO:<d@example.test>\r\nDATA\r\n.\r\n');
    expect(session.receiver.messages[0]?.lane).toBe(0);
  });

  it.each([
    ['MAIL FROM:<a@example.test> FOO=1', '555'],
    ['MAIL FROM:<a@example.test> SIZE=1 SIZE=1', '501'],
    ['MAIL FROM:<a@example.test> BODY=9BIT', '501'],
    ['MAIL FROM:<a@example.test> SMTPUTF8=1', '501'],
    ['MAIL FROM:<a@example.test> RET=ALL', '501'],
    ['MAIL FROM:<a@example.test> ENVID=a=b', '501'],
    ['MAIL FROM:<a@example.test>SIZE=1', '501'],
    ['MAIL FROM:<a@example.test> SI\rZE=1', '500'],
    ['mail from: <a@example.test> body=8bitmime', '250'],
  ])('%j: %s', (line, code) => {
    const session = new SessionOnPaper();
    session.session.greet();
    session.send(`EHLO x\r\n${line}\r\n`);
    expect(last(session)?.slice(0, 3)).toBe(code);
  });

  it.each([
    ['RCPT TO:<b@example.test> NOTIFY=NEVER', '250'],
    ['RCPT TO:<b@example.test> NOTIFY=NEVER,SUCCESS', '501'],
    ['RCPT TO:<b@example.test> ORCPT=b@example.test', '501'],
    ['RCPT TO:<b@example.test> SIZE=1', '555'],
  ])('%j: %s', (line, code) => {
    const session = begun({}, false);
    session.send(`${line}\r\n`);
    expect(last(session)?.slice(0, 3)).toBe(code);
  });
});

describe('waiting for the spool', () => {
  it('no 250 before the spool has it', () => {
    const session = begun();
    session.feed('hello\r\n.\r\n');
    expect(last(session)).toMatch(/^354/);
    expect(session.session.isWaitingForSpool).toBe(true);
    session.settle();
    expect(last(session)).toBe(`250 2.0.0 ${session.receiver.messages[0]?.id} captured`);
    expect(session.session.isWaitingForSpool).toBe(false);
  });

  it.each([
    ['full', '452 4.3.1', 'open'],
    ['sync-failed', '451 4.3.0', 'open'],
    ['unhealthy', '451 4.3.0', 'open'],
    ['stopping', '421 4.3.2', 'closed'],
  ] as const)('%s: %s', (reason, reply, ending) => {
    const session = begun();
    session.receiver.spoolAnswer = { kind: 'refused', reason };
    session.send('hello\r\n.\r\n');
    expect(last(session)?.slice(0, 9)).toBe(reply);
    expect(session.ending).toBe(ending);
    expect(session.status.get('refused')).toBe(1);
    expect(session.status.get('accepted')).toBe(0);
  });

  it('pipelined input is held, and the socket paused when it grows', () => {
    const session = begun();
    session.feed('hello\r\n.\r\n');
    session.feed('MAIL FROM:<c@example.test>\r\n');
    expect(session.isPaused).toBe(false);
    for (let i = 0; i < 3000; i += 1) session.feed('RCPT TO:<d@example.test>\r\n');
    expect(session.isPaused).toBe(true);
    expect(last(session)).toMatch(/^354/);
    session.settle();
    expect(session.isPaused).toBe(false);
    expect(session.replies().filter((reply) => reply.startsWith('452 5.5.3'))).toHaveLength(2900);
  });

  it('pipelined input does not run inside the call of the spool', () => {
    const session = begun();
    session.feed('hello\r\n.\r\nMAIL FROM:<c@example.test>\r\n');
    session.receiver.answer();
    expect(last(session)).toMatch(/^250 2\.0\.0 .*captured$/);
    session.session.wake();
    expect(last(session)).toMatch(/^250 2\.1\.0/);
  });

  it('counts what was accepted', () => {
    const session = begun();
    session.send('hello\r\n.\r\n');
    expect(session.status.get('accepted')).toBe(1);
    expect(session.status.get('acceptedBytes')).toBe(7);
    expect(session.status.percentiles('reply').max).toBeGreaterThan(0);
  });
});

describe('large messages', () => {
  const setup: SessionSetup = { largeThresholdBytes: 1000 };

  it('are streamed beyond the threshold, dots and all', () => {
    const session = begun(setup);
    const text = 'a line of text\r\n..\r\n'.repeat(500);
    for (let at = 0; at < text.length; at += 97) session.send(text.slice(at, at + 97));
    session.send('.\r\n');
    expect(last(session)).toMatch(/^250 2\.0\.0 .*captured$/);
    const [message] = session.receiver.messages;
    expect(message?.wasStreamed).toBe(true);
    expect(message?.bytes.toString()).toBe('a line of text\r\n.\r\n'.repeat(500));
    expect(session.receiver.openSinks).toBe(0);
  });

  it('are streamed from the beginning when SIZE says so', () => {
    const session = begun(setup, false);
    session.send('RSET\r\nMAIL FROM:<> SIZE=1001\r\nRCPT TO:<b@example.test>\r\nDATA\r\n');
    session.send('short\r\n');
    expect(session.receiver.openSinks).toBe(1);
    session.send('.\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.test>\r\nDATA\r\nx\r\n.\r\n');
    expect(session.receiver.messages.map(({ wasStreamed }) => wasStreamed)).toEqual([true, false]);
    expect(session.receiver.messages[0]?.bytes.toString()).toBe('short\r\n');
  });

  it('of the threshold exactly are not', () => {
    const session = begun(setup);
    session.send(`${'x'.repeat(998)}\r\n.\r\n`);
    expect(session.receiver.messages[0]?.wasStreamed).toBe(false);
  });

  it('pause the socket while the sink wants no more', () => {
    const session = begun(setup);
    session.receiver.sinkCapacityBytes = 2000;
    session.feed('x'.repeat(3000));
    expect(session.isPaused).toBe(true);
    session.feed('y'.repeat(1000));
    session.feed('\r\n.\r\nNOOP\r\n');
    session.settle();
    expect(session.isPaused).toBe(false);
    expect(session.receiver.messages[0]?.bytes.toString()).toBe(`${'x'.repeat(3000)}${'y'.repeat(1000)}\r\n`);
    expect(last(session)).toBe('250 2.0.0 Ok');
  });

  it('by BDAT, too', () => {
    const session = begun(setup, false);
    session.receiver.sinkCapacityBytes = 500;
    session.send(`BDAT 3000\r\n${'x'.repeat(3000)}`);
    expect(last(session)).toMatch(/^250 2\.0\.0 3000/);
    session.send(`BDAT 10 LAST\r\n${'y'.repeat(10)}`);
    expect(session.receiver.messages[0]?.bytes.toString()).toBe('x'.repeat(3000) + 'y'.repeat(10));
  });

  it.each(['disconnected', 'inputEnded'] as const)('leave nothing when the connection ends: %s', (event) => {
    const session = begun(setup);
    session.send('x'.repeat(3000));
    expect(session.receiver.openSinks).toBe(1);
    session.session[event]();
    expect(session.receiver.openSinks).toBe(0);
    expect(session.receiver.abortedSinks).toBe(1);
  });

  it('leave nothing when they grow over the limit, or are refused for a bare newline', () => {
    const over = begun({ ...setup, limits: { maxMessageBytes: 5000 } });
    over.send('x'.repeat(3000));
    over.send('x'.repeat(3000));
    expect(over.receiver.openSinks, 'gone as soon as it is too big').toBe(0);
    over.send('\r\n.\r\n');
    expect(last(over)).toMatch(/^552 5\.3\.4/);
    const bare = begun({ ...setup, bareNewlines: 'reject' });
    bare.send('x'.repeat(3000));
    bare.send('\n\r\n.\r\n');
    expect(last(bare)).toMatch(/^554 5\.6\.0/);
    for (const session of [over, bare]) {
      expect(session.receiver.abortedSinks).toBe(1);
      expect(session.receiver.messages).toEqual([]);
      expect(session.status.get('refused')).toBe(1);
    }
  });

  it('are refused when lines go on without end over the limit', () => {
    const session = begun({ limits: { maxMessageBytes: 10_000 } });
    const block = 'line of text\r\n'.repeat(4681);
    let sent = 0;
    for (; session.ending === 'open' && sent < 80e6; sent += block.length) session.feed(block);
    expect(last(session)).toMatch(/^552/);
    expect(session.ending).toBe('closed');
  });
});

describe('small pieces', () => {
  it('are copied together, and the message is the same', () => {
    const session = begun();
    const text = Array.from({ length: 3000 }, (_, n) => `line ${n}\r\n`).join('');
    for (const [index, byte] of [...Buffer.from(text)].entries()) {
      if (index % 5000 === 0) continue;
      session.feed(Buffer.of(byte));
    }
    session.feed('x'.repeat(5000));
    session.feed('y');
    session.feed('z');
    session.send('\r\n.\r\n');
    const expected = [...text].filter((_, index) => index % 5000 !== 0).join('');
    expect(session.receiver.messages[0]?.bytes.toString()).toBe(`${expected}${'x'.repeat(5000)}yz\r\n`);
    session.send('MAIL FROM:<>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n');
    for (const byte of Buffer.from('again\r\n.\r\n')) session.send(Buffer.of(byte));
    expect(session.receiver.messages[1]?.bytes.toString()).toBe('again\r\n');
  });
});

describe('chaos addresses', () => {
  const chaos = (reply: { code: number; enhanced: string; text: string } | 'drop', delayMs = 0): SessionSetup => ({
    receiver: (receiver) => {
      receiver.admission = ({ address, localPart }) => ({
        kind: 'accept',
        recipient: { address, inbox: 'x', ...(localPart === 'b' ? { chaos: 'chaos-1' } : {}) },
        lane: 1,
        ...(localPart === 'b' ? { chaos: { reply, delayMs } } : {}),
      });
    },
  });
  const unavailable = { code: 450, enhanced: '4.2.1', text: 'Try later' };

  it('stage data: captured as refused, and the sender gets the reply', () => {
    const session = begun(chaos(unavailable, 700));
    session.send('hello\r\n.\r\nNOOP\r\n');
    expect(session.replies().slice(-2)).toEqual(['450 4.2.1 Try later', '250 2.0.0 Ok']);
    expect(session.receiver.messages[0]?.job.refused).toEqual(unavailable);
    expect(session.receiver.messages[0]?.job.recipients[0]?.chaos).toBe('chaos-1');
    expect(session.delaysMs).toEqual([700]);
    expect(session.status.get('refused')).toBe(1);
    expect(session.status.get('accepted')).toBe(0);
  });

  it('stage data, drop: captured, closed without a reply', () => {
    const session = begun(chaos('drop'));
    session.send('hello\r\n.\r\n');
    expect(last(session)).toMatch(/^354/);
    expect(session.ending).toBe('destroyed');
    expect(session.receiver.messages[0]?.job.refused).toBe('dropped');
  });

  it('421 closes', () => {
    const session = begun(chaos({ code: 421, enhanced: '4.3.0', text: 'Going down' }));
    session.send('hello\r\n.\r\n');
    expect(last(session)).toBe('421 4.3.0 Going down');
    expect(session.ending).toBe('closed');
  });

  it('only for the transaction that they are in', () => {
    const session = begun(chaos(unavailable));
    session.send('.\r\nMAIL FROM:<>\r\nRCPT TO:<c@example.test>\r\nDATA\r\n.\r\n');
    expect(last(session)).toMatch(/^250 2\.0\.0 .*captured/);
    expect(session.receiver.messages[1]?.job.refused).toBeUndefined();
  });

  const refusal = { chaos: 'chaos-1', address: 'b@example.test', at: 1 };
  const atRcpt = (verdict: RecipientVerdict): SessionSetup => ({
    receiver: (receiver) => {
      receiver.admission = ({ address, localPart }) =>
        localPart === 'b' ? verdict : { kind: 'accept', recipient: { address, inbox: 'x' }, lane: 1 };
    },
  });

  it('stage rcpt: the count is durable before the reply, the others go on', () => {
    const session = new SessionOnPaper(atRcpt({ kind: 'refuse', reply: unavailable, refusal }));
    session.session.greet();
    session.feed(`${envelope}RCPT TO:<c@example.test>\r\nDATA\r\n`);
    expect(last(session)).toMatch(/^250 2\.1\.0/);
    session.settle();
    expect(
      session
        .replies()
        .slice(-3)
        .map((reply) => reply.slice(0, 3)),
    ).toEqual(['450', '250', '354']);
    expect(session.receiver.refusals).toEqual([refusal]);
    session.send('.\r\n');
    expect(session.receiver.messages[0]?.job.recipients).toHaveLength(1);
  });

  it('stage rcpt, and the spool does not take the count', () => {
    const session = new SessionOnPaper(atRcpt({ kind: 'refuse', reply: unavailable, refusal }));
    session.receiver.spoolAnswer = { kind: 'refused', reason: 'full' };
    session.session.greet();
    session.send(`${envelope}NOOP\r\n`);
    expect(
      session
        .replies()
        .slice(-2)
        .map((reply) => reply.slice(0, 9)),
    ).toEqual(['452 4.3.1', '250 2.0.0']);
  });

  it('stage rcpt with delay, close, drop', () => {
    const delayed = begun(atRcpt({ kind: 'refuse', reply: unavailable, delayMs: 300 }), false);
    expect(last(delayed)).toBe('450 4.2.1 Try later');
    expect(delayed.delaysMs).toEqual([300]);
    const closed = begun(atRcpt({ kind: 'refuse', reply: unavailable, close: true }), false);
    expect(closed.ending).toBe('closed');
    const dropped = begun(atRcpt({ kind: 'drop', delayMs: 5, refusal }), false);
    expect(dropped.ending).toBe('destroyed');
    expect(last(dropped)).toMatch(/^250 2\.1\.0/);
    expect(dropped.receiver.refusals).toEqual([refusal]);
  });

  it('a reply of several lines, with letters beyond ASCII', () => {
    const session = begun(
      atRcpt({ kind: 'refuse', reply: { code: 550, enhanced: '5.7.1', text: 'Nö\r\nreally' } }),
      false,
    );
    expect(Buffer.from(session.out, 'latin1').toString()).toMatch(/550-5\.7\.1 Nö\r\n550 5\.7\.1 really\r\n$/);
  });
});

describe('time-outs', () => {
  it('no command: 421 4.4.2', () => {
    const session = begun({}, false);
    passes(session, 299_999);
    expect(session.ending).toBe('open');
    passes(session, 1);
    expect(last(session)).toMatch(/^421 4\.4\.2/);
    expect(session.ending).toBe('closed');
  });

  it('a command that comes octet by octet does not put it off', () => {
    const session = begun({}, false);
    for (let i = 0; i < 30 && session.ending === 'open'; i += 1) {
      session.send('N');
      passes(session, 10_000);
    }
    expect(last(session)).toMatch(/^421 4\.4\.2/);
  });

  it('whole commands do', () => {
    const session = begun({}, false);
    for (let i = 0; i < 40; i += 1) {
      session.send('NOOP\r\n');
      passes(session, 10_000);
    }
    expect(session.ending).toBe('open');
  });

  it('message data of one octet every 10 s: closed, nothing stored', () => {
    const session = begun();
    for (let i = 0; i < 20 && session.ending === 'open'; i += 1) {
      session.send('x');
      passes(session, 10_000);
    }
    expect(last(session)).toMatch(/^421 4\.4\.2/);
    expect(session.ending).toBe('closed');
    expect(session.receiver.messages).toEqual([]);
  });

  it('message data at the least rate may take its time', () => {
    const session = begun();
    for (let i = 0; i < 200; i += 1) {
      session.send('x'.repeat(10));
      passes(session, 10_000);
    }
    expect(session.ending).toBe('open');
  });

  it('the wait for the spool or a sink is not the fault of the client', () => {
    const waiting = begun();
    waiting.feed('hello\r\n.\r\n');
    passes(waiting, 1_000_000);
    waiting.settle();
    passes(waiting, 299_000);
    expect(waiting.ending).toBe('open');
    const streaming = begun({ largeThresholdBytes: 10 });
    streaming.receiver.sinkCapacityBytes = 10;
    streaming.feed('x'.repeat(20));
    passes(streaming, 1_000_000);
    streaming.settle();
    passes(streaming, 179_000);
    expect(streaming.ending).toBe('open');
  });

  it('a TLS handshake that does not come', () => {
    const session = begun({}, false);
    session.send('STARTTLS\r\n');
    passes(session, 300_000);
    expect(session.ending).toBe('destroyed');
  });
});

describe('stopping', () => {
  const drain = (session: SessionOnPaper) => {
    session.shared.isDraining = true;
    session.session.drain();
  };

  it('an idle session gets 421 at once', () => {
    const session = new SessionOnPaper();
    session.session.greet();
    session.send('EHLO x\r\n');
    drain(session);
    expect(last(session)).toMatch(/^421 4\.3\.2/);
    expect(session.ending).toBe('closed');
  });

  it('a transaction is finished first', () => {
    const session = begun();
    session.send('half ');
    drain(session);
    expect(session.ending).toBe('open');
    session.send('and half\r\n.\r\n');
    expect(
      session
        .replies()
        .slice(-2)
        .map((reply) => reply.slice(0, 9)),
    ).toEqual(['250 2.0.0', '421 4.3.2']);
    expect(session.ending).toBe('closed');
    expect(session.receiver.messages[0]?.bytes.toString()).toBe('half and half\r\n');
  });

  it('one that waits for the spool, too', () => {
    const session = begun();
    session.feed('.\r\n');
    drain(session);
    expect(session.ending).toBe('open');
    session.settle();
    expect(
      session
        .replies()
        .slice(-2)
        .map((reply) => reply.slice(0, 9)),
    ).toEqual(['250 2.0.0', '421 4.3.2']);
  });

  it('or is given up', () => {
    const session = begun({}, false);
    drain(session);
    session.send('RSET\r\n');
    expect(last(session)).toMatch(/^421 4\.3\.2/);
  });

  it('no greeting while stopping or unhealthy', () => {
    const stopping = new SessionOnPaper();
    stopping.shared.isDraining = true;
    stopping.session.greet();
    expect(stopping.out).toMatch(/^421 4\.3\.2/);
    const unhealthy = new SessionOnPaper({
      receiver: (receiver) => {
        receiver.greetingReply = { code: 421, enhanced: '4.3.0', text: 'Spool is unhealthy' };
      },
    });
    unhealthy.session.greet();
    expect(unhealthy.out).toBe('421 4.3.0 Spool is unhealthy\r\n');
    expect(unhealthy.ending).toBe('closed');
  });

  it('a client that ended its side still gets the reply', () => {
    const session = begun();
    session.feed('hello\r\n.\r\nQUIT\r\n');
    session.session.inputEnded();
    expect(session.ending).toBe('open');
    session.settle();
    expect(
      session
        .replies()
        .slice(-2)
        .map((reply) => reply.slice(0, 3)),
    ).toEqual(['250', '221']);
    expect(session.ending).toBe('closed');
  });
});
