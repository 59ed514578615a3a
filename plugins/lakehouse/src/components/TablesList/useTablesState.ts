import { useCallback, useMemo, useRef } from 'react';
import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import {
  readTablesState,
  type TablesState,
  writeTablesState,
} from './TablesState';

/** Changes parts of the state. */
export type ChangeTablesState = (change: Partial<TablesState>) => void;

/**
 * State of a list of tables in the query of its page, so that every view can be linked.
 * Changing it replaces the history entry: going back leaves the page.
 */
export function useTablesState(): [TablesState, ChangeTablesState] {
  const [params, setParams] = useAppSearchParams();
  const setRef = useRef(setParams);
  setRef.current = setParams;
  const state = useMemo(() => readTablesState(params), [params]);
  const change = useCallback<ChangeTablesState>(
    part =>
      setRef.current(
        before =>
          writeTablesState(before, { ...readTablesState(before), ...part }),
        {
          replace: true,
        },
      ),
    [],
  );
  return [state, change];
}
