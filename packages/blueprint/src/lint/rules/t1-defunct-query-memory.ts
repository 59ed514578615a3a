import type { LintRule } from '../model/LintRule';

const DEFUNCT = new Set([
  'query.max-total-memory-per-node',
  'query.reserved-memory',
]);

/** T1. */
export const defunctQueryMemory: LintRule = {
  id: 'T1',
  name: 'defunct-query-memory',
  severity: 'error',
  summary: 'A memory property that Trino has abolished',
  consequence:
    'Trino stops at start: "Defunct property … cannot be configured".',
  fix: 'Delete the property; query.max-memory-per-node and memory.heap-headroom-per-node say all there is to say.',
  source: 'Trino source: @DefunctConfig of NodeMemoryConfig',
  fixable: true,
  *check(context) {
    for (const node of context.trino)
      for (const entry of node.config?.properties ?? [])
        if (DEFUNCT.has(entry.key))
          yield {
            place: entry.place,
            object: node.config?.object,
            message: `${entry.key} was abolished: Trino stops at start with "Defunct property '${entry.key}' cannot be configured"`,
            edits: entry.removal && [entry.removal],
          };
  },
};
