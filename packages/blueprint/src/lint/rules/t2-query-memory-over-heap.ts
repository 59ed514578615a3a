import type { LintRule } from '../model/LintRule';
import { queryMemoryExcess } from '../trino/queryMemory';

/** T2. */
export const queryMemoryOverHeap: LintRule = {
  id: 'T2',
  name: 'query-memory-over-heap',
  severity: 'error',
  summary:
    'Query memory and headroom exceed the heap of a coordinator or worker',
  consequence:
    'Trino stops at start with "Invalid memory configuration": query.max-memory-per-node + memory.heap-headroom-per-node (30 % of the heap if absent) must fit -Xmx.',
  fix: 'Lower query.max-memory-per-node (from 476 on: 30%), or raise the heap and the container with it.',
  source:
    'Trino source: LocalMemoryManager.validateHeapHeadroom and its test; percentages: release 476',
  fixable: true,
  *check(context) {
    for (const node of context.trino) {
      if ((node.role === 'single' && !node.chart) !== false) continue;
      const excess = queryMemoryExcess(node);
      if (!excess) continue;
      yield {
        place: excess.entry.place,
        object: node.config?.object,
        message: excess.message,
        fix: excess.fix,
        edits: excess.entry.withValue && [
          excess.entry.withValue(excess.fitting),
        ],
      };
    }
  },
};
