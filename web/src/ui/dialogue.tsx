import { formatDuration } from '../format/numbers.ts';
import { text } from '../strings.ts';

interface DialogueLine {
  readonly side: 'client' | 'server' | 'note';
  readonly text: string;
  readonly atMs?: number;
}

/** An SMTP dialogue with the times between its lines. */
export function Dialogue({ lines }: { readonly lines: readonly DialogueLine[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <ol className="dialogue mono" data-testid="dialogue" tabIndex={0}>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a record of what was said, it does not change
        <li key={at} className={`dialogue-line dialogue-${line.side}`}>
          <span className="dialogue-time number">{line.atMs === undefined ? '' : formatDuration(line.atMs)}</span>
          <span className="dialogue-side">{text.dialogue[line.side]}</span>
          <span className="dialogue-text">{line.text}</span>
        </li>
      ))}
    </ol>
  );
}
