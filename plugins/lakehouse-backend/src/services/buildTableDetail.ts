import type {
  PartitioningVersion,
  QuerySnippet,
  SchemaVersion,
  SortOrderDescription,
  TableDetail,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { explainProperties } from '@lakehouse-portal/table-health';
import {
  flattenSchema,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { TableDocuments } from '../database';
import {
  describePartitioning,
  describeSortOrder,
  fieldNames,
} from './describeTable';
import { schemaChangeLines } from './schemaChangeLines';
import { jsonField } from './jsonField';
import { tableLede } from './tableLede';
import { isoTime } from '../isoTime';

/** The Table tab, from what is stored of a table. */
export function buildTableDetail(table: {
  summary: TableSummary;
  documents: TableDocuments;
  snippets: QuerySnippet[];
  nowMs: number;
}): TableDetail {
  const { summary, documents } = table;
  const { metadata, statistics } = documents;
  const names = fieldNames(metadata);
  const current = metadata.schemas.find(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  );
  const properties = explainProperties(metadata, statistics);
  return {
    summary,
    location: metadata.location,
    metadataLocation: metadata.metadataLocation,
    lede: tableLede({ ...table, properties, names }),
    currentSchemaId: metadata.currentSchemaId,
    identifierFieldIds: current?.identifierFieldIds ?? [],
    columns: (current?.fields ?? []).map(jsonField),
    schemaHistory: schemaHistory(metadata),
    defaultSpecId: metadata.defaultSpecId,
    partitioning: partitioning(documents, names),
    sortOrder: sortOrder(metadata, names),
    properties,
    refs: metadata.refs,
    snippets: table.snippets,
    columnRoles: columnRoles(metadata, current?.identifierFieldIds ?? []),
    warnings: [...metadata.warnings, ...(statistics?.warnings ?? [])],
  };
}

function schemaHistory(metadata: TableMetadata): SchemaVersion[] {
  const versions = metadata.schemas.map((schema, index): SchemaVersion => {
    const before = metadata.schemas[index - 1];
    const first = metadata.snapshots
      .filter(snapshot => snapshot.schemaId === schema.schemaId)
      .reduce<TableMetadata['snapshots'][number] | undefined>(
        (earliest, snapshot) =>
          earliest && earliest.timestampMs <= snapshot.timestampMs
            ? earliest
            : snapshot,
        undefined,
      );
    return {
      schemaId: schema.schemaId,
      current: schema.schemaId === metadata.currentSchemaId,
      firstUsedAt: first && isoTime(first.timestampMs),
      firstSnapshotId: first?.snapshotId,
      fields: flattenSchema(schema).length,
      changes: before ? schemaChangeLines(before, schema) : [],
    };
  });
  return versions.reverse();
}

function partitioning(
  documents: TableDocuments,
  names: Map<number, string>,
): PartitioningVersion[] {
  const { metadata, statistics } = documents;
  const bytes = new Map<number, bigint>();
  for (const partition of statistics?.partitionStatistics ?? []) {
    bytes.set(
      partition.specId,
      (bytes.get(partition.specId) ?? 0n) + partition.dataBytes,
    );
  }
  // With partitions left out, the sum would be too small.
  const areBytesKnown =
    statistics !== undefined &&
    !statistics.partitionsTruncated &&
    !statistics.incomplete;
  return metadata.partitionSpecs
    .map(spec => ({
      ...spec,
      current: spec.specId === metadata.defaultSpecId,
      description: describePartitioning(spec, names),
      dataFiles: statistics?.filesBySpec[spec.specId] ?? 0,
      sizeBytes: areBytesKnown
        ? Number(bytes.get(spec.specId) ?? 0n)
        : undefined,
    }))
    .reverse();
}

function sortOrder(
  metadata: TableMetadata,
  names: Map<number, string>,
): SortOrderDescription | undefined {
  const order = metadata.sortOrders.find(
    ({ orderId }) => orderId === metadata.defaultSortOrderId,
  );
  return order && order.fields.length > 0
    ? { ...order, description: describeSortOrder(order, names) }
    : undefined;
}

function columnRoles(
  metadata: TableMetadata,
  identifiers: number[],
): TableDetail['columnRoles'] {
  const spec = metadata.partitionSpecs.find(
    ({ specId }) => specId === metadata.defaultSpecId,
  );
  const order = metadata.sortOrders.find(
    ({ orderId }) => orderId === metadata.defaultSortOrderId,
  );
  return [
    ...identifiers.map(fieldId => ({ fieldId, role: 'identifier' })),
    ...(spec?.fields ?? [])
      .filter(field => field.transform !== 'void')
      .flatMap(field =>
        field.sourceIds.map(fieldId => ({
          fieldId,
          role: `partition: ${field.transform}`,
        })),
      ),
    ...(order?.fields ?? []).flatMap((field, index) =>
      field.sourceIds.map(fieldId => ({ fieldId, role: `sort ${index + 1}` })),
    ),
  ];
}
