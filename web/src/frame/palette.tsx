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
import { arranged, type Group, type Ranked, used } from './palette-ranking.ts';

interface Choice extends Ranked {
  readonly go: () => unknown;
}

/** Everything by its name, the recently used first. Loaded when first opened. */
export function Palette({ onClose, onHelp }: { readonly onClose: () => void; readonly onHelp: () => void }) {
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const [recent] = useState(() => preferences().recentCommands);
  const groups = useGroups(onHelp);
  const typed = words.trim();
  const run = (action: () => unknown) => () => {
    onClose();
    void action();
  };
  const shown = arranged(groups, typed, recent);
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog palette" aria-label={text.palette.label}>
          <Command label={text.palette.label} loop shouldFilter={false}>
            <Command.Input
              className="palette-input"
              placeholder={text.palette.placeholder}
              value={words}
              onValueChange={setWords}
              autoFocus
            />
            <Command.List className="palette-list" label={text.palette.label}>
              {shown.map(({ heading, choices }) => (
                <Command.Group key={heading} heading={heading}>
                  {choices.map(({ label, go }) => (
                    <Command.Item
                      key={label}
                      value={label}
                      className="menu-item"
                      onSelect={run(() => {
                        prefer({ recentCommands: used(label, recent) });
                        return go();
                      })}
                    >
                      {label}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              {typed !== '' && (
                <Command.Item
                  value={`search ${words}`}
                  className="menu-item"
                  onSelect={run(() => navigate({ to: '/', search: { q: typed } }))}
                >
                  {text.palette.search(typed)}
                </Command.Item>
              )}
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function useGroups(onHelp: () => void): Group<Choice>[] {
  const navigate = useNavigate();
  const inboxes = useQuery(inboxesQuery);
  const subdomains = useQuery(subdomainsQuery({ limit: 200 }));
  const names = new Set([
    ...(inboxes.data?.items.map((each) => each.inboxName) ?? []),
    ...(subdomains.data?.items.map((each) => each.name) ?? []),
  ]);
  const words = text.palette.keywords;
  return [
    {
      heading: text.palette.go,
      choices: [
        { label: text.nav.all, keywords: words.all, go: () => navigate({ to: '/' }) },
        { label: text.nav.campaigns, go: () => navigate({ to: '/campaigns' }) },
        { label: text.nav.chaos, go: () => navigate({ to: '/chaos' }) },
        { label: text.nav.domains, keywords: words.domains, go: () => navigate({ to: '/domains' }) },
        { label: text.nav.operations, keywords: words.operations, go: () => navigate({ to: '/operations' }) },
        { label: text.nav.start, keywords: words.start, go: () => navigate({ to: '/start' }) },
      ],
    },
    {
      heading: text.palette.act,
      choices: [
        { label: text.palette.theme, keywords: words.theme, go: toggleTheme },
        { label: text.palette.density, keywords: words.density, go: toggleDensity },
        { label: text.palette.sendTest, go: sendTestMail },
        { label: text.palette.copySmtp, keywords: words.copySmtp, go: () => copyText(live.get().stats?.smtp ?? '') },
        { label: text.palette.shortcuts, keywords: words.shortcuts, go: onHelp },
        { label: text.palette.apiDocs, go: () => window.open('/api/openapi.json', '_blank', 'noopener') },
      ],
    },
    {
      heading: text.palette.inboxes,
      choices: [...names].map((inbox) => ({
        label: inbox,
        go: () => navigate({ to: '/inbox/$inbox', params: { inbox } }),
      })),
    },
  ];
}

function toggleTheme(): void {
  prefer({ theme: document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark' });
}

function toggleDensity(): void {
  prefer({ density: preferences().density === 'compact' ? 'comfortable' : 'compact' });
}
