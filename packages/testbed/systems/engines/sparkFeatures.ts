import type { Feature, SqlFeature } from './features';

const COLUMNS =
  'id bigint NOT NULL, region string, ordered_at timestamp, amount decimal(12, 3)';
const BY_REGION = 'PARTITIONED BY (region)';

function create(
  name: Feature,
  version: number,
  options: { columns?: string; partitioned?: string; properties?: string } = {},
): string {
  const { columns = COLUMNS, partitioned = BY_REGION, properties } = options;
  return `CREATE TABLE lake.db.${name} (${columns}) USING iceberg ${partitioned} TBLPROPERTIES ('format-version'='${version}'${
    properties ? `, ${properties}` : ''
  })`;
}

function insert(name: Feature, from: number, to: number): string {
  return `INSERT INTO lake.db.${name} SELECT id, if(id % 5 = 4, NULL, concat('r', id % 2)), timestamp'2026-11-01 00:00:00' + make_interval(0, 0, 0, 0, cast(id AS int)), cast(id AS decimal(12, 3)) FROM range(${from}, ${to})`;
}

function twice(name: Feature): string[] {
  return [insert(name, 0, 20), insert(name, 20, 35)];
}

const MERGE_ON_READ = ['delete', 'update', 'merge']
  .map(kind => `'write.${kind}.mode'='merge-on-read'`)
  .join(', ');

/** How Spark writes each feature. */
export const SPARK_FEATURES: Record<Feature, SqlFeature> = {
  format_v1: [create('format_v1', 1), ...twice('format_v1')],
  inline_manifests: {
    refused: [
      create('inline_manifests', 1, {
        properties: "'write.manifest-lists.enabled'='false'",
      }),
      ...twice('inline_manifests'),
      "SELECT raise_error('It wrote a manifest list') FROM lake.db.inline_manifests.snapshots WHERE manifest_list IS NOT NULL",
    ],
    error: /It wrote a manifest list/,
  },
  format_v2: [create('format_v2', 2), ...twice('format_v2')],
  format_v3: [create('format_v3', 3), ...twice('format_v3')],
  empty: [create('empty', 2)],
  types_primitive: [
    create('types_primitive', 2, {
      columns:
        'b boolean, i int, l bigint, f float, d double, dec9 decimal(9, 2), dec38 decimal(38, 10), day date, ts timestamp_ntz, tz timestamp, s string, bin binary',
      partitioned:
        'PARTITIONED BY (b, i, l, f, d, dec9, dec38, day, ts, tz, s)',
    }),
    `INSERT INTO lake.db.types_primitive VALUES
      (true, -2147483648, -9223372036854775808, float(-1.5), double(1e300), -1234567.89, -1234567890123456789012345678.0123456789, date'0001-01-01', timestamp_ntz'1969-12-31 23:59:59.999999', timestamp'2026-11-24 10:30:00.123456', 'zé😀', X'ff00'),
      (false, 2147483647, 9223372036854775807, float('NaN'), double('-Infinity'), 0.01, 1.0, date'2026-11-24', timestamp_ntz'9999-12-31 23:59:59', timestamp'1582-10-15 00:00:00', '', X''),
      (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
  ],
  types_nanosecond: {
    refused: [
      create('types_nanosecond', 3, {
        columns: 'ts timestamp_ns',
        partitioned: '',
      }),
    ],
    error: /UNSUPPORTED_DATATYPE/,
  },
  types_v3: [
    create('types_v3', 3, { columns: 'id bigint, v variant', partitioned: '' }),
    `INSERT INTO lake.db.types_v3 SELECT 1, parse_json('{"a": [1, "x"]}')`,
  ],
  types_nested: [
    create('types_nested', 2, {
      columns:
        'id bigint NOT NULL, tags array<string>, attributes map<string, array<struct<`a.b`: int, c: string>>>, place struct<point: struct<x: double NOT NULL, y: double>>',
      partitioned: 'PARTITIONED BY (bucket(4, id))',
    }),
    `INSERT INTO lake.db.types_nested SELECT id, array('a', NULL), map('k', array(named_struct('a.b', 1, 'c', 'x'))), named_struct('point', named_struct('x', 1.5D, 'y', NULL)) FROM range(10)`,
  ],
  transforms: [
    create('transforms', 2, {
      columns:
        'id bigint, name string, amount decimal(9, 2), d date, ts timestamp_ntz, tz timestamp, bin binary, ts2 timestamp_ntz, tz2 timestamp',
      partitioned:
        'PARTITIONED BY (bucket(16, id), truncate(3, name), truncate(50, amount), d, years(ts), months(tz), days(ts2), hours(tz2), truncate(2, bin))',
    }),
    `INSERT INTO lake.db.transforms VALUES
      (7, 'abcdef', -0.01, date'2026-11-24', timestamp_ntz'2026-11-24 10:30:00', timestamp'2026-11-24 10:30:00', X'00ff01', timestamp_ntz'2026-11-24 10:30:00', timestamp'2026-11-24 10:30:00'),
      (-7, 'é', 100.00, date'1969-12-31', timestamp_ntz'1969-12-31 23:30:00', timestamp'1969-12-31 23:30:00', X'', timestamp_ntz'1969-12-31 23:30:00', timestamp'1969-12-31 23:30:00'),
      (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
  ],
  partition_by_fixed: {
    refused: [
      create('partition_by_fixed', 2, {
        columns: 'f fixed(4)',
        partitioned: 'PARTITIONED BY (f)',
      }),
    ],
    error: /UNSUPPORTED_DATATYPE/,
  },
  partition_values: [
    create('partition_values', 2, {
      columns: 'id bigint, `regiön=/ %` string, ratio double',
      partitioned: 'PARTITIONED BY (`regiön=/ %`, ratio)',
    }),
    `INSERT INTO lake.db.partition_values VALUES (1, 'a/b=c %é', double('NaN')), (2, '', double('Infinity')), (3, 'null', -0.5D), (4, NULL, NULL)`,
  ],
  spec_evolution: [
    create('spec_evolution', 2),
    insert('spec_evolution', 0, 20),
    'ALTER TABLE lake.db.spec_evolution ADD PARTITION FIELD months(ordered_at)',
    insert('spec_evolution', 20, 30),
    'ALTER TABLE lake.db.spec_evolution DROP PARTITION FIELD region',
    insert('spec_evolution', 30, 40),
    'ALTER TABLE lake.db.spec_evolution REPLACE PARTITION FIELD ordered_at_month WITH bucket(8, id) AS shard',
    insert('spec_evolution', 40, 60),
  ],
  spec_evolution_v1: [
    create('spec_evolution_v1', 1),
    insert('spec_evolution_v1', 0, 20),
    'ALTER TABLE lake.db.spec_evolution_v1 DROP PARTITION FIELD region',
    insert('spec_evolution_v1', 20, 30),
    'ALTER TABLE lake.db.spec_evolution_v1 ADD PARTITION FIELD truncate(2, region) AS short',
    insert('spec_evolution_v1', 30, 40),
  ],
  sort_orders: [
    create('sort_orders', 2, { partitioned: '' }),
    insert('sort_orders', 0, 10),
    'ALTER TABLE lake.db.sort_orders WRITE ORDERED BY id ASC NULLS LAST',
    insert('sort_orders', 10, 20),
    'ALTER TABLE lake.db.sort_orders WRITE ORDERED BY bucket(4, id) DESC, days(ordered_at), truncate(2, region) DESC',
    insert('sort_orders', 20, 30),
  ],
  schema_evolution: [
    create('schema_evolution', 2, {
      columns:
        "id int NOT NULL COMMENT 'The key', name string NOT NULL, price decimal(9, 2), ratio float, old string, place struct<city: string, zip: int>",
      partitioned: '',
    }),
    `INSERT INTO lake.db.schema_evolution VALUES (1, 'a', 1.5, float(0.5), 'o', named_struct('city', 'Bern', 'zip', 3000))`,
    'ALTER TABLE lake.db.schema_evolution ADD COLUMNS (added timestamp, place.country string)',
    'ALTER TABLE lake.db.schema_evolution RENAME COLUMN name TO title',
    'ALTER TABLE lake.db.schema_evolution RENAME COLUMN place.zip TO postcode',
    'ALTER TABLE lake.db.schema_evolution ALTER COLUMN id TYPE bigint',
    'ALTER TABLE lake.db.schema_evolution ALTER COLUMN ratio TYPE double',
    'ALTER TABLE lake.db.schema_evolution ALTER COLUMN price TYPE decimal(18, 2)',
    'ALTER TABLE lake.db.schema_evolution ALTER COLUMN title DROP NOT NULL',
    'ALTER TABLE lake.db.schema_evolution ALTER COLUMN added FIRST',
    'ALTER TABLE lake.db.schema_evolution ALTER COLUMN price AFTER ratio',
    'ALTER TABLE lake.db.schema_evolution DROP COLUMN old',
    "ALTER TABLE lake.db.schema_evolution ADD COLUMN old string COMMENT 'A new one of the same name'",
    'ALTER TABLE lake.db.schema_evolution SET IDENTIFIER FIELDS id',
    `INSERT INTO lake.db.schema_evolution VALUES (timestamp'2026-01-01 00:00:00', 2, 'b', 2.5, 1.5, named_struct('city', 'Basel', 'postcode', 4000, 'country', 'CH'), 'new')`,
  ],
  copy_on_write: [
    create('copy_on_write', 2),
    ...twice('copy_on_write'),
    'DELETE FROM lake.db.copy_on_write WHERE id % 7 = 0',
    'UPDATE lake.db.copy_on_write SET amount = 0 WHERE id = 3',
  ],
  position_deletes: [
    create('position_deletes', 2, { properties: MERGE_ON_READ }),
    ...twice('position_deletes'),
    'DELETE FROM lake.db.position_deletes WHERE id % 7 = 0',
    insert('position_deletes', 35, 40),
    'UPDATE lake.db.position_deletes SET amount = 0 WHERE id % 9 = 3',
  ],
  equality_deletes: {
    refused: [
      create('equality_deletes', 2, {
        properties: "'write.delete.mode'='equality'",
      }),
      ...twice('equality_deletes'),
      'DELETE FROM lake.db.equality_deletes WHERE id = 3',
    ],
    error: /Unknown row-level operation mode: equality/,
  },
  deletion_vectors: [
    create('deletion_vectors', 3, { properties: MERGE_ON_READ }),
    ...twice('deletion_vectors'),
    'DELETE FROM lake.db.deletion_vectors WHERE id % 7 = 0',
    insert('deletion_vectors', 35, 40),
    'DELETE FROM lake.db.deletion_vectors WHERE id % 9 = 3',
  ],
  branches_and_tags: [
    create('branches_and_tags', 2),
    insert('branches_and_tags', 0, 20),
    'ALTER TABLE lake.db.branches_and_tags CREATE TAG v1 RETAIN 30 DAYS',
    'ALTER TABLE lake.db.branches_and_tags CREATE BRANCH audit RETAIN 100 DAYS WITH SNAPSHOT RETENTION 5 SNAPSHOTS 7 DAYS',
    insert('branches_and_tags', 20, 35).replace(
      'lake.db.branches_and_tags ',
      'lake.db.branches_and_tags.branch_audit ',
    ),
    insert('branches_and_tags', 35, 40),
  ],
  table_statistics: [
    create('table_statistics', 2),
    ...twice('table_statistics'),
    "CALL lake.system.compute_table_stats(table => 'db.table_statistics', columns => array('id', 'region'))",
  ],
  partition_statistics: [
    create('partition_statistics', 2),
    ...twice('partition_statistics'),
    "CALL lake.system.compute_partition_stats(table => 'db.partition_statistics')",
  ],
  metadata_gzip: [
    create('metadata_gzip', 2, {
      properties: "'write.metadata.compression-codec'='gzip'",
    }),
    ...twice('metadata_gzip'),
  ],
  ...manifestsIn('uncompressed'),
  ...manifestsIn('gzip'),
  ...manifestsIn('snappy'),
  ...manifestsIn('zstd'),
  manifest_rewrite: [
    create('manifest_rewrite', 2),
    ...twice('manifest_rewrite'),
    "CALL lake.system.rewrite_manifests('db.manifest_rewrite')",
    "DELETE FROM lake.db.manifest_rewrite WHERE region = 'r1'",
  ],
  file_formats: [
    create('file_formats', 2, { partitioned: '' }),
    insert('file_formats', 0, 5),
    "ALTER TABLE lake.db.file_formats SET TBLPROPERTIES ('write.format.default'='orc')",
    insert('file_formats', 5, 9),
    "ALTER TABLE lake.db.file_formats SET TBLPROPERTIES ('write.format.default'='avro')",
    insert('file_formats', 9, 12),
  ],
  bounds: [
    create('bounds', 2, {
      partitioned: '',
      properties:
        "'write.metadata.metrics.default'='none', 'write.metadata.metrics.column.id'='full', 'write.metadata.metrics.column.region'='truncate(1)', 'write.metadata.metrics.column.amount'='counts'",
    }),
    ...twice('bounds'),
  ],
  compaction: [
    create('compaction', 2),
    ...twice('compaction'),
    "CALL lake.system.rewrite_data_files(table => 'db.compaction', options => map('min-input-files', '2'))",
  ],
  expired_snapshots: [
    create('expired_snapshots', 2),
    insert('expired_snapshots', 0, 5),
    insert('expired_snapshots', 5, 10),
    insert('expired_snapshots', 10, 15),
    "CALL lake.system.expire_snapshots(table => 'db.expired_snapshots', snapshot_ids => array(${snapshot 0}, ${snapshot 1}))",
    insert('expired_snapshots', 15, 20),
  ],
  rollback: [
    create('rollback', 2),
    ...twice('rollback'),
    "CALL lake.system.rollback_to_snapshot('db.rollback', ${snapshot 0})",
    insert('rollback', 40, 45),
  ],
  format_upgrade: [
    create('format_upgrade', 1, { properties: MERGE_ON_READ }),
    insert('format_upgrade', 0, 20),
    "ALTER TABLE lake.db.format_upgrade SET TBLPROPERTIES ('format-version'='2')",
    'DELETE FROM lake.db.format_upgrade WHERE id % 7 = 0',
    "ALTER TABLE lake.db.format_upgrade SET TBLPROPERTIES ('format-version'='3')",
    insert('format_upgrade', 20, 35),
    'DELETE FROM lake.db.format_upgrade WHERE id % 9 = 3',
  ],
  row_lineage: [
    create('row_lineage', 3),
    ...twice('row_lineage'),
    'DELETE FROM lake.db.row_lineage WHERE id % 7 = 0',
    insert('row_lineage', 35, 40),
  ],
};

function manifestsIn<C extends 'uncompressed' | 'gzip' | 'snappy' | 'zstd'>(
  codec: C,
): Record<`manifests_${C}`, string[]> {
  const name = `manifests_${codec}` as const;
  return {
    [name]: [
      create(name, 2, {
        properties: `'write.manifest.compression-codec'='${codec}'`,
      }),
      ...twice(name),
    ],
  } as Record<`manifests_${C}`, string[]>;
}
