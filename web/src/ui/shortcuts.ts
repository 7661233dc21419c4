import { useEffect, useRef } from 'react';

export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/**
 * Single keys by `event.key` in lower case ("j", "enter", "#"), "control+k" for the palette (Command on a Mac). Nothing is taken while somebody
 * types, while a dialog or menu is open, or from a control that has a use for the key itself.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const name = nameOf(event);
      const action = name === undefined ? undefined : current.current[name];
      if (!action || event.defaultPrevented) return;
      // The palette opens from everywhere; Ctrl+A in a field selects its text.
      if (name !== 'control+k' && isTaken(event)) return;
      event.preventDefault();
      action(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function nameOf(event: KeyboardEvent): string | undefined {
  if (event.isComposing || event.altKey) return undefined;
  if (event.ctrlKey || event.metaKey) return `control+${event.key.toLowerCase()}`;
  return event.key.toLowerCase();
}

function isTaken(event: Pick<KeyboardEvent, 'key' | 'target'>): boolean {
  // Also when the focus is lost from an open dialog, as when its button gets disabled.
  if (document.querySelector('.dialog, .menu')) return true;
  const target = event.target instanceof Element ? event.target : undefined;
  if (!target) return false;
  if (target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]'))
    return true;
  if (target.closest('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]')) return true;
  const pressable = target.closest('button, a, summary, input, [role=tab]');
  return pressable !== null && ['Enter', ' ', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].includes(event.key);
}
