import type { PropertyEntry } from '../source/parseProperties';
import { formatSize, parseDataSize } from './parseDataSize';
import type { TrinoNode } from './TrinoNode';

/** Query memory that does not fit a heap. */
export interface QueryMemoryExcess {
  entry: PropertyEntry;
  message: string;
  fix: string;
  /** A value that fits: what Trino takes if nothing is said; a size where its version may not know percentages. */
  fitting: string;
}

/** The release from which memory may be a percentage of the heap. */
const PERCENTAGES = 476;

/**
 * Trino's own check (LocalMemoryManager.validateHeapHeadroom): memory of queries and headroom (30 % of the heap, if nothing
 * is said) may not exceed the heap together, on coordinators too.
 */
export function queryMemoryExcess(
  node: TrinoNode,
): QueryMemoryExcess | undefined {
  const { config, heap } = node;
  const entry = config?.property('query.max-memory-per-node');
  if (!config || !heap || !entry) return undefined;
  const query = bytesOf(entry.value, heap.bytes);
  const headroomText = config.property('memory.heap-headroom-per-node')?.value;
  const headroom =
    headroomText === undefined
      ? heap.bytes * 0.3
      : bytesOf(headroomText, heap.bytes);
  if (query === undefined || headroom === undefined) return undefined;
  if (query + headroom <= heap.bytes) return undefined;
  const fitting = Math.max(
    Math.floor(Math.min(heap.bytes * 0.3, heap.bytes - headroom) / 2 ** 20),
    0,
  );
  return {
    entry,
    message: `query.max-memory-per-node=${
      entry.value
    } and a headroom of ${formatSize(headroom)}${
      headroomText === undefined ? ' (30 % of the heap)' : ''
    } are ${formatSize(query + headroom)}, more than the heap of ${formatSize(
      heap.bytes,
    )} (${
      heap.text
    }): Trino stops at start with "Invalid memory configuration"`,
    fix: `At most ${formatSize(
      Math.max(heap.bytes - headroom, 0),
    )} fits this heap; or raise the heap and the container's memory with it.`,
    fitting:
      node.versionKnown &&
      node.version >= PERCENTAGES &&
      headroomText === undefined
        ? '30%'
        : `${fitting}MB`,
  };
}

function bytesOf(text: string, heapBytes: number): number | undefined {
  const percent = /^([\d.]+)\s*%$/.exec(text.trim());
  return percent ? (Number(percent[1]) / 100) * heapBytes : parseDataSize(text);
}
