import type {
  FileStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';

/** What Trino tells of a table's metadata; ids of columns and the like it does not. */
export function told(metadata: TableMetadata) {
  const { schemas, currentSchemaId, partitionSpecs, sortOrders } = metadata;
  const columns = schemas.find(({ schemaId }) => schemaId === currentSchemaId)!;
  return {
    formatVersion: metadata.formatVersion,
    location: metadata.location,
    metadataLocation: metadata.metadataLocation,
    lastUpdatedMs: metadata.lastUpdatedMs,
    currentSnapshotId: metadata.currentSnapshotId,
    snapshots: [...metadata.snapshots].sort(
      (a, b) => a.timestampMs - b.timestampMs,
    ),
    snapshotLog: metadata.snapshotLog,
    metadataLog: metadata.metadataLog,
    refs: metadata.refs,
    properties: metadata.properties,
    columns: columns.fields.map(({ name, required, type, doc }) => ({
      name,
      required,
      type: withoutIds(type),
      doc,
    })),
    transforms: partitionSpecs.map(({ fields }) =>
      fields.map(({ transform }) => transform),
    ),
    sorting: sortOrders.flatMap(({ fields }) =>
      fields.map(({ direction, nullOrder }) => ({ direction, nullOrder })),
    ),
  };
}

function withoutIds(type: unknown): unknown {
  return JSON.parse(
    JSON.stringify(type, (key, value) =>
      key === 'id' || key.endsWith('Id') ? undefined : value,
    ),
  );
}

/** What Trino tells of the files; with delete files, not which data files they apply to. */
export function counted(statistics: FileStatistics, hasDeletes: boolean) {
  const {
    clustering,
    warnings,
    incomplete,
    partitionSkew,
    manifestLayout,
    manifestCodecs,
    partitionStatistics,
    ...rest
  } = statistics;
  const attributed = hasDeletes
    ? {
        deleteFilesPerDataFile: 0,
        deleteFilesInWorstQuarter: undefined,
        maxDeleteFilesPerDataFile: 0,
        dataFilesWithDeletes: 0,
        recordsDeletedByPosition: 0n,
        mostDeletedFiles: [],
      }
    : {};
  return {
    ...rest,
    ...attributed,
    manifestLayout: { ...manifestLayout, overlap: undefined },
    partitionStatistics: [...partitionStatistics].sort((a, b) =>
      a.partition < b.partition ? -1 : 1,
    ),
    gini: partitionSkew?.gini.toFixed(9),
    skew: { ...partitionSkew, gini: undefined },
  };
}
