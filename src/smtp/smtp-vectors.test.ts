import { describe, expect, it } from 'vitest';
import { play, SessionOnPaper, type SessionSetup } from '../../test/support/smtp-dialogue.ts';

/*
 * Input and the reply it must get. `play` replays each dialogue with all input at once, octet by octet, and split at every octet.
 */

const envelope = `
  C: EHLO client.example.test
  S: 250-mx.example.test
  C: MAIL FROM:<a@example.test>
  S: 250 2.1.0
  C: RCPT TO:<b@example.test>
  S: 250 2.1.5`;
const data = `S: 220 mx.example.test
  ${envelope}
  C: DATA
  S: 354 `;
const greeted = `S: 220
  C: EHLO client.example.test
  S: 250-mx.example.test`;

const captured = 'S: 250 2.0.0 01939a3c-7a51-7000-8000-';
const wrongEnds = ['\\n.\\n', '\\n.\\r\\n', '\\r\\n.\\n', '\\r.\\r', '\\r.\\n', '\\n.\\r', '\\r.\\r\\n', '\\r\\n.\\r'];
const raw = (text: string) => text.replaceAll('\\r', '\r').replaceAll('\\n', '\n').replaceAll('\\0', '\0');

describe('the end of data is CRLF dot CRLF and nothing else', () => {
  it.each(wrongEnds)('%s: kept, flagged, and what follows is no command', (sequence) => {
    const content = `line${sequence}MAIL FROM:<evil@example.test>\\r\\nRSET\\r\\n`;
    const played = play(`${data}
      R: ${content}.\\r\\n
      ${captured}
      C: NOOP
      S: 250 2.0.0 Ok`);
    expect(played.receiver.messages.map((message) => message.bytes.toString('latin1'))).toEqual([raw(content)]);
    expect(played.receiver.messages[0]?.job.flags).toEqual(['bare-newline']);
  });

  it.each(wrongEnds)('%s: 554 and nothing stored where bare newlines are refused', (sequence) => {
    const played = play(
      `${data}
      R: line${sequence}MAIL FROM:<evil@example.test>\\r\\nRSET\\r\\n.\\r\\n
      S: 554 5.6.0
      C: NOOP
      S: 250 2.0.0 Ok`,
      { bareNewlines: 'reject' },
    );
    expect(played.receiver.messages).toEqual([]);
  });

  it.each(['\\r\\n\\0.\\r\\n', '\\r\\n.\\0\\r\\n'])('%s is not the end, and kept exactly', (sequence) => {
    const played = play(`${data}
      R: line${sequence}more\\r\\n.\\r\\n
      ${captured}`);
    expect(played.receiver.messages[0]?.bytes.toString('latin1')).toBe(raw(`line${sequence}more\\r\\n`));
    expect(played.receiver.messages[0]?.job.flags).toEqual(['nul']);
  });

  it('one dot of two at the start of a line goes', () => {
    const played = play(`${data}
      R: ..\\r\\n..first\\r\\nno . or .. here\\r\\n...\\r\\n.\\r\\n
      ${captured}`);
    expect(played.receiver.messages[0]?.bytes.toString()).toBe('.\r\n.first\r\nno . or .. here\r\n..\r\n');
    expect(played.receiver.messages[0]?.job.flags).toBeUndefined();
  });

  it('a dot right after 354: an empty message', () => {
    const played = play(`${data}
      C: .
      ${captured}
      C: QUIT
      S: 221
      X: closed`);
    expect(played.receiver.messages[0]?.bytes.length).toBe(0);
  });
});

describe('lines', () => {
  it('a bare CR never splits a command', () => {
    play(`${greeted}
      R: NOOP\\rRSET\\r\\n
      S: 500
      R: MAIL FROM:<a@example.test>\\rRCPT TO:<b@example.test>\\r\\n
      S: 500
      R: NOOP\\r\\r\\n
      S: 500
      R: RSET\\r\\rNOOP\\n
      S: 500
      C: NOOP
      S: 250`);
  });

  it('a bare LF ends a command', () => {
    const played = play(`S: 220
      R: EHLO nc\\nMAIL FROM:<a@example.test>\\nRCPT TO:<b@example.test>\\nDATA\\nhello\\r\\n.\\r\\nQUIT\\n
      S: 250-
      S: 250
      S: 250
      S: 354
      ${captured}
      S: 221
      X: closed`);
    expect(played.receiver.messages[0]?.bytes.toString()).toBe('hello\r\n');
  });

  it('over 512 octets: 500, and the rest of the line is no command', () => {
    play(`${greeted}
      C: NOOP ${'x'.repeat(505)}
      S: 250
      C: NOOP ${'x'.repeat(506)}
      S: 500
      C: ${'RSET'.repeat(200)}
      S: 500
      C: MAIL FROM:<${'x'.repeat(600)}@example.test>
      S: 500
      C: NOOP
      S: 250`);
  });

  it('parameters of MAIL may go beyond 512 octets', () => {
    play(`${greeted}
      C: MAIL FROM:<a@example.test> AUTH=${'x'.repeat(500)} ENVID=${'y'.repeat(100)}
      S: 250 2.1.0`);
  });

  it('AUTH up to 4,096 octets', () => {
    const response = Buffer.from(`\0user\0${'p'.repeat(2900)}`).toString('base64');
    play(`${greeted}
      C: AUTH PLAIN ${response}
      S: 235`);
    play(`${greeted}
      C: AUTH PLAIN
      S: 334
      C: ${response}
      S: 235`);
  });

  it('AUTH over 4,096 octets: 500', () => {
    const played = new SessionOnPaper();
    played.session.greet();
    played.send('EHLO x\r\n');
    played.send(`AUTH PLAIN ${'A'.repeat(4096)}\r\nNOOP\r\n`);
    expect(played.replies().slice(2)).toEqual(['500 5.5.2 Line too long', '250 2.0.0 Ok']);
    played.send(`AUTH PLAIN\r\n${'A'.repeat(4096)}\r\nNOOP\r\n`);
    expect(played.replies().slice(4)).toEqual(['334 ', '500 5.5.2 Line too long', '250 2.0.0 Ok']);
  });

  it.each([1, 100, 65_536])('without a line end, %d octets at a time: 500, then 421', (size) => {
    const played = new SessionOnPaper();
    played.session.greet();
    for (let sent = 0; sent < 1_000_000 && played.ending === 'open'; sent += size) played.send('x'.repeat(size));
    expect(played.replies().map((reply) => reply.slice(0, 9))).toEqual(['220 mx.ex', '500 5.5.2', '421 4.7.0']);
    expect(played.ending).toBe('closed');
  });
});

describe('STARTTLS', () => {
  it('what came before the handshake is dropped, and state is forgotten', () => {
    const played = play(`${greeted}
      C: STARTTLS
      S: 220 2.0.0
      C: MAIL FROM:<evil@example.test>
      C: RCPT TO:<evil@example.test>
      T:
      C: MAIL FROM:<a@example.test>
      S: 503
      C: AUTH PLAIN AGEAYg==
      S: 503
      ${envelope}
      C: DATA
      S: 354
      C: .
      ${captured}`);
    expect(played.receiver.asked.map(({ request }) => request.address)).toEqual(['b@example.test']);
    expect(played.receiver.messages[0]?.job.tls).toEqual({ protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' });
  });

  it('AUTH and MAIL before the handshake are forgotten', () => {
    const played = play(`${greeted}
      C: AUTH PLAIN AGEAYg==
      S: 235
      C: MAIL FROM:<a@example.test>
      S: 250
      C: STARTTLS
      S: 220
      T:
      C: RCPT TO:<b@example.test>
      S: 503
      C: DATA
      S: 503
      ${envelope}
      C: DATA
      S: 354
      C: .
      ${captured}`);
    expect(played.receiver.messages[0]?.job.auth).toBeUndefined();
  });

  it('with an argument: 501; inside TLS: 503; where it is off: 502', () => {
    play(`${greeted}
      C: STARTTLS x
      S: 501
      C: STARTTLS
      S: 220
      T:
      C: EHLO again
      S: 250-
      C: STARTTLS
      S: 503`);
    play(
      `${greeted}
      C: STARTTLS
      S: 502`,
      { tlsMode: 'off' },
    );
  });

  it('required: no AUTH and no mail before it, and AUTH is not advertised', () => {
    const played = play(
      `${greeted}
      C: AUTH PLAIN AGEAYg==
      S: 538
      C: MAIL FROM:<a@example.test>
      S: 530 5.7.0
      C: STARTTLS
      S: 220
      T:
      C: EHLO again
      S: 250-
      C: AUTH PLAIN AGEAYg==
      S: 235`,
      { tlsMode: 'required' },
    );
    const [, before, , , , inside] = played.replies();
    expect(before).toContain('250-STARTTLS');
    expect(before).not.toContain('AUTH');
    expect(inside).toContain('250-AUTH PLAIN LOGIN');
    expect(inside).not.toContain('STARTTLS');
  });
});

describe('AUTH', () => {
  const strict: SessionSetup = { auth: { required: true, users: ['someone:secret:word'] } };

  it('PLAIN and LOGIN, with and without an initial response', () => {
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const plain = base64('\0someone\0secret:word');
    for (const exchange of [
      `C: AUTH PLAIN ${plain}`,
      `C: AUTH PLAIN
       S: 334
       C: ${plain}`,
      `C: auth login
       S: 334 VXNlcm5hbWU6
       C: ${base64('someone')}
       S: 334 UGFzc3dvcmQ6
       C: ${base64('secret:word')}`,
      `C: AUTH LOGIN ${base64('someone')}
       S: 334 UGFzc3dvcmQ6
       C: ${base64('secret:word')}`,
    ]) {
      const played = play(
        `${greeted}
        C: MAIL FROM:<a@example.test>
        S: 530 5.7.0
        ${exchange}
        S: 235 2.7.0
        C: MAIL FROM:<a@example.test>
        S: 250
        C: RCPT TO:<b@example.test>
        S: 250
        C: DATA
        S: 354
        C: .
        ${captured}`,
        strict,
      );
      const mechanism = /login/i.test(exchange) ? 'LOGIN' : 'PLAIN';
      expect(played.receiver.messages[0]?.job.auth).toEqual({ mechanism, user: 'someone' });
    }
  });

  it('bad base64 501, `*` 501, control characters 535, unknown mechanism 504, twice 503', () => {
    play(`${greeted}
      C: AUTH PLAIN not-base64
      S: 501 5.5.2
      C: AUTH PLAIN
      S: 334
      C: *
      S: 501
      C: AUTH PLAIN ${Buffer.from('\0us\ter\0pass').toString('base64')}
      S: 535
      C: AUTH PLAIN ${Buffer.from('\0user\0pa\nss').toString('base64')}
      S: 535
      C: AUTH CRAM-MD5
      S: 504
      C: AUTH PLAIN a b
      S: 501
      C: AUTH
      S: 501
      C: AUTH PLAIN AGEAYg==
      S: 235
      C: AUTH PLAIN AGEAYg==
      S: 503`);
  });

  it('failures are delayed more and more, then 421', () => {
    const wrong = Buffer.from('\0someone\0wrong').toString('base64');
    const attempt = `C: AUTH PLAIN ${wrong}
      S: 535 5.7.8`;
    const played = play(
      `${greeted}
      ${attempt}
      ${attempt}
      ${attempt}
      S: 421 4.7.0
      X: closed`,
      { ...strict, limits: { maxAuthFailures: 3, authFailureDelayMs: 100 } },
    );
    expect(played.delaysMs).toEqual([100, 200, 400]);
  });

  it('unknown users are refused as wrong passwords are', () => {
    play(
      `${greeted}
      C: AUTH PLAIN ${Buffer.from('\0nobody\0secret:word').toString('base64')}
      S: 535 5.7.8`,
      strict,
    );
  });
});

describe('order of speech', () => {
  it('data before the greeting: 554 and closed', () => {
    const early = new SessionOnPaper();
    early.send('EHLO client.example.test\r\n');
    early.session.greet();
    expect(early.out).toMatch(/^554 /);
    expect(early.replies()).toHaveLength(1);
    expect(early.ending).toBe('closed');
  });

  it('what is pipelined behind DATA is message data', () => {
    const played = play(`${data}
      C: QUIT
      C: .
      ${captured}`);
    expect(played.receiver.messages[0]?.bytes.toString()).toBe('QUIT\r\n');
  });

  it('and commands, when the reply to DATA is not 354', () => {
    const played = play(
      `${greeted}
      C: MAIL FROM:<a@example.test>
      S: 250
      C: RCPT TO:<b@example.test>
      S: 550 5.1.1 No such user
      C: DATA
      S: 554 5.5.1
      C: NOOP
      S: 250
      C: .
      S: 500`,
      {
        receiver: (receiver) => {
          receiver.admission = () => ({
            kind: 'refuse',
            reply: { code: 550, enhanced: '5.1.1', text: 'No such user' },
          });
        },
      },
    );
    expect(played.receiver.messages).toEqual([]);
  });

  it('replies of a pipelined group go out in one write', () => {
    const session = new SessionOnPaper();
    session.session.greet();
    session.send('EHLO x\r\n');
    const before = session.writes;
    session.send('MAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nRCPT TO:<c@example.test>\r\nDATA\r\n');
    expect(session.writes - before).toBe(1);
    expect(session.replies()).toHaveLength(6);
  });

  it('pipelining over the end of data: replies keep their order', () => {
    const played = play(`${data}
      C: one
      C: .
      ${captured}
      C: MAIL FROM:<c@example.test>
      S: 250 2.1.0
      C: RCPT TO:<d@example.test>
      S: 250 2.1.5
      C: DATA
      S: 354
      C: two
      C: .
      ${captured}
      C: QUIT
      S: 221
      X: closed`);
    expect(played.receiver.messages.map(({ job, bytes }) => [job.from, bytes.toString()])).toEqual([
      ['a@example.test', 'one\r\n'],
      ['c@example.test', 'two\r\n'],
    ]);
  });
});

describe('sizes', () => {
  it('local part 65, domain 256, path 257: 501; one less each: 250', () => {
    const domain = (length: number) =>
      `${'d.'.repeat(128)}`
        .slice(0, length - 1)
        .replace(/\.?$/, 'd')
        .padEnd(length, 'd');
    play(`${greeted}
      C: MAIL FROM:<${'l'.repeat(65)}@example.test>
      S: 501 5.1.7
      C: MAIL FROM:<a@${domain(256)}>
      S: 501
      C: MAIL FROM:<${'l'.repeat(60)}@${domain(194)}>
      S: 501
      C: MAIL FROM:<${'l'.repeat(60)}@${domain(193)}>
      S: 250
      C: RCPT TO:<${'l'.repeat(65)}@example.test>
      S: 501 5.1.3
      C: RCPT TO:<${'l'.repeat(64)}@example.test>
      S: 250`);
  });

  it('recipients over the limit: 452 5.5.3, earlier ones kept', () => {
    const played = play(
      `${data.replace('C: DATA', 'C: RCPT TO:<c@example.test>\nS: 250\nC: RCPT TO:<d@example.test>\nS: 452 5.5.3\nC: DATA')}
      C: .
      ${captured}`,
      { limits: { maxRecipients: 2 } },
    );
    expect(played.receiver.messages[0]?.job.recipients.map(({ address }) => address)).toEqual([
      'b@example.test',
      'c@example.test',
    ]);
  });

  it('SIZE over the maximum and 2^64: 552; -1 and 1e9: 501', () => {
    play(`${greeted}
      C: MAIL FROM:<a@example.test> SIZE=52428801
      S: 552
      C: MAIL FROM:<a@example.test> SIZE=18446744073709551616
      S: 552
      C: MAIL FROM:<a@example.test> SIZE=-1
      S: 501
      C: MAIL FROM:<a@example.test> SIZE=1e9
      S: 501
      C: MAIL FROM:<a@example.test> SIZE=
      S: 501
      C: MAIL FROM:<a@example.test> SIZE=52428800
      S: 250`);
  });

  it('a message over the maximum: 552 5.3.4 after its end, and the session goes on', () => {
    const played = play(
      `${data}
      C: ${'x'.repeat(98)}
      C: ${'y'.repeat(20)}
      C: .
      S: 552 5.3.4
      C: MAIL FROM:<a@example.test>
      S: 250`,
      { limits: { maxMessageBytes: 100 } },
    );
    expect(played.receiver.messages).toEqual([]);
  });

  it('a message of the maximum: 250', () => {
    const played = play(
      `${data}
      C: ${'x'.repeat(98)}
      C: .
      ${captured}`,
      { limits: { maxMessageBytes: 100 } },
    );
    expect(played.receiver.messages[0]?.bytes.length).toBe(100);
  });

  it('100 MB without a line end: 552 and closed, in bounded memory', () => {
    const session = new SessionOnPaper();
    session.session.greet();
    session.send('EHLO x\r\nMAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n');
    let sent = 0;
    for (; sent < 100e6 && session.ending === 'open'; sent += 65_536) session.feed(Buffer.alloc(65_536, 120));
    expect(session.replies().at(-1)).toMatch(/^552 5\.3\.4/);
    expect(session.ending).toBe('closed');
    expect(session.receiver.openSinks).toBe(0);
    expect(session.receiver.abortedSinks).toBe(1);
  });

  it.each([1001, 65_536])('a line of %d octets: accepted, exact, flagged', (length) => {
    const session = new SessionOnPaper();
    session.session.greet();
    session.send('EHLO x\r\nMAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n');
    const line = `${'x'.repeat(length - 2)}\r\n`;
    session.send(`${line}.\r\n`);
    expect(session.replies().at(-1)).toMatch(/^250 2\.0\.0 .*captured/);
    expect(session.receiver.messages[0]?.bytes.toString()).toBe(line);
    expect(session.receiver.messages[0]?.job.flags).toEqual(['long-line']);
  });
});

describe('BDAT', () => {
  it('2^63, over the limit, -1: 552 or 501 without allocating', () => {
    const huge = play(`${data.replace(/C: DATA\s+S: 354 /, '')}
      C: BDAT 9223372036854775808
      S: 552
      X: closed`);
    expect(huge.receiver.messages).toEqual([]);
    play(`${data.replace(/C: DATA\s+S: 354 /, '')}
      C: BDAT -1
      S: 501
      C: BDAT
      S: 501
      C: BDAT 1 FIRST
      S: 501
      C: BDAT 99999999999999999999999
      S: 501`);
  });

  it('over the limit: 552, its octets are no commands, the transaction is over', () => {
    const played = play(
      `${data.replace(/C: DATA\s+S: 354 /, '')}
      R: BDAT 60\\r\\n${'x'.repeat(60)}
      S: 250
      R: BDAT 41\\r\\nRSET\\r\\n${'x'.repeat(35)}
      S: 552 5.3.4
      R: BDAT 6 LAST\\r\\nRSET\\r\\n
      S: 503
      C: NOOP
      S: 250`,
      { limits: { maxMessageBytes: 100 } },
    );
    expect(played.receiver.messages).toEqual([]);
  });

  it('DATA after BDAT: 503', () => {
    play(`${data.replace(/C: DATA\s+S: 354 /, '')}
      R: BDAT 3\\r\\nabc
      S: 250 2.0.0 3 octets
      C: DATA
      S: 503
      C: RCPT TO:<late@example.test>
      S: 503
      C: RSET
      S: 250
      ${envelope.replace(/.*EHLO.*\n.*\n/, '')}
      C: DATA
      S: 354
      C: .
      ${captured}`);
  });

  it('what looks like the end of data is kept literally', () => {
    const played = play(`${data.replace(/C: DATA\s+S: 354 /, '')}
      R: BDAT 13\\r\\none\\r\\n.\\r\\ntwo\\r\\n
      S: 250
      R: BDAT 5 LAST\\r\\n..\\r\\n.
      ${captured}
      C: NOOP
      S: 250`);
    expect(played.receiver.messages[0]?.bytes.toString()).toBe('one\r\n.\r\ntwo\r\n..\r\n.');
    expect(played.receiver.messages[0]?.job.via).toBe('BDAT');
  });

  it('0 octets and LAST: the end', () => {
    const played = play(`${data.replace(/C: DATA\s+S: 354 /, '')}
      R: BDAT 4\\r\\nab\\r\\n
      S: 250
      C: BDAT 0 LAST
      ${captured}`);
    expect(played.receiver.messages[0]?.bytes.toString()).toBe('ab\r\n');
  });

  it('BINARYMIME: bare newlines are content; by DATA 503', () => {
    const played = play(
      `${greeted}
      C: MAIL FROM:<a@example.test> BODY=BINARYMIME
      S: 250
      C: RCPT TO:<b@example.test>
      S: 250
      C: DATA
      S: 503
      R: BDAT 6 LAST\\r\\na\\nb\\rc\\0
      ${captured}`,
      { bareNewlines: 'reject' },
    );
    expect(played.receiver.messages[0]?.bytes.toString()).toBe('a\nb\rc\0');
    expect(played.receiver.messages[0]?.job.flags).toBeUndefined();
  });

  it('without recipients: its octets are no commands', () => {
    play(`${greeted}
      R: BDAT 6\\r\\nQUIT\\r\\n
      S: 503
      C: MAIL FROM:<a@example.test>
      S: 250
      R: BDAT 6 LAST\\r\\nQUIT\\r\\n
      S: 554
      C: NOOP
      S: 250`);
  });
});

describe('addresses', () => {
  it('the null sender and Postmaster', () => {
    const played = play(`${greeted}
      C: MAIL FROM:<>
      S: 250
      C: RCPT TO:<Postmaster>
      S: 250
      C: RCPT TO:<>
      S: 501
      C: RCPT TO:<other>
      S: 501
      C: DATA
      S: 354
      C: .
      ${captured}`);
    expect(played.receiver.messages[0]?.job.from).toBe('');
    expect(played.receiver.asked[0]?.request).toEqual({
      address: 'Postmaster',
      localPart: 'Postmaster',
      domain: '',
    });
  });

  it.each(['\\r', '\\0', '\\x01', '\\x7F'])('%s in a path, quoted or not: 501', (character) => {
    play(`${greeted}
      R: MAIL FROM:<a${character}b@example.test>\\r\\n
      S: 501
      R: MAIL FROM:<"a${character}b"@example.test>\\r\\n
      S: 501
      C: MAIL FROM:<a@example.test>
      S: 250
      R: RCPT TO:<b@exa${character}mple.test>\\r\\n
      S: 501
      R: RCPT TO:<"b\\${character}"@example.test>\\r\\n
      S: 501`);
  });

  it('LF in a path: 501, and what follows is a command of its own', () => {
    play(`${greeted}
      R: MAIL FROM:<a\\nb@example.test>\\r\\n
      S: 501
      S: 500
      R: MAIL FROM:<"a\\nRSET\\n"@example.test>\\r\\n
      S: 501
      S: 250 2.0.0 Flushed
      S: 500`);
  });

  it('a source route is stripped', () => {
    const played = play(`${greeted}
      C: MAIL FROM:<@a,@b:c@d>
      S: 250
      C: RCPT TO:<@[IPv6:2001:db8::1],@b.example:e@f.example>
      S: 250
      C: DATA
      S: 354
      C: .
      ${captured}`);
    expect(played.receiver.messages[0]?.job.from).toBe('c@d');
    expect(played.receiver.messages[0]?.job.recipients[0]?.address).toBe('e@f.example');
  });

  it('UTF-8 without SMTPUTF8: 553 5.6.7; with it kept as given; malformed: 501', () => {
    const played = play(`${greeted}
      C: MAIL FROM:<grüße@example.test>
      S: 553 5.6.7
      C: MAIL FROM:<a@example.test>
      S: 250
      C: RCPT TO:<b@bücher.example>
      S: 553 5.6.7
      C: RSET
      S: 250
      R: MAIL FROM:<gr\\xFCn@example.test> SMTPUTF8\\r\\n
      S: 501
      C: MAIL FROM:<grüße@example.test> SMTPUTF8
      S: 250
      C: RCPT TO:<用户@bücher.example>
      S: 250
      C: DATA
      S: 354
      C: .
      ${captured}`);
    expect(played.receiver.messages[0]?.job.from).toBe('grüße@example.test');
    expect(played.receiver.messages[0]?.job.mail).toEqual({ smtputf8: true });
    expect(played.receiver.asked.at(-1)?.request).toEqual({
      address: '用户@bücher.example',
      localPart: '用户',
      domain: 'bücher.example',
    });
  });

  it('domains go to admission as given', () => {
    const domains = ['xn--bcher-kva.example', 'EXAMPLE.Test', 'example.test.', '[127.0.0.1]', '[IPv6:2001:db8::1]'];
    const played = play(`${greeted}
      C: MAIL FROM:<a@example.test>
      S: 250
      ${domains.map((domain) => `C: RCPT TO:<b@${domain}>\nS: 250`).join('\n')}
      C: RCPT TO:<b@example..test>
      S: 501
      C: RCPT TO:<b@.test>
      S: 501
      C: RCPT TO:<b@>
      S: 501
      C: RCPT TO:<@example.test>
      S: 501
      C: RCPT TO:<b@a@example.test>
      S: 501
      C: RCPT TO:<b@[]>
      S: 501
      C: RCPT TO:<b @example.test>
      S: 501
      C: RCPT TO:b@example.test
      S: 501`);
    expect(played.receiver.asked.map(({ request }) => request.domain)).toEqual(domains);
  });

  it('quoted local parts keep their quotes', () => {
    const played = play(`${greeted}
      C: MAIL FROM:<"a b\\"@c>d"@example.test>
      S: 250
      C: RCPT TO:<"x\\\\y"@example.test>
      S: 250`);
    expect(played.receiver.asked[0]?.session.from).toBe('"a b\\"@c>d"@example.test');
    expect(played.receiver.asked[0]?.request.localPart).toBe('"x\\\\y"');
  });
});

describe('commands', () => {
  it('VRFY 252, EXPN 502, TURN 502, HELP 214, unknown 500', () => {
    play(`${greeted}
      C: VRFY someone
      S: 252
      C: EXPN list
      S: 502
      C: TURN
      S: 502
      C: HELP
      S: 214
      C: help MAIL
      S: 214
      C: FROB
      S: 500
      C:
      S: 500`);
  });

  it('XCLIENT, XFORWARD and PROXY: 550', () => {
    play(`S: 220
      C: PROXY TCP4 192.0.2.1 192.0.2.2 1 2
      S: 550
      C: XCLIENT ADDR=192.0.2.1
      S: 550
      C: XFORWARD NAME=x
      S: 550`);
  });

  it('out of their order: 503', () => {
    play(`S: 220
      C: MAIL FROM:<a@example.test>
      S: 503
      C: EHLO
      S: 501
      C: EHLO x
      S: 250-
      C: RCPT TO:<b@example.test>
      S: 503
      C: DATA
      S: 503
      C: MAIL FROM:<a@example.test>
      S: 250
      C: MAIL FROM:<a@example.test>
      S: 503
      C: DATA
      S: 554
      C: EHLO x
      S: 250-
      C: RCPT TO:<b@example.test>
      S: 503
      C: DATA now
      S: 501
      C: MAIL
      S: 501
      C: MAIL TO:<x@example.test>
      S: 501`);
  });

  it('20 bad commands: 421', () => {
    play(`${greeted}
      ${'C: FROB\nS: 500\n'.repeat(20)}
      S: 421 4.7.0
      X: closed`);
  });

  it('1,000 NOOP: 421', () => {
    const session = new SessionOnPaper();
    session.session.greet();
    for (let i = 0; i < 1000 && session.ending === 'open'; i += 1) session.send('NOOP\r\n');
    expect(session.replies()).toHaveLength(1002);
    expect(session.replies().at(-1)).toMatch(/^421 4\.7\.0/);
    expect(session.ending).toBe('closed');
  });

  it('a message sets the counts back', () => {
    play(
      `${data}
      C: .
      ${captured}
      C: FROB
      S: 500
      C: NOOP
      S: 250
      ${envelope.replace(/.*EHLO.*\n.*\n/, '')}
      C: DATA
      S: 354
      C: .
      ${captured}
      C: FROB
      S: 500
      C: NOOP
      S: 250`,
      { limits: { maxBadCommands: 2, maxIdleCommands: 2 } },
    );
  });
});

describe('connections that end early', () => {
  it.each(['', 'half a line', 'whole line\r\n', 'whole line\r\n.', 'whole line\r\n.\r'])(
    'before the final dot, after %j: nothing stored',
    (content) => {
      const session = new SessionOnPaper();
      session.session.greet();
      session.send('EHLO x\r\nMAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n');
      session.send(content);
      session.session.inputEnded();
      session.session.disconnected();
      session.settle();
      expect(session.receiver.messages).toEqual([]);
      expect(session.ending).toBe('closed');
    },
  );

  it('after the dot, before 250: stored once', () => {
    const session = new SessionOnPaper();
    session.session.greet();
    session.send('EHLO x\r\nMAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n');
    session.feed('hello\r\n.\r\n');
    session.session.disconnected();
    session.settle();
    expect(session.receiver.messages).toHaveLength(1);
  });
});
