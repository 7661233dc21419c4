/**
 * Maps the scroll position of an element to rows of a list that may be taller than browsers allow an element to be (Chromium
 * stops at 33,554,428 px, Firefox at 17,895,697: 340,000 rows of 52 px). Below `maxHeight` both are the same. Above it a wheel or
 * a key still moves by single pixels, a pull at the scroll bar moves in proportion, and once scrolling rests `settle` puts the
 * bar back to where it belongs, without moving the rows.
 */
export class RowScroll {
  /** Position in the full list, px. */
  top = 0;
  #physicalTop = 0;
  #rowHeight = 32;
  #viewport = 0;
  #rows = 0;

  constructor(readonly maxHeight = 10_000_000) {}

  /** Height to give the element inside the scroller. */
  get height(): number {
    return Math.min(this.#rows * this.#rowHeight, this.maxHeight);
  }

  get viewport(): number {
    return this.#viewport;
  }

  get rowHeight(): number {
    return this.#rowHeight;
  }

  layout(rows: number, rowHeight: number, viewport: number): void {
    if (rowHeight !== this.#rowHeight) this.top = (this.top / this.#rowHeight) * rowHeight;
    this.#rows = rows;
    this.#rowHeight = rowHeight;
    this.#viewport = viewport;
    this.top = clamp(this.top, this.#maxTop);
  }

  /** The element was scrolled to here. */
  scrolled(physicalTop: number): void {
    const moved = physicalTop - this.#physicalTop;
    this.#physicalTop = physicalTop;
    if (!this.#squeezed) this.top = physicalTop;
    else if (physicalTop <= 0) this.top = 0;
    else if (physicalTop >= this.#maxPhysical) this.top = this.#maxTop;
    else if (Math.abs(moved) <= this.#viewport * 2) this.top += moved;
    else this.top = (physicalTop / this.#maxPhysical) * this.#maxTop;
    this.top = clamp(this.top, this.#maxTop);
  }

  /** Go to this position of the full list; gives the scroll position to set on the element. */
  scrollTo(top: number): number {
    this.top = clamp(top, this.#maxTop);
    this.#physicalTop = this.#placeOfBar;
    return this.#physicalTop;
  }

  /**
   * Scrolling rests, with the element here; gives the scroll position to set on it. Undefined: it may stay, or it was scrolled on and
   * `scrolled` is still to be told so.
   */
  settle(physicalTop: number): number | undefined {
    if (Math.abs(physicalTop - this.#physicalTop) > 1) return undefined;
    return Math.abs(physicalTop - this.#placeOfBar) > 1 ? this.scrollTo(this.top) : undefined;
  }

  /** Rows on view, and where to draw the first: px inside the element of `height`. */
  range(overscan: number): { first: number; last: number; offset: number } {
    const first = Math.max(0, Math.floor(this.top / this.#rowHeight) - overscan);
    const last = Math.min(this.#rows - 1, Math.ceil((this.top + this.#viewport) / this.#rowHeight) + overscan);
    return { first, last, offset: this.#physicalTop + first * this.#rowHeight - this.top };
  }

  /** The position that brings a row on view with the least movement. */
  topToShow(row: number): number {
    const start = row * this.#rowHeight;
    if (start < this.top) return start;
    const end = start + this.#rowHeight;
    return end > this.top + this.#viewport ? end - this.#viewport : this.top;
  }

  /** Where the element's scroll bar should stand for `top`. */
  get #placeOfBar(): number {
    if (!this.#squeezed) return this.top;
    return this.#maxTop === 0 ? 0 : Math.round((this.top / this.#maxTop) * this.#maxPhysical);
  }

  get #squeezed(): boolean {
    return this.#rows * this.#rowHeight > this.maxHeight;
  }

  get #maxTop(): number {
    return Math.max(0, this.#rows * this.#rowHeight - this.#viewport);
  }

  get #maxPhysical(): number {
    return Math.max(0, this.height - this.#viewport);
  }
}

const clamp = (value: number, max: number): number => Math.max(0, Math.min(value, max));
