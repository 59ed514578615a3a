import { ValidationError } from '../errors';

/** Codecs of the table property that the engine writes, in its spelling. */
const CODECS: Record<string, string> = {
  zstd: 'ZSTD',
  snappy: 'SNAPPY',
  gzip: 'GZIP',
  lz4: 'LZ4_RAW',
  brotli: 'BROTLI',
  uncompressed: 'UNCOMPRESSED',
};

/**
 * Compression of Parquet files, from the table's properties, as an option of `COPY`. ZSTD when they say nothing.
 *
 * @throws ValidationError for a codec that the engine does not write.
 */
export function parquetOptions(properties: Record<string, string>): string {
  const wanted = (
    properties['write.parquet.compression-codec'] ?? 'zstd'
  ).toLowerCase();
  const codec = CODECS[wanted];
  if (!codec) {
    throw new ValidationError(
      `Table property write.parquet.compression-codec is '${wanted}'; the embedded lakehouse writes ${Object.keys(
        CODECS,
      ).join(', ')}.`,
    );
  }
  const level = properties['write.parquet.compression-level'];
  return codec === 'ZSTD' && level !== undefined && /^\d{1,2}$/.test(level)
    ? `COMPRESSION ZSTD, COMPRESSION_LEVEL ${level}`
    : `COMPRESSION ${codec}`;
}
