import type { SnapshotLine } from '@lakehouse-portal/plugin-lakehouse-common';
import type { Snapshot, TableMetadata } from '@lakehouse-portal/table-metadata';
import { isoTime } from '../isoTime';

/** Ids of the snapshots on the way from the current one back to the first that is left. */
export function mainLineage(metadata: TableMetadata): Set<string> {
  const parents = new Map(
    metadata.snapshots.map(snapshot => [
      snapshot.snapshotId,
      snapshot.parentSnapshotId,
    ]),
  );
  const lineage = new Set<string>();
  let id = metadata.currentSnapshotId;
  // A damaged file may have a circle.
  while (id !== undefined && parents.has(id) && !lineage.has(id)) {
    lineage.add(id);
    id = parents.get(id);
  }
  return lineage;
}

/** Makes lines of a table's snapshots. */
export function snapshotLines(
  metadata: TableMetadata,
): (snapshot: Snapshot) => SnapshotLine {
  const lineage = mainLineage(metadata);
  const ids = new Set(metadata.snapshots.map(({ snapshotId }) => snapshotId));
  const refs = new Map<string, string[]>();
  for (const ref of metadata.refs) {
    refs.set(ref.snapshotId, [...(refs.get(ref.snapshotId) ?? []), ref.name]);
  }
  return snapshot => {
    const { summary, parentSnapshotId } = snapshot;
    return {
      snapshotId: snapshot.snapshotId,
      parentSnapshotId,
      parentExpired:
        parentSnapshotId !== undefined && !ids.has(parentSnapshotId),
      committedAt: isoTime(snapshot.timestampMs),
      operation: snapshot.operation,
      schemaId: snapshot.schemaId,
      onMain: lineage.has(snapshot.snapshotId),
      refs: refs.get(snapshot.snapshotId) ?? [],
      addedRecords: figureOf(summary, 'added-records'),
      deletedRecords: figureOf(summary, 'deleted-records'),
      addedDataFiles: figureOf(summary, 'added-data-files'),
      deletedDataFiles: figureOf(summary, 'deleted-data-files'),
      addedDeleteFiles: figureOf(summary, 'added-delete-files'),
      removedDeleteFiles: figureOf(summary, 'removed-delete-files'),
      addedBytes: figureOf(summary, 'added-files-size'),
      removedBytes: figureOf(summary, 'removed-files-size'),
      totalRecords: figureOf(summary, 'total-records'),
      totalDataFiles: figureOf(summary, 'total-data-files'),
      totalDeleteFiles: figureOf(summary, 'total-delete-files'),
      totalBytes: figureOf(summary, 'total-files-size'),
      writtenBy: writerOf(snapshot),
      summary,
    };
  };
}

/** A figure of a snapshot's summary; absent where the writer left it out, or wrote something else than a count. */
export function figureOf(
  summary: Record<string, string>,
  key: string,
): number | undefined {
  const text = summary[key];
  return text !== undefined && /^\d{1,30}$/.test(text)
    ? Number(text)
    : undefined;
}

/** Who committed, as far as the summary tells: the application, else the engine. */
export function writerOf(
  snapshot: Pick<Snapshot, 'summary'>,
): string | undefined {
  const { summary } = snapshot;
  const application =
    summary['app-name'] ?? summary['app-id'] ?? summary['spark.app.id'];
  if (application) {
    return application;
  }
  if (summary['engine-name']) {
    return [summary['engine-name'], summary['engine-version']]
      .filter(Boolean)
      .join(' ');
  }
  if (summary.trino_query_id || summary['trino-query-id']) {
    return summary.trino_user ? `Trino, ${summary.trino_user}` : 'Trino';
  }
  if (summary['flink.job-id']) {
    return 'Flink';
  }
  return undefined;
}
