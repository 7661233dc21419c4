import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { text } from '../strings.ts';
import { useShortcuts } from '../ui/shortcuts.ts';
import { TimeTooltip } from '../ui/time.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { Rail } from './rail.tsx';
import { ShortcutsHelp } from './shortcuts-help.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';

const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));

export function AppFrame() {
  const [open, setOpen] = useState<'palette' | 'help'>();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  // The inbox and a mail of its own know themselves where back leads.
  const hasOwnEscape = path === '/' || path.startsWith('/inbox/') || path.startsWith('/mail/');
  useShortcuts({
    'control+k': () => setOpen((now) => (now === 'palette' ? undefined : 'palette')),
    '?': () => setOpen('help'),
    '/': () => {
      const box = document.querySelector<HTMLInputElement>('[data-search-box]');
      box?.focus();
      box?.select();
    },
    ...(hasOwnEscape ? {} : { escape: () => navigate({ to: '/' }) }),
  });
  return (
    <div className="frame">
      <a href="#main" className="skip-link">
        {text.nav.skip}
      </a>
      <TopBar onPalette={() => setOpen('palette')} onHelp={() => setOpen('help')} />
      <div className="frame-body">
        <Rail />
        <main id="main" className="frame-main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <StatusBar />
      <BottomBar />
      {open === 'palette' && (
        <Suspense>
          <Palette onClose={() => setOpen(undefined)} onHelp={() => setOpen('help')} />
        </Suspense>
      )}
      {open === 'help' && <ShortcutsHelp onClose={() => setOpen(undefined)} />}
      <TimeTooltip />
      <Toasts />
    </div>
  );
}
