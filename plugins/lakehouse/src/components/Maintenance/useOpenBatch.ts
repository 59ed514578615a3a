import { useCallback } from 'react';
import { useAppSearchParams } from '@backstage/frontend-plugin-api';

/** Leads from a run to the batch that it is of, in the address of the same page. */
export function useOpenBatch(): (batch: string) => void {
  const [, setParams] = useAppSearchParams();
  return useCallback(
    (batch: string) =>
      setParams(before => {
        const next = new URLSearchParams(before);
        next.delete('run');
        next.set('batch', batch);
        return next;
      }),
    [setParams],
  );
}
