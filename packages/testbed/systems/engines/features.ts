/** What tables of an Iceberg lakehouse can have, in the order of the page of engines. The key names the table that each engine writes. */
export const FEATURES = {
  format_v1: 'Format version 1',
  inline_manifests: 'Version 1 without manifest lists',
  format_v2: 'Format version 2',
  format_v3: 'Format version 3',
  empty: 'Table without a snapshot',
  types_primitive: 'Primitive types',
  types_nanosecond: 'Timestamps in nanoseconds (v3)',
  types_v3: 'Variant, geometry, geography, unknown, column defaults (v3)',
  types_nested: 'Structs, lists, maps, nested in one another',
  transforms: 'Partition transforms',
  partition_by_fixed: 'Partitions by `fixed` values',
  partition_values: 'Partitions by odd names and values, and by null',
  spec_evolution: 'Partition evolution',
  spec_evolution_v1: 'Partition evolution in version 1 (`void`)',
  sort_orders: 'Sort orders, changed',
  schema_evolution:
    'Columns added, dropped, renamed, widened, made optional, reordered',
  copy_on_write: 'Deletes by copy on write',
  position_deletes: 'Position deletes',
  equality_deletes: 'Equality deletes',
  deletion_vectors: 'Deletion vectors (v3)',
  branches_and_tags: 'Branches and tags with retention',
  table_statistics: 'Statistics files (Puffin)',
  partition_statistics: 'Partition statistics files',
  metadata_gzip: 'Metadata files in gzip',
  manifests_uncompressed: 'Manifests uncompressed',
  manifests_gzip: 'Manifests in gzip (deflate)',
  manifests_snappy: 'Manifests in snappy',
  manifests_zstd: 'Manifests in zstd',
  manifest_rewrite: 'Manifests rewritten',
  file_formats: 'Data files in Parquet, ORC and Avro',
  bounds: 'Bounds and counts of columns',
  compaction: 'Data files rewritten',
  expired_snapshots: 'Snapshots whose parents have expired',
  rollback: 'Rollback',
  format_upgrade: 'Format version raised',
  row_lineage: 'Row lineage (v3)',
} as const;

export type Feature = keyof typeof FEATURES;

export const FEATURE_NAMES = Object.keys(FEATURES) as Feature[];

/** How an engine writes a feature: statements in its order, or a statement that it must refuse. */
export type SqlFeature = string[] | Refusal;

/** What an engine can't write. The claim is checked: the statement must fail so. */
export interface Refusal {
  refused: string[];
  error: RegExp;
}

/** The refusals among the features. */
export function refusalsOf(
  features: Record<Feature, SqlFeature>,
): Partial<Record<Feature, RegExp>> {
  return Object.fromEntries(
    Object.entries(features).flatMap(([name, feature]) =>
      Array.isArray(feature) ? [] : [[name, feature.error]],
    ),
  );
}
