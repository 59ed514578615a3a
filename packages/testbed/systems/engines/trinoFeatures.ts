import type { Feature, SqlFeature } from './features';

const COLUMNS =
  'id bigint NOT NULL, region varchar, ordered_at timestamp(6) with time zone, amount decimal(12, 3)';

function create(
  name: Feature,
  options: {
    version?: number;
    columns?: string;
    partitioned?: string;
    with?: string;
  } = {},
): string {
  const {
    version = 2,
    columns = COLUMNS,
    partitioned = "ARRAY['region']",
  } = options;
  const all = [
    `format_version = ${version}`,
    "location = '${location}'",
    ...(partitioned ? [`partitioning = ${partitioned}`] : []),
    ...(options.with ? [options.with] : []),
  ];
  return `CREATE TABLE lake.db.${name} (${columns}) WITH (${all.join(', ')})`;
}

function insert(name: Feature, from: number, to: number): string {
  return `INSERT INTO lake.db.${name} SELECT id, if(id % 5 = 4, NULL, concat('r', CAST(id % 2 AS varchar))), TIMESTAMP '2026-11-01 00:00:00 UTC' + id * INTERVAL '1' HOUR, CAST(id AS decimal(12, 3)) FROM UNNEST(sequence(${from}, ${
    to - 1
  })) AS t(id)`;
}

function twice(name: Feature): string[] {
  return [insert(name, 0, 20), insert(name, 20, 35)];
}

/** How Trino writes each feature. `${location}` is the folder of the table, `${snapshot 0}` the id of its first snapshot. */
export const TRINO_FEATURES: Record<Feature, SqlFeature> = {
  format_v1: [create('format_v1', { version: 1 }), ...twice('format_v1')],
  inline_manifests: {
    refused: [
      create('inline_manifests', {
        version: 1,
        with: "extra_properties = MAP(ARRAY['write.manifest-lists.enabled'], ARRAY['false'])",
      }),
      ...twice('inline_manifests'),
      'SELECT fail(\'It wrote a manifest list\') FROM lake.db."inline_manifests$snapshots" WHERE manifest_list IS NOT NULL',
    ],
    error: /It wrote a manifest list/,
  },
  format_v2: [create('format_v2'), ...twice('format_v2')],
  format_v3: {
    refused: [create('format_v3', { version: 3 })],
    error: /format_version must be between 1 and 2/,
  },
  // Trino commits an empty snapshot with a new table: an empty table of its own has one.
  empty: [create('empty', { partitioned: '' })],
  types_primitive: [
    create('types_primitive', {
      columns:
        'b boolean, i integer, l bigint, f real, d double, dec9 decimal(9, 2), dec38 decimal(38, 10), dt date, tm time(6), ts timestamp(6), tz timestamp(6) with time zone, s varchar, u uuid, bin varbinary',
      partitioned:
        "ARRAY['b', 'i', 'l', 'f', 'd', 'dec9', 'dec38', 'dt', 'tm', 'ts', 'tz', 's', 'u']",
    }),
    `INSERT INTO lake.db.types_primitive VALUES
      (true, -2147483648, -9223372036854775808, REAL '-1.5', DOUBLE '1e300', DECIMAL '-1234567.89', DECIMAL '-1234567890123456789012345678.0123456789', DATE '0001-01-01', TIME '00:00:01.000001', TIMESTAMP '1969-12-31 23:59:59.999999', TIMESTAMP '2026-11-24 10:30:00.123456 UTC', 'zé😀', UUID 'f79c3e09-677c-4bbd-a479-3f349cb785e7', X'ff00'),
      (false, 2147483647, 9223372036854775807, REAL '2.25', DOUBLE '-0.5', DECIMAL '0.01', DECIMAL '1.0', DATE '2026-11-24', TIME '23:59:59.999999', TIMESTAMP '9999-12-31 23:59:59', TIMESTAMP '1582-10-15 00:00:00 UTC', '', UUID '00000000-0000-0000-0000-000000000001', X''),
      (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
  ],
  types_nanosecond: {
    refused: [
      create('types_nanosecond', {
        columns: 'ts timestamp(9)',
        partitioned: '',
      }),
      "INSERT INTO lake.db.types_nanosecond SELECT fail('timestamp(9) became ' || typeof(ts)) FROM (SELECT * FROM lake.db.types_nanosecond UNION ALL SELECT TIMESTAMP '2026-11-24 10:30:00.123456789') AS t(ts)",
    ],
    error: /timestamp/i,
  },
  types_v3: {
    refused: [create('types_v3', { version: 3, columns: 'j json' })],
    error: /format_version must be between 1 and 2/,
  },
  types_nested: [
    create('types_nested', {
      columns:
        'id bigint NOT NULL, tags array(varchar), attributes map(varchar, array(row("a b" integer, c uuid))), place row(point row(x double, y double))',
      partitioned: "ARRAY['bucket(id, 4)']",
    }),
    `INSERT INTO lake.db.types_nested SELECT id, ARRAY['a', NULL], MAP(ARRAY['k'], ARRAY[ARRAY[CAST(ROW(1, NULL) AS row("a b" integer, c uuid))]]), CAST(ROW(ROW(1.5, NULL)) AS row(point row(x double, y double))) FROM UNNEST(sequence(BIGINT '1', BIGINT '10')) AS t(id)`,
  ],
  transforms: [
    create('transforms', {
      columns:
        'id bigint, name varchar, amount decimal(9, 2), d date, ts timestamp(6), tz timestamp(6) with time zone, bin varbinary, ts2 timestamp(6), tz2 timestamp(6) with time zone',
      partitioned:
        "ARRAY['bucket(id, 16)', 'truncate(name, 3)', 'truncate(amount, 50)', 'd', 'year(ts)', 'month(tz)', 'day(ts2)', 'hour(tz2)']",
    }),
    `INSERT INTO lake.db.transforms VALUES
      (7, 'abcdef', DECIMAL '-0.01', DATE '2026-11-24', TIMESTAMP '2026-11-24 10:30:00', TIMESTAMP '2026-11-24 10:30:00 UTC', X'00ff01', TIMESTAMP '2026-11-24 10:30:00', TIMESTAMP '2026-11-24 10:30:00 UTC'),
      (-7, 'é', DECIMAL '100.00', DATE '1969-12-31', TIMESTAMP '1969-12-31 23:30:00', TIMESTAMP '1969-12-31 23:30:00 UTC', X'', TIMESTAMP '1969-12-31 23:30:00', TIMESTAMP '1969-12-31 23:30:00 UTC'),
      (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
  ],
  partition_by_fixed: {
    refused: [create('partition_by_fixed', { columns: 'f char(4)' })],
    error: /char|region/i,
  },
  partition_values: [
    create('partition_values', {
      columns: 'id bigint, "regiön=/ %" varchar, ratio double',
      partitioned: `ARRAY['"regiön=/ %"', 'ratio']`,
    }),
    `INSERT INTO lake.db.partition_values VALUES (1, 'a/b=c %é', nan()), (2, '', infinity()), (3, 'null', -0.5e0), (4, NULL, NULL)`,
  ],
  spec_evolution: [
    create('spec_evolution'),
    insert('spec_evolution', 0, 20),
    `ALTER TABLE lake.db.spec_evolution SET PROPERTIES partitioning = ARRAY['region', 'month(ordered_at)']`,
    insert('spec_evolution', 20, 30),
    `ALTER TABLE lake.db.spec_evolution SET PROPERTIES partitioning = ARRAY['bucket(id, 8)']`,
    insert('spec_evolution', 30, 40),
  ],
  spec_evolution_v1: [
    create('spec_evolution_v1', { version: 1 }),
    insert('spec_evolution_v1', 0, 20),
    `ALTER TABLE lake.db.spec_evolution_v1 SET PROPERTIES partitioning = ARRAY['truncate(region, 2)']`,
    insert('spec_evolution_v1', 20, 30),
  ],
  sort_orders: [
    create('sort_orders', {
      partitioned: '',
      with: "sorted_by = ARRAY['id DESC NULLS FIRST']",
    }),
    insert('sort_orders', 0, 10),
    `ALTER TABLE lake.db.sort_orders SET PROPERTIES sorted_by = ARRAY['region ASC NULLS LAST', 'id']`,
    insert('sort_orders', 10, 20),
  ],
  schema_evolution: [
    create('schema_evolution', {
      columns:
        "id integer NOT NULL COMMENT 'The key', name varchar NOT NULL, price decimal(9, 2), ratio real, old varchar, place row(city varchar, zip integer)",
      partitioned: '',
    }),
    `INSERT INTO lake.db.schema_evolution VALUES (1, 'a', DECIMAL '1.5', REAL '0.5', 'o', ROW('Bern', 3000))`,
    'ALTER TABLE lake.db.schema_evolution ADD COLUMN added timestamp(6)',
    'ALTER TABLE lake.db.schema_evolution ADD COLUMN place.country varchar',
    'ALTER TABLE lake.db.schema_evolution RENAME COLUMN name TO title',
    'ALTER TABLE lake.db.schema_evolution RENAME COLUMN place.zip TO postcode',
    'ALTER TABLE lake.db.schema_evolution ALTER COLUMN id SET DATA TYPE bigint',
    'ALTER TABLE lake.db.schema_evolution ALTER COLUMN ratio SET DATA TYPE double',
    'ALTER TABLE lake.db.schema_evolution ALTER COLUMN price SET DATA TYPE decimal(18, 2)',
    'ALTER TABLE lake.db.schema_evolution ALTER COLUMN title DROP NOT NULL',
    'ALTER TABLE lake.db.schema_evolution DROP COLUMN old',
    'ALTER TABLE lake.db.schema_evolution ADD COLUMN old varchar FIRST',
    `INSERT INTO lake.db.schema_evolution (id, title, old) VALUES (2, 'b', 'new')`,
  ],
  copy_on_write: {
    refused: [
      create('copy_on_write', { with: "write_mode = 'copy-on-write'" }),
    ],
    error: /write_mode/,
  },
  position_deletes: [
    create('position_deletes'),
    ...twice('position_deletes'),
    'DELETE FROM lake.db.position_deletes WHERE id % 7 = 0',
    insert('position_deletes', 35, 40),
    'UPDATE lake.db.position_deletes SET amount = 0 WHERE id % 9 = 3',
    'DELETE FROM lake.db.position_deletes WHERE region IS NULL',
  ],
  equality_deletes: {
    refused: [create('equality_deletes', { with: "delete_mode = 'equality'" })],
    error: /delete_mode/,
  },
  deletion_vectors: {
    refused: [create('deletion_vectors', { version: 3 })],
    error: /format_version must be between 1 and 2/,
  },
  branches_and_tags: {
    refused: [
      create('branches_and_tags'),
      'CREATE BRANCH audit IN TABLE lake.db.branches_and_tags',
    ],
    error: /mismatched input 'BRANCH'|NOT_SUPPORTED|SYNTAX_ERROR/,
  },
  table_statistics: [
    create('table_statistics'),
    ...twice('table_statistics'),
    'ANALYZE lake.db.table_statistics',
  ],
  partition_statistics: {
    refused: [
      create('partition_statistics'),
      "ANALYZE lake.db.partition_statistics WITH (partitions = ARRAY[ARRAY['r1']])",
    ],
    error: /partitions/,
  },
  metadata_gzip: [
    create('metadata_gzip', {
      with: "extra_properties = MAP(ARRAY['write.metadata.compression-codec'], ARRAY['gzip'])",
    }),
    ...twice('metadata_gzip'),
  ],
  ...manifestsIn('uncompressed'),
  ...manifestsIn('gzip'),
  ...manifestsIn('snappy'),
  ...manifestsIn('zstd'),
  manifest_rewrite: [
    create('manifest_rewrite'),
    ...twice('manifest_rewrite'),
    'ALTER TABLE lake.db.manifest_rewrite EXECUTE optimize_manifests',
    "DELETE FROM lake.db.manifest_rewrite WHERE region = 'r1'",
  ],
  file_formats: [
    create('file_formats', { partitioned: '' }),
    insert('file_formats', 0, 5),
    "ALTER TABLE lake.db.file_formats SET PROPERTIES format = 'ORC'",
    insert('file_formats', 5, 9),
    "ALTER TABLE lake.db.file_formats SET PROPERTIES format = 'AVRO'",
    insert('file_formats', 9, 12),
  ],
  bounds: [create('bounds', { partitioned: '' }), ...twice('bounds')],
  compaction: [
    create('compaction'),
    ...twice('compaction'),
    'ALTER TABLE lake.db.compaction EXECUTE optimize',
  ],
  expired_snapshots: [
    create('expired_snapshots'),
    ...twice('expired_snapshots'),
    "ALTER TABLE lake.db.expired_snapshots EXECUTE expire_snapshots(retention_threshold => '0s')",
    insert('expired_snapshots', 35, 40),
  ],
  rollback: [
    create('rollback'),
    ...twice('rollback'),
    'ALTER TABLE lake.db.rollback EXECUTE rollback_to_snapshot(${snapshot 1})',
    insert('rollback', 40, 45),
  ],
  format_upgrade: [
    create('format_upgrade', { version: 1 }),
    ...twice('format_upgrade'),
    'ALTER TABLE lake.db.format_upgrade SET PROPERTIES format_version = 2',
    'DELETE FROM lake.db.format_upgrade WHERE id % 7 = 0',
  ],
  row_lineage: {
    refused: [create('row_lineage', { version: 3 })],
    error: /format_version must be between 1 and 2/,
  },
};

/** What 483 does differently: it writes version 3. */
export const TRINO_NEXT_FEATURES: Record<Feature, SqlFeature> = {
  ...TRINO_FEATURES,
  types_nanosecond: [
    create('types_nanosecond', {
      version: 3,
      columns: 'id bigint, ts timestamp(9), tz timestamp(9) with time zone',
      partitioned: '',
    }),
    "INSERT INTO lake.db.types_nanosecond VALUES (1, TIMESTAMP '2026-11-24 10:30:00.123456789', TIMESTAMP '2026-11-24 10:30:00.123456789 UTC')",
  ],
  format_v3: [create('format_v3', { version: 3 }), ...twice('format_v3')],
  deletion_vectors: [
    create('deletion_vectors', { version: 3 }),
    ...twice('deletion_vectors'),
    'DELETE FROM lake.db.deletion_vectors WHERE id % 7 = 0',
    insert('deletion_vectors', 35, 40),
    'UPDATE lake.db.deletion_vectors SET amount = 0 WHERE id % 9 = 3',
    'DELETE FROM lake.db.deletion_vectors WHERE id % 7 = 1',
  ],
  row_lineage: [
    create('row_lineage', { version: 3 }),
    ...twice('row_lineage'),
    'UPDATE lake.db.row_lineage SET amount = 0 WHERE id % 9 = 3',
    'ALTER TABLE lake.db.row_lineage EXECUTE optimize',
    insert('row_lineage', 35, 40),
  ],
  types_v3: [
    create('types_v3', {
      version: 3,
      columns: 'id bigint, v variant',
      partitioned: '',
    }),
    'INSERT INTO lake.db.types_v3 VALUES (1, NULL)',
  ],
};

function manifestsIn<C extends 'uncompressed' | 'gzip' | 'snappy' | 'zstd'>(
  codec: C,
): Record<`manifests_${C}`, string[]> {
  const name = `manifests_${codec}` as const;
  return {
    [name]: [
      create(name, {
        with: `extra_properties = MAP(ARRAY['write.manifest.compression-codec', 'write.avro.compression-codec'], ARRAY['${codec}', '${codec}'])`,
      }),
      ...twice(name),
    ],
  } as Record<`manifests_${C}`, string[]>;
}
