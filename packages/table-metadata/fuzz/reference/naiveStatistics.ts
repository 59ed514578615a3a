import {
  type FileStatistics,
  isDeletionVector,
  type ManifestEntry,
} from '../../src';

/** The sums of {@link FileStatistics}, added up the plain way. */
export function naiveStatistics(
  entries: ManifestEntry[],
): Partial<FileStatistics> {
  const live = entries
    .filter(({ status }) => status !== 'deleted')
    .map(({ file }) => file);
  const data = live.filter(({ content }) => content === 'data');
  const vectors = live.filter(isDeletionVector);
  const positions = live.filter(
    file => file.content === 'position-deletes' && !isDeletionVector(file),
  );
  const equality = live.filter(({ content }) => content === 'equality-deletes');
  const sum = (values: bigint[]) => values.reduce((a, b) => a + b, 0n);
  const sizes = data.map(({ fileSizeBytes }) => fileSizeBytes);
  const sorted = [...sizes].sort((a, b) => Number(a > b) - Number(a < b));
  return {
    dataFiles: data.length,
    dataBytes: sum(sizes),
    dataRecords: sum(data.map(({ recordCount }) => recordCount)),
    minFileBytes: sorted[0],
    maxFileBytes: sorted.at(-1),
    positionDeleteFiles: positions.length,
    positionDeleteBytes: sum(positions.map(f => f.fileSizeBytes)),
    positionDeleteRecords: sum(positions.map(f => f.recordCount)),
    equalityDeleteFiles: equality.length,
    equalityDeleteBytes: sum(equality.map(f => f.fileSizeBytes)),
    equalityDeleteRecords: sum(equality.map(f => f.recordCount)),
    deletionVectors: vectors.length,
    deletionVectorBytes: sum(
      vectors.map(f => f.contentSizeBytes ?? f.fileSizeBytes),
    ),
    deletionVectorRecords: sum(vectors.map(f => f.recordCount)),
  };
}
