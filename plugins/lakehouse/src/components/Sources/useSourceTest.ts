import { useCallback, useEffect, useRef, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  SourceCheckEvent,
  SourceCheckHop,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseApiRef } from '../../api';

/** A test of a connection, as far as it has come. */
export type SourceTestState =
  | { status: 'idle' }
  | { status: 'running'; hops: SourceCheckHop[] }
  | { status: 'cancelled'; hops: SourceCheckHop[] }
  | {
      status: 'done';
      hops: SourceCheckHop[];
      end: Extract<SourceCheckEvent, { type: 'end' }>;
    }
  /** The test itself could not be asked for. */
  | { status: 'failed'; hops: SourceCheckHop[]; error: Error };

/** Tests a source, and follows hop by hop. Leaving the page stops the test. */
export function useSourceTest(lakehouse: string, source: string) {
  const api = useApi(lakehouseApiRef);
  const [state, setState] = useState<SourceTestState>({ status: 'idle' });
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = useCallback(async () => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const hops: SourceCheckHop[] = [];
    // Whoever stopped it, or began another, does not want to hear of this one.
    const tell = (next: SourceTestState) =>
      signal.aborted ? undefined : setState(next);
    tell({ status: 'running', hops: [] });
    try {
      for await (const event of api.checkSource(lakehouse, source, {
        signal,
      })) {
        if (event.type === 'end') {
          tell({ status: 'done', hops: [...hops], end: event });
        } else {
          hops.push(event);
          tell({ status: 'running', hops: [...hops] });
        }
      }
    } catch (thrown) {
      tell({ status: 'failed', hops: [...hops], error: toError(thrown) });
    }
  }, [api, lakehouse, source]);

  const cancel = useCallback(() => {
    running.current?.abort();
    setState(before =>
      before.status === 'running'
        ? { status: 'cancelled', hops: before.hops }
        : before,
    );
  }, []);

  return { state, start, cancel };
}
