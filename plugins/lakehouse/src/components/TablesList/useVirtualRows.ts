import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { type VirtualWindow, virtualWindow } from './VirtualWindow';

/** Where nothing has been laid out yet. */
const ASSUMED_HEIGHT = 800;

/** Rows of scrolling that change nothing. */
const SLACK = 4;

/** The drawn part of a list, and how to get elsewhere in it. */
export interface VirtualRows extends VirtualWindow {
  /** What scrolls, once it is there. */
  box: HTMLElement | null;
  /** Ref of what scrolls. */
  setBox(box: HTMLElement | null): void;
  /** Scrolls as little as needed to see the row. */
  reveal(index: number): void;
  toTop(): void;
}

/**
 * Draws only those rows of a list that can be seen in its scrolling box, with some to spare.
 *
 * @param headHeight - pixels of the sticky head, which covers rows
 */
export function useVirtualRows(
  total: number,
  rowHeight: number,
  headHeight: number,
): VirtualRows {
  const [box, setBox] = useState<HTMLElement | null>(null);
  const measure = () =>
    virtualWindow(
      box?.scrollTop ?? 0,
      box?.clientHeight || ASSUMED_HEIGHT,
      rowHeight,
      total,
    );
  const [shown, setShown] = useState<VirtualWindow>(measure);
  const measureRef = useRef(measure);
  measureRef.current = measure;

  const update = useCallback(() => {
    const next = measureRef.current();
    setShown(before => {
      if (next.first === before.first && next.end === before.end) {
        return before;
      }
      // A few rows of movement are what the spare ones are for; the ends are exact.
      const moved =
        Math.abs(next.first - before.first) >= SLACK ||
        Math.abs(next.end - before.end) >= SLACK;
      return moved || next.first === 0 || next.end === total ? next : before;
    });
  }, [total]);

  useLayoutEffect(() => {
    setShown(measureRef.current());
    if (!box) {
      return undefined;
    }
    box.addEventListener('scroll', update, { passive: true });
    const observer =
      typeof ResizeObserver === 'undefined'
        ? undefined
        : new ResizeObserver(update);
    observer?.observe(box);
    return () => {
      box.removeEventListener('scroll', update);
      observer?.disconnect();
    };
  }, [box, update]);

  const reveal = useCallback(
    (index: number) => {
      if (!box) {
        return;
      }
      const top = index * rowHeight;
      const bottom = top + rowHeight;
      const height = (box.clientHeight || ASSUMED_HEIGHT) - headHeight;
      if (top < box.scrollTop) {
        box.scrollTop = top;
      } else if (bottom > box.scrollTop + height) {
        box.scrollTop = bottom - height;
      }
      setShown(measureRef.current());
    },
    [box, rowHeight, headHeight],
  );
  const toTop = useCallback(() => {
    if (box) {
      box.scrollTop = 0;
    }
    setShown(measureRef.current());
  }, [box]);

  // The list may have become shorter since the last measurement.
  return {
    first: Math.min(shown.first, total),
    end: Math.min(shown.end, total),
    box,
    setBox,
    reveal,
    toTop,
  };
}
