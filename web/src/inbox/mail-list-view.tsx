// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be a window on a million rows
import { ArrowUp, CircleAlert } from 'lucide-react';
import {
  type MouseEvent,
  type Ref,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { reasonOf } from '../api/client.ts';
import { usePreferences } from '../preferences.ts';
import { text } from '../strings.ts';
import { Failure, Skeleton } from '../ui/states.tsx';
import { pointAtTime, useToday } from '../ui/time.tsx';
import { followLive } from './follow-live.ts';
import type { MailList } from './mail-list.ts';
import { MailRowPattern } from './mail-row-pattern.tsx';
import { MailRows } from './mail-rows.ts';
import { isSelected, type Selection } from './selection.ts';
import { useRowScroll } from './use-row-scroll.ts';

export interface MailListHandle {
  /** Makes the row so many further current and brings it on view, as soon as it is loaded; tells `onMove`. */
  move(by: number): void;
  focus(): void;
}

interface Props {
  readonly ref: Ref<MailListHandle>;
  readonly list: MailList;
  readonly inboxId: string | undefined;
  readonly openId: string | undefined;
  readonly selection: Selection;
  readonly onOpen: (id: string) => void;
  readonly onMove: (id: string) => void;
  readonly onSelect: (id: string, index: number, how: 'toggle' | 'range') => void;
  readonly onFavorite: (id: string) => void;
}

/** While the pointer moved within this time, rows do not shift under it. */
const POINTER_REST_MS = 1500;
const ROW = { compact: 32, comfortable: 52 } as const;

export function MailListView({ ref, list, inboxId, openId, selection, onOpen, onMove, onSelect, onFavorite }: Props) {
  const { store } = list;
  const state = useSyncExternalStore(store.subscribe, store.snapshot);
  const { density, showRecipient } = usePreferences();
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(list.current);
  const remember = useCallback(
    (top: number) => {
      list.scrollTop = top;
    },
    [list],
  );
  const view = useRowScroll(scroller, state.rows, ROW[density], list.scrollTop, state.loose, remember);
  const { first, last, offset, height, scroll, scrollTo } = view;
  const makeCurrent = (id: string | undefined) => {
    list.current = id;
    setCurrent(id);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows may come or go while the range stays
  useEffect(() => store.ensure(first, last), [store, first, last, state.rows]);

  // Arrivals: shown at once at the top of the list, unless the pointer is busy there.
  const pointer = useRef<{ movedAt: number; timer?: ReturnType<typeof setTimeout> }>({ movedAt: 0 });
  const hold = useCallback(() => scroll.top > 0 || Date.now() - pointer.current.movedAt < POINTER_REST_MS, [scroll]);
  const showRested = useCallback(() => {
    if (!hold()) store.showPending();
  }, [hold, store]);
  const pointerMoved = () => {
    pointer.current.movedAt = Date.now();
    clearTimeout(pointer.current.timer);
    pointer.current.timer = setTimeout(showRested, POINTER_REST_MS + 50);
  };
  const pointerLeft = () => {
    pointer.current.movedAt = 0;
    showRested();
  };
  useEffect(() => followLive(list, inboxId, hold), [list, inboxId, hold]);
  useEffect(() => () => clearTimeout(pointer.current.timer), []);

  // Keys may come before the rows do.
  const queued = useRef<number>(undefined);
  const moveQueued = () => {
    if (queued.current === undefined) return;
    const from = list.current === undefined ? -1 : store.indexOf(list.current);
    const start = from >= 0 ? from + queued.current : Math.ceil(scroll.top / scroll.rowHeight);
    const index = Math.max(0, Math.min(state.rows - 1, start));
    const item = store.row(index);
    if (!item && (state.status === 'loading' || state.rows > 0)) return;
    queued.current = undefined;
    if (!item) return;
    makeCurrent(item.id);
    scrollTo(scroll.topToShow(index));
    onMove(item.id);
  };
  useEffect(moveQueued);
  useImperativeHandle(ref, () => ({
    move(by) {
      queued.current = (queued.current ?? 0) + by;
      moveQueued();
    },
    focus: () => scroller.current?.focus({ preventScroll: true }),
  }));

  // The mail opened by its address, or after going back: it is the current row.
  useEffect(() => {
    if (openId === undefined) return;
    list.current = openId;
    setCurrent(openId);
  }, [openId, list]);

  const clicked = (event: MouseEvent) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-id]');
    const id = row?.dataset.id;
    if (!row || id === undefined) return;
    const index = Number(row.dataset.index);
    const action = (event.target as Element).closest<HTMLElement>('[data-action]')?.dataset.action;
    makeCurrent(id);
    if (event.shiftKey) onSelect(id, index, 'range');
    else if (action === 'select' || event.ctrlKey || event.metaKey) onSelect(id, index, 'toggle');
    else if (action === 'favorite') onFavorite(id);
    else onOpen(id);
  };

  const items = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => store.row(first + at));
  const today = useToday();
  const layer = useRef<HTMLDivElement>(null);
  const pattern = useRef<HTMLDivElement>(null);
  const rows = useRef<MailRows>(null);
  useLayoutEffect(() => {
    if (!layer.current || !pattern.current) return;
    rows.current ??= new MailRows(layer.current, pattern.current);
    rows.current.draw({
      first,
      items,
      currentId: current,
      openId,
      isSelected: (id) => isSelected(selection, id),
      showRecipient,
      today,
    });
  });
  useSliding(layer, state.arrived, ROW[density], offset);
  const currentShown = current !== undefined && items.some((item) => item?.id === current);

  return (
    <div className="list-box">
      {state.pending > 0 && (
        <button
          type="button"
          className="pill"
          aria-label={text.inbox.showNew(state.pending)}
          data-testid="new-pill"
          onClick={() => {
            store.showPending();
            scrollTo(0);
          }}
        >
          <ArrowUp size={14} aria-hidden />
          {text.inbox.newPill(state.pending)}
        </button>
      )}
      {state.status === 'ready' && state.error !== undefined && (
        <p className="list-fault note note-red" role="alert">
          <CircleAlert size={14} aria-hidden />
          <span className="grow">{reasonOf(state.error)}</span>
          <button type="button" className="button button-plain" onClick={() => store.ensure(first, last)}>
            {text.common.retry}
          </button>
        </p>
      )}
      {state.status === 'failed' && <Failure error={state.error} onRetry={() => void store.reload()} />}
      {state.status === 'loading' && <Skeleton lines={12} />}
      <MailRowPattern ref={pattern} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the page's shortcuts */}
      <div
        ref={scroller}
        className="list-scroller"
        role="grid"
        aria-label={`${text.inbox.list}, ${text.inbox.order[list.key.order].toLowerCase()}`}
        aria-rowcount={state.exact ? state.rows : -1}
        aria-multiselectable
        aria-activedescendant={currentShown ? `mail-${current}` : undefined}
        tabIndex={0}
        hidden={state.status !== 'ready'}
        data-testid="mail-list"
        onClick={clicked}
        onPointerMove={(event) => event.pointerType === 'mouse' && pointerMoved()}
        onPointerLeave={pointerLeft}
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      >
        <div className="list-space" style={{ height }} role="rowgroup">
          <div
            ref={layer}
            className="list-layer"
            style={{ transform: `translateY(${offset}px)` }}
            role="presentation"
            onPointerOver={({ target }) => pointAtTime((target as Element).closest('time') ?? undefined)}
            onPointerLeave={() => pointAtTime(undefined)}
          />
        </div>
      </div>
    </div>
  );
}

/** More are shown in their place at once. */
const SLIDE_ROWS = 5;
const SLIDE_MS = 120;

/** Rows that were on view glide to their new place when a few came in above them. */
function useSliding(layer: RefObject<HTMLElement | null>, arrived: number, rowHeight: number, offset: number): void {
  const seen = useRef(arrived);
  useLayoutEffect(() => {
    const came = arrived - seen.current;
    seen.current = arrived;
    if (came <= 0 || came > SLIDE_ROWS || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const from = `translateY(${offset - came * rowHeight}px)`;
    layer.current?.animate(
      { transform: [from, `translateY(${offset}px)`] },
      { duration: SLIDE_MS, easing: 'ease-out' },
    );
  });
}
