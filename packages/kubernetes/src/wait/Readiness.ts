import type { LiveObject } from '../model';
import type { ReadinessState } from './WaitReport';

/** How an object is, by its status. */
export interface Readiness {
  readonly state: ReadinessState;
  readonly message: string;
}

/** One condition of a status. */
export interface Condition {
  readonly type: string;
  /** `True`, `False`, `Unknown`. */
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

export const READY: Readiness = { state: 'ready', message: 'is ready' };
export const FAILED: Readiness = { state: 'failed', message: 'has failed' };

export function progressing(message: string): Readiness {
  return { state: 'progressing', message };
}

/** The condition of a type, where there is one. */
export function conditionOf(
  live: LiveObject,
  type: string,
): Condition | undefined {
  const { conditions } = (live.status ?? {}) as { conditions?: unknown };
  return Array.isArray(conditions)
    ? (conditions as Condition[]).find(condition => condition?.type === type)
    : undefined;
}

/** Whether the status speaks of what is wanted now; of those that don't say, it is taken to. */
export function isObserved(live: LiveObject): boolean {
  const { observedGeneration } = (live.status ?? {}) as {
    observedGeneration?: number;
  };
  const { generation } = live.metadata;
  return (
    observedGeneration === undefined ||
    generation === undefined ||
    observedGeneration >= generation
  );
}
