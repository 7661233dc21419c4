import { Store, useStore } from './store.ts';

/** What one person prefers on this machine; what is worth sharing is in the address instead. */
export interface Preferences {
  readonly theme: 'light' | 'dark' | 'system';
  readonly density: 'compact' | 'comfortable';
  /** Width of the list beside a message, px. */
  readonly listWidth: number;
  readonly railWidth: number;
  /** Show who a mail went to instead of who sent it. */
  readonly showRecipient: boolean;
  /** What was last chosen in the palette, newest first. */
  readonly recentCommands: readonly string[];
}

const keys = {
  theme: 'millrace.theme',
  density: 'millrace.density',
  listWidth: 'millrace.list-width',
  railWidth: 'millrace.rail-width',
  showRecipient: 'millrace.show-recipient',
  recentCommands: 'millrace.recent-commands',
} as const;

const darkScheme = matchMedia('(prefers-color-scheme: dark)');
const store = new Store<Preferences>(read());

export const usePreferences = (): Preferences => useStore(store);
export const preferences = store.get;

export function prefer(change: Partial<Preferences>): void {
  store.update((value) => ({ ...value, ...change }));
  for (const name of Object.keys(change) as (keyof Preferences)[]) write(name);
  apply();
}

darkScheme.addEventListener('change', apply);

function apply(): void {
  const { theme, density } = store.get();
  const dark = theme === 'system' ? darkScheme.matches : theme === 'dark';
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.dataset.density = density;
}

function read(): Preferences {
  const theme = load(keys.theme);
  const density = load(keys.density);
  return {
    theme: theme === 'dark' || theme === 'light' ? theme : 'system',
    density:
      density === 'compact' || density === 'comfortable'
        ? density
        : matchMedia('(min-width: 1180px)').matches
          ? 'compact'
          : 'comfortable',
    listWidth: Number(load(keys.listWidth)) || 480,
    railWidth: Number(load(keys.railWidth)) || 208,
    showRecipient: load(keys.showRecipient) === 'true',
    recentCommands: (load(keys.recentCommands) ?? '').split('\n').filter((label) => label !== ''),
  };
}

function load(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // Storage is switched off: preferences last as long as the page.
  }
}

function write(name: keyof Preferences): void {
  const value = store.get()[name];
  try {
    if (value === 'system') localStorage.removeItem(keys[name]);
    else localStorage.setItem(keys[name], Array.isArray(value) ? value.join('\n') : String(value));
  } catch {
    // As above.
  }
}
