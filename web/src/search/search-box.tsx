import { Autocomplete } from '@base-ui/react/autocomplete';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useRouterState, useSearch } from '@tanstack/react-router';
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { campaignsQuery, inboxesQuery } from '../api/queries.ts';
import type { Schemas } from '../api/types.ts';
import { text } from '../strings.ts';
import { readQuery } from './read-query.ts';
import { type Suggestion, suggest } from './suggestions.ts';

const TYPING_PAUSE_MS = 250;

/** Stays the same while only counts change. */
const namesOf = ({ items }: Schemas['Inboxes']): string[] => items.map((each) => each.inboxName);

/** The query is the address's `q`; a whole one is taken over while typing pauses, and at Enter. */
export function SearchBox() {
  const { q = '', sort } = useSearch({ strict: false }) as { q?: string; sort?: string };
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { inbox } = useParams({ strict: false }) as { inbox?: string };
  const isInbox = path === '/' || path.startsWith('/inbox/');
  const navigate = useNavigate();
  const [value, setValue] = useState(q);
  const [focused, setFocused] = useState(false);
  const [open, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(q);
  const form = useRef<HTMLFormElement>(null);
  const campaigns = useQuery({ ...campaignsQuery({ limit: 50 }), enabled: focused });
  const inboxes = useQuery({ ...inboxesQuery, enabled: focused, select: namesOf });

  // Back, a link, another inbox: the address is right. What was sent from here is not put back, it may be behind the typing.
  useEffect(() => {
    if (q.trim() === sent.current.trim()) return;
    sent.current = q;
    setValue(q);
  }, [q]);

  const parsed = readQuery(value);
  const items = suggest(value, {
    inboxes: inboxes.data ?? [],
    campaigns: campaigns.data?.items.map((each) => each.value) ?? [],
  });

  // While there is a way to go on, an unfinished word is no mistake.
  const unfinished = focused && items.length > 0;
  const fault = parsed.kind === 'fault' && value.trim() !== '' && !unfinished ? parsed : undefined;

  const go = (query: string, replace: boolean) => {
    clearTimeout(timer.current);
    const next = query.trim();
    sent.current = next;
    const search = {
      ...(next === '' ? {} : { q: next }),
      ...(isInbox && sort === 'oldest' ? { sort: 'oldest' as const } : {}),
    };
    if (isInbox && inbox) void navigate({ to: '/inbox/$inbox', params: { inbox }, search, replace });
    else void navigate({ to: '/', search, replace });
  };
  const change = (query: string) => {
    setValue(query);
    clearTimeout(timer.current);
    if (!isInbox || readQuery(query).kind === 'fault') return;
    timer.current = setTimeout(() => go(query, true), TYPING_PAUSE_MS);
  };

  return (
    <search className="search">
      <form
        ref={form}
        className="search-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (parsed.kind === 'query') go(value, false);
        }}
      >
        <Autocomplete.Root
          items={items}
          value={value}
          onValueChange={change}
          mode="none"
          filter={null}
          openOnInputClick
          open={open && items.length > 0}
          onOpenChange={setOpen}
          itemToStringValue={(item: Suggestion) => item.query}
        >
          <Search size={16} aria-hidden className="search-icon" />
          <Autocomplete.Input
            className="search-input"
            data-search-box=""
            aria-label={text.inbox.searchLabel}
            aria-invalid={fault !== undefined}
            aria-describedby={fault ? 'search-fault' : undefined}
            placeholder={text.inbox.searchPlaceholder}
            spellCheck={false}
            autoComplete="off"
            maxLength={2000}
            onFocus={() => setFocused(true)}
            onBlur={() => setFocused(false)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && !event.defaultPrevented) event.currentTarget.blur();
            }}
          />
          {value !== '' && (
            <button
              type="button"
              className="icon-button icon-button-small"
              aria-label={text.inbox.clearSearch}
              onClick={() => {
                setValue('');
                go('', false);
              }}
            >
              <X size={14} aria-hidden />
            </button>
          )}
          <Autocomplete.Portal>
            <Autocomplete.Positioner anchor={form} sideOffset={4} className="layer">
              <Autocomplete.Popup className="menu search-menu" aria-label={text.inbox.suggestions}>
                <Autocomplete.List>
                  {(item: Suggestion) => (
                    <Autocomplete.Item key={item.query} value={item} className="menu-item">
                      <span className="mono">{item.label}</span>
                      <span className="grow" />
                      <span className="muted">{item.hint}</span>
                    </Autocomplete.Item>
                  )}
                </Autocomplete.List>
              </Autocomplete.Popup>
            </Autocomplete.Positioner>
          </Autocomplete.Portal>
        </Autocomplete.Root>
      </form>
      {fault && (
        <p id="search-fault" className="search-fault" role="status">
          <span className="mono ellipsis">
            {value.slice(0, fault.position)}
            <mark>{value.slice(fault.position, fault.position + fault.length)}</mark>
            {value.slice(fault.position + fault.length)}
          </span>
          {text.inbox.queryFault(fault.reason)}
        </p>
      )}
    </search>
  );
}
