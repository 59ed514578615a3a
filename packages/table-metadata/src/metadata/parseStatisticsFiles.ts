import type { PartitionStatisticsFile, StatisticsFile } from '../model';
import type { JsonFields } from './JsonFields';

/** `statistics`: Puffin files. */
export function parseStatisticsFiles(fields: JsonFields): StatisticsFile[] {
  const files: StatisticsFile[] = [];
  for (const { fields: file } of fields.objects('statistics')) {
    const common = parseCommon(file);
    if (!common) continue;
    files.push({
      ...common,
      fileFooterSizeBytes: file.integer('file-footer-size-in-bytes') ?? 0,
      blobs: file.objects('blob-metadata').map(({ fields: blob }) => ({
        type: blob.string('type') ?? '',
        fields: blob.integers('fields'),
        snapshotId: blob.id('snapshot-id'),
        sequenceNumber: blob.id('sequence-number'),
        properties: blob.strings('properties'),
      })),
    });
  }
  return files;
}

/** `partition-statistics`. */
export function parsePartitionStatisticsFiles(
  fields: JsonFields,
): PartitionStatisticsFile[] {
  return fields
    .objects('partition-statistics')
    .map(({ fields: file }) => parseCommon(file))
    .filter(file => file !== undefined);
}

function parseCommon(file: JsonFields): PartitionStatisticsFile | undefined {
  const snapshotId = file.id('snapshot-id');
  const statisticsPath = file.string('statistics-path');
  if (snapshotId === undefined || statisticsPath === undefined)
    return undefined;
  return {
    snapshotId,
    statisticsPath,
    fileSizeBytes: file.integer('file-size-in-bytes') ?? 0,
  };
}
