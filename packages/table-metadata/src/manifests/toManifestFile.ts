import { CorruptMetadataError } from '../errors';
import type { ManifestFile } from '../model';

type Values = [
  manifestPath: string | undefined,
  manifestLength: bigint | undefined,
  partitionSpecId: number | undefined,
  content: number | undefined,
  sequenceNumber: bigint | undefined,
  minSequenceNumber: bigint | undefined,
  addedSnapshotId: bigint | undefined,
  addedFilesCount: number | undefined,
  existingFilesCount: number | undefined,
  deletedFilesCount: number | undefined,
  addedRowsCount: bigint | undefined,
  existingRowsCount: bigint | undefined,
  deletedRowsCount: bigint | undefined,
  partitions: SummaryValues[] | undefined,
  keyMetadata: Uint8Array | undefined,
  firstRowId: bigint | undefined,
];

type SummaryValues = [
  containsNull: boolean | undefined,
  containsNan: boolean | undefined,
  lowerBound: Uint8Array | undefined,
  upperBound: Uint8Array | undefined,
];

/**
 * An entry of a manifest list from the values of `MANIFEST_LIST_FIELDS`. What version 1 does not have counts as 0, or
 * as data.
 *
 * @param onNegative - Told of numbers that are negative, which none can be: they are left out.
 * @throws CorruptMetadataError without a path, and for a content that is neither data nor deletes.
 */
export function toManifestFile(
  decoded: unknown[],
  onNegative: (manifestPath: string, field: string) => void = () => undefined,
): ManifestFile {
  const values = decoded as Values;
  if (values[0] === undefined)
    throw new CorruptMetadataError(
      'An entry of the manifest list lacks "manifest_path"',
    );
  const manifestPath = values[0];
  const sound = <T extends number | bigint>(
    field: string,
    value: T | undefined,
  ): T | undefined => {
    if (value === undefined || value >= 0) return value;
    onNegative(manifestPath, field);
    return undefined;
  };
  return {
    manifestPath,
    manifestLength: sound('manifest_length', values[1]),
    partitionSpecId: values[2] ?? 0,
    content: contentOf(values[3]),
    sequenceNumber: values[4] ?? 0n,
    minSequenceNumber: values[5] ?? 0n,
    addedSnapshotId: values[6],
    addedFilesCount: sound('added_files_count', values[7]),
    existingFilesCount: sound('existing_files_count', values[8]),
    deletedFilesCount: sound('deleted_files_count', values[9]),
    addedRowsCount: sound('added_rows_count', values[10]),
    existingRowsCount: sound('existing_rows_count', values[11]),
    deletedRowsCount: sound('deleted_rows_count', values[12]),
    partitions: values[13]?.map(
      ([containsNull = true, containsNan, lowerBound, upperBound]) => ({
        containsNull,
        containsNan,
        lowerBound,
        upperBound,
      }),
    ),
    keyMetadata: values[14],
    firstRowId: values[15],
  };
}

const CONTENT: Array<ManifestFile['content']> = ['data', 'deletes'];

function contentOf(value: number | undefined): ManifestFile['content'] {
  const content = CONTENT[value ?? 0];
  if (content === undefined)
    throw new CorruptMetadataError(
      `An entry of the manifest list has the unknown content ${value}`,
    );
  return content;
}
