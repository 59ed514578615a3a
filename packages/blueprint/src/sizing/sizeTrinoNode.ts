import { mebibytes } from './mebibytes';

/**
 * Memory of one Trino process, in MiB (which Trino writes MB).
 * @public
 */
export interface TrinoNodeSize {
  /** Of the container. */
  limitMiB: number;
  heapMiB: number;
  /** `memory.heap-headroom-per-node`: what Trino does not count. */
  headroomMiB: number;
  /** `query.max-memory-per-node`. */
  queryMemoryMiB: number;
  /** The arithmetic, to be shown. */
  explain: string[];
}

/** Below it a Trino has no room to work. */
export const MINIMUM_LIMIT_MIB = 2048;

/** Of the heap, in percent. Trino refuses to start where both together are over 100. */
export const QUERY_MEMORY_PERCENT = 50;
export const HEADROOM_PERCENT = 30;

/**
 * Computes the heap from the container's limit, and query memory from the heap. What the JVM needs besides the heap (code
 * cache 512 MiB at most, metaspace, direct buffers, threads) is a fifth of the limit, and 1 GiB at least. Trino refuses to
 * start when query memory and headroom are more than the heap (`LocalMemoryManager.validateHeapHeadroom`).
 *
 * @param memory - Limit of the container: `16Gi`.
 * @public
 */
export function sizeTrinoNode(memory: string): TrinoNodeSize {
  const limitMiB = mebibytes(memory);
  const outside = Math.max(1024, Math.ceil(limitMiB / 5));
  const heapMiB = limitMiB - outside;
  const headroomMiB = Math.floor((heapMiB * HEADROOM_PERCENT) / 100);
  const queryMemoryMiB = Math.floor((heapMiB * QUERY_MEMORY_PERCENT) / 100);
  return {
    ...{ limitMiB, heapMiB, headroomMiB, queryMemoryMiB },
    explain: [
      `heap ${heapMiB} MiB = limit ${limitMiB} MiB - ${outside} MiB for the JVM besides the heap (a fifth, at least 1024)`,
      `query.max-memory-per-node ${queryMemoryMiB} MiB = ${QUERY_MEMORY_PERCENT} % of the heap`,
      `memory.heap-headroom-per-node ${headroomMiB} MiB = ${HEADROOM_PERCENT} % of the heap; ${queryMemoryMiB} + ${headroomMiB} = ${
        queryMemoryMiB + headroomMiB
      } <= ${heapMiB}`,
    ],
  };
}
