import { useEffect, useState } from 'react';
import type { TablePages } from './TablePages';
import type { VirtualRows } from './useVirtualRows';

const PAGE = 10;

function targetOf(
  key: string,
  index: number,
  last: number,
): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'PageDown':
      return Math.min(last, index + PAGE);
    case 'PageUp':
      return Math.max(0, index - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/**
 * Arrow keys move from row to row, also to those that are not drawn yet; enter opens, for
 * the focus is on the link of the row.
 *
 * @param pages - what is loaded: a row gets its link when it is
 */
export function useRowKeys(
  rows: VirtualRows,
  total: number,
  pages: TablePages,
): void {
  const { box, reveal, first, end } = rows;
  // Set while the row that shall have the focus is not there yet.
  const [wanted, setWanted] = useState<number>();

  useEffect(() => {
    if (wanted === undefined) {
      return;
    }
    const link = box?.querySelector<HTMLElement>(
      `tr[data-index="${wanted}"] th a`,
    );
    if (link) {
      link.focus({ preventScroll: true });
      setWanted(undefined);
    } else if (document.activeElement === document.body) {
      // The row that had the focus is gone: the next key must still arrive.
      box?.focus({ preventScroll: true });
    }
  }, [wanted, box, first, end, pages]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = nextRow(event, box, wanted, total - 1);
      if (target !== undefined) {
        event.preventDefault();
        reveal(target);
        setWanted(target);
      }
    };
    box?.addEventListener('keydown', onKeyDown);
    return () => box?.removeEventListener('keydown', onKeyDown);
  }, [box, reveal, total, wanted]);
}

/** The row that a key leads to; undefined when it is no key of the list. */
function nextRow(
  event: KeyboardEvent,
  box: HTMLElement | null,
  wanted: number | undefined,
  last: number,
): number | undefined {
  const modified = event.altKey || event.ctrlKey || event.metaKey;
  if (modified || !(event.target instanceof HTMLElement)) {
    return undefined;
  }
  const row = event.target.closest<HTMLElement>('tr[data-index]');
  const from = row ? Number(row.dataset.index) : wanted;
  if (from !== undefined) {
    return targetOf(event.key, from, last);
  }
  // Into the list, from its box.
  return event.target === box && event.key === 'ArrowDown' ? 0 : undefined;
}
