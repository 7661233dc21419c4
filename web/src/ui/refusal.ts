export interface Refusal {
  /** 4xx: the sender may try again; 5xx: it may not. */
  readonly kind: 'later' | 'never';
  /** Of a reply of several lines only the last is named. */
  readonly last: boolean;
}

/** Whether a line of a server refuses something (RFC 5321, 4.2.1). */
export function refusalOf(line: string): Refusal | undefined {
  const reply = /^([45])\d\d(?:([ -])|$)/.exec(line);
  if (!reply) return undefined;
  return { kind: reply[1] === '4' ? 'later' : 'never', last: reply[2] !== '-' };
}
