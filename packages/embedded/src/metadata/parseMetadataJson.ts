import {
  type JsonObject,
  type JsonValue,
  parseExactJson,
} from '@lakehouse-portal/table-metadata';
import { gunzipSync } from 'node:zlib';
import { DamagedTableError, UnsupportedOperationError } from '../errors';
import { NO_PARTITION_FIELDS } from '../partitioning/createPartitionSpec';
import type {
  PartitionFieldJson,
  PartitionSpecJson,
  RefJson,
  SchemaJson,
  SnapshotJson,
  SortOrderJson,
  TableMetadataJson,
} from './TableMetadataJson';

/** Versions that can be written. */
const VERSIONS = [1, 2, 3];

/** Writers used 0 and -1 where there is none. */
const NO_SNAPSHOT = -1n;

/**
 * Reads a metadata file for changing it: every member is kept, also those that are not known; what version 1 may
 * leave out is filled in.
 *
 * @throws DamagedTableError, UnsupportedOperationError for versions that cannot be written.
 */
export function parseMetadataJson(
  bytes: Uint8Array,
  location: string,
): TableMetadataJson {
  const text = new TextDecoder().decode(
    bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes,
  );
  let parsed: JsonValue;
  try {
    parsed = parseExactJson(text, location);
  } catch (error) {
    throw new DamagedTableError((error as Error).message, { cause: error });
  }
  if (!isObject(parsed)) throw damaged(location, 'it is not a JSON object');
  const json = parsed;
  const version = json['format-version'];
  if (typeof version !== 'number' || !VERSIONS.includes(version)) {
    throw new UnsupportedOperationError(
      `${location} has format version ${String(
        version,
      )}; this engine writes versions ${VERSIONS.join(', ')}.`,
    );
  }
  if (typeof json.location !== 'string')
    throw damaged(location, `it has no 'location'`);
  const current = optionalLong(json['current-snapshot-id']);
  const snapshots = objects(json.snapshots).map(snapshot =>
    toSnapshot(snapshot, version),
  );
  const currentId =
    current === undefined ||
    current === NO_SNAPSHOT ||
    !snapshots.some(snapshot => snapshot['snapshot-id'] === current)
      ? undefined
      : current;
  const schemas = toSchemas(json, location);
  const specs = toSpecs(json);
  return {
    ...json,
    'format-version': version,
    'table-uuid':
      typeof json['table-uuid'] === 'string' ? json['table-uuid'] : '',
    location: json.location.replace(/(?<=[^/])\/+$/, ''),
    'last-sequence-number':
      version >= 2
        ? optionalLong(json['last-sequence-number']) ?? 0n
        : undefined,
    'last-updated-ms': Number(json['last-updated-ms'] ?? 0),
    'last-column-id': Number(json['last-column-id'] ?? 0),
    schemas,
    'current-schema-id': Number(
      json['current-schema-id'] ?? schemas[0]['schema-id'],
    ),
    'partition-specs': specs,
    'default-spec-id': Number(json['default-spec-id'] ?? 0),
    'last-partition-id': Number(
      json['last-partition-id'] ??
        Math.max(
          NO_PARTITION_FIELDS,
          ...specs.flatMap(spec => spec.fields.map(field => field['field-id'])),
        ),
    ),
    properties: isObject(json.properties)
      ? (json.properties as Record<string, string>)
      : {},
    'current-snapshot-id': currentId,
    snapshots,
    'snapshot-log': objects(json['snapshot-log']).map(entry => ({
      'timestamp-ms': Number(entry['timestamp-ms']),
      'snapshot-id': long(entry['snapshot-id']),
    })),
    'metadata-log': objects(json['metadata-log']).map(entry => ({
      'timestamp-ms': Number(entry['timestamp-ms']),
      'metadata-file': String(entry['metadata-file']),
    })),
    'sort-orders':
      json['sort-orders'] === undefined
        ? [{ 'order-id': 0, fields: [] }]
        : (json['sort-orders'] as unknown as SortOrderJson[]),
    'default-sort-order-id': Number(json['default-sort-order-id'] ?? 0),
    refs: toRefs(json.refs, currentId),
    ...(json.statistics === undefined
      ? {}
      : { statistics: toStatistics(json.statistics) }),
    ...(json['partition-statistics'] === undefined
      ? {}
      : { 'partition-statistics': toStatistics(json['partition-statistics']) }),
    ...(version >= 3
      ? { 'next-row-id': optionalLong(json['next-row-id']) ?? 0n }
      : {}),
  };
}

function toSchemas(json: JsonObject, location: string): SchemaJson[] {
  const schemas = objects(json.schemas) as unknown as SchemaJson[];
  if (schemas.length > 0) return schemas;
  if (!isObject(json.schema)) throw damaged(location, 'it has no schema');
  return [
    {
      ...(json.schema as unknown as SchemaJson),
      type: 'struct',
      'schema-id': Number(json.schema['schema-id'] ?? 0),
    },
  ];
}

function toSpecs(json: JsonObject): PartitionSpecJson[] {
  const specs = objects(
    json['partition-specs'],
  ) as unknown as PartitionSpecJson[];
  const all =
    specs.length > 0
      ? specs
      : [
          {
            'spec-id': 0,
            fields: objects(
              json['partition-spec'],
            ) as unknown as PartitionFieldJson[],
          },
        ];
  // Version 1 may leave the ids out: they count from 1000 then.
  return all.map(spec => ({
    ...spec,
    fields: spec.fields.map((field, index) => ({
      ...field,
      'field-id': field['field-id'] ?? NO_PARTITION_FIELDS + 1 + index,
    })),
  }));
}

function toSnapshot(json: JsonObject, formatVersion: number): SnapshotJson {
  const parent = optionalLong(json['parent-snapshot-id']);
  return {
    ...(json as unknown as SnapshotJson),
    'snapshot-id': long(json['snapshot-id']),
    'parent-snapshot-id': parent === NO_SNAPSHOT ? undefined : parent,
    'sequence-number':
      formatVersion === 1 ? undefined : optionalLong(json['sequence-number']),
    'first-row-id': optionalLong(json['first-row-id']),
    'added-rows': optionalLong(json['added-rows']),
  };
}

function toRefs(
  json: JsonValue | undefined,
  current: bigint | undefined,
): Record<string, RefJson> {
  // Without a prototype, so that `__proto__` is a name like any other.
  const refs: Record<string, RefJson> = Object.create(null);
  if (isObject(json)) {
    for (const [name, ref] of Object.entries(json)) {
      if (isObject(ref))
        refs[name] = {
          ...(ref as unknown as RefJson),
          'snapshot-id': long(ref['snapshot-id']),
        };
    }
  }
  if (current !== undefined)
    refs.main ??= { 'snapshot-id': current, type: 'branch' };
  return refs;
}

function toStatistics(json: JsonValue): TableMetadataJson['statistics'] {
  return objects(json).map(file => ({
    ...(file as unknown as NonNullable<
      TableMetadataJson['statistics']
    >[number]),
    'snapshot-id': long(file['snapshot-id']),
  }));
}

function objects(json: JsonValue | undefined): JsonObject[] {
  return Array.isArray(json) ? json.filter(isObject) : [];
}

function isObject(json: JsonValue | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function optionalLong(json: JsonValue | undefined): bigint | undefined {
  return json === undefined || json === null ? undefined : long(json);
}

function long(json: JsonValue | undefined): bigint {
  if (typeof json === 'bigint') return json;
  if (typeof json === 'number' && Number.isInteger(json)) return BigInt(json);
  throw new DamagedTableError(
    `Table metadata has ${JSON.stringify(
      json,
    )} where a 64-bit integer belongs.`,
  );
}

function damaged(location: string, reason: string): DamagedTableError {
  return new DamagedTableError(
    `${location} is not Iceberg table metadata: ${reason}.`,
  );
}
