import type {
  PartitionStatisticsFile,
  ReadWarning,
  StatisticsFile,
} from '../model';
import { JsonFields } from './JsonFields';

/** `statistics`: Puffin files. */
export function parseStatisticsFiles(
  fields: JsonFields,
  warnings: ReadWarning[],
): StatisticsFile[] {
  const files: StatisticsFile[] = [];
  for (const { fields: file, path } of fields.objects('statistics')) {
    const common = parseCommon(file, path, warnings);
    if (!common) continue;
    files.push({
      ...common,
      fileFooterSizeBytes: sizeOf(file, 'file-footer-size-in-bytes', warnings),
      ...(file.string('key-metadata') === undefined
        ? {}
        : { isEncrypted: true }),
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
  warnings: ReadWarning[],
): PartitionStatisticsFile[] {
  return fields
    .objects('partition-statistics')
    .map(({ fields: file, path }) => parseCommon(file, path, warnings))
    .filter(file => file !== undefined);
}

function parseCommon(
  file: JsonFields,
  path: string,
  warnings: ReadWarning[],
): PartitionStatisticsFile | undefined {
  const snapshotId = file.id('snapshot-id');
  const statisticsPath = file.string('statistics-path');
  if (snapshotId === undefined || statisticsPath === undefined) {
    warnings.push({
      code: 'statistics-unreadable',
      message: `${path} needs "snapshot-id" and "statistics-path"; it is left out`,
    });
    return undefined;
  }
  return {
    snapshotId,
    statisticsPath,
    fileSizeBytes: sizeOf(file, 'file-size-in-bytes', warnings),
  };
}

/** What is no size is not known: 0 would be one. The file itself stays, since it is in use. */
function sizeOf(
  file: JsonFields,
  key: string,
  warnings: ReadWarning[],
): number | undefined {
  const size = file.integer(key);
  if (size === undefined || size >= 0) return size;
  warnings.push(JsonFields.malformed(file.pathOf(key), 'a size'));
  return undefined;
}
