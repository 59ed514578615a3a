import { useCallback, useEffect, useRef, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  LakehouseApi,
  RequestOptions,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseApiRef } from '../../api';
import { onLakehouseChange } from './lakehouseChanges';
import { SharedRequests } from './SharedRequests';

/** What a page knows about something it asked the back end. */
export type LakehouseQuery<T> = { refresh(): void } & (
  | { status: 'loading' }
  | { status: 'failed'; error: Error }
  | {
      status: 'loaded';
      value: T;
      /** When the value came, milliseconds since the epoch. */
      loadedAtMs: number;
      /** A newer answer is on its way. */
      refreshing: boolean;
      /** The last refresh failed: the value is the last good one. */
      refreshError?: Error;
    }
);

const REFRESH_AFTER_MS = 60_000;

type State<T> =
  | { key: string; status: 'loading' }
  | { key: string; status: 'failed'; error: Error }
  | {
      key: string;
      status: 'loaded';
      value: T;
      loadedAtMs: number;
      refreshing: boolean;
      refreshError?: Error;
    };

const sharedByApi = new WeakMap<LakehouseApi, SharedRequests>();

function sharedRequests(api: LakehouseApi): SharedRequests {
  let shared = sharedByApi.get(api);
  if (!shared) {
    shared = new SharedRequests();
    sharedByApi.set(api, shared);
  }
  return shared;
}

/**
 * Asks the back end, and asks again when `key` changes or `refresh` is called.
 *
 * A failed refresh keeps the last good answer of the same key. A request that nobody
 * waits for any more is aborted. An answer older than a minute is refreshed when the
 * browser's tab is looked at again.
 *
 * @param key - names the call and all its parameters, for example `table/retail/silver/orders`
 * @param options - `keepPrevious` shows the answer of the key before while the new one loads
 */
export function useLakehouseQuery<T>(
  key: string,
  load: (api: LakehouseApi, options: RequestOptions) => Promise<T>,
  options?: { keepPrevious?: boolean },
): LakehouseQuery<T> {
  const api = useApi(lakehouseApiRef);
  const keepPrevious = options?.keepPrevious ?? false;
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<State<T>>({ key, status: 'loading' });
  const loadRef = useRef(load);
  loadRef.current = load;

  useEffect(() => {
    let current = true;
    setState(before =>
      before.status === 'loaded' && (before.key === key || keepPrevious)
        ? { ...before, refreshing: true }
        : { key, status: 'loading' },
    );
    const { promise, release } = sharedRequests(api).request(key, signal =>
      loadRef.current(api, { signal }),
    );
    promise.then(
      value =>
        current &&
        setState({
          key,
          status: 'loaded',
          value,
          loadedAtMs: Date.now(),
          refreshing: false,
        }),
      (thrown: unknown) => {
        if (!current) {
          return;
        }
        const error = toError(thrown);
        setState(before =>
          before.status === 'loaded' && before.key === key
            ? { ...before, refreshing: false, refreshError: error }
            : { key, status: 'failed', error },
        );
      },
    );
    return () => {
      current = false;
      release();
    };
  }, [api, key, keepPrevious, attempt]);

  const refresh = useCallback(() => setAttempt(count => count + 1), []);

  useEffect(() => onLakehouseChange(refresh), [refresh]);

  // Who comes back to a page that has been open for a while sees what is true now.
  const loadedAtMs = state.status === 'loaded' ? state.loadedAtMs : undefined;
  useEffect(() => {
    const onVisible = () => {
      if (
        document.visibilityState === 'visible' &&
        loadedAtMs !== undefined &&
        Date.now() - loadedAtMs > REFRESH_AFTER_MS
      ) {
        refresh();
      }
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, [loadedAtMs, refresh]);

  // In the render in which the key changes, the state is still that of the old one.
  const shown: State<T> =
    state.key === key || (keepPrevious && state.status === 'loaded')
      ? state
      : { key, status: 'loading' };
  return { ...shown, refresh };
}
