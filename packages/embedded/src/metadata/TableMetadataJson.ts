/**
 * Table metadata as its JSON file has it, so that members which this package does not know survive a rewrite.
 * Members of 64 bits are bigints, always.
 *
 * @see https://iceberg.apache.org/spec/#table-metadata-fields
 */
export interface TableMetadataJson {
  'format-version': number;
  'table-uuid': string;
  location: string;
  /** Format version 2 and later. */
  'last-sequence-number'?: bigint;
  'last-updated-ms': number;
  'last-column-id': number;
  /** Format version 1 repeats the current schema here. */
  schema?: SchemaJson;
  schemas: SchemaJson[];
  'current-schema-id': number;
  /** Format version 1 repeats the fields of the default spec here. */
  'partition-spec'?: PartitionFieldJson[];
  'partition-specs': PartitionSpecJson[];
  'default-spec-id': number;
  'last-partition-id': number;
  properties: Record<string, string>;
  'current-snapshot-id'?: bigint;
  snapshots: SnapshotJson[];
  'snapshot-log': Array<{ 'timestamp-ms': number; 'snapshot-id': bigint }>;
  'metadata-log': Array<{ 'timestamp-ms': number; 'metadata-file': string }>;
  'sort-orders': SortOrderJson[];
  'default-sort-order-id': number;
  refs: Record<string, RefJson>;
  statistics?: StatisticsFileJson[];
  'partition-statistics'?: StatisticsFileJson[];
  /** Format version 3. */
  'next-row-id'?: bigint;
}

/** @see https://iceberg.apache.org/spec/#schemas */
export interface SchemaJson {
  type: 'struct';
  'schema-id': number;
  'identifier-field-ids'?: number[];
  fields: FieldJson[];
}

/** A column, or a field of a struct. */
export interface FieldJson {
  id: number;
  name: string;
  required: boolean;
  type: TypeJson;
  doc?: string;
  'initial-default'?: unknown;
  'write-default'?: unknown;
}

/** A type: a primitive's name, or a nested type. */
export type TypeJson = string | StructTypeJson | ListTypeJson | MapTypeJson;

export interface StructTypeJson {
  type: 'struct';
  fields: FieldJson[];
}

export interface ListTypeJson {
  type: 'list';
  'element-id': number;
  'element-required': boolean;
  element: TypeJson;
}

export interface MapTypeJson {
  type: 'map';
  'key-id': number;
  key: TypeJson;
  'value-id': number;
  'value-required': boolean;
  value: TypeJson;
}

/** @see https://iceberg.apache.org/spec/#partition-specs */
export interface PartitionSpecJson {
  'spec-id': number;
  fields: PartitionFieldJson[];
}

export interface PartitionFieldJson {
  'source-id': number;
  'field-id': number;
  name: string;
  transform: string;
}

/** @see https://iceberg.apache.org/spec/#sorting */
export interface SortOrderJson {
  'order-id': number;
  fields: SortFieldJson[];
}

export interface SortFieldJson {
  'source-id': number;
  transform: string;
  direction: 'asc' | 'desc';
  'null-order': 'nulls-first' | 'nulls-last';
}

/** @see https://iceberg.apache.org/spec/#snapshots */
export interface SnapshotJson {
  'snapshot-id': bigint;
  'parent-snapshot-id'?: bigint;
  'sequence-number'?: bigint;
  'timestamp-ms': number;
  'manifest-list'?: string;
  /** Inline manifests of old version 1 tables. */
  manifests?: string[];
  summary?: Record<string, string>;
  'schema-id'?: number;
  'first-row-id'?: bigint;
  'added-rows'?: bigint;
}

/** @see https://iceberg.apache.org/spec/#snapshot-references */
export interface RefJson {
  'snapshot-id': bigint;
  type: 'branch' | 'tag';
  'min-snapshots-to-keep'?: number;
  'max-snapshot-age-ms'?: number;
  'max-ref-age-ms'?: number;
}

export interface StatisticsFileJson {
  'snapshot-id': bigint;
  'statistics-path': string;
}
