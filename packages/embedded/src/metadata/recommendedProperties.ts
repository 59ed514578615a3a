/**
 * What new tables are given unless told otherwise: the field's advice for tables that stay manageable.
 *
 * - Old metadata files go with the commit; 20 are kept (Java's default keeps all, its advice is to set both).
 * - Snapshots may expire after 5 days (Java's default, written down so that it can be seen), and at least 1 stays.
 * - ZSTD, which is Java's default for Parquet since 1.4.
 */
export const recommendedProperties: Readonly<Record<string, string>> = {
  'write.format.default': 'parquet',
  'write.parquet.compression-codec': 'zstd',
  'write.metadata.delete-after-commit.enabled': 'true',
  'write.metadata.previous-versions-max': '20',
  'history.expire.max-snapshot-age-ms': String(5 * 24 * 60 * 60 * 1000),
  'history.expire.min-snapshots-to-keep': '1',
};
