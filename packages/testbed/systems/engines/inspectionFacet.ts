import type { Row, TableReport } from './TableReport';
import { withDefaults } from './metadataFacet';

type Json = Record<string, any>;

/**
 * `lakehouse inspect --json` of a table as it should be by what the engine says of it. A value that the engine doesn't say is absent.
 */
export function expectedInspection(report: TableReport): Json {
  const { metadata, tables, shown } = report;
  return withoutUndefined({
    ...(metadata ? fromMetadata(metadata) : {}),
    ...(tables.snapshots && !metadata ? fromRows(tables) : {}),
    ...shown,
    metadataLocation: report.metadataLocation,
    warnings: [],
    files: filesOf(report),
  });
}

function fromMetadata(written: Json): Json {
  const metadata = withDefaults(written);
  const schema = metadata.schemas.find(
    (candidate: Json) =>
      candidate['schema-id'] === metadata['current-schema-id'],
  );
  const flat = schema.fields.flatMap((field: Json) => flatten(field, ''));
  const source = (field: Json) => ({
    source:
      flat.find(({ id }: Json) => id === field['source-id'])?.path ?? null,
    sourceId: field['source-id'],
  });
  const spec = metadata['partition-specs'].find(
    (candidate: Json) => candidate['spec-id'] === metadata['default-spec-id'],
  );
  const order = metadata['sort-orders'].find(
    (candidate: Json) =>
      candidate['order-id'] === metadata['default-sort-order-id'],
  );
  const current = metadata['current-snapshot-id'];
  return {
    formatVersion: metadata['format-version'],
    tableUuid: metadata['table-uuid'],
    location: metadata.location,
    currentSchemaId: metadata['current-schema-id'],
    columns: schema.fields.map((field: Json) => ({
      id: field.id,
      name: field.name,
      type: withoutNulls(field.type),
      required: field.required,
    })),
    fieldsFlat: flat,
    partitionSpec: spec.fields.map((field: Json) => ({
      ...source(field),
      transform: field.transform,
      name: field.name,
    })),
    sortOrder: order.fields.map((field: Json) => ({
      ...source(field),
      transform: field.transform,
      direction: field.direction,
      nullOrder: field['null-order'],
    })),
    properties: metadata.properties,
    snapshots: (metadata.snapshots ?? []).map((snapshot: Json) => ({
      id: String(snapshot['snapshot-id']),
      parent: text(snapshot['parent-snapshot-id']),
      timestampMs: snapshot['timestamp-ms'],
      operation: snapshot.summary?.operation ?? null,
      schemaId: snapshot['schema-id'] ?? null,
    })),
    refs: Object.entries<Json>(metadata.refs ?? {}).map(([name, ref]) => ({
      name,
      type: ref.type,
      snapshotId: String(ref['snapshot-id']),
      minSnapshotsToKeep: ref['min-snapshots-to-keep'] ?? null,
      maxSnapshotAgeMs: number(ref['max-snapshot-age-ms']),
      maxRefAgeMs: number(ref['max-ref-age-ms']),
    })),
    currentSnapshotId:
      current === null || current === undefined || current === -1
        ? null
        : String(current),
    statisticsFiles: (metadata.statistics ?? []).map((file: Json) => ({
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
  };
}

/** For an engine that shows its metadata tables only. */
function fromRows(tables: Record<string, Row[]>): Json {
  return {
    snapshots: tables.snapshots.map(row => ({
      id: String(row.snapshot_id),
      parent: text(row.parent_id),
      timestampMs: Number(row.committed_at) / 1000,
      operation: row.operation,
    })),
    refs: tables.refs.map(row => ({
      name: row.name,
      type: String(row.type).toLowerCase(),
      snapshotId: String(row.snapshot_id),
      minSnapshotsToKeep: number(row.min_snapshots_to_keep),
      maxSnapshotAgeMs: number(row.max_snapshot_age_in_ms),
      maxRefAgeMs: number(row.max_reference_age_in_ms),
    })),
  };
}

function filesOf({ tables }: TableReport): Json | null {
  if (tables.snapshots.length === 0) return null;
  const files = tables.files.map(row => ({
    kind: kindOf(row),
    bytes: BigInt(row.file_size_in_bytes as number),
    records: BigInt(row.record_count as number),
    format: String(row.file_format).toLowerCase(),
    partition: JSON.stringify(
      [row.spec_id, row.partition ?? row.partition_group ?? {}],
      (_key, value) => (Object.is(value, -0) ? '-0' : value),
    ),
  }));
  const data = files.filter(({ kind }) => kind === 'data');
  const sizes = data.map(({ bytes }) => bytes).sort(byValue);
  const deletes = files.filter(({ kind }) => kind !== 'data');
  const count = (kind: string) => ({
    files: files.filter(file => file.kind === kind).length,
    records: sum(
      files.filter(file => file.kind === kind).map(({ records }) => records),
    ),
  });
  const position = count('position');
  const equality = count('equality');
  const vectors = count('vector');
  const formats: Record<string, number> = {};
  for (const { format } of data) formats[format] = (formats[format] ?? 0) + 1;
  const ofDeletes = tables.manifests.filter(isOfDeletes(tables)).length;
  return {
    manifests: {
      data: tables.manifests.length - ofDeletes,
      deletes: ofDeletes,
      total: tables.manifests.length,
    },
    dataFiles: data.length,
    dataBytes: Number(sum(sizes)),
    dataRecords: Number(sum(data.map(({ records }) => records))),
    minFileBytes: sizes.length === 0 ? null : Number(sizes[0]),
    maxFileBytes: sizes.length === 0 ? null : Number(sizes[sizes.length - 1]),
    fileFormats: formats,
    histogram: histogramOf(sizes),
    partitions: new Set(data.map(({ partition }) => partition)).size,
    positionDeleteFiles: position.files,
    positionDeleteRecords: Number(position.records),
    equalityDeleteFiles: equality.files,
    equalityDeleteRecords: Number(equality.records),
    deletionVectors: vectors.files,
    deletionVectorRecords: Number(vectors.records),
    deleteFiles: deletes.length,
    deleteRecords: Number(sum(deletes.map(({ records }) => records))),
    incomplete: false,
  };
}

function kindOf(row: Row): 'data' | 'position' | 'equality' | 'vector' {
  if (String(row.file_format).toLowerCase() === 'puffin') return 'vector';
  // Of the time before deletes there is no content.
  return (['data', 'position', 'equality'] as const)[Number(row.content ?? 0)];
}

/** Trino's `$manifests` doesn't say what a manifest is of; its `$all_manifests` does by what is counted there. */
function isOfDeletes(tables: Record<string, Row[]>): (row: Row) => boolean {
  const named = new Map(
    (tables.all_manifests ?? []).map(row => [row.path, row]),
  );
  return row => {
    if (row.content !== undefined) return Number(row.content) === 1;
    const counted = named.get(row.path) ?? row;
    return ['added', 'existing', 'deleted'].some(
      what => Number(counted[`${what}_delete_files_count`] ?? 0) > 0,
    );
  };
}

/** Each bucket twice as wide as the one before; none empty at the ends. */
function histogramOf(sizes: bigint[]): Json[] {
  if (sizes.length === 0) return [];
  const buckets: Json[] = [];
  for (let min = 0n, max = 1n; min <= sizes[sizes.length - 1]; ) {
    const from = min;
    const to = max;
    buckets.push({
      min: Number(from),
      max: Number(to),
      count: sizes.filter(size => size >= from && size < to).length,
    });
    min = max;
    max *= 2n;
  }
  return buckets.slice(buckets.findIndex(({ count }) => count > 0));
}

function flatten(field: Json, prefix: string): Json[] {
  const path = `${prefix}${field.name}`;
  const { type } = field;
  const own = {
    id: field.id,
    path,
    type: typeof type === 'string' ? type : type.type,
    required: field.required,
  };
  const inner = (id: number, name: string, of: unknown, required: boolean) =>
    flatten({ id, name, type: of, required }, `${path}.`);
  switch (own.type) {
    case 'struct':
      return [
        own,
        ...type.fields.flatMap((child: Json) => flatten(child, `${path}.`)),
      ];
    case 'list':
      return [
        own,
        ...inner(
          type['element-id'],
          'element',
          type.element,
          type['element-required'],
        ),
      ];
    case 'map':
      return [
        own,
        ...inner(type['key-id'], 'key', type.key, true),
        ...inner(type['value-id'], 'value', type.value, type['value-required']),
      ];
    default:
      return [own];
  }
}

/** PyIceberg writes an absent doc of a nested field as null. */
function withoutNulls(type: unknown): unknown {
  if (Array.isArray(type)) return type.map(withoutNulls);
  if (typeof type !== 'object' || type === null) return type;
  return Object.fromEntries(
    Object.entries(type)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, withoutNulls(value)]),
  );
}

function withoutUndefined(value: Json): Json {
  return Object.fromEntries(
    Object.entries(value).filter(([, item]) => item !== undefined),
  );
}

function byValue(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function sum(values: bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

function text(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function number(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
