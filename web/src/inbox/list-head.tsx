import { Menu } from '@base-ui/react/menu';
import {
  ArrowDownNarrowWide,
  ArrowDownWideNarrow,
  AtSign,
  Check,
  EllipsisVertical,
  MailOpen,
  Rows2,
  Rows3,
  Star,
  Trash2,
  X,
} from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { prefer, usePreferences } from '../preferences.ts';
import { text } from '../strings.ts';
import { IconButton } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { deleteAll, type MailList, type MailOrder, markAll, markEmails } from './mail-list.ts';
import { quickFilters, toggleTerm } from './quick-filters.ts';
import { isEmpty, nothingSelected, type Selection, selectAll } from './selection.ts';

interface Props {
  readonly list: MailList;
  readonly inbox: string | undefined;
  readonly query: string;
  readonly selection: Selection;
  readonly onSelection: (selection: Selection) => void;
  readonly onQuery: (query: string) => void;
  readonly onOrder: (order: MailOrder) => void;
  readonly onDelete: () => void;
}

export function ListHead({ list, inbox, query, selection, onSelection, onQuery, onOrder, onDelete }: Props) {
  const [confirming, setConfirming] = useState(false);
  const title = inbox === undefined ? text.nav.all : inbox === 'catch-all' ? text.nav.catchAll : inbox;
  const confirm = confirming && (
    <ConfirmDeleteAll list={list} onDeleted={() => onSelection(nothingSelected)} onClose={() => setConfirming(false)} />
  );
  if (!isEmpty(selection)) {
    const { all } = selection;
    const mark = (kind: 'read' | 'unread' | 'favorite' | 'unfavorite') =>
      void (all ? markAll(list, kind) : markEmails([...selection.ids], kind));
    return (
      <div className="list-head" role="toolbar" aria-label={text.inbox.selected(selection.ids.size)}>
        <IconButton
          label={text.inbox.clearSelection}
          icon={<X size={16} aria-hidden />}
          onClick={() => onSelection(nothingSelected)}
        />
        <span className="list-title number" data-testid="selected-count">
          {all ? <Count list={list} words={text.inbox.allSelected} /> : text.inbox.selected(selection.ids.size)}
        </span>
        {!all && (
          <button type="button" className="button button-quiet" onClick={() => onSelection(selectAll())}>
            <Count list={list} words={text.inbox.selectAll} />
          </button>
        )}
        <span className="grow" />
        <IconButton
          label={text.inbox.markRead}
          icon={<MailOpen size={16} aria-hidden />}
          onClick={() => mark('read')}
        />
        <IconButton label={text.inbox.markUnread} icon={<UnreadIcon />} onClick={() => mark('unread')} />
        <IconButton
          label={text.inbox.favorite}
          icon={<Star size={16} aria-hidden />}
          onClick={() => mark('favorite')}
        />
        <IconButton
          label={text.inbox.delete}
          icon={<Trash2 size={16} aria-hidden />}
          onClick={() => (all ? setConfirming(true) : onDelete())}
        />
        {confirm}
      </div>
    );
  }
  return (
    <div className="list-head">
      <h1 className="list-title ellipsis" title={title}>
        {title}
      </h1>
      <span className="muted number list-count" data-testid="mail-count">
        <Count list={list} words={text.inbox.mails} />
      </span>
      <fieldset className="quick-filters" aria-label={text.inbox.filters}>
        {quickFilters.map(({ term, label }) => (
          <button
            key={term}
            type="button"
            className="chip"
            aria-pressed={query.split(/\s+/).includes(term)}
            onClick={() => onQuery(toggleTerm(query, term))}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <OrderButton order={list.key.order} onOrder={onOrder} />
      <ListMenu list={list} onDeleteAll={() => setConfirming(true)} />
      {confirm}
    </div>
  );
}

/** By itself, so that an arrival draws nothing but this. Nothing until the list is loaded. */
function Count({ list, words }: { readonly list: MailList; readonly words: (rows: number, exact: boolean) => string }) {
  const { status, rows, exact } = useSyncExternalStore(list.store.subscribe, list.store.snapshot);
  return status === 'ready' ? words(rows, exact) : null;
}

interface ConfirmProps {
  readonly list: MailList;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

function ConfirmDeleteAll({ list, onDeleted, onClose }: ConfirmProps) {
  const { rows, exact } = useSyncExternalStore(list.store.subscribe, list.store.snapshot);
  return (
    <Confirm
      title={text.inbox.deleteAllTitle}
      body={text.inbox.deleteAllBody(rows, exact)}
      action={text.inbox.delete}
      onConfirm={async () => {
        await deleteAll(list);
        onDeleted();
      }}
      onClose={onClose}
    />
  );
}

/** Two orders: a switch, not a menu. It says what is now, its tooltip what a click does. */
function OrderButton({ order, onOrder }: { readonly order: MailOrder; readonly onOrder: Props['onOrder'] }) {
  const other = order === 'newest' ? 'oldest' : 'newest';
  const Icon = order === 'newest' ? ArrowDownWideNarrow : ArrowDownNarrowWide;
  return (
    <button
      type="button"
      className="button button-quiet order-button"
      aria-label={text.inbox.orderNow(order)}
      title={text.inbox.orderNow(order)}
      data-order={order}
      onClick={() => onOrder(other)}
    >
      <Icon size={16} aria-hidden />
      <span className="order-label">{text.inbox.order[order]}</span>
    </button>
  );
}

function ListMenu({ list, onDeleteAll }: { readonly list: MailList; readonly onDeleteAll: () => void }) {
  const { density, showRecipient } = usePreferences();
  const compact = density === 'compact';
  return (
    <Menu.Root>
      <Menu.Trigger className="icon-button" aria-label={text.inbox.menu} title={text.inbox.menu}>
        <EllipsisVertical size={16} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="layer">
          <Menu.Popup className="menu">
            <Menu.Item className="menu-item" onClick={() => void markAll(list, 'read')}>
              <MailOpen size={16} aria-hidden /> {text.inbox.markAllRead}
            </Menu.Item>
            <Menu.Item className="menu-item menu-item-danger" onClick={onDeleteAll}>
              <Trash2 size={16} aria-hidden /> {text.inbox.deleteAll}
            </Menu.Item>
            <div className="menu-separator" />
            <Menu.CheckboxItem
              className="menu-item"
              checked={compact}
              onCheckedChange={(now) => prefer({ density: now ? 'compact' : 'comfortable' })}
            >
              {compact ? <Rows3 size={16} aria-hidden /> : <Rows2 size={16} aria-hidden />}
              <span className="grow">{text.inbox.compact}</span>
              <Menu.CheckboxItemIndicator>
                <Check size={14} aria-hidden />
              </Menu.CheckboxItemIndicator>
            </Menu.CheckboxItem>
            <Menu.CheckboxItem
              className="menu-item"
              checked={showRecipient}
              onCheckedChange={(now) => prefer({ showRecipient: now })}
            >
              <AtSign size={16} aria-hidden />
              <span className="grow">{text.inbox.showRecipient}</span>
              <Menu.CheckboxItemIndicator>
                <Check size={14} aria-hidden />
              </Menu.CheckboxItemIndicator>
            </Menu.CheckboxItem>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function UnreadIcon() {
  return (
    <span className="dot-icon" aria-hidden>
      <span className="dot" />
    </span>
  );
}
