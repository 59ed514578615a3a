import { useCallback, useRef, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  TableQueryResult,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseApiRef } from '../../api';

/** Rows that a preview asks for. */
export const PREVIEW_ROWS = 100;

/** What a query of one's own is doing. */
export type TableQueryState =
  | { status: 'idle' }
  | { status: 'running' }
  | { status: 'cancelled' }
  | { status: 'failed'; error: Error }
  | { status: 'done'; result: TableQueryResult };

/**
 * Runs read-only SQL over a table as of a snapshot, one query at a time: a new one cancels
 * the one before. Without SQL, the first rows.
 */
export function useTableQuery(
  table: TableRef,
  snapshotId: string,
): {
  state: TableQueryState;
  run: (sql: string | undefined) => void;
  cancel: () => void;
} {
  const api = useApi(lakehouseApiRef);
  const [state, setState] = useState<TableQueryState>({ status: 'idle' });
  const running = useRef<AbortController>();
  const { lakehouse, schema, table: name } = table;

  const cancel = useCallback(() => {
    if (running.current) {
      running.current.abort();
      running.current = undefined;
      setState({ status: 'cancelled' });
    }
  }, []);

  const run = useCallback(
    async (sql: string | undefined) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setState({ status: 'running' });
      const request = {
        snapshotId,
        maxRows: PREVIEW_ROWS,
        ...(sql === undefined ? {} : { sql }),
      };
      try {
        const result = await api.queryTable(
          { lakehouse, schema, table: name },
          request,
          { signal: controller.signal },
        );
        if (running.current === controller) {
          running.current = undefined;
          setState({ status: 'done', result });
        }
      } catch (thrown) {
        // A query that was cancelled, or replaced by another, has nothing to say any more.
        if (running.current === controller) {
          running.current = undefined;
          setState({ status: 'failed', error: toError(thrown) });
        }
      }
    },
    [api, lakehouse, schema, name, snapshotId],
  );

  return { state, run, cancel };
}
