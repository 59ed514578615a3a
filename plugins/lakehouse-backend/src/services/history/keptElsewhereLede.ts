import type { TableSnapshots } from '@lakehouse-portal/plugin-lakehouse-common';
import { formatAge } from '@lakehouse-portal/table-health';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';

/** What opens the Snapshots tab of a table whose catalog keeps the history in commits of its own. */
export function keptElsewhereLede(
  metadata: TableMetadata,
  keptBy: string,
  nowMs: number,
): TableSnapshots['lede'] {
  const newestMs = Math.max(
    ...metadata.snapshots.map(({ timestampMs }) => timestampMs),
  );
  return {
    headline: `The history of this table is kept by ${keptBy}, in its commits.`,
    detail:
      metadata.snapshots.length === 0
        ? 'Its metadata has no snapshot: nothing has been written to it on this reference yet.'
        : `Its metadata has only the current snapshot, from ${formatAge(
            newestMs,
            nowMs,
          )}: that is how ${keptBy} works, and no sign that others were expired. Earlier states are read at their commit.`,
  };
}
