import { useCallback, useEffect, useRef, useState } from 'react';
import { toError } from '@backstage/errors';

/** What came of asking for something. */
export type Loaded<T> =
  | { status: 'loading' }
  | { status: 'failed'; error: Error }
  | { status: 'loaded'; value: T };

/** Asks when shown, when `key` changes and when told to; `key` undefined asks for nothing. */
export function useLoaded<T>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<T>,
): Loaded<T> & { again(): void } {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{ key?: string; loaded: Loaded<T> }>({
    loaded: { status: 'loading' },
  });
  const loadRef = useRef(load);
  loadRef.current = load;
  useEffect(() => {
    if (key === undefined) return undefined;
    const controller = new AbortController();
    const set = (loaded: Loaded<T>) =>
      !controller.signal.aborted && setState({ key, loaded });
    set({ status: 'loading' });
    loadRef.current(controller.signal).then(
      value => set({ status: 'loaded', value }),
      (thrown: unknown) => set({ status: 'failed', error: toError(thrown) }),
    );
    return () => controller.abort();
  }, [key, attempt]);
  const again = useCallback(() => setAttempt(count => count + 1), []);
  // In the render in which the key changes, the state is still that of the old one.
  const loaded: Loaded<T> =
    state.key === key ? state.loaded : { status: 'loading' };
  return { ...loaded, again };
}
