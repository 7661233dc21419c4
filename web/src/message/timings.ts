import type { EmailDetail } from '../api/types.ts';

/** From the end of the data to the row being visible. */
export function listedAfterMs({ transport, listedAt }: Pick<EmailDetail, 'transport' | 'listedAt'>): number {
  return Math.max(0, Date.parse(listedAt) - Date.parse(transport.endAt));
}

interface DialogueLine {
  readonly side: 'client' | 'server' | 'note';
  readonly text: string;
  /** Milliseconds since the connection was accepted; absent for lines whose time was not kept. */
  readonly atMs?: number;
  readonly failed?: boolean;
}

/** The SMTP dialogue as far as it was kept: what was said, and when at the moments that matter. */
export function dialogueOf(detail: EmailDetail): DialogueLine[] {
  const { transport, envelope, reply, refused } = detail;
  const start = Date.parse(transport.connectedAt);
  const at = (time: string) => Math.max(0, Date.parse(time) - start);
  const said = (text: string, atMs?: number): DialogueLine => ({
    side: 'client',
    text,
    ...(atMs === undefined ? {} : { atMs }),
  });
  const lines: DialogueLine[] = [
    { side: 'note', text: `connection from ${transport.peer}`, atMs: 0 },
    said(`${transport.esmtp ? 'EHLO' : 'HELO'} ${transport.helo}`),
  ];
  if (transport.tls) {
    lines.push(said('STARTTLS'));
    lines.push({ side: 'note', text: `${transport.tls.protocol}, ${transport.tls.cipher}` });
  }
  if (transport.auth) lines.push(said(`AUTH ${transport.auth.mechanism} (as ${transport.auth.user})`));
  lines.push(said(`MAIL FROM:<${envelope.from}>${parameters(envelope.parameters)}`, at(transport.mailAt)));
  for (const { address, notify, orcpt } of envelope.recipients) {
    const extra = `${notify ? ` NOTIFY=${notify}` : ''}${orcpt ? ` ORCPT=${orcpt}` : ''}`;
    lines.push(said(`RCPT TO:<${address}>${extra}`));
  }
  lines.push(said(transport.via, at(transport.dataAt)));
  lines.push({ side: 'note', text: `${detail.sizeBytes.toLocaleString('en')} bytes`, atMs: at(transport.endAt) });
  lines.push(
    refused === 'dropped'
      ? { side: 'note', text: 'connection closed without a reply', failed: true }
      : { side: 'server', text: reply },
  );
  lines.push({ side: 'note', text: 'listed', atMs: at(detail.listedAt) });
  return lines;
}

function parameters(values: EmailDetail['envelope']['parameters']): string {
  const { size, body, smtputf8, ret, envid, auth } = values;
  const parts = [
    size === undefined ? '' : `SIZE=${size}`,
    body ? `BODY=${body}` : '',
    smtputf8 ? 'SMTPUTF8' : '',
    ret ? `RET=${ret}` : '',
    envid ? `ENVID=${envid}` : '',
    auth ? `AUTH=${auth}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` ${parts.join(' ')}`;
}
