import {
  toJsonField,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';

type Json = Record<string, any>;

/** The table's metadata as our reader has it, in a form that the engine's can be brought to as well. */
export function ourMetadata(metadata: TableMetadata): Json {
  return {
    formatVersion: metadata.formatVersion,
    tableUuid: metadata.tableUuid,
    location: metadata.location,
    lastUpdatedMs: metadata.lastUpdatedMs,
    lastSequenceNumber: Number(metadata.lastSequenceNumber ?? 0),
    lastColumnId: metadata.lastColumnId,
    nextRowId: Number(metadata.nextRowId ?? 0),
    currentSchemaId: metadata.currentSchemaId,
    schemas: metadata.schemas.map(schema => ({
      schemaId: schema.schemaId,
      identifierFieldIds: [...schema.identifierFieldIds].sort(),
      fields: schema.fields.map(toJsonField),
    })),
    defaultSpecId: metadata.defaultSpecId,
    partitionSpecs: metadata.partitionSpecs,
    defaultSortOrderId: metadata.defaultSortOrderId,
    sortOrders: metadata.sortOrders,
    properties: metadata.properties,
    currentSnapshotId: metadata.currentSnapshotId ?? null,
    snapshots: metadata.snapshots.map(snapshot => ({
      snapshotId: snapshot.snapshotId,
      parentSnapshotId: snapshot.parentSnapshotId ?? null,
      sequenceNumber: snapshot.sequenceNumber ?? '0',
      timestampMs: snapshot.timestampMs,
      operation: snapshot.operation ?? null,
      summary: snapshot.summary,
      manifestList: snapshot.manifestList ?? null,
      manifests: snapshot.manifests ?? null,
      schemaId: snapshot.schemaId ?? null,
      firstRowId: snapshot.firstRowId ?? null,
      addedRows: snapshot.addedRows ?? null,
    })),
    snapshotLog: metadata.snapshotLog,
    metadataLog: metadata.metadataLog,
    refs: byName(metadata.refs),
    statisticsFiles: metadata.statisticsFiles.map(file => ({
      ...pick(file, [
        'snapshotId',
        'statisticsPath',
        'fileSizeBytes',
        'fileFooterSizeBytes',
      ]),
      blobs: file.blobs,
    })),
    partitionStatisticsFiles: metadata.partitionStatisticsFiles.map(file =>
      pick(file, ['snapshotId', 'statisticsPath', 'fileSizeBytes']),
    ),
  };
}

/** The same from the JSON that an engine wrote of it. */
export function theirMetadata(written: Json): Json {
  const json = withDefaults(written);
  return {
    formatVersion: json['format-version'],
    tableUuid: json['table-uuid'],
    location: json.location,
    lastUpdatedMs: json['last-updated-ms'],
    lastSequenceNumber: json['last-sequence-number'] ?? 0,
    lastColumnId: json['last-column-id'],
    nextRowId: json['next-row-id'] ?? 0,
    currentSchemaId: json['current-schema-id'],
    schemas: json.schemas.map((schema: Json) => ({
      schemaId: schema['schema-id'],
      identifierFieldIds: [...(schema['identifier-field-ids'] ?? [])].sort(),
      fields: schema.fields.map(plainField),
    })),
    defaultSpecId: json['default-spec-id'],
    partitionSpecs: json['partition-specs'].map((spec: Json) => ({
      specId: spec['spec-id'],
      fields: spec.fields.map((field: Json) => ({
        sourceIds: field['source-ids'] ?? [field['source-id']],
        fieldId: field['field-id'],
        name: field.name,
        transform: field.transform,
      })),
    })),
    defaultSortOrderId: json['default-sort-order-id'],
    sortOrders: json['sort-orders'].map((order: Json) => ({
      orderId: order['order-id'],
      fields: order.fields.map((field: Json) => ({
        sourceIds: field['source-ids'] ?? [field['source-id']],
        transform: field.transform,
        direction: field.direction,
        nullOrder: field['null-order'],
      })),
    })),
    properties: json.properties,
    currentSnapshotId: snapshotId(json['current-snapshot-id']),
    snapshots: (json.snapshots ?? []).map((snapshot: Json) => {
      const { operation, ...summary } = snapshot.summary ?? {};
      return {
        snapshotId: String(snapshot['snapshot-id']),
        parentSnapshotId: text(snapshot['parent-snapshot-id']),
        sequenceNumber: String(snapshot['sequence-number'] ?? 0),
        timestampMs: snapshot['timestamp-ms'],
        operation: operation ?? null,
        summary,
        manifestList: snapshot['manifest-list'] ?? null,
        manifests: snapshot.manifests ?? null,
        schemaId: snapshot['schema-id'] ?? null,
        firstRowId: text(snapshot['first-row-id']),
        addedRows: text(snapshot['added-rows']),
      };
    }),
    snapshotLog: (json['snapshot-log'] ?? []).map((entry: Json) => ({
      timestampMs: entry['timestamp-ms'],
      snapshotId: String(entry['snapshot-id']),
    })),
    metadataLog: (json['metadata-log'] ?? []).map((entry: Json) => ({
      timestampMs: entry['timestamp-ms'],
      metadataLocation: entry['metadata-file'],
    })),
    refs: byName(
      Object.entries<Json>(json.refs ?? {}).map(([name, ref]) => ({
        name,
        type: ref.type,
        snapshotId: String(ref['snapshot-id']),
        minSnapshotsToKeep: ref['min-snapshots-to-keep'] ?? undefined,
        maxSnapshotAgeMs: number(ref['max-snapshot-age-ms']),
        maxRefAgeMs: number(ref['max-ref-age-ms']),
      })),
    ),
    statisticsFiles: (json.statistics ?? []).map((file: Json) => ({
      snapshotId: String(file['snapshot-id']),
      statisticsPath: file['statistics-path'],
      fileSizeBytes: file['file-size-in-bytes'],
      fileFooterSizeBytes: file['file-footer-size-in-bytes'],
      blobs: file['blob-metadata'].map((blob: Json) => ({
        type: blob.type,
        fields: blob.fields,
        snapshotId: String(blob['snapshot-id']),
        sequenceNumber: String(blob['sequence-number']),
        properties: blob.properties ?? {},
      })),
    })),
    partitionStatisticsFiles: (json['partition-statistics'] ?? []).map(
      (file: Json) => ({
        snapshotId: String(file['snapshot-id']),
        statisticsPath: file['statistics-path'],
        fileSizeBytes: file['file-size-in-bytes'],
      }),
    ),
  };
}

/** What a table of 2020 doesn't have, as the specification would have it read: one schema, which has no id, and no sort orders. */
export function withDefaults(json: Json): Json {
  return {
    'current-schema-id': 0,
    schemas: [{ 'schema-id': 0, ...json.schema }],
    'default-sort-order-id': 0,
    'sort-orders': [{ 'order-id': 0, fields: [] }],
    refs:
      json.refs === undefined && snapshotId(json['current-snapshot-id'])
        ? {
            main: {
              type: 'branch',
              'snapshot-id': json['current-snapshot-id'],
            },
          }
        : {},
    ...json,
  };
}

/** PyIceberg writes -1 where there is none, others null. */
function snapshotId(value: unknown): string | null {
  return value === null || value === undefined || value === -1
    ? null
    : String(value);
}

function text(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** As our model has it, which rounds what a number can't hold. */
function number(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}

/** Without what PyIceberg writes as null and others leave out. */
function plainField(field: Json): Json {
  return Object.fromEntries(
    Object.entries(field)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, key === 'type' ? plainType(value) : value]),
  );
}

function plainType(type: unknown): unknown {
  if (typeof type !== 'object' || type === null) return type;
  return Object.fromEntries(
    Object.entries(type).map(([key, value]) => {
      if (key === 'fields') return [key, (value as Json[]).map(plainField)];
      return [
        key,
        ['element', 'key', 'value'].includes(key) ? plainType(value) : value,
      ];
    }),
  );
}

function byName<T extends { name: string }>(items: T[]): T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function pick<T extends object>(from: T, keys: Array<keyof T>): Partial<T> {
  return Object.fromEntries(keys.map(key => [key, from[key]])) as Partial<T>;
}
