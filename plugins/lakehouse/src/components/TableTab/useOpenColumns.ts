import { useCallback, useMemo, useState } from 'react';
import { useQueryParam } from '../shared';
import type { ColumnRow } from './columnRows';

// Small schemas are read as a whole; large ones would bury the columns under their insides.
const OPEN_UP_TO_ROWS = 60;

/** Which nested columns are open: all or none by the page's query, single ones by hand. */
export function useOpenColumns(rows: readonly ColumnRow[]) {
  const [wanted, setWanted] = useQueryParam('expand');
  const parents = useMemo(
    () => rows.filter(row => row.hasChildren).map(row => row.fieldId),
    [rows],
  );
  const allByDefault = rows.length <= OPEN_UP_TO_ROWS;
  const all = wanted ? wanted === 'all' : allByDefault;
  // Those that differ from the page's state, which is all open or all closed.
  const [exceptions, setExceptions] = useState<ReadonlySet<number>>(new Set());

  const open = useMemo(
    () => new Set(parents.filter(parent => exceptions.has(parent) !== all)),
    [parents, exceptions, all],
  );
  const toggle = useCallback((fieldId: number) => {
    setExceptions(before => {
      const after = new Set(before);
      if (!after.delete(fieldId)) {
        after.add(fieldId);
      }
      return after;
    });
  }, []);
  const toggleAll = () => {
    setExceptions(new Set());
    const next = open.size < parents.length;
    const explicit = next ? 'all' : 'none';
    setWanted(next === allByDefault ? '' : explicit);
  };
  return {
    open,
    toggle,
    toggleAll,
    allOpen: open.size === parents.length,
    nested: parents.length > 0,
  };
}
