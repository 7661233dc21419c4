import { CircleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { reasonOf } from '../api/client.ts';
import { text } from '../strings.ts';
import { Button } from './button.tsx';

/** Stands where the data would. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  return (
    <div className="state" role="alert">
      <CircleAlert size={20} aria-hidden className="red" />
      <p className="state-title">{text.errors.title}</p>
      <p className="state-text">{reasonOf(error)}</p>
      {onRetry && <Button onClick={onRetry}>{text.common.retry}</Button>}
    </div>
  );
}

/** Why what was just tried did not happen, read out at once. */
export function Fault({ reason }: { readonly reason: string | undefined }) {
  if (reason === undefined) return null;
  return (
    <p role="alert" className="note note-red">
      <CircleAlert size={14} aria-hidden />
      <span>{reason}</span>
    </p>
  );
}

export function Empty({ icon, title, children }: { icon?: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className="state">
      {icon}
      <p className="state-title">{title}</p>
      {children && <div className="state-text">{children}</div>}
    </div>
  );
}

/** Grey lines, only when the wait is long enough to be noticed. */
export function Skeleton({ lines = 6 }: { readonly lines?: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="skeleton" aria-busy="true" aria-label={text.common.loading} role="status">
      {late &&
        Array.from({ length: lines }, (_, line) => line).map((line) => <span key={line} className="skeleton-line" />)}
    </div>
  );
}
