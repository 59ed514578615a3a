import type { PropertyExplanation } from '@lakehouse-portal/table-health';
import type {
  QuerySnippet,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';

/** Properties of silver.orders: poor, good and neutral, set and default. */
export const mockProperties: PropertyExplanation[] = [
  {
    name: 'write.metadata.delete-after-commit.enabled',
    value: 'false',
    origin: 'default',
    verdict: 'poor',
    text: '1,038 old metadata files (412 MB) are kept for ever. With true, the newest 100 stay.',
    suggestedValue: 'true',
  },
  {
    name: 'commit.retry.num-retries',
    value: '4',
    origin: 'default',
    verdict: 'poor',
    text: '37 commits gave up in 7 days, because two writers meet every hour.',
    suggestedValue: '10',
  },
  {
    name: 'write.delete.mode',
    value: 'merge-on-read',
    origin: 'set',
    verdict: 'good',
    text: 'Right for a stream of updates, as long as deletes are folded in daily.',
  },
  {
    name: 'write.target-file-size-bytes',
    value: '268435456',
    origin: 'set',
    verdict: 'good',
    text: '256 MB. Files average 145.6 MB because of deletes, not because of this.',
  },
  {
    name: 'write.parquet.compression-codec',
    value: 'zstd',
    origin: 'set',
    verdict: 'good',
    text: 'All 2,904 files use it.',
  },
  {
    name: 'format-version',
    value: '2',
    origin: 'set',
    verdict: 'good',
    text: 'Version 3 would replace 1,131 delete files by deletion vectors, once every engine here can read it.',
  },
  {
    name: 'owner',
    value: 'orders-platform',
    origin: 'set',
    verdict: 'neutral',
    text: '',
  },
  {
    name: 'write.object-storage.enabled',
    value: 'false',
    origin: 'default',
    verdict: 'neutral',
    text: '',
  },
];

/** Snippets for every engine, two of which can't query the table. */
export function mockSnippets(ref: TableRef): QuerySnippet[] {
  const name = `${ref.lakehouse}.${ref.schema}.${ref.table}`;
  return [
    {
      engine: 'DuckDB',
      language: 'sql',
      code: `INSTALL iceberg;\nLOAD iceberg;\nSELECT *\nFROM   iceberg_scan('s3://retail-lake/${ref.schema}/${ref.table}')\nLIMIT  100; -- its newest rows`,
    },
    {
      engine: 'Trino',
      language: 'sql',
      code: `SELECT order_id, status, total\nFROM   ${name}\nWHERE  ordered_at >= DATE '2026-11-23'\n-- reads 1 of 297 days`,
    },
    {
      engine: 'Spark',
      language: 'sql',
      code: `SELECT *\nFROM   ${name}\nLIMIT  100`,
    },
    {
      engine: 'PyIceberg',
      language: 'python',
      code: `from pyiceberg.catalog import load_catalog\n\ncatalog = load_catalog('${ref.lakehouse}')\ntable = catalog.load_table('${ref.schema}.${ref.table}')\ntable.scan(limit=100).to_arrow()  # needs pyarrow`,
    },
    {
      engine: 'Flink',
      language: 'sql',
      code: `SELECT * FROM \`${ref.lakehouse}\`.\`${ref.schema}\`.\`${ref.table}\``,
    },
    {
      engine: 'Snowflake',
      language: 'sql',
      notPossible:
        "It can't read a Hive Metastore. It could, once this lakehouse also offers an Iceberg REST catalog.",
    },
  ];
}
