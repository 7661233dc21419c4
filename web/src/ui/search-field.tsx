import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

const TYPING_PAUSE_MS = 250;

/** Tells what was typed once typing pauses. */
export function SearchField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const [words, setWords] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setWords(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <span className="search-field">
      <Search size={14} aria-hidden />
      <input
        className="input"
        type="search"
        value={words}
        placeholder={label}
        aria-label={label}
        onChange={({ target }) => {
          setWords(target.value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => onChange(target.value.trim()), TYPING_PAUSE_MS);
        }}
      />
    </span>
  );
}
