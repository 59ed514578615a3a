import type {
  FileStatistics,
  ManifestEntry,
  ManifestFile,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';

/** What the files of a table say. */
export interface TableFiles {
  metadata: TableMetadata;
  statistics: FileStatistics;
  /** Of the current snapshot. */
  manifests: ManifestFile[];
  /** Of these. */
  entries: ManifestEntry[];
}

/**
 * What the files say, less what Trino's metadata tables are known not to say, or to say otherwise: each of these is in
 * docs/systems/trino.md, and a test fails when Trino begins to tell more.
 */
export function asTrinoSays(
  version: string,
  { metadata, statistics, manifests, entries }: TableFiles,
): { metadata: TableMetadata; statistics: FileStatistics } {
  const wereCurrent = currentInLoggedFiles(metadata);
  const { formatVersion } = metadata;
  const snapshots = metadata.snapshots.map(
    ({ addedRows, firstRowId, ...snapshot }) => ({
      ...snapshot,
      ...(wereCurrent.has(snapshot.snapshotId)
        ? formatVersion === 1 && { sequenceNumber: '0' }
        : { sequenceNumber: undefined, schemaId: undefined }),
    }),
  );
  return {
    metadata: {
      ...metadata,
      snapshots,
      refs: inOrder(metadata.refs),
      // Of all snapshots, also of those that were never current.
      snapshotLog: snapshots
        .map(({ snapshotId, timestampMs }) => ({ timestampMs, snapshotId }))
        .sort((a, b) => a.timestampMs - b.timestampMs),
    },
    statistics: {
      ...statistics,
      deleteFilesInWorstQuarter: undefined,
      ...(statistics.deletionVectors > 0 && { mostDeletedFiles: undefined }),
      ...(version === '476' && {
        deletionVectorBytes: wholePuffinFiles(entries),
        ...(manifests.some(isRewritten) && {
          oldestFileMs: undefined,
          newestFileMs: undefined,
          fileAges: {},
        }),
      }),
    },
  };
}

/** Ids of the snapshots that were current when a metadata file of the log was written, or this one. */
function currentInLoggedFiles(metadata: TableMetadata): Set<string> {
  const times = [
    ...metadata.metadataLog.map(({ timestampMs }) => timestampMs),
    metadata.lastUpdatedMs ?? 0,
  ];
  const ids = times.flatMap(time => {
    const current = metadata.snapshotLog
      .filter(({ timestampMs }) => timestampMs <= time)
      .at(-1);
    return current ? [current.snapshotId] : [];
  });
  return new Set(ids);
}

/** References have no order. */
export function inOrder(refs: TableMetadata['refs']): TableMetadata['refs'] {
  return [...refs].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** It holds data files that an older one held: 476 then does not say when a file was added. */
function isRewritten({ content, existingFilesCount }: ManifestFile): boolean {
  return content === 'data' && (existingFilesCount ?? 0) > 0;
}

/** 476 does not say how much of a Puffin file is a deletion vector's. */
function wholePuffinFiles(entries: ManifestEntry[]): bigint {
  return entries
    .filter(
      ({ status, file }) =>
        status !== 'deleted' && file.fileFormat.toLowerCase() === 'puffin',
    )
    .reduce((sum, { file }) => sum + file.fileSizeBytes, 0n);
}
