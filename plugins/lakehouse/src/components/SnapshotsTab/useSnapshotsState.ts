import { useCallback, useMemo } from 'react';
import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import { isOperationKey } from './operations';
import type { OperationKey } from './operations';

/** Period of the growth chart. */
export type GrowthRange = '7d' | '30d' | '90d' | 'all';

/** The periods, shortest first. */
export const GROWTH_RANGES: readonly GrowthRange[] = [
  '7d',
  '30d',
  '90d',
  'all',
];

/** What of the page is in its address, so that every view can be linked. */
export interface SnapshotsState {
  /** Absent: the page chooses. */
  range?: GrowthRange;
  a?: string;
  b?: string;
  /** Name of a branch or tag: only its history is listed. */
  ref?: string;
  operation?: OperationKey;
  /** Pages of the list that are loaded, 1 or more. */
  depth: number;
  preview: boolean;
}

const MAX_DEPTH = 500;
const SNAPSHOT_ID = /^-?\d{1,20}$/;

/**
 * State of the Snapshots tab in the query of its address. What a query says wrongly is
 * left out rather than believed.
 */
export function useSnapshotsState(): [
  SnapshotsState,
  (change: Partial<SnapshotsState>) => void,
] {
  const [params, setParams] = useAppSearchParams();
  const state = useMemo(() => readState(params), [params]);
  const update = useCallback(
    (change: Partial<SnapshotsState>) => {
      setParams(
        previous => writeState(previous, { ...readState(previous), ...change }),
        { replace: true },
      );
    },
    [setParams],
  );
  return [state, update];
}

/** Reads the state out of a query. */
export function readState(params: URLSearchParams): SnapshotsState {
  const id = (name: string) => {
    const value = params.get(name) ?? '';
    return SNAPSHOT_ID.test(value) ? value : undefined;
  };
  const operation = params.get('op') ?? '';
  const depth = Number(params.get('depth'));
  return {
    range: GROWTH_RANGES.find(range => range === params.get('range')),
    a: id('a'),
    b: id('b'),
    ref: params.get('ref') || undefined,
    operation: isOperationKey(operation) ? operation : undefined,
    depth:
      Number.isInteger(depth) && depth >= 1 ? Math.min(depth, MAX_DEPTH) : 1,
    preview: params.get('preview') === 'a',
  };
}

/** Writes the state into a query, and leaves what others have put there. */
export function writeState(
  params: URLSearchParams,
  state: SnapshotsState,
): URLSearchParams {
  const next = new URLSearchParams(params);
  const values: Record<string, string | undefined> = {
    range: state.range,
    a: state.a,
    b: state.b,
    ref: state.ref,
    op: state.operation,
    depth: state.depth > 1 ? String(state.depth) : undefined,
    preview: state.preview ? 'a' : undefined,
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) {
      next.delete(name);
    } else {
      next.set(name, value);
    }
  }
  return next;
}
