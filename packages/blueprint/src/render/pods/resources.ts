import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import type { NodeResources } from '../../document';

/** What a component without a profile of its own needs. */
export interface SmallResources {
  /** Cores, requested and at most. */
  cpu: { request: number; limit: number };
  /** Requested and at most: what is over the limit is killed. */
  memory: string;
}

/** What grows with the number of tables, not with the size of the data: the catalog, the database, the way to the files. */
export const SMALL_RESOURCES = {
  database: { cpu: { request: 0.25, limit: 1 }, memory: '512Mi' },
  storage: { cpu: { request: 0.25, limit: 2 }, memory: '1Gi' },
  catalog: { cpu: { request: 0.25, limit: 2 }, memory: '1536Mi' },
  job: { cpu: { request: 0.1, limit: 1 }, memory: '512Mi' },
} as const satisfies Record<string, SmallResources>;

export function smallResources({
  cpu,
  memory,
}: SmallResources): ResourceRequirements {
  return {
    requests: { cpu: cores(cpu.request), memory },
    limits: { cpu: cores(cpu.limit), memory },
  };
}

/**
 * Trino takes its heap as a whole: a request below the limit would have the node short of memory. CPU may be used up to
 * twice what is asked for, and two cores at least, or a start would take minutes.
 */
export function trinoResources({
  cpu,
  memory,
}: NodeResources): ResourceRequirements {
  return {
    requests: { cpu: cores(cpu), memory, 'ephemeral-storage': '1Gi' },
    limits: { cpu: cores(cpuLimitOf(cpu)), memory },
  };
}

/** @param cpu - Requested cores. */
export function cpuLimitOf(cpu: number): number {
  return Math.max(2, cpu * 2);
}

/** Cores as Kubernetes keeps them: the answer of the server is the same text, so a second apply changes nothing. */
export function cores(cpu: number): string {
  const thousandths = Math.round(cpu * 1000);
  return thousandths % 1000 === 0
    ? String(thousandths / 1000)
    : `${thousandths}m`;
}
