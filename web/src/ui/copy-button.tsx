import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { text } from '../strings.ts';
import { toast } from './toasts.tsx';

export async function copyText(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    // Clipboards need a secure context (https or localhost): the old way works on a LAN address too.
    const area = document.createElement('textarea');
    area.value = value;
    area.className = 'off-screen';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    if (!done) toast({ text: text.errors.copy, kind: 'error' });
    return done;
  }
}

interface Props {
  readonly value: string;
  /** What is copied, for the button's name: "Copy address". */
  readonly label: string;
  readonly showLabel?: boolean;
}

export function CopyButton({ value, label, showLabel = false }: Props) {
  const [copied, setCopied] = useState(false);
  const onClick = async () => {
    if (!(await copyText(value))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  const icon = copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />;
  return (
    <button
      type="button"
      className={showLabel ? 'button button-plain' : 'icon-button icon-button-small'}
      onClick={onClick}
      aria-label={copied ? text.common.copied : label}
      title={label}
    >
      {icon}
      {showLabel && <span>{copied ? text.common.copied : label}</span>}
    </button>
  );
}
