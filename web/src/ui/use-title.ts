import { useEffect } from 'react';
import { text } from '../strings.ts';

/** Names the browser's tab; a number in front when something waits to be looked at. */
export function useTitle(name: string | undefined, waiting = 0): void {
  const count = waiting > 0 ? `(${waiting > 999 ? '999+' : waiting}) ` : '';
  const title = `${count}${name ? `${name} · ` : ''}${text.product}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
