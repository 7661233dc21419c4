import { type RefObject, useCallback, useEffect, useLayoutEffect, useReducer, useRef } from 'react';
import { RowScroll } from './row-scroll.ts';

const SETTLE_MS = 200;
/** Rows drawn beyond what is on view, so that the frame of a scroll has them. */
const OVERSCAN = 6;

export interface RowView {
  readonly first: number;
  readonly last: number;
  readonly offset: number;
  readonly height: number;
  readonly scroll: RowScroll;
  /** Go to a position of the full list. */
  readonly scrollTo: (top: number) => void;
}

/**
 * Joins a scroller element to a RowScroll. `start`: position to begin at, once there are rows. `rushing`: rows at the top are passed by
 * before anybody can scroll to them, and only those on view are worth drawing.
 */
export function useRowScroll(
  scroller: RefObject<HTMLElement | null>,
  rows: number,
  rowHeight: number,
  start: number,
  rushing: boolean,
  onScroll: (top: number) => void,
): RowView {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const scroll = useRef<RowScroll>(null);
  scroll.current ??= new RowScroll();
  const model = scroll.current;
  const started = useRef(false);
  // Measured when it changes: to ask the element at every drawing would make the browser lay it out twice.
  const viewport = useRef(0);
  model.layout(rows, rowHeight, viewport.current);

  const scrollTo = useCallback(
    (top: number) => {
      const element = scroller.current;
      if (!element) return;
      element.scrollTop = model.scrollTo(top);
      onScroll(model.top);
      redraw();
    },
    [model, scroller, onScroll],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const resized = new ResizeObserver(() => {
      viewport.current = element.clientHeight;
      redraw();
    });
    resized.observe(element);
    return () => resized.disconnect();
  }, [scroller]);

  useLayoutEffect(() => {
    if (started.current || rows === 0) return;
    started.current = true;
    viewport.current = scroller.current?.clientHeight ?? 0;
    model.layout(rows, rowHeight, viewport.current);
    scrollTo(start);
  });

  // Rows that became taller or fewer: the bar follows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the height of the rows changes
  useLayoutEffect(() => {
    if (started.current) scrollTo(model.top);
  }, [rowHeight]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      const place = model.settle(element.scrollTop);
      if (place !== undefined) element.scrollTop = place;
    };
    const scrolled = () => {
      model.scrolled(element.scrollTop);
      onScroll(model.top);
      redraw();
      clearTimeout(timer);
      timer = setTimeout(settle, SETTLE_MS);
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      element.removeEventListener('scroll', scrolled);
      clearTimeout(timer);
    };
  }, [scroller, model, onScroll]);

  return { ...model.range(rushing && model.top === 0 ? 0 : OVERSCAN), height: model.height, scroll: model, scrollTo };
}
