import { type KeyboardEvent, useCallback, useEffect, useState } from 'react';
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
 */
export function useRowKeys(
  rows: VirtualRows,
  total: number,
): (event: KeyboardEvent) => void {
  const { box, reveal } = rows;
  // Set while the row that shall have the focus is not there yet.
  const [wanted, setWanted] = useState<number>();

  // After every render: rows come when they are drawn, their links when they are loaded.
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
  });

  return useCallback(
    (event: KeyboardEvent) => {
      if (
        event.altKey ||
        event.ctrlKey ||
        event.metaKey ||
        !(event.target instanceof HTMLElement)
      ) {
        return;
      }
      const row = event.target.closest<HTMLElement>('tr[data-index]');
      const from = row ? Number(row.dataset.index) : wanted;
      let target: number | undefined;
      if (from !== undefined) {
        target = targetOf(event.key, from, total - 1);
      } else if (event.target === box && event.key === 'ArrowDown') {
        // Into the list, from its box.
        target = 0;
      }
      if (target !== undefined) {
        event.preventDefault();
        reveal(target);
        setWanted(target);
      }
    },
    [box, reveal, total, wanted],
  );
}
