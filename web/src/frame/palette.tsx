import { Dialog } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { useState } from 'react';
import { live } from '../api/live.ts';
import { inboxesQuery, subdomainsQuery } from '../api/queries.ts';
import { prefer, preferences } from '../preferences.ts';
import { sendTestMail } from '../start/send-test-mail.ts';
import { text } from '../strings.ts';
import { copyText } from '../ui/copy-button.tsx';

/** Everything by its name. Loaded when first opened. */
export function Palette({ onClose, onHelp }: { readonly onClose: () => void; readonly onHelp: () => void }) {
  const navigate = useNavigate();
  const inboxes = useQuery(inboxesQuery);
  const subdomains = useQuery(subdomainsQuery({ limit: 200 }));
  const [words, setWords] = useState('');
  const names = new Set([
    ...(inboxes.data?.items.map((each) => each.inboxName) ?? []),
    ...(subdomains.data?.items.map((each) => each.name) ?? []),
  ]);
  const run = (action: () => unknown) => () => {
    onClose();
    void action();
  };
  const places = [
    { label: text.nav.all, go: () => navigate({ to: '/' }) },
    { label: text.nav.campaigns, go: () => navigate({ to: '/campaigns' }) },
    { label: text.nav.chaos, go: () => navigate({ to: '/chaos' }) },
    { label: text.nav.domains, go: () => navigate({ to: '/domains' }) },
    { label: text.nav.operations, go: () => navigate({ to: '/operations' }) },
    { label: text.nav.start, go: () => navigate({ to: '/start' }) },
  ];
  const acts = [
    { label: text.palette.theme, go: toggleTheme },
    { label: text.palette.density, go: toggleDensity },
    { label: text.palette.sendTest, go: sendTestMail },
    { label: text.palette.copySmtp, go: () => copyText(live.get().stats?.smtp ?? '') },
    { label: text.palette.shortcuts, go: onHelp },
    { label: text.palette.apiDocs, go: () => window.open('/api/openapi.json', '_blank', 'noopener') },
  ];
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog palette" aria-label={text.palette.label}>
          <Command label={text.palette.label} loop>
            <Command.Input
              className="palette-input"
              placeholder={text.palette.placeholder}
              value={words}
              onValueChange={setWords}
              autoFocus
            />
            <Command.List className="palette-list" label={text.palette.label}>
              <Command.Group heading={text.palette.go}>
                {places.map(({ label, go }) => (
                  <Command.Item key={label} className="menu-item" onSelect={run(go)}>
                    {label}
                  </Command.Item>
                ))}
              </Command.Group>
              <Command.Group heading={text.palette.act}>
                {acts.map(({ label, go }) => (
                  <Command.Item key={label} className="menu-item" onSelect={run(go)}>
                    {label}
                  </Command.Item>
                ))}
              </Command.Group>
              {names.size > 0 && (
                <Command.Group heading={text.palette.inboxes}>
                  {[...names].map((inbox) => (
                    <Command.Item
                      key={inbox}
                      className="menu-item"
                      onSelect={run(() => navigate({ to: '/inbox/$inbox', params: { inbox } }))}
                    >
                      {inbox}
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
              {words.trim() !== '' && (
                <Command.Item
                  forceMount
                  value={`search ${words}`}
                  className="menu-item"
                  onSelect={run(() => navigate({ to: '/', search: { q: words.trim() } }))}
                >
                  {text.palette.search(words.trim())}
                </Command.Item>
              )}
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function toggleTheme(): void {
  prefer({ theme: document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark' });
}

function toggleDensity(): void {
  prefer({ density: preferences().density === 'compact' ? 'comfortable' : 'compact' });
}
