import { CircleX, Clock } from 'lucide-react';
import { formatDuration } from '../format/numbers.ts';
import { text } from '../strings.ts';
import { refusalOf } from './refusal.ts';

interface DialogueLine {
  readonly side: 'client' | 'server' | 'note';
  readonly text: string;
  readonly atMs?: number;
  /** A note that says how the sender was let down. */
  readonly failed?: boolean;
}

/** An SMTP dialogue with the times between its lines. What a server refuses is marked by a word, a sign and a colour. */
export function Dialogue({ lines }: { readonly lines: readonly DialogueLine[] }) {
  const timed = lines.some(({ atMs }) => atMs !== undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <ol className="dialogue mono" data-timed={timed} data-testid="dialogue" tabIndex={0}>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a record of what was said, it does not change
        <Line key={at} {...line} />
      ))}
    </ol>
  );
}

function Line({ side, text: said, atMs, failed }: DialogueLine) {
  const refusal = side === 'server' ? refusalOf(said) : undefined;
  const Icon = refusal?.kind === 'later' ? Clock : CircleX;
  const look = refusal ? `dialogue-${refusal.kind}` : failed ? 'dialogue-never' : '';
  return (
    <li className={`dialogue-line dialogue-${side} ${look}`}>
      <span className="dialogue-time number">{atMs === undefined ? '' : formatDuration(atMs)}</span>
      <span className="dialogue-side">{text.dialogue[side]}</span>
      <span className="dialogue-text">
        <span className="dialogue-said">
          {failed && <CircleX size={12} aria-hidden className="dialogue-sign" />}
          {said}
        </span>
        {refusal?.last && (
          <span className="dialogue-refusal">
            <Icon size={12} aria-hidden /> {text.dialogue.refusal[refusal.kind]}
          </span>
        )}
      </span>
    </li>
  );
}
