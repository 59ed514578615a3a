import type { StatisticsFile } from '../model';

/**
 * Estimated numbers of distinct values by field id, as theta sketches state them in their property `ndv`.
 * Table metadata repeats it, so that the file needn't be read.
 *
 * @param blobs - Of a statistics file in table metadata, or of a Puffin footer.
 * @see https://iceberg.apache.org/puffin-spec/#apache-datasketches-theta-v1-blob-type
 * @public
 */
export function distinctCounts(
  blobs: ReadonlyArray<
    Pick<StatisticsFile['blobs'][number], 'type' | 'fields' | 'properties'>
  >,
): Map<number, bigint> {
  const counts = new Map<number, bigint>();
  for (const { type, fields, properties } of blobs) {
    const { ndv } = properties;
    if (
      type === 'apache-datasketches-theta-v1' &&
      fields.length === 1 &&
      ndv !== undefined &&
      /^\d{1,19}$/.test(ndv)
    )
      counts.set(fields[0], BigInt(ndv));
  }
  return counts;
}
