/*
 * The mbox format with reversible quoting ("mboxrd", RFC 4155 leaves the dialect open): each message behind a line
 * `From sender date`, lines of the message that begin with `From `, or with `>`s and `From `, get one `>` more, line ends are LF, and
 * an empty line follows.
 */

/** Longest part of a line that is held back while its end is not there; only its first bytes matter. */
const HELD_BACK = 64 * 1024;
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `From ` line: envelope sender (MAILER-DAEMON for the null path) and the time of arrival as asctime(3) writes it, UTC. */
export function fromLine(sender: string, receivedAt: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const time = `${two(receivedAt.getUTCHours())}:${two(receivedAt.getUTCMinutes())}:${two(receivedAt.getUTCSeconds())}`;
  const day = String(receivedAt.getUTCDate()).padStart(2, ' ');
  const date = `${days[receivedAt.getUTCDay()]} ${months[receivedAt.getUTCMonth()]} ${day} ${time} ${receivedAt.getUTCFullYear()}`;
  return `From ${sender.replace(/\s/g, '_') || 'MAILER-DAEMON'} ${date}\n`;
}

/** The message as it stands in the mbox, with the empty line behind it. Chunks may end anywhere. */
export async function* quoted(message: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = '';
  let inLine = false;
  let last = '\n';
  for await (const chunk of message) {
    // One character a byte: every byte comes out as it went in.
    rest += Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    let end = rest.lastIndexOf('\n') + 1;
    if (end === 0 && rest.length > HELD_BACK) end = rest.endsWith('\r') ? rest.length - 1 : rest.length;
    if (end === 0) continue;
    const text = quoteLines(rest.slice(0, end), inLine);
    inLine = !text.endsWith('\n');
    last = text.at(-1) as string;
    rest = rest.slice(end);
    yield Buffer.from(text, 'latin1');
  }
  const text = quoteLines(rest, inLine);
  if (text !== '') last = text.at(-1) as string;
  yield Buffer.from(`${text}${last === '\n' ? '' : '\n'}\n`, 'latin1');
}

function quoteLines(text: string, inLine: boolean): string {
  const lines = text.replaceAll('\r\n', '\n');
  const quotedLines = lines.replace(/\n(>*From )/g, '\n>$1');
  return !inLine && /^>*From /.test(quotedLines) ? `>${quotedLines}` : quotedLines;
}
