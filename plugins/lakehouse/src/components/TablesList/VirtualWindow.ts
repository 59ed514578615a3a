/** Rows of a long list that are worth drawing. */
export interface VirtualWindow {
  /** First row, counted from 0. */
  first: number;
  /** The row after the last one. */
  end: number;
}

/** Rows drawn above and below what can be seen, so that scrolling shows no gap. */
const OVERSCAN = 10;

/** Never more than this, however tall the window: rows are what makes a page slow. */
const MAX_ROWS = 76;

/**
 * Which rows to draw.
 *
 * @param scrollTop - pixels that are scrolled away above
 * @param viewHeight - pixels that can be seen
 * @param rowHeight - pixels of one row, the same for all
 */
export function virtualWindow(
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
  total: number,
): VirtualWindow {
  const visible = Math.min(
    MAX_ROWS - 2 * OVERSCAN,
    Math.ceil(Math.max(viewHeight, rowHeight) / rowHeight) + 1,
  );
  const top = Math.max(
    0,
    Math.min(Math.floor(scrollTop / rowHeight), total - visible),
  );
  const first = Math.max(0, top - OVERSCAN);
  return { first, end: Math.min(total, Math.max(top, 0) + visible + OVERSCAN) };
}
