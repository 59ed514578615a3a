import type { MetadataFileSize } from '../metadata';
import type {
  PartitionSpec,
  SortOrder,
  TableMetadata,
  TableSchema,
} from '../model';
import {
  flattenSchema,
  type SchemaChange,
  schemaHistory,
  type SchemaVersion,
  toJsonField,
} from '../schema';
import { type SnapshotLineage, snapshotLineage } from '../snapshots';

/** A table of thousands of schemas must not become an answer of thousands of column lists. */
const MAX_SCHEMAS = 200;
/** Fields of those schemas, nested ones included: 200 schemas of 10,000 columns would be more than a string can hold. */
const MAX_FIELDS = 100_000;
const MAX_DETACHED = 1000;

/**
 * What {@link inspectionToJson} tells of a table beyond its present state: all schemas with their changes, all specs and
 * orders, how branches and snapshots hang together, logs and counters. Absent values are `null`.
 */
export function historyToJson(
  metadata: TableMetadata,
  metadataFiles: MetadataFileSize[] | undefined,
): Record<string, unknown> {
  // Partition and sort columns may be gone from the current schema.
  const names = new Map<number, string>();
  const shown = newestSchemas(metadata.schemas);
  for (const schema of shown)
    for (const { id, path } of flattenSchema(schema)) names.set(id, path);
  return {
    metadataSizeBytes: metadata.metadataSizeBytes ?? null,
    lastUpdatedMs: metadata.lastUpdatedMs ?? null,
    lastSequenceNumber: metadata.lastSequenceNumber ?? null,
    lastColumnId: metadata.lastColumnId ?? null,
    lastPartitionId: metadata.lastPartitionId ?? null,
    nextRowId: metadata.nextRowId ?? null,
    schemas: schemaHistory(metadata, { last: shown.length }).map(schemaToJson),
    schemaCount: metadata.schemas.length,
    defaultSpecId: metadata.defaultSpecId ?? null,
    partitionSpecs: metadata.partitionSpecs.map(spec =>
      specToJson(spec, names),
    ),
    defaultSortOrderId: metadata.defaultSortOrderId ?? null,
    sortOrders: metadata.sortOrders.map(order => orderToJson(order, names)),
    lineage: lineageToJson(snapshotLineage(metadata)),
    snapshotLogEntries: metadata.snapshotLog.length,
    metadataLog: metadata.metadataLog.map(
      ({ metadataLocation, timestampMs }) => ({
        metadataLocation,
        timestampMs,
      }),
    ),
    metadataFiles:
      metadataFiles?.map(({ metadataLocation, timestampMs, sizeBytes }) => ({
        metadataLocation,
        timestampMs: timestampMs ?? null,
        sizeBytes: sizeBytes ?? null,
      })) ?? null,
    partitionStatisticsFiles: metadata.partitionStatisticsFiles.map(
      ({ snapshotId, statisticsPath, fileSizeBytes }) => ({
        snapshotId,
        statisticsPath,
        fileSizeBytes: fileSizeBytes ?? null,
      }),
    ),
    encryptionKeyIds: metadata.encryptionKeys?.map(({ keyId }) => keyId) ?? [],
  };
}

/** The newest is among them, however many columns it has. */
function newestSchemas(schemas: TableSchema[]): TableSchema[] {
  let fields = 0;
  let start = schemas.length;
  while (start > 0 && schemas.length - start < MAX_SCHEMAS) {
    fields += flattenSchema(schemas[start - 1]).length;
    if (fields > MAX_FIELDS && start < schemas.length) break;
    start--;
  }
  return schemas.slice(start);
}

function schemaToJson({
  schema,
  isCurrent,
  changes,
  firstSnapshotId,
  firstSnapshotMs,
}: SchemaVersion): Record<string, unknown> {
  return {
    id: schema.schemaId,
    isCurrent,
    identifierFieldIds: schema.identifierFieldIds,
    columns: schema.fields.map(toJsonField),
    firstSnapshotId: firstSnapshotId ?? null,
    firstSnapshotMs: firstSnapshotMs ?? null,
    changes: changes.map(changeToJson),
  };
}

function changeToJson(change: SchemaChange): Record<string, unknown> {
  return {
    kind: change.kind,
    fieldId: change.fieldId ?? null,
    path: change.path,
    from: change.from ?? null,
    to: change.to ?? null,
    isWidening: change.isWidening ?? null,
    message: change.message,
  };
}

function specToJson(
  { specId, fields }: PartitionSpec,
  names: Map<number, string>,
): Record<string, unknown> {
  return {
    id: specId,
    fields: fields.map(
      ({ sourceIds, fieldId, name, transform, transformAsWritten }) => ({
        fieldId,
        name,
        transform: transformAsWritten ?? transform,
        sourceIds,
        sources: sourceIds.map(id => names.get(id) ?? null),
      }),
    ),
  };
}

function orderToJson(
  { orderId, fields }: SortOrder,
  names: Map<number, string>,
): Record<string, unknown> {
  return {
    id: orderId,
    fields: fields.map(
      ({ sourceIds, transform, transformAsWritten, direction, nullOrder }) => ({
        transform: transformAsWritten ?? transform,
        direction,
        nullOrder,
        sourceIds,
        sources: sourceIds.map(id => names.get(id) ?? null),
      }),
    ),
  };
}

function lineageToJson({
  refs,
  detached,
  withMissingParent,
}: SnapshotLineage): Record<string, unknown> {
  return {
    refs: refs.map(ref => ({
      name: ref.name,
      snapshots: ref.snapshots,
      oldestSnapshotId: ref.oldestSnapshotId ?? null,
      end: ref.end,
      missingParentId: ref.missingParentId ?? null,
      forkedFromSnapshotId: ref.forkedFromSnapshotId ?? null,
      ahead: ref.ahead ?? null,
      behind: ref.behind ?? null,
    })),
    detached: detached.slice(0, MAX_DETACHED),
    detachedCount: detached.length,
    withMissingParent,
  };
}
