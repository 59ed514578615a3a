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
 * @throws CorruptMetadataError without a path.
 */
export function toManifestFile(decoded: unknown[]): ManifestFile {
  const values = decoded as Values;
  if (values[0] === undefined)
    throw new CorruptMetadataError(
      'An entry of the manifest list lacks "manifest_path"',
    );
  return {
    manifestPath: values[0],
    manifestLength: values[1],
    partitionSpecId: values[2] ?? 0,
    content: values[3] === 1 ? 'deletes' : 'data',
    sequenceNumber: values[4] ?? 0n,
    minSequenceNumber: values[5] ?? 0n,
    addedSnapshotId: values[6],
    addedFilesCount: values[7],
    existingFilesCount: values[8],
    deletedFilesCount: values[9],
    addedRowsCount: values[10],
    existingRowsCount: values[11],
    deletedRowsCount: values[12],
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
