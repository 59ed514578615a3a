import type { Feature, SqlFeature } from './features';

const COLUMNS =
  'id bigint NOT NULL, region string, ordered_at timestamp_ltz(6), amount decimal(12, 3)';

function create(
  name: Feature,
  version: number,
  options: { columns?: string; partitioned?: string; with?: string } = {},
): string {
  const { columns = COLUMNS, partitioned = 'PARTITIONED BY (region)' } =
    options;
  return `CREATE TABLE lake.db.\`${name}\` (${columns}) ${partitioned} WITH ('format-version'='${version}'${
    options.with ? `, ${options.with}` : ''
  })`;
}

function rows(from: number, to: number): string {
  return Array.from({ length: to - from }, (_unused, index) => {
    const id = from + index;
    const region = id % 5 === 4 ? 'CAST(NULL AS string)' : `'r${id % 2}'`;
    return `(CAST(${id} AS bigint), ${region}, CAST(TIMESTAMP '2026-11-01 00:00:00' AS timestamp_ltz(6)), CAST(${id} AS decimal(12, 3)))`;
  }).join(', ');
}

function insert(name: Feature, from: number, to: number): string {
  return `INSERT INTO lake.db.\`${name}\` VALUES ${rows(from, to)}`;
}

/** Rows with keys that are there already replace them: by equality deletes, and by position deletes where both came in one commit. */
function upsert(name: Feature, from: number, to: number): string {
  return `STREAM INSERT INTO lake.db.\`${name}\` VALUES ${rows(
    from,
    to,
  )}, ${rows(from, from + 2)}`;
}

function twice(name: Feature): string[] {
  return [insert(name, 0, 6), insert(name, 6, 10)];
}

const KEYED =
  'id bigint NOT NULL, region string NOT NULL, ordered_at timestamp_ltz(6), amount decimal(12, 3), PRIMARY KEY (id, region) NOT ENFORCED';

/** Flink's SQL has no such statement: the one of Spark is refused. */
function notInFlinkSql(statement: string): SqlFeature {
  return {
    refused: [statement],
    error:
      /SqlParserException|ValidationException|Unknown identifier 'variant'/,
  };
}

/** How Flink writes each feature. */
export const FLINK_FEATURES: Record<Feature, SqlFeature> = {
  format_v1: [create('format_v1', 1), ...twice('format_v1')],
  inline_manifests: notInFlinkSql(
    'ALTER TABLE lake.db.format_v1 WITHOUT MANIFEST LISTS',
  ),
  format_v2: [create('format_v2', 2), ...twice('format_v2')],
  format_v3: [create('format_v3', 3), ...twice('format_v3')],
  empty: [create('empty', 2)],
  types_primitive: [
    create('types_primitive', 2, {
      columns:
        'b boolean, i int, l bigint, f float, d double, dec9 decimal(9, 2), dec38 decimal(38, 10), dt date, tm time, ts timestamp(6), tz timestamp_ltz(6), s string, fix binary(4), bin bytes',
      partitioned: 'PARTITIONED BY (b, i, l, f, d, dec9, dec38, dt, s)',
    }),
    `INSERT INTO lake.db.types_primitive VALUES
      (true, -2147483647, CAST(-9223372036854775807 AS bigint), CAST(-1.5 AS float), CAST(1e300 AS double), CAST(-1234567.89 AS decimal(9, 2)), CAST('-1234567890123456789012345678.0123456789' AS decimal(38, 10)), DATE '0001-01-01', TIME '00:00:01', TIMESTAMP '1969-12-31 23:59:59.999999', CAST(TIMESTAMP '2026-11-24 10:30:00.123456' AS timestamp_ltz(6)), 'zé😀', x'ffffffff', x'ff00'),
      (false, 2147483647, CAST(9223372036854775807 AS bigint), CAST(2.25 AS float), CAST(-0.5 AS double), CAST(0.01 AS decimal(9, 2)), CAST(1 AS decimal(38, 10)), DATE '2026-11-24', TIME '23:59:59', TIMESTAMP '9999-12-31 23:59:59', CAST(TIMESTAMP '1582-10-15 00:00:00' AS timestamp_ltz(6)), '', x'00000000', x'01')`,
  ],
  types_nanosecond: [
    create('types_nanosecond', 3, {
      columns: 'ts timestamp(9), tz timestamp_ltz(9)',
      partitioned: '',
    }),
    `INSERT INTO lake.db.types_nanosecond VALUES (TIMESTAMP '2026-11-24 10:30:00.123456789', CAST(TIMESTAMP '2026-11-24 10:30:00.123456789' AS timestamp_ltz(9)))`,
  ],
  types_v3: notInFlinkSql(
    create('types_v3', 3, { columns: 'v variant', partitioned: '' }),
  ),
  types_nested: [
    create('types_nested', 2, {
      columns:
        'id bigint NOT NULL, tags array<string>, attributes map<string, array<row<`a.b` int, c string>>>, place row<point row<x double NOT NULL, y double>>',
      partitioned: '',
    }),
    `INSERT INTO lake.db.types_nested SELECT CAST(1 AS bigint), ARRAY['a', CAST(NULL AS string)], MAP['k', ARRAY[ROW(1, 'x')]], ROW(ROW(CAST(1.5 AS double), CAST(NULL AS double)))`,
  ],
  transforms: notInFlinkSql(
    create('transforms', 2, { partitioned: 'PARTITIONED BY (bucket(16, id))' }),
  ),
  partition_by_fixed: [
    create('partition_by_fixed', 2, {
      columns: 'f binary(4)',
      partitioned: 'PARTITIONED BY (f)',
    }),
    "INSERT INTO lake.db.partition_by_fixed VALUES (x'ffffffff')",
  ],
  partition_values: [
    create('partition_values', 2, {
      columns: 'id bigint, `regiön=/ %` string, ratio double',
      partitioned: 'PARTITIONED BY (`regiön=/ %`, ratio)',
    }),
    `INSERT INTO lake.db.partition_values VALUES (CAST(1 AS bigint), 'a/b=c %é', CAST(1e100 AS double)), (CAST(3 AS bigint), 'null', CAST(-0.5 AS double)), (CAST(4 AS bigint), CAST(NULL AS string), CAST(NULL AS double))`,
  ],
  spec_evolution: notInFlinkSql(
    'ALTER TABLE lake.db.format_v2 ADD PARTITION FIELD months(ordered_at)',
  ),
  spec_evolution_v1: notInFlinkSql(
    'ALTER TABLE lake.db.format_v1 DROP PARTITION FIELD region',
  ),
  sort_orders: notInFlinkSql(
    'ALTER TABLE lake.db.format_v2 WRITE ORDERED BY id',
  ),
  schema_evolution: [
    create('schema_evolution', 2, {
      columns:
        'id int NOT NULL, name string NOT NULL, price decimal(9, 2), ratio float, `old` string',
      partitioned: '',
    }),
    `INSERT INTO lake.db.schema_evolution VALUES (1, 'a', CAST(1.5 AS decimal(9, 2)), CAST(0.5 AS float), 'o')`,
    "ALTER TABLE lake.db.schema_evolution ADD (added timestamp(6) COMMENT 'When' FIRST)",
    'ALTER TABLE lake.db.schema_evolution RENAME name TO title',
    'ALTER TABLE lake.db.schema_evolution MODIFY (id bigint NOT NULL, ratio double, price decimal(18, 2) AFTER ratio)',
    'ALTER TABLE lake.db.schema_evolution MODIFY title string',
    'ALTER TABLE lake.db.schema_evolution DROP `old`',
    'ALTER TABLE lake.db.schema_evolution ADD `old` string',
    `INSERT INTO lake.db.schema_evolution (id, title) VALUES (CAST(2 AS bigint), 'b')`,
  ],
  copy_on_write: [
    create('copy_on_write', 2),
    ...twice('copy_on_write'),
    `INSERT OVERWRITE lake.db.copy_on_write VALUES ${rows(0, 3)}`,
  ],
  position_deletes: [
    create('position_deletes', 2, {
      columns: KEYED,
      with: "'write.upsert.enabled'='true'",
    }),
    upsert('position_deletes', 0, 3),
  ],
  equality_deletes: [
    create('equality_deletes', 2, {
      columns: KEYED,
      partitioned: '',
      with: "'write.upsert.enabled'='true'",
    }),
    upsert('equality_deletes', 0, 3),
    upsert('equality_deletes', 2, 4),
  ],
  deletion_vectors: [
    create('deletion_vectors', 3, {
      columns: KEYED,
      with: "'write.upsert.enabled'='true'",
    }),
    upsert('deletion_vectors', 0, 3),
    upsert('deletion_vectors', 1, 3),
  ],
  branches_and_tags: notInFlinkSql(
    'ALTER TABLE lake.db.format_v2 CREATE BRANCH audit',
  ),
  table_statistics: notInFlinkSql(
    "CALL lake.`system`.compute_table_stats('db.format_v2')",
  ),
  partition_statistics: notInFlinkSql(
    "CALL lake.`system`.compute_partition_stats('db.format_v2')",
  ),
  metadata_gzip: [
    create('metadata_gzip', 2, {
      with: "'write.metadata.compression-codec'='gzip'",
    }),
    ...twice('metadata_gzip'),
  ],
  ...manifestsIn('uncompressed'),
  ...manifestsIn('gzip'),
  ...manifestsIn('snappy'),
  ...manifestsIn('zstd'),
  manifest_rewrite: notInFlinkSql(
    "CALL lake.`system`.rewrite_manifests('db.format_v2')",
  ),
  file_formats: [
    create('file_formats', 2, { partitioned: '' }),
    insert('file_formats', 0, 5),
    "ALTER TABLE lake.db.file_formats SET ('write.format.default'='orc')",
    insert('file_formats', 5, 9),
    "ALTER TABLE lake.db.file_formats SET ('write.format.default'='avro')",
    insert('file_formats', 9, 12),
  ],
  bounds: [
    create('bounds', 2, {
      partitioned: '',
      with: "'write.metadata.metrics.default'='none', 'write.metadata.metrics.column.id'='full', 'write.metadata.metrics.column.region'='truncate(1)', 'write.metadata.metrics.column.amount'='counts'",
    }),
    ...twice('bounds'),
  ],
  compaction: notInFlinkSql(
    "CALL lake.`system`.rewrite_data_files('db.format_v2')",
  ),
  expired_snapshots: notInFlinkSql(
    "CALL lake.`system`.expire_snapshots('db.format_v2')",
  ),
  rollback: notInFlinkSql(
    "CALL lake.`system`.rollback_to_snapshot('db.format_v2', 1)",
  ),
  format_upgrade: [
    create('format_upgrade', 1),
    insert('format_upgrade', 0, 5),
    "ALTER TABLE lake.db.format_upgrade SET ('format-version'='2')",
    insert('format_upgrade', 5, 8),
    "ALTER TABLE lake.db.format_upgrade SET ('format-version'='3')",
    insert('format_upgrade', 8, 12),
  ],
  row_lineage: [
    create('row_lineage', 3),
    ...twice('row_lineage'),
    `INSERT OVERWRITE lake.db.row_lineage VALUES ${rows(0, 3)}`,
  ],
};

function manifestsIn<C extends 'uncompressed' | 'gzip' | 'snappy' | 'zstd'>(
  codec: C,
): Record<`manifests_${C}`, string[]> {
  const name = `manifests_${codec}` as const;
  return {
    [name]: [
      create(name, 2, {
        with: `'write.manifest.compression-codec'='${codec}'`,
      }),
      ...twice(name),
    ],
  } as Record<`manifests_${C}`, string[]>;
}
