import type { TableHistory } from './TableHistory';

/**
 * Bytes that only old snapshots need, estimated from the summaries: what a snapshot removed is
 * still there as long as its parent is.
 *
 * @returns `undefined` when a summary doesn't say.
 */
export function removedBytes(history: TableHistory): number | undefined {
  const kept = new Set(history.main.map(snapshot => snapshot.snapshotId));
  let bytes = 0n;
  for (const { operation, parentSnapshotId, summary } of history.main) {
    if (parentSnapshotId === undefined || !kept.has(parentSnapshotId)) {
      continue;
    }
    const text = summary['removed-files-size'];
    if (text !== undefined && /^\d{1,18}$/.test(text)) {
      bytes += BigInt(text);
    } else if (operation !== 'append' && removedSomething(summary)) {
      return undefined;
    }
  }
  return Number(bytes);
}

function removedSomething(summary: Record<string, string>): boolean {
  return ['deleted-data-files', 'removed-delete-files'].some(
    key => Number(summary[key] ?? 0) > 0,
  );
}
