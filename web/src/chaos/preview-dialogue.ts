import type { Behaviour } from './behaviour-form.ts';

interface Line {
  readonly side: 'client' | 'server' | 'note';
  readonly text: string;
  readonly atMs?: number;
  readonly failed?: boolean;
}

/** What the next sender to this address would see, line by line, when the failure fires. */
export function previewDialogue(address: string, behaviour: Behaviour): Line[] {
  const { reply, stage, delayMs = 0, drop } = behaviour;
  const full = [reply.code, reply.enhanced, reply.text].filter((part) => part !== '' && part !== undefined).join(' ');
  const client = (text: string): Line => ({ side: 'client', text });
  const server = (text: string): Line => ({ side: 'server', text });
  const failure: Line[] = [
    ...(delayMs > 0 ? [{ side: 'note', text: 'the server waits', atMs: delayMs } as const] : []),
    drop ? { side: 'note', text: 'connection closed without a reply', failed: true } : server(full),
    ...(!drop && reply.code === 421 ? [{ side: 'note', text: 'connection closed' } as const] : []),
  ];
  const begin = [client('MAIL FROM:<app@example.test>'), server('250 2.1.0 OK'), client(`RCPT TO:<${address}>`)];
  if (stage === 'rcpt') return [...begin, ...failure];
  return [
    ...begin,
    server('250 2.1.5 OK'),
    client('DATA'),
    server('354 End data with <CR><LF>.<CR><LF>'),
    client('(the mail) .'),
    ...failure,
  ];
}
