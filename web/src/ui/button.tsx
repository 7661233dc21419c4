import type { ButtonHTMLAttributes, ReactNode } from 'react';

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly kind?: 'primary' | 'plain' | 'danger' | 'quiet';
  readonly busy?: boolean;
};

export function Button({ kind = 'plain', busy = false, className = '', disabled, ...rest }: Props) {
  return (
    <button
      type="button"
      className={`button button-${kind} ${className}`}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    />
  );
}

type IconProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'title'> & {
  readonly label: string;
  readonly icon: ReactNode;
  /** Of a switch; leave out for a button that does something once. */
  readonly pressed?: boolean;
};

export function IconButton({ label, icon, pressed, className = '', ...rest }: IconProps) {
  return (
    <button
      type="button"
      className={`icon-button ${className}`}
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      {...rest}
    >
      {icon}
    </button>
  );
}
