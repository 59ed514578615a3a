/**
 * What new tables are given unless told otherwise: the field's advice for tables that stay manageable.
 *
 * - Old metadata files go with the commit; 20 are kept (Java's default keeps all, its advice is to set both).
 * - ZSTD, which is Java's default for Parquet since 1.4.
 *
 * How long history stays is left out: what a table says itself would go over the retention of its layer.
 */
export const recommendedProperties: Readonly<Record<string, string>> = {
  'write.format.default': 'parquet',
  'write.parquet.compression-codec': 'zstd',
  'write.metadata.delete-after-commit.enabled': 'true',
  'write.metadata.previous-versions-max': '20',
};
