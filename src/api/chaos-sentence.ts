import type { ChaosBehaviour } from '../domain/commands.ts';

/** What a sender will see, in one sentence: for the preview of the chaos builder. */
export function chaosSentence(address: string, behaviour: ChaosBehaviour): string {
  const { reply, stage, failFirst, probability, delayMs, drop } = behaviour;
  const line = [reply.code, reply.enhanced, reply.text].filter((part) => part !== '').join(' ');
  const place = stage === 'rcpt' ? 'at RCPT' : 'after DATA';
  const wait = delayMs ? `, after ${showDelay(delayMs)}` : '';
  const effect = drop
    ? `the connection closed ${place} without a reply${wait}`
    : `${line} ${place}${reply.code === 421 ? ' and the connection closed' : ''}${wait}`;
  const odds =
    probability !== undefined && probability < 1
      ? ` with a probability of ${Number((probability * 100).toFixed(2))} %`
      : '';
  if (failFirst !== undefined) {
    const messages = failFirst === 1 ? 'The first message to' : `The first ${failFirst} messages to`;
    const verb = failFirst === 1 ? 'gets' : 'get';
    return `${messages} ${address} ${verb} ${effect}${odds}, then it accepts.`;
  }
  const otherwise = odds ? '; otherwise it is accepted' : '';
  return `Every message to ${address} gets ${effect}${odds}${otherwise}.`;
}

function showDelay(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}
