import { useRef } from 'react';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  readonly className?: string;
}

/** A separator between two panes that can be pulled, or moved with the arrow keys. */
export function Resizer({ label, value, min, max, onChange, className = '' }: Props) {
  const start = useRef({ x: 0, value: 0 });
  const set = (next: number) => onChange(Math.round(Math.max(min, Math.min(max, next))));
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be focused and moved
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className={`resizer ${className}`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, value };
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId))
          set(start.current.value + event.clientX - start.current.x);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        event.stopPropagation();
        set(value + (event.key === 'ArrowLeft' ? -16 : 16));
      }}
    />
  );
}
