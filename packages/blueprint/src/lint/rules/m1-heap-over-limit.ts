import type { LintRule } from '../model/LintRule';
import { memoryLimitOf } from '../objects/memoryLimitOf';
import { parseQuantity } from '../objects/parseQuantity';
import { textOf, valueAt } from '../source/Fields';
import { formatSize } from '../trino/parseDataSize';

/** M1. */
export const heapOverLimit: LintRule = {
  id: 'M1',
  name: 'heap-over-limit',
  severity: 'error',
  summary: "A heap that the container's memory limit does not hold",
  consequence:
    'The kernel kills the process (OOMKilled) before the JVM notices that memory is short.',
  fix: 'A heap of 70 to 80 % of the limit; the rest is code cache, threads and buffers.',
  source:
    'Trino documentation: JVM config; Kubernetes documentation: container memory limits',
  *check(context) {
    for (const node of context.trino) {
      const { heap } = node;
      const limit = node.container
        ? memoryLimitOf(node.container)
        : parseQuantity(
            textOf(
              valueAt(
                node.object?.value,
                node.role === 'worker' ? 'worker' : 'coordinator',
                'resources',
                'limits',
                'memory',
              ),
            ),
          );
      if (!heap || limit === undefined || heap.bytes < limit * 0.95) continue;
      yield {
        place: heap.place,
        object: node.jvm?.object ?? node.object,
        message: `A heap of ${formatSize(heap.bytes)} (${
          heap.text
        }) leaves ${formatSize(
          Math.max(limit - heap.bytes, 0),
        )} of the limit of ${formatSize(
          limit,
        )} for everything else: the pod is killed under load`,
      };
    }
  },
};
