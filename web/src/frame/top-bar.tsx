import { Link } from '@tanstack/react-router';
import { CircleHelp, Command, Moon, Sun } from 'lucide-react';
import { prefer, usePreferences } from '../preferences.ts';
import { SearchBox } from '../search/search-box.tsx';
import { text } from '../strings.ts';
import { IconButton } from '../ui/button.tsx';

export function TopBar({ onPalette, onHelp }: { readonly onPalette: () => void; readonly onHelp: () => void }) {
  const dark = useDark();
  return (
    <header className="top-bar">
      <Link to="/" className="brand" aria-label={`${text.product}, ${text.nav.all}`}>
        <img src="/favicon.svg" alt="" width={24} height={24} />
        <span className="brand-name">{text.product}</span>
      </Link>
      <SearchBox />
      <div className="top-actions">
        <IconButton
          label={dark ? text.top.themeLight : text.top.themeDark}
          icon={dark ? <Sun size={16} aria-hidden /> : <Moon size={16} aria-hidden />}
          onClick={() => prefer({ theme: dark ? 'light' : 'dark' })}
        />
        <IconButton
          label={text.top.help}
          icon={<CircleHelp size={16} aria-hidden />}
          onClick={onHelp}
          className="wide-only"
        />
        <IconButton label={text.top.palette} icon={<Command size={16} aria-hidden />} onClick={onPalette} />
      </div>
    </header>
  );
}

function useDark(): boolean {
  usePreferences();
  return document.documentElement.dataset.theme === 'dark';
}
