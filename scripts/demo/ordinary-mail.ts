import { pdf, picture, zip } from './attachments.ts';
import { type ComposeOptions, composed, type DemoMail, handmade } from './compose.ts';
import { languages, oldCharsets } from './languages.ts';

const shop = 'orders@shop.acme.test';
const from = { name: 'Acme Shop', address: 'no-reply@acme.test' };

/** People in many languages, with HTML beside the text. */
export function mailInManyLanguages(): Promise<DemoMail[]> {
  return Promise.all(
    languages.map(({ from: name, address, subject, text, rtl, encoding }) =>
      composed(address, ['everybody@mail.globex.test'], {
        from: { name, address },
        subject,
        // Nodemailer leaves line ends of quoted-printable text as they are.
        text: text.replaceAll('\n', '\r\n'),
        html: `<html${rtl ? ' dir="rtl"' : ''}><body style="font-family:sans-serif"><h2>${subject}</h2><p>${text.replaceAll('\n', '<br>')}</p></body></html>`,
        ...(encoding ? { textEncoding: encoding } : {}),
      }),
    ),
  );
}

/** Attachments, inline pictures, invitations. */
export function mailWithParts(): Promise<DemoMail[]> {
  const invoice = pdf(['Acme Shop', 'Invoice 2026-4711', 'Lantern, copper   49.90 EUR', 'Total             49.90 EUR']);
  const forwarded = [
    'From: Ann Customer <ann@example.test>',
    'To: help@acme.test',
    'Subject: Where is my lantern?',
    'Date: Tue, 24 Nov 2026 18:00:00 +0000',
    '',
    'It should have been here on Tuesday.',
    '',
  ].join('\r\n');
  const mails: ComposeOptions[] = [
    {
      subject: 'Invoice 2026-4711',
      text: 'Your invoice is attached.',
      attachments: [{ filename: 'invoice-4711.pdf', content: invoice }],
    },
    {
      subject: 'Pictures of your new lantern',
      html:
        '<body style="font-family:sans-serif;background:#f4f4f0"><table width="600" align="center" bgcolor="#ffffff"><tr><td>' +
        '<img src="cid:front" width="280" alt="from the front"> <img src="cid:back" width="280" alt="from behind">' +
        '<h1 style="color:#8a4b16">Your new lantern</h1><p>Copper, hand made. <a href="https://shop.acme.test/lantern?utm_source=mail">See it in the shop</a></p>' +
        '<img src="https://tracker.example.test/open.gif?id=4711" width="1" height="1"></td></tr></table></body>',
      text: 'Your new lantern. Copper, hand made. https://shop.acme.test/lantern',
      attachments: [
        { filename: 'front.png', content: picture(280, 180, 0.08), cid: 'front' },
        { filename: 'back.png', content: picture(280, 180, 0.6), cid: 'back' },
        { filename: 'Größentabelle.png', content: picture(120, 90, 0.3) },
      ],
    },
    {
      subject: 'Export of your data',
      text: 'You asked for all we know about you.',
      attachments: [
        {
          filename: 'export.zip',
          content: zip({
            'readme.txt': Buffer.from('all of it\n'),
            'orders.csv': Buffer.from('id,total\n4711,49.90\n'),
          }),
        },
        { filename: 'orders.csv', content: 'id,total\n4711,49.90\n', contentType: 'text/csv; charset=utf-8' },
        { filename: 'ご注文.json', content: JSON.stringify({ order: 4711 }) },
      ],
    },
    {
      subject: 'Fwd: Where is my lantern?',
      text: 'Can you have a look? The mail of the customer is attached.',
      attachments: [{ filename: 'customer.eml', content: forwarded, contentType: 'message/rfc822' }],
    },
    {
      subject: 'Invitation: planning of the winter sale',
      text: 'We meet on Friday.',
      icalEvent: { method: 'REQUEST', filename: 'invite.ics', content: invitation('REQUEST', 'CONFIRMED') },
    },
    {
      subject: 'Cancelled: planning of the winter sale',
      text: 'The meeting is cancelled.',
      icalEvent: { method: 'CANCEL', filename: 'invite.ics', content: invitation('CANCEL', 'CANCELLED') },
    },
    {
      subject: 'Reset your password',
      text: 'Open https://shop.acme.test/reset?token=f3a91c to choose a new password. Your code: 482913',
      html: '<p>Your code: <b style="font-size:24px">482913</b></p><p><a href="https://shop.acme.test/reset?token=f3a91c">Choose a new password</a></p>',
      headers: { 'X-Priority': '1', 'Auto-Submitted': 'auto-generated' },
    },
  ];
  return Promise.all(mails.map((mail) => composed(from.address, [shop], { from, ...mail })));
}

/** What mailers should not send and do. */
export function oddMail(): DemoMail[] {
  const head = [
    'From: Old Mailer <old@example.test>',
    'To: orders@shop.acme.test',
    'Date: Tue, 24 Nov 2026 09:30:00 +0000',
  ];
  const send = (lines: readonly string[], encoding: 'utf8' | 'latin1' = 'utf8') =>
    handmade('old@example.test', [shop], [...head, ...lines], encoding);
  return [
    ...oldCharsets.map(({ charset, subject, body }) =>
      send([
        `Subject: ${subject}`,
        'MIME-Version: 1.0',
        `Content-Type: text/plain; charset=${charset}`,
        'Content-Transfer-Encoding: base64',
        '',
        body,
      ]),
    ),
    send(['Subject: Grüße in raw UTF-8, without any encoding 🚀', '', 'The body as well: äöü €']),
    send(
      [
        'Subject: Gr\xfc\xdfe in raw Latin-1',
        'Content-Type: text/plain; charset=iso-8859-1',
        '',
        '\xc4pfel f\xfcr 5 \xa3',
      ],
      'latin1',
    ),
    send([`Subject: ${'A very long subject that goes on and on, '.repeat(24)}and ends here`, '', 'Long.']),
    send(['Subject: A folded', '  subject over', '\tthree lines', '', 'Folded.']),
    send(['', 'There is no subject.']),
    handmade(
      'old@example.test',
      [shop, 'qa@staging.acme.test'],
      ['From: Old Mailer <old@example.test>', 'Subject: Bcc only, to two inboxes', '', 'Nobody is named in To.'],
    ),
    send([
      'Subject: Script and form',
      'Content-Type: text/html',
      '',
      '<script>alert(1)</script><form action="https://evil.example.test"><input name="password"></form><p onclick="alert(2)">Only this is shown.</p>',
    ]),
    deliveryStatus(),
  ];
}

function deliveryStatus(): DemoMail {
  return handmade(
    '',
    [shop],
    [
      'From: Mail Delivery Subsystem <mailer-daemon@globex.test>',
      'To: no-reply@acme.test',
      'Subject: Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="dsn"',
      '',
      '--dsn',
      '',
      'Your message could not be delivered to <bob@globex.test>: mailbox full.',
      '--dsn',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.globex.test',
      'Arrival-Date: Tue, 24 Nov 2026 09:30:00 +0000',
      '',
      'Final-Recipient: rfc822; bob@globex.test',
      'Action: failed',
      'Status: 5.2.2',
      'Diagnostic-Code: smtp; 552 5.2.2 Mailbox full',
      '--dsn',
      'Content-Type: text/rfc822-headers',
      '',
      'From: no-reply@acme.test',
      'To: bob@globex.test',
      'Subject: Your order',
      '--dsn--',
    ],
  );
}

function invitation(method: string, status: string): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Acme//Demo//EN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    'UID:winter-sale@acme.test',
    'DTSTAMP:20261124T093000Z',
    'DTSTART:20261127T140000Z',
    'DTEND:20261127T150000Z',
    'SUMMARY:Planning of the winter sale',
    'DESCRIPTION:Prices\\, pictures\\, and who writes what',
    'LOCATION:Room 3',
    'ORGANIZER;CN=Ada Lovelace:mailto:ada@acme.test',
    'ATTENDEE;CN=Jürgen Groß;PARTSTAT=NEEDS-ACTION:mailto:juergen@acme.test',
    'ATTENDEE;CN=Ann;PARTSTAT=ACCEPTED:mailto:ann@acme.test',
    `STATUS:${status}`,
    'RRULE:FREQ=WEEKLY;COUNT=4',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}
