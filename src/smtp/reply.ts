import type { SmtpReply } from '../domain/smtp-reply.ts';
import type { RefusalReason } from './message-receiver.ts';

/*
 * Reply text. A reply is kept as a "binary" string, one character a byte, with its line ends: concatenating a pipelined group is
 * free, and the socket writes it as latin1 without a buffer in between. Here and in `api/problem` alone are numbers known.
 */

export const replies = {
  mailOk: reply(250, '2.1.0', 'Sender ok'),
  recipientOk: reply(250, '2.1.5', 'Recipient ok'),
  startData: '354 End data with <CR><LF>.<CR><LF>\r\n',
  reset: reply(250, '2.0.0', 'Flushed'),
  noop: reply(250, '2.0.0', 'Ok'),
  bye: reply(221, '2.0.0', 'Bye'),
  help: reply(214, '2.0.0', 'EHLO HELO MAIL RCPT DATA BDAT RSET NOOP VRFY AUTH STARTTLS QUIT: see RFC 5321'),
  verify: reply(252, '2.0.0', 'Send some mail, and see'),
  startTls: reply(220, '2.0.0', 'Ready to start TLS'),
  authenticated: reply(235, '2.7.0', 'Authentication successful'),
  challenge: '334 \r\n',
  challengeUser: `334 ${btoa('Username:')}\r\n`,
  challengePassword: `334 ${btoa('Password:')}\r\n`,

  unknownCommand: reply(500, '5.5.2', 'Command not recognised'),
  lineTooLong: reply(500, '5.5.2', 'Line too long'),
  bareCarriageReturn: reply(500, '5.5.2', 'CR without LF in a command'),
  syntax: reply(501, '5.5.4', 'Syntax error in parameters'),
  badSender: reply(501, '5.1.7', 'Bad address in MAIL FROM'),
  badRecipient: reply(501, '5.1.3', 'Bad address in RCPT TO'),
  notImplemented: reply(502, '5.5.1', 'Command not implemented'),
  sequence: reply(503, '5.5.1', 'Bad sequence of commands'),
  helloFirst: reply(503, '5.5.1', 'Send EHLO first'),
  badMechanism: reply(504, '5.5.4', 'Authentication mechanism not supported'),
  unknownParameter: reply(555, '5.5.4', 'Parameter not recognised'),
  notTrusted: reply(550, '5.7.1', 'Not allowed from this address'),
  needsUtf8: reply(553, '5.6.7', 'Address needs SMTPUTF8'),
  noRecipients: reply(554, '5.5.1', 'No valid recipients'),
  tooManyRecipients: reply(452, '5.5.3', 'Too many recipients'),
  tooBig: reply(552, '5.3.4', 'Message too big'),
  bareNewline: reply(554, '5.6.0', 'Message holds a CR or LF alone'),
  needsTls: reply(530, '5.7.0', 'Send STARTTLS first'),
  authNeedsTls: reply(538, '5.7.11', 'Encryption required for authentication'),
  needsAuth: reply(530, '5.7.0', 'Authentication required'),
  badCredentials: reply(535, '5.7.8', 'Authentication credentials invalid'),
  authCancelled: reply(501, '5.7.0', 'Authentication cancelled'),
  badBase64: reply(501, '5.5.2', 'Not base64'),
  earlyTalker: '554 5.5.1 Client spoke before the greeting\r\n',

  shuttingDown: reply(421, '4.3.2', 'Shutting down'),
  timedOut: reply(421, '4.4.2', 'Timed out'),
  tooSlow: reply(421, '4.4.2', 'Message data comes too slowly'),
  tooManyConnections: reply(421, '4.7.0', 'Too many connections'),
  tooManyErrors: reply(421, '4.7.0', 'Too many errors'),
  tooManyIdleCommands: reply(421, '4.7.0', 'Too many commands without a message'),
  tooManyAuthFailures: reply(421, '4.7.0', 'Too many failed authentications'),
} as const;

const refusals: Readonly<Record<RefusalReason, string>> = {
  full: reply(452, '4.3.1', 'Spool full, try again later'),
  'sync-failed': reply(451, '4.3.0', 'Message could not be stored, try again later'),
  unhealthy: reply(451, '4.3.0', 'Message could not be stored, try again later'),
  stopping: replies.shuttingDown,
};

export function refusalReply(reason: RefusalReason): string {
  return refusals[reason];
}

/** The id comes first after the code: test clients look for `250 2.0.0 <uuid>`. */
export function storedReply(messageId: string): string {
  return `250 2.0.0 ${messageId} captured\r\n`;
}

/** A reply that admission or a chaos address gave. Text of several lines makes a reply of several lines. */
export function formatReply({ code, enhanced, text }: SmtpReply): string {
  const lines = text.split(/[\r\n]+/).filter((line, index) => line !== '' || index === 0);
  const last = lines.length - 1;
  const status = enhanced === '' ? '' : `${enhanced} `;
  return asBytes(lines.map((line, index) => `${code}${index < last ? '-' : ' '}${status}${line}\r\n`).join(''));
}

export function greeting(hostname: string): string {
  return asBytes(`220 ${hostname} ESMTP Millrace\r\n`);
}

/** RFC 5321 4.1.1.1. No enhanced codes in the answer to EHLO and HELO (RFC 2034). */
export function helloReply(hostname: string, keywords: readonly string[]): string {
  const lines = [hostname, ...keywords];
  const last = lines.length - 1;
  return asBytes(lines.map((line, index) => `250${index < last ? '-' : ' '}${line}\r\n`).join(''));
}

export function chunkReply(octets: number): string {
  return `250 2.0.0 ${octets} octets received\r\n`;
}

function reply(code: number, enhanced: string, text: string): string {
  return `${code} ${enhanced} ${text}\r\n`;
}

function asBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
