import { type KeyboardEvent, useCallback, useRef, useState } from 'react';
import type { ColumnRow } from './columnRows';

/**
 * Keyboard of a treegrid (WAI-ARIA): one row can be reached by Tab, arrows move between
 * rows, right opens or goes in, left closes or goes out, Home and End jump.
 */
export function useTreeKeys(
  rows: readonly ColumnRow[],
  open: ReadonlySet<number>,
  toggle: (fieldId: number) => void,
) {
  const [current, setCurrent] = useState<number>();
  const elements = useRef(new Map<number, HTMLTableRowElement>());
  const reachable = rows.some(row => row.fieldId === current)
    ? current
    : rows[0]?.fieldId;

  const register = useCallback(
    (fieldId: number, element: HTMLTableRowElement | null) => {
      if (element) {
        elements.current.set(fieldId, element);
      } else {
        elements.current.delete(fieldId);
      }
    },
    [],
  );

  const onKeyDown = (event: KeyboardEvent, row: ColumnRow) => {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const index = rows.indexOf(row);
    const goTo = (target: ColumnRow | undefined) =>
      target && elements.current.get(target.fieldId)?.focus();
    const isOpen = open.has(row.fieldId);
    switch (event.key) {
      case 'ArrowDown':
        goTo(rows[index + 1]);
        break;
      case 'ArrowUp':
        goTo(rows[index - 1]);
        break;
      case 'ArrowRight':
        if (row.hasChildren && !isOpen) {
          toggle(row.fieldId);
        } else if (row.hasChildren) {
          goTo(rows[index + 1]);
        }
        break;
      case 'ArrowLeft':
        if (row.hasChildren && isOpen) {
          toggle(row.fieldId);
        } else {
          goTo(rows.find(each => each.fieldId === row.parents.at(-1)));
        }
        break;
      case 'Enter':
        if (row.hasChildren) {
          toggle(row.fieldId);
        }
        break;
      case 'Home':
        goTo(rows[0]);
        break;
      case 'End':
        goTo(rows.at(-1));
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  return { reachable, setCurrent, register, onKeyDown };
}
