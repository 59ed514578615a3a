import { useCallback, useRef } from 'react';
import { useAppSearchParams } from '@backstage/frontend-plugin-api';

/**
 * One parameter of the page's query, so that every view can be linked. Setting it leaves
 * the others alone.
 *
 * @param fallback - the value that is not written into the address
 * @param place - Its values are places of their own: going back in the browser goes to the one before. Otherwise the entry
 *   of the history is replaced, and going back leaves the page.
 */
export function useQueryParam(
  name: string,
  fallback: string = '',
  { place = false }: { place?: boolean } = {},
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
        { replace: !place },
      ),
    [name, fallback, place],
  );
  return [params.get(name) ?? fallback, set];
}
