import { useCallback, useRef } from 'react';
import { useAppSearchParams } from '@backstage/frontend-plugin-api';

/**
 * One parameter of the page's query, so that every view can be linked. Setting it leaves
 * the others alone, and replaces the history entry: going back leaves the page.
 *
 * @param fallback - the value that is not written into the address
 */
export function useQueryParam(
  name: string,
  fallback: string = '',
): [string, (value: string) => void] {
  const [params, setParams] = useAppSearchParams();
  const setRef = useRef(setParams);
  setRef.current = setParams;
  const set = useCallback(
    (value: string) =>
      setRef.current(
        before => {
          const next = new URLSearchParams(before);
          if (value === fallback) {
            next.delete(name);
          } else {
            next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    [name, fallback],
  );
  return [params.get(name) ?? fallback, set];
}
