import type { Snapshot } from '@lakehouse-portal/table-metadata';

const writerKeys = ['engine-name', 'spark.app.id', 'app-id', 'flink.job-id'];
const recentSnapshots = 200;

/** How many different writers the summaries of the newest snapshots name; 1 where they name none. */
export function writersOf(snapshots: Snapshot[]): number {
  const writers = new Set<string>();
  for (const { operation, summary } of snapshots.slice(-recentSnapshots)) {
    if (operation === 'replace') {
      continue;
    }
    const named = writerKeys
      .map(key => summary[key])
      .filter(value => value !== undefined);
    if (named.length > 0) {
      writers.add(named.join(' '));
    }
  }
  return Math.max(1, writers.size);
}
