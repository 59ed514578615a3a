import type {
  FieldType,
  FileStatistics,
  PartitionSpec,
  SnapshotRef,
  SortOrder,
  StatisticsFile,
} from '../model';
import { flattenSchema, toJsonType } from '../schema';
import { fileDetailToJson } from './fileDetailToJson';
import { historyToJson } from './historyToJson';
import type { TableInspection } from './TableInspection';

/**
 * The inspection as `lakehouse inspect --json` prints it. Absent values are `null`; ids are strings; other integers are
 * `bigint` where they may be large, to be written with `stringifyExactJson`.
 * @public
 */
export function inspectionToJson({
  metadata,
  files,
  metadataFiles,
  warnings,
}: TableInspection): Record<string, unknown> {
  const schema = metadata.schemas.find(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  );
  const spec = metadata.partitionSpecs.find(
    ({ specId }) => specId === metadata.defaultSpecId,
  );
  const order = metadata.sortOrders.find(
    ({ orderId }) => orderId === metadata.defaultSortOrderId,
  );
  const flat = schema ? flattenSchema(schema) : [];
  const names = new Map(flat.map(({ id, path }) => [id, path]));
  return {
    formatVersion: metadata.formatVersion,
    tableUuid: metadata.tableUuid ?? null,
    location: metadata.location,
    metadataLocation: metadata.metadataLocation,
    currentSchemaId: metadata.currentSchemaId ?? null,
    columns: (schema?.fields ?? []).map(({ id, name, type, required }) => ({
      id,
      name,
      type: toJsonType(type),
      required,
    })),
    fieldsFlat: flat.map(({ id, path, type, required }) => ({
      id,
      path,
      type: flatTypeName(type),
      required,
    })),
    partitionSpec: partitionSpecToJson(spec, names),
    sortOrder: sortOrderToJson(order, names),
    properties: metadata.properties,
    snapshots: metadata.snapshots.map(
      ({ snapshotId, parentSnapshotId, timestampMs, operation, schemaId }) => ({
        id: snapshotId,
        parent: parentSnapshotId ?? null,
        timestampMs,
        operation: operation ?? null,
        schemaId: schemaId ?? null,
      }),
    ),
    refs: metadata.refs.map(refToJson),
    currentSnapshotId: metadata.currentSnapshotId ?? null,
    statisticsFiles: metadata.statisticsFiles.map(statisticsFileToJson),
    warnings: warnings.map(({ code, message, location }) => ({
      code,
      message,
      location: location ?? null,
    })),
    files: files ? filesToJson(files) : null,
    ...historyToJson(metadata, metadataFiles),
  };
}

function flatTypeName(type: FieldType): string {
  return type.kind === 'primitive' ? type.name : type.kind;
}

function partitionSpecToJson(
  spec: PartitionSpec | undefined,
  names: Map<number, string>,
): unknown[] {
  return (spec?.fields ?? []).map(
    ({ sourceIds, transform, transformAsWritten, name }) => ({
      ...sourceToJson(sourceIds, names),
      transform: transformAsWritten ?? transform,
      name,
    }),
  );
}

function sortOrderToJson(
  order: SortOrder | undefined,
  names: Map<number, string>,
): unknown[] {
  return (order?.fields ?? []).map(
    ({ sourceIds, transform, transformAsWritten, direction, nullOrder }) => ({
      ...sourceToJson(sourceIds, names),
      transform: transformAsWritten ?? transform,
      direction,
      nullOrder,
    }),
  );
}

/** A source column that the current schema no longer has is `null`. */
function sourceToJson(
  sourceIds: number[],
  names: Map<number, string>,
): Record<string, unknown> {
  const source = {
    source: names.get(sourceIds[0]) ?? null,
    sourceId: sourceIds[0],
  };
  if (sourceIds.length === 1) return source;
  return {
    ...source,
    sources: sourceIds.map(id => names.get(id) ?? null),
    sourceIds,
  };
}

function refToJson(ref: SnapshotRef): Record<string, unknown> {
  return {
    name: ref.name,
    type: ref.type,
    snapshotId: ref.snapshotId,
    minSnapshotsToKeep: ref.minSnapshotsToKeep ?? null,
    maxSnapshotAgeMs: ref.maxSnapshotAgeMs ?? null,
    maxRefAgeMs: ref.maxRefAgeMs ?? null,
  };
}

function statisticsFileToJson(file: StatisticsFile): Record<string, unknown> {
  return {
    snapshotId: file.snapshotId,
    statisticsPath: file.statisticsPath,
    fileSizeBytes: file.fileSizeBytes ?? null,
    fileFooterSizeBytes: file.fileFooterSizeBytes ?? null,
    blobs: file.blobs.map(
      ({ type, fields, snapshotId, sequenceNumber, properties }) => ({
        type,
        fields,
        snapshotId: snapshotId ?? null,
        sequenceNumber: sequenceNumber ?? null,
        properties,
      }),
    ),
  };
}

function filesToJson(files: FileStatistics): Record<string, unknown> {
  return {
    manifests: {
      data: files.manifests.data,
      deletes: files.manifests.deletes,
      total: files.manifests.data + files.manifests.deletes,
    },
    dataFiles: files.dataFiles,
    dataBytes: files.dataBytes,
    dataRecords: files.dataRecords,
    minFileBytes: files.minFileBytes ?? null,
    maxFileBytes: files.maxFileBytes ?? null,
    fileFormats: files.fileFormats,
    histogram: files.histogram.map(({ minBytes, maxBytes, count }) => ({
      min: minBytes,
      max: maxBytes,
      count,
    })),
    partitions: files.partitions,
    positionDeleteFiles: files.positionDeleteFiles,
    positionDeleteRecords: files.positionDeleteRecords,
    equalityDeleteFiles: files.equalityDeleteFiles,
    equalityDeleteRecords: files.equalityDeleteRecords,
    deletionVectors: files.deletionVectors,
    deletionVectorRecords: files.deletionVectorRecords,
    deleteFiles:
      files.positionDeleteFiles +
      files.equalityDeleteFiles +
      files.deletionVectors,
    deleteRecords:
      files.positionDeleteRecords +
      files.equalityDeleteRecords +
      files.deletionVectorRecords,
    incomplete: files.incomplete,
    detail: fileDetailToJson(files),
  };
}
