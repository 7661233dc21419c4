import type { Schemas } from '../api/types.ts';

export type Behaviour = Schemas['ChaosBehaviour'];

/** The builder's choices; numbers as typed. */
export interface BehaviourForm {
  readonly drop: boolean;
  readonly code: number;
  readonly enhanced: string;
  readonly text: string;
  readonly stage: 'data' | 'rcpt';
  readonly how: 'always' | 'first' | 'chance';
  readonly failFirst: string;
  readonly percent: string;
  readonly seed: string;
  readonly delayMs: string;
}

export const newForm: BehaviourForm = {
  drop: false,
  code: 451,
  enhanced: '4.7.1',
  text: 'Greylisted, try again later',
  stage: 'data',
  how: 'always',
  failFirst: '3',
  percent: '50',
  seed: '1',
  delayMs: '0',
};

/** A reply that fits the code: enhanced status of RFC 3463, text as servers say it. */
export const usualReplies: Record<number, readonly [enhanced: string, text: string]> = {
  421: ['4.3.2', 'Service not available, closing transmission channel'],
  450: ['4.2.1', 'Mailbox busy, try again later'],
  451: ['4.7.1', 'Greylisted, try again later'],
  452: ['4.2.2', 'Mailbox full, try again later'],
  500: ['5.5.1', 'Command not recognised'],
  550: ['5.1.1', 'No such user here'],
  551: ['5.1.6', 'User not local'],
  552: ['5.2.2', 'Mailbox full'],
  553: ['5.1.3', 'Mailbox name not allowed'],
};

export function withCode(form: BehaviourForm, code: number): BehaviourForm {
  const [enhanced = '', text = ''] = usualReplies[code] ?? [];
  return { ...form, code, enhanced, text };
}

export function toBehaviour(form: BehaviourForm): Behaviour {
  const delayMs = wholeNumber(form.delayMs) ?? 0;
  const failFirst = form.how === 'first' ? wholeNumber(form.failFirst) : undefined;
  const percent = form.how === 'chance' ? Number(form.percent) : undefined;
  const seed = form.how === 'chance' ? wholeNumber(form.seed) : undefined;
  return {
    reply: { code: form.code, enhanced: form.enhanced.trim(), text: form.text.trim() },
    stage: form.stage,
    ...(failFirst === undefined ? {} : { failFirst }),
    ...(percent === undefined || Number.isNaN(percent)
      ? {}
      : { probability: Math.min(100, Math.max(0, percent)) / 100 }),
    ...(seed === undefined ? {} : { seed }),
    ...(delayMs > 0 ? { delayMs } : {}),
    ...(form.drop ? { drop: true } : {}),
  };
}

export function toForm(behaviour: Behaviour | Schemas['ChaosBehaviourView']): BehaviourForm {
  const { reply, stage, failFirst, probability, seed, delayMs, drop } = behaviour;
  return {
    drop: drop ?? false,
    code: reply.code,
    enhanced: reply.enhanced ?? '',
    text: reply.text ?? '',
    stage: stage ?? 'data',
    how: failFirst !== undefined ? 'first' : probability !== undefined ? 'chance' : 'always',
    failFirst: String(failFirst ?? newForm.failFirst),
    percent: probability === undefined ? newForm.percent : String(Number((probability * 100).toFixed(2))),
    seed: String(seed ?? newForm.seed),
    delayMs: String(delayMs ?? 0),
  };
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}
