import type { ChaosBehaviour } from '../commands.ts';
import { invalid, type Refusal } from '../decision.ts';
import type { SmtpReply } from '../smtp-reply.ts';

/** The replies that a chaos address can give, with the enhanced code (RFC 3463) and text used where none is given. */
const replies: Readonly<Record<number, { readonly enhanced: string; readonly text: string }>> = {
  421: { enhanced: '4.3.2', text: 'Service not available, closing transmission channel' },
  450: { enhanced: '4.2.1', text: 'Mailbox unavailable' },
  451: { enhanced: '4.3.0', text: 'Local error in processing' },
  452: { enhanced: '4.3.1', text: 'Insufficient system storage' },
  500: { enhanced: '5.5.2', text: 'Syntax error, command unrecognized' },
  550: { enhanced: '5.1.1', text: 'Mailbox unavailable' },
  551: { enhanced: '5.1.6', text: 'User not local' },
  552: { enhanced: '5.2.2', text: 'Exceeded storage allocation' },
  553: { enhanced: '5.1.3', text: 'Mailbox name not allowed' },
};

/** The behaviour with the reply filled in where only its code was given ('' or nothing for the rest). */
export function completeBehaviour(behaviour: ChaosBehaviour): ChaosBehaviour {
  const { code, enhanced, text } = behaviour.reply as Pick<SmtpReply, 'code'> & Partial<SmtpReply>;
  const standard = replies[code];
  const reply = { code, enhanced: enhanced || standard?.enhanced || '', text: text || standard?.text || '' };
  return { ...behaviour, reply };
}

const enhancedCode = /^[45]\.\d{1,3}\.\d{1,3}$/;
// RFC 5321 4.2: textstring, without tabs. 400 leaves room in the 512 octets of a reply line.
const replyText = /^[ -~]{1,400}$/;

export function refuseBehaviour(behaviour: ChaosBehaviour): Refusal | undefined {
  const { reply, stage, failFirst, probability, seed, delayMs } = behaviour;
  if (!(reply.code in replies)) {
    return invalid('behaviour.reply.code', `The reply code is one of ${Object.keys(replies).join(', ')}.`);
  }
  if (!enhancedCode.test(reply.enhanced) || reply.enhanced.charAt(0) !== String(reply.code).charAt(0)) {
    return invalid(
      'behaviour.reply.enhanced',
      `The enhanced code of a ${reply.code} begins with ${String(reply.code).charAt(0)}, for example ${replies[reply.code]?.enhanced}.`,
    );
  }
  if (!replyText.test(reply.text)) {
    return invalid('behaviour.reply.text', 'The text is one line of at most 400 printable ASCII characters.');
  }
  if (stage !== 'data' && stage !== 'rcpt') return invalid('behaviour.stage', 'The stage is data or rcpt.');
  return (
    refuseNumber('failFirst', failFirst, 1, 1_000_000_000, true) ??
    refuseNumber('probability', probability, 0, 1, false) ??
    refuseNumber('seed', seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, true) ??
    refuseNumber('delayMs', delayMs, 0, 600_000, true)
  );
}

function refuseNumber(
  name: string,
  value: number | undefined,
  least: number,
  most: number,
  whole: boolean,
): Refusal | undefined {
  if (value === undefined || (value >= least && value <= most && (!whole || Number.isInteger(value)))) return undefined;
  return invalid(`behaviour.${name}`, `${name} must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`);
}

export function equalBehaviour(a: ChaosBehaviour, b: ChaosBehaviour): boolean {
  return (
    a.reply.code === b.reply.code &&
    a.reply.enhanced === b.reply.enhanced &&
    a.reply.text === b.reply.text &&
    a.stage === b.stage &&
    a.failFirst === b.failFirst &&
    a.probability === b.probability &&
    a.seed === b.seed &&
    a.delayMs === b.delayMs &&
    a.drop === b.drop
  );
}
