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
 * Options of `COPY` for Parquet files: their compression, from the table's properties. ZSTD when they say nothing.
 *
 * @param negativeZeros - the rows have some: a dictionary of the engine takes them and 0 for one value.
 * @throws ValidationError for a codec that the engine does not write.
 */
export function parquetOptions(
  properties: Record<string, string>,
  negativeZeros = false,
): string {
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
  return [
    `COMPRESSION ${codec}`,
    ...(codec === 'ZSTD' && level !== undefined && /^\d{1,2}$/.test(level)
      ? [`COMPRESSION_LEVEL ${level}`]
      : []),
    ...(negativeZeros ? ['DICTIONARY_SIZE_LIMIT 0'] : []),
  ].join(', ');
}
