import type { ReactNode } from 'react';

interface Props {
  readonly value: ReactNode;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly small?: boolean;
  readonly tone?: 'red' | 'amber' | 'green';
}

/** One large number with its name under it. */
export function Figure({ value, label, hint, small = false, tone }: Props) {
  return (
    <div className="figure">
      <span className={`figure-value ${small ? 'figure-small' : ''} ${tone ?? ''}`}>{value}</span>
      <span className="figure-label">{label}</span>
      {hint !== undefined && <span className="muted number">{hint}</span>}
    </div>
  );
}
